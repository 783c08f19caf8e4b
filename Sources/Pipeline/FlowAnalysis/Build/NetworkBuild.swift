internal import Export
public import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// `network build`: places and legs to directed, dated links.
public struct NetworkBuild {
    /// The table of places: `place_id[,lon,lat]`.
    public let places: String
    /// The table of legs, with the columns of a region's.
    public let legs: String
    /// A `.csv` or, with positions, a `.geojson` file.
    public let output: String
    /// Only the legs in use in this month; nil for all.
    public var month: YearMonth?
    /// Travel times that replace those of the legs: `leg_id,time_s[,direction][,month]`.
    public var crossingTimes: String?
    /// Waiting, fee and hazard where a mode begins: `place_id,mode,wait_s[,fee][,hazard]`.
    public var boardings: String?
    /// Departures: `leg_id,depart_s[,capacity]`; with them the network is unrolled in time.
    public var schedule: String?
    /// Seconds of a time bin and of the whole view; nil for a network without time.
    public var timeBins: (width: Double, horizon: Double)?
    /// Speeds in metres a second by which a leg without a time is timed, by mode.
    public var speeds: [(mode: String, metresPerSecond: Double)] = []
    /// What a unit of a fee weighs.
    public var secondsPerFee = 0.0
    /// Replace what is there.
    public var overwrite = false

    /// A build with nothing but the files.
    public init(places: String, legs: String, output: String) {
        (self.places, self.legs, self.output) = (places, legs, output)
    }

    /// What was built.
    public struct Outcome {
        /// Places in their table, those that no link touches among them.
        public var places = 0
        /// Legs in their table.
        public var legs = 0
        /// Legs that are not in use in the month asked for.
        public var inactive = 0
        /// Links that were written.
        public var links = 0
        /// Links by how their time is known, boarding and waiting apart.
        public var evidence: [(name: String, links: Int)] = []
        /// Places of the table that no link in use touches, sorted.
        public var isolated: [String] = []
        /// Columns that say nothing to us, file by file.
        public var ignoredColumns: [(path: String, columns: [String])] = []
    }

    /// Speeds for legs without a time: a person on foot over a day with its rests, a canoe, a bus on a dirt road, a launch.
    public static let assumedSpeeds: [(mode: String, metresPerSecond: Double)] = [
        ("foot", 0.5), ("river", 2.5), ("road", 8), ("sea", 7),
    ]

    /// Reads, builds and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError`` or ``OutputError``.
    public func run() throws -> Outcome {
        let format = try OutputFormat(of: output, allowed: [.csv, .geojson])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        let placeFile = try PlaceFile(places)
        let legFile = try LegFile(legs, places: placeFile)
        let times = try crossingTimes.map { try CrossingTimes($0, legs: legFile) }
        if times?.isMonthly == true, month == nil {
            throw RequestError(.wrongUsage, "\(crossingTimes ?? "") has times by month; name the --month YYYY-MM")
        }
        let inUse = legFile.legs.filter { leg in
            guard let month else { return true }
            return (leg.validFrom.map { $0 <= month } ?? true) && (leg.validTo.map { month <= $0 } ?? true)
        }
        var links: [BuiltLink] = []
        for leg in inUse { links += try self.links(of: leg, times, placeFile, legFile) }
        if let boardings { links = try withModes(links, BoardingTable(boardings, places: placeFile)) }
        if let timeBins { links = try unrolled(links, timeBins, try schedule.map { try Schedule($0, legs: legFile) }) }
        if let repeated = Self.firstRepeated(links.map(\.id)) {
            throw RequestError(
                .badData, "\(legs): the links of two legs would both be called \(repeated); rename one of the legs")
        }
        switch format {
        case .geojson: try writeFeatures(links)
        default: try writeTable(links)
        }
        return outcome(links, placeFile, legFile, inUse: inUse)
    }

    private static func firstRepeated(_ ids: [String]) -> String? {
        var seen = Set<String>(minimumCapacity: ids.count)
        return ids.first { !seen.insert($0).inserted }
    }

    private func outcome(_ links: [BuiltLink], _ places: PlaceFile, _ legs: LegFile, inUse: [LegFile.Leg]) -> Outcome {
        var outcome = Outcome()
        (outcome.places, outcome.legs, outcome.links) = (places.ids.count, legs.legs.count, links.count)
        outcome.inactive = legs.legs.count - inUse.count
        for evidence in [BuiltLink.Evidence.published, .estimated, .modelled, .assumed] {
            outcome.evidence.append((evidence.rawValue, links.count { $0.evidence == evidence }))
        }
        let touched = Set(inUse.flatMap { [$0.from, $0.to] })
        outcome.isolated = places.ids.filter { !touched.contains($0) }.sorted()
        for (path, columns) in [(places.path, places.ignoredColumns), (legs.path, legs.ignoredColumns)]
        where !columns.isEmpty {
            outcome.ignoredColumns.append((path, columns))
        }
        return outcome
    }
}

extension NetworkBuild {
    /// The link of a leg, and the one back for a leg of both directions.
    private func links(
        of leg: LegFile.Leg, _ times: CrossingTimes?, _ places: PlaceFile, _ file: LegFile
    ) throws -> [BuiltLink] {
        let ends = (from: places.positions[leg.from], to: places.positions[leg.to])
        let length = leg.lengthMetres ?? Self.distance(ends)
        func link(_ id: String, _ from: String, _ to: String, _ direction: String) throws -> BuiltLink {
            var link = BuiltLink(
                id: id, leg: leg.id, from: from, to: to, mode: leg.mode, lengthMetres: length ?? .nan, timeSeconds: 0)
            (link.capacity, link.validFrom, link.validTo) = (leg.capacity, leg.validFrom, leg.validTo)
            link.confidence = leg.confidence
            if let a = places.positions[from], let b = places.positions[to] { link.line = LineString([a, b]) }
            if let time = times?.time(of: leg.id, direction: direction, month: month) {
                (link.timeSeconds, link.evidence) = (time.seconds, .modelled)
                (link.lowSeconds, link.highSeconds) = (time.lowSeconds, time.highSeconds)
            } else if let reported = Self.reported(leg) {
                (link.timeSeconds, link.evidence) = (reported, leg.isPublished ? .published : .estimated)
                (link.lowSeconds, link.highSeconds) = (leg.lowSeconds, leg.highSeconds)
            } else {
                (link.timeSeconds, link.evidence) = (try assumedTime(of: leg, length, file), .assumed)
            }
            return link
        }
        let there = try link(leg.id, leg.from, leg.to, leg.isBothWays ? "north" : leg.direction)
        return leg.isBothWays ? [there, try link("\(leg.id):reverse", leg.to, leg.from, "south")] : [there]
    }

    /// The middle of the shortest and longest time, or the one that is known.
    private static func reported(_ leg: LegFile.Leg) -> Double? {
        switch (leg.lowSeconds, leg.highSeconds) {
        case (let low?, let high?): (low + high) / 2
        case (let low?, nil): low
        case (nil, let high): high
        }
    }

    private static func distance(_ ends: (from: GeographicPoint?, to: GeographicPoint?)) -> Double? {
        guard let a = ends.from, let b = ends.to else { return nil }
        return Geodesic.distance(a, b).value
    }

    private func assumedTime(of leg: LegFile.Leg, _ length: Double?, _ file: LegFile) throws -> Double {
        guard let length else {
            throw RequestError(
                .badData,
                "\(file.path), line \(leg.line): leg \(leg.id) has neither a duration nor a length; give duration_low_h, "
                    + "distance_km, or lon,lat of its places")
        }
        guard let speed = speeds.first(where: { $0.mode == leg.mode })?.metresPerSecond else {
            throw RequestError(
                .badData,
                "\(file.path), line \(leg.line): leg \(leg.id) has no duration, and no speed is known for mode "
                    + "\(leg.mode); give one with --speed \(leg.mode)=MPS")
        }
        return length / speed
    }
}
