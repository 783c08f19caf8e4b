internal import Export
public import Incidents
public import SpatialEngine
internal import SpatialFormats

/// `incidents locate`: incidents spread over the lines or areas where they may have happened.
public struct IncidentLocation: Sendable {
    /// Over what incidents are spread.
    public enum Ground: Sendable {
        /// A file of lines.
        case network(String)
        /// A file of polygons.
        case areas(String)

        var path: String {
            switch self {
            case .network(let path), .areas(let path): path
            }
        }
    }

    /// Which file holds the incidents, and how it is read.
    public struct Source: Sendable {
        /// A `.csv` with `incident_id` and `lon,lat` or `x,y`, or a `.geojson`, `.gpkg`, `.fgb` or `.shp`; `-` is CSV on standard
        /// input.
        public var path: String
        /// The system of a CSV's coordinates; nil for longitude and latitude.
        public var crs: String?
        /// The two columns of a CSV with the positions; nil for `x,y` or `lon,lat`.
        public var positionFields: (x: String, y: String)?
        /// The field with the radius in metres, which must be there; nil for `precision_m` where there is one.
        public var radiusField: String?

        /// A file with the defaults of the command line.
        public init(path: String) { self.path = path }
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// For `--json`.
        public let summary: JSONObject
        /// What a user should know, one sentence each.
        public let warnings: [String]
    }

    /// The field with the radius of a file that has it, unless another is named.
    public static let radiusField = "precision_m"

    /// The incidents.
    public var source: Source
    /// Over what they are spread.
    public var ground: Ground
    /// The field of the ground's file that identifies a unit; nil for the number of its row.
    public var unitField: String?
    /// A table `unit_id,exposure`; nil for the same exposure everywhere.
    public var exposure: String?
    /// How they are spread.
    public var settings = LocationSettings(widensStatedPrecision: false)
    /// A `.csv` for `event_id,unit_id,weight`.
    public var output: String
    /// A `.csv` for `draw,event_id,unit_id`.
    public var drawsOutput: String?
    /// Whether existing outputs are replaced.
    public var overwrite = false
    /// Event *i* draws from stream *i*.
    public var seed: UInt64 = 1
    /// No result depends on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(source: Source, ground: Ground, output: String) {
        self.source = source
        self.ground = ground
        self.output = output
    }

    /// Reads, spreads and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void) throws -> Outcome {
        for path in [output] + (drawsOutput.map { [$0] } ?? []) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        progress("reading", 0, 3)
        let incidents = try IncidentFile(source)
        let units = try LocationUnits(ground, idField: unitField)
        let exposure = try exposure(of: units)
        progress("locating", 1, 3)
        var settings = settings
        if drawsOutput == nil { settings.draws = 0 }
        let result = try locate(incidents.events, units, exposure, settings)
        progress("writing", 2, 3)
        try write(result, incidents.ids, units.ids)
        return Outcome(
            summary: summary(result, incidents, units), warnings: warnings(result, incidents.events))
    }

    private func exposure(of units: LocationUnits) throws -> [Double?] {
        guard let exposure else { return [Double?](repeating: nil, count: units.ids.count) }
        let input = try TableInput(exposure)
        let table = try UnitValueTable.exposure(input)
        let known = Set(units.ids)
        let column = try input.column("unit_id")
        for row in input.rows where !known.contains(try input.text(row, column)) {
            throw input.fault(row, column, "\(ground.path) has no unit \(row.fields[column])\(unitHint)")
        }
        return try units.ids.map { id in
            guard let row = table.rows[id] else {
                throw RequestError(
                    .badData,
                    "\(exposure) has no row for unit \(id) of \(ground.path); give each unit an exposure, 0 for none")
            }
            return table.values[row]
        }
    }

    private var unitHint: String {
        unitField.map { "; ids are those of field \($0)" } ?? "; its ids are row numbers unless --id names a field"
    }

    private func locate(
        _ events: [LocatableEvent], _ units: LocationUnits, _ exposure: [Double?], _ settings: LocationSettings
    ) throws -> LocationResult {
        let random = SplitMix64(seed: seed)
        do throws(LocationError) {
            switch units.shapes {
            case .lines(let lines):
                return try LocationUncertainty.locate(
                    events: events, lines: lines, exposure: exposure, settings: settings, random: random,
                    threads: threads)
            case .areas(let areas):
                return try LocationUncertainty.locate(
                    events: events, areas: areas, exposure: exposure, settings: settings, random: random,
                    threads: threads)
            }
        } catch {
            // Files were checked as they were read: only a setting can be left.
            throw RequestError(.wrongUsage, "\(error)")
        }
    }

    private func write(_ result: LocationResult, _ incidents: [String], _ units: [String]) throws {
        let events = incidents.map { Array(CommaSeparatedTable.quoted($0).utf8) }
        let places = units.map { Array(CommaSeparatedTable.quoted($0).utf8) }
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: ["event_id", "unit_id", "weight"])
        for (event, shares) in zip(events, result.weights) {
            for share in shares {
                writer.append(raw: event, isFirst: true)
                writer.append(raw: places[share.unit])
                writer.append(share.weight)
                try writer.endRecord()
            }
        }
        try writer.commit()
        guard let drawsOutput else { return }
        var drawn = try TableWriter(path: drawsOutput, overwrite: overwrite)
        try drawn.append(record: ["draw", "event_id", "unit_id"])
        for (number, draw) in result.draws.enumerated() {
            for (event, place) in zip(events, draw) where place >= 0 {
                drawn.append(number + 1, isFirst: true)
                drawn.append(raw: event)
                drawn.append(raw: places[Int(place)])
                try drawn.endRecord()
            }
        }
        try drawn.commit()
    }

    // MARK: - Summary

    private func summary(_ result: LocationResult, _ incidents: IncidentFile, _ units: LocationUnits) -> JSONObject {
        var parameters: JSONObject = [
            "kernel": .string(settings.kernel.rawValue),
            "radius_field": .string(source.radiusField ?? Self.radiusField),
            "default_radius": .number(settings.defaultRadius.value), "shared_factor": .number(settings.sharedFactor),
            "shared_minimum": .integer(settings.sharedMinimum), "reach": .number(settings.reach.value),
            "exposure": .string(exposure ?? "equal"),
        ]
        switch settings.estimation {
        case .kernelOnly: parameters["em"] = .boolean(false)
        case .expectationMaximisation(let shape, let tolerance, let passes):
            parameters["em"] = .boolean(true)
            parameters["prior_shape"] = .number(shape)
            parameters["tolerance"] = .number(tolerance)
            parameters["max_passes"] = .integer(passes)
        }
        return [
            "method": .string("incidents locate"), "n": .integer(incidents.ids.count),
            "seed": .integer(Int(clamping: seed)),
            "parameters": .object(parameters), "events": .integer(incidents.ids.count),
            "mass_on": .number(result.massOn), "mass_off": .number(result.massOff),
            "without_position": .integer(incidents.events.count { $0.position == nil }),
            "widened": .integer(result.widened.count), "units": .integer(units.ids.count),
            "draws": .integer(drawsOutput == nil ? 0 : settings.draws), "iterations": .integer(result.iterations),
            "converged": .boolean(result.converged),
        ]
    }

    private func warnings(_ result: LocationResult, _ events: [LocatableEvent]) -> [String] {
        var warnings: [String] = []
        let lost = events.count { $0.position == nil }
        if lost > 0 {
            warnings.append("\(lost) of \(events.count) incidents have no position; they are off every unit")
        }
        if result.massOn == 0 && lost < events.count {
            warnings.append(
                "no incident lies on or near a unit of \(ground.path); are longitude and latitude exchanged, or is this the "
                    + "network of another region?")
        }
        if !result.converged {
            warnings.append(
                "the rates had not settled after \(result.iterations) passes; the weights are near but not final")
        }
        return warnings
    }
}
