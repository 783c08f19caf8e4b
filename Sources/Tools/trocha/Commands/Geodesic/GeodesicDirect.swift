internal import ArgumentParser
internal import SpatialEngine

/// `trocha geodesic direct`.
struct GeodesicDirect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "direct",
        abstract: "The point reached after a distance at an azimuth.",
        discussion: """
            Needs lat1_deg, lon1_deg, azi1_deg, s12_m; adds lat2_deg, lon2_deg, azi2_deg, and with --full a12_deg, m12_m, \
            M12, M21, S12_m2.

            Example: trocha geodesic direct legs.csv -o ends.csv
            """)

    @Flag(help: "Add arc length, reduced length, geodesic scales and the area under the path.")
    var full = false

    @OptionGroup var options: GeodesicOptions

    func run() throws {
        let ellipsoid = try options.ellipsoid()
        let adder = ColumnAdder(
            needs: ["lat1_deg", "lon1_deg", "azi1_deg", "s12_m"],
            adds: ["lat2_deg", "lon2_deg", "azi2_deg"] + (full ? GeodesicSegment.fullColumns : []),
            input: options.table.input, output: options.table.output, options: options.common)
        let rows = try adder.run { (values, results) throws(ColumnAdder.RowProblem) in
            try requireLatitude(values[0], column: "lat1_deg")
            let segment = ellipsoid.direct(
                from: GeographicPoint(longitude: values[1], latitude: values[0]), azimuthDegrees: values[2],
                distance: Metres(values[3]))
            results[0] = segment.end.latitude
            results[1] = segment.end.longitude
            results[2] = segment.endAzimuthDegrees
            if full { segment.fill(&results, from: 3) }
        }
        try options.summarise("geodesic direct", on: ellipsoid, [("rows", .integer(rows))])
    }
}
