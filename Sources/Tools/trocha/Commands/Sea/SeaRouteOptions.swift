internal import ArgumentParser
internal import Ingest
internal import SeaAnalysis
internal import SpatialEngine

/// When boats leave.
struct DepartureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("When the boat leaves, ISO 8601 with its zone.", valueName: "time"))
    var depart: String?
    @Option(
        help: ArgumentHelp(
            "Several departures, both ends included: 2026-01-10T00:00Z/2026-01-11T00:00Z/PT1H.",
            valueName: "start/end/step"))
    var departWindow: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("A mean month of the climatology, 1 to 12.", valueName: "n"))
    var month: Int?

    func validate() throws {
        guard [depart != nil, departWindow != nil, month != nil].count(where: \.self) < 2 else {
            throw ValidationError("name one of --depart, --depart-window and --month")
        }
        if let month, !(1...12).contains(month) { throw ValidationError("--month is \(month); give 1 to 12") }
    }

    /// - Throws: `RequestError` for a text that is no time or has no zone.
    func departures(assumesUTC: Bool) throws -> SeaRouting.Departures {
        if let month { return .month(month) }
        if let depart {
            return .moments([try UniversalTime(depart, option: "--depart", assumesUTC: assumesUTC)])
        }
        guard let departWindow else { return .none }
        return .moments(try DepartureWindow(departWindow, assumesUTC: assumesUTC).moments)
    }
}

/// Where boats may go.
struct SeaWatersOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Polygons of land in place of the built-in coast, or none.", valueName: "file"))
    var land: String?
    @Option(help: ArgumentHelp("Raster whose valid cells above 0 are water; goes with --crs native.", valueName: "tif"))
    var waterMask: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where the passage may go. Default: the region's window; on a plane the ends' box grown by half its side.",
            valueName: "minx,miny,maxx,maxy"))
    var extent: String?
    @Option(
        help: ArgumentHelp(
            "planar (metres, x east, y north, nothing built-in) or native (of --water-mask). Default: degrees.",
            valueName: "crs"))
    var crs: String?

    var options: SeaWaters.Options {
        SeaWaters.Options(land: land, waterMask: waterMask, extent: extent, system: crs)
    }
}

/// What a passage keeps to.
struct PassageLimitOptions: ParsableArguments {
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Largest cell of the search. Default: adaptive.", valueName: "m"))
    var resolution: Double?
    @Option(parsing: .unconditional, help: ArgumentHelp("How long the boat may wait ashore.", valueName: "h"))
    var maxWait = 0.0
    @Option(parsing: .unconditional, help: ArgumentHelp("Seas above this Hs are not entered.", valueName: "m"))
    var maxHs: Double?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Least and greatest distance off the coast.", valueName: "min,max"))
    var coastDistance: String?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("How far an end on land may move to the water.", valueName: "m"))
    var snap = 0.0

    func validate() throws {
        if let resolution, !(resolution > 0 && resolution.isFinite) {
            throw ValidationError("--resolution is \(resolution); give metres above 0")
        }
        guard maxWait >= 0, maxWait <= 240 else {
            throw ValidationError("--max-wait is \(maxWait); give 0 to 240 hours")
        }
        if let maxHs, !(maxHs > 0 && maxHs.isFinite) {
            throw ValidationError("--max-hs is \(maxHs); give metres above 0")
        }
        guard snap >= 0, snap.isFinite else { throw ValidationError("--snap is \(snap); give metres, 0 or more") }
        _ = try distances()
    }

    private func distances() throws -> ClosedRange<Double>? {
        guard let coastDistance else { return nil }
        let numbers = coastDistance.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.isEmpty ? nil : Double($0.filter { !$0.isWhitespace })
        }
        guard numbers.count == 2, let least = numbers[0], let greatest = numbers[1], least >= 0, greatest > least else {
            throw ValidationError(
                "--coast-distance is \"\(coastDistance)\"; write MIN,MAX in metres, 0 or more and MIN below MAX")
        }
        return least...greatest
    }

    func apply(to job: inout SeaRouting) throws {
        job.largestCell = resolution.map { Metres($0) }
        job.longestWait = Seconds(maxWait * 3600)
        job.heightLimit = maxHs.map { Metres($0) }
        job.coastDistance = try distances()
        job.snap = Metres(snap)
    }
}
