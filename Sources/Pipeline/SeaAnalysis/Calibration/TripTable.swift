internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// Trips of known outcome: a sea state and a boat as in `sea hazard`, and whether the boat was lost.
struct TripTable {
    let trips: [HazardTrip]
    /// Columns of the file that say nothing here.
    var ignored: [String] = []

    /// Columns besides those of a state.
    static let own = ["trip_id", "lost", "trips", "reported"]

    /// Reads a file; `trips` (default 1) counts boats that fared alike, `reported` (default false) marks trips that are
    /// known only because they were reported.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for the first field that is wrong, a repeated `trip_id` or no row.
    init(_ path: String, _ crafts: CraftTable) throws {
        let table = try TableInput(path)
        for name in ["trip_id", "hs_m", "hours", "lost"] { _ = try table.column(name) }
        let names = HazardState.columns + Self.own
        var columns: [String: Int] = [:]
        for name in names { columns[name] = table.optionalColumn(name) }
        var seen = Set<String>()
        var trips: [HazardTrip] = []
        for row in table.rows {
            let fields = StateFields(row, table, columns)
            guard let id = fields.text("trip_id") else { throw fields.fault("trip_id", "the field is empty") }
            guard seen.insert(id).inserted else {
                throw fields.fault("trip_id", "\(id) appears twice; a trip must count once")
            }
            trips.append(try HazardTrip(fields, crafts))
        }
        if trips.isEmpty { throw RequestError(.badData, "\(path) holds no trip; add rows below the header") }
        self.trips = trips
        ignored = table.columns(besides: names)
    }

    /// Takes rows by the names of their columns.
    init(_ rows: [[String: String]], _ crafts: CraftTable) throws(RequestError) {
        var trips: [HazardTrip] = []
        for row in rows { trips.append(try HazardTrip(StateFields(options: row), crafts)) }
        self.trips = trips
    }
}

extension HazardTrip {
    fileprivate init(_ fields: StateFields, _ crafts: CraftTable) throws(RequestError) {
        let state = try HazardState(fields, crafts)
        guard fields.text("hours") != nil else {
            throw fields.fault("hours", "the field is empty; how long the boat was under way must be known")
        }
        guard let isLost = try fields.truth("lost") else {
            throw fields.fault("lost", "the field is empty; write true or false")
        }
        if isLost && state.hours == 0 {
            throw fields.fault("hours", "a boat cannot be lost in 0 hours")
        }
        self.init(
            terms: state.terms, hours: state.hours, isLost: isLost,
            count: try fields.number("trips", .positive) ?? 1, isReported: try fields.truth("reported") ?? false)
    }
}
