internal import Incidents
internal import SpatialEngine

extension RegionSettings {
    /// Reads and checks the `region.yaml` at `path`, apart from ids that live in other files.
    public static func read(_ path: String) throws(IngestError) -> RegionSettings {
        let top = try YAMLReader(file: path, bytes: try FileBytes.read(path))
        try top.checkKeys([
            "format", "id", "name", "name_es", "extent", "terrain_extent", "analysis_crs", "window", "month_groups",
            "corridors", "od_pairs", "sea_zones", "left_out", "parameters",
        ])
        let format = try top.needed("format")
        guard try format.integer() == 1 else {
            throw format.fault("format \(try format.integer()) is not known", mend: "this program reads format 1")
        }
        let extent = try top.needed("extent").box()
        return RegionSettings(
            id: try top.needed("id").identifier(), name: try top.needed("name").text(),
            nameSpanish: try top.needed("name_es").text(), extent: extent,
            terrainExtent: try top.optional("terrain_extent")?.box() ?? extent,
            analysisCRS: CoordinateReferenceSystem(try top.needed("analysis_crs").text()),
            window: try top.needed("window").months(),
            monthGroups: try top.needed("month_groups").monthGroups(),
            corridors: try top.needed("corridors").list(key: "id", \.id, YAMLReader.corridor),
            odPairs: try top.optional("od_pairs")?.list(key: "id", \.id, YAMLReader.pair) ?? [],
            seaZones: try top.needed("sea_zones").list(key: "id", \.id, YAMLReader.seaZone),
            leftOut: try top.optional("left_out")?.each(YAMLReader.leftOut) ?? [],
            parameters: try top.needed("parameters").list(key: "name", \.name, YAMLReader.parameter))
    }
}

extension YAMLReader {
    // MARK: Lists

    /// Reads every item of a sequence.
    fileprivate func each<Value>(
        _ parse: (YAMLReader) -> () throws(IngestError) -> Value
    ) throws(IngestError) -> [Value] {
        var values: [Value] = []
        for item in try items() { values.append(try parse(item)()) }
        return values
    }

    /// Reads every item of a sequence; none may repeat the name of another.
    fileprivate func list<Value>(
        key: String, _ name: (Value) -> String, _ parse: (YAMLReader) -> () throws(IngestError) -> Value
    ) throws(IngestError) -> [Value] {
        let values = try each(parse)
        var first: [String: Int] = [:]
        for (index, value) in values.enumerated() {
            if let earlier = first.updateValue(index, forKey: name(value)) {
                throw try items()[index].fault(
                    "\(key) \"\(name(value))\" is already \(path)[\(earlier)]", mend: "rename one")
            }
        }
        return values
    }

    fileprivate func monthGroups() throws(IngestError) -> [MonthGroup] {
        let groups = try list(key: "id", \.id, YAMLReader.monthGroup)
        var owner: [Int: String] = [:]
        for group in groups {
            for month in group.months {
                if let other = owner.updateValue(group.id, forKey: month) {
                    throw fault("month \(month) is in \(other) and in \(group.id)", mend: "keep it in one")
                }
            }
        }
        return groups
    }

    // MARK: Items

    private func monthGroup() throws(IngestError) -> MonthGroup {
        try checkKeys(["id", "name", "name_es", "months"])
        let id = try needed("id").identifier()
        guard id != "all" else { throw fault("id \"all\" stands for every month", mend: "choose another id") }
        var months: [Int] = []
        for item in try needed("months").items() {
            let month = try item.integer()
            guard (1...12).contains(month) else { throw item.fault("\(month) is no month", mend: "write 1…12") }
            months.append(month)
        }
        guard !months.isEmpty, months == months.sorted() else {
            throw try needed("months").fault("the months do not rise", mend: "list them in order")
        }
        return MonthGroup(
            id: id, name: try needed("name").text(), nameSpanish: try needed("name_es").text(), months: months)
    }

    fileprivate func corridor() throws(IngestError) -> Corridor {
        try checkKeys(["id", "name", "name_es", "kind", "origin_id", "destination_id", "traced"])
        let kind: CorridorKind = try needed("kind").choice()
        return Corridor(
            id: try needed("id").identifier(), name: try needed("name").text(),
            nameSpanish: try needed("name_es").text(), kind: kind, originID: try needed("origin_id").identifier(),
            destinationID: try needed("destination_id").identifier(),
            isTraced: try optional("traced")?.flag() ?? (kind == .land))
    }

    fileprivate func pair() throws(IngestError) -> ODPair {
        try checkKeys([
            "id", "origin_id", "destination_id", "direction", "demand", "share_low", "share_typical", "share_high",
        ])
        let direction: TravelDirection = try needed("direction").choice()
        guard direction != .unknown else {
            throw try needed("direction").fault("\"unknown\" is not allowed", mend: "use one of north, south")
        }
        let demand: Demand = try needed("demand").choice()
        return ODPair(
            id: try needed("id").identifier(), originID: try needed("origin_id").identifier(),
            destinationID: try needed("destination_id").identifier(), direction: direction, demand: demand,
            share: demand == .unknown ? nil : try share())
    }

    private func share() throws(IngestError) -> Share {
        let share = Share(
            low: try needed("share_low").number(), typical: try needed("share_typical").number(),
            high: try needed("share_high").number())
        let values = [0, share.low, share.typical, share.high, 1]
        guard values == values.sorted() else {
            throw fault("the shares do not rise from 0 to 1", mend: "0 ≤ share_low ≤ share_typical ≤ share_high ≤ 1")
        }
        return share
    }

    fileprivate func seaZone() throws(IngestError) -> SeaZone {
        try checkKeys(["id", "name", "name_es", "extent"])
        return SeaZone(
            id: try needed("id").identifier(), name: try needed("name").text(),
            nameSpanish: try optional("name_es")?.text(), extent: try needed("extent").box())
    }

    fileprivate func leftOut() throws(IngestError) -> LeftOut {
        try checkKeys(["file", "ids", "reason", "reason_es"])
        var ids: [String] = []
        for item in try optional("ids")?.items() ?? [] { ids.append(try item.identifier()) }
        return LeftOut(
            file: try needed("file").text(), ids: ids, reason: try needed("reason").text(),
            reasonSpanish: try needed("reason_es").text())
    }

    fileprivate func parameter() throws(IngestError) -> Parameter {
        try checkKeys(["name", "value", "unit", "low", "high", "assumed", "source_id"])
        let parameter = Parameter(
            name: try needed("name").identifier(), value: try needed("value").number(),
            unit: try needed("unit").text(), low: try optional("low")?.number(), high: try optional("high")?.number(),
            isAssumed: try needed("assumed").flag(), sourceID: try optional("source_id")?.identifier())
        guard parameter.low ?? parameter.value <= parameter.value, parameter.value <= parameter.high ?? parameter.value
        else {
            throw fault("\(parameter.name) does not lie between low and high", mend: "low ≤ value ≤ high")
        }
        guard parameter.isAssumed || parameter.sourceID != nil else {
            throw fault("\(parameter.name) is not assumed and has no source", mend: "name a source_id or assume it")
        }
        return parameter
    }

    // MARK: Values

    fileprivate func box() throws(IngestError) -> BoundingBox {
        var edges: [Double] = []
        for item in try items() { edges.append(try item.number()) }
        guard edges.count == 4, edges[0] < edges[2], edges[1] < edges[3], abs(edges[1]) <= 90, abs(edges[3]) <= 90
        else {
            throw fault("is no box", mend: "write [west, south, east, north] in degrees, west < east and south < north")
        }
        return BoundingBox(west: edges[0], south: edges[1], east: edges[2], north: edges[3])
    }

    fileprivate func months() throws(IngestError) -> ClosedRange<YearMonth> {
        try checkKeys(["start", "end"])
        let ends = (try needed("start"), try needed("end"))
        guard let start = YearMonth(try ends.0.text()) else {
            throw ends.0.fault("is no month", mend: "write \"YYYY-MM\"")
        }
        guard let end = YearMonth(try ends.1.text()) else {
            throw ends.1.fault("is no month", mend: "write \"YYYY-MM\"")
        }
        guard start <= end else { throw fault("\(end) is before \(start)", mend: "exchange start and end") }
        return start...end
    }
}
