extension Spoiling {
    static let settings = [
        Spoiling("region.yaml", "format: 1", "format: 2", ", row ", "field format: format 2 is not known"),
        Spoiling("region.yaml", "format: 1\n", "", "key \"format\" is missing"),
        Spoiling("region.yaml", "analysis_crs:", "analysis_csr:", "field analysis_csr", "unknown key \"analysis_csr\""),
        Spoiling(
            "region.yaml", "extent: [-84.3, 3.3, -75.0, 13.9]", "extent: [-75.0, 3.3, -84.3, 13.9]", "field extent",
            "is no box"),
        Spoiling(
            "region.yaml", "extent: [-84.3, 3.3, -75.0, 13.9]", "extent: everywhere", "field extent", "is no list"),
        Spoiling("region.yaml", "start: \"2014-01\"", "start: \"January 2014\"", "field window.start", "is no month"),
        Spoiling(
            "region.yaml", "months: [1, 2, 3, 4]", "months: [1, 2, 3, 4, 5]", "field month_groups",
            "month 5 is in dry and in wet"),
        Spoiling(
            "region.yaml", "months: [1, 2, 3, 4]", "months: [0, 2, 3, 4]", "field month_groups[0].months[0]",
            "0 is no month"),
        Spoiling(
            "region.yaml", "kind: sea, origin_id: necocli", "kind: air, origin_id: necocli", "field corridors[0].kind",
            "\"air\" is not allowed", "land, sea, mixed"),
        Spoiling(
            "region.yaml", "origin_id: acandi", "origin_id: nowhere", "field corridors C1 origin_id",
            "\"nowhere\" is not in places.csv"),
        Spoiling(
            "region.yaml", "{id: C1, name:", "{id: C0, name:", "field corridors[1]", "id \"C0\" is already corridors[0]"
        ),
        Spoiling(
            "region.yaml", "value: 15, unit: arcsec", "value: fifteen, unit: arcsec", "field parameters[0].value",
            "\"fifteen\" is not a finite number"),
        Spoiling(
            "region.yaml", "value: 15, unit: arcsec", "value: 150, unit: arcsec", "field parameters[0]",
            "does not lie between low and high"),
        Spoiling(
            "region.yaml", "value: 15, unit: arcsec", "value: .nan, unit: arcsec", "field parameters[0].value",
            "not a finite number"),
        Spoiling(
            "region.yaml", "assumed: true, source_id: null}", "assumed: maybe, source_id: null}",
            "field parameters[0].assumed", "neither true nor false"),
        Spoiling(
            "region.yaml", "assumed: true, source_id: null}", "assumed: false, source_id: null}", "field parameters[0]",
            "has no source"),
        Spoiling("region.yaml", "source_id: S345}", "source_id: S999}", "source_id", "\"S999\" is not in sources.csv"),
        Spoiling(
            "region.yaml", "share_low: 0.55, share_typical: 0.7", "share_low: 0.75, share_typical: 0.7",
            "field od_pairs[0]", "the shares do not rise"),
        Spoiling("region.yaml", "demand: unknown", "demand: zero", "\"zero\" is not allowed"),
        Spoiling("region.yaml", "corridors:\n", "corridors: [\n", "is no YAML"),
    ]
}
