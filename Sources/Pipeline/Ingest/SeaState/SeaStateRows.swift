internal import SpatialEngine
internal import Surfaces

/// The CSV grid of sea states.
enum SeaStateRows {
    static let columns = [
        "lon", "lat", "time", "hs_m", "tp_s", "tz_s", "wave_from_deg", "wind_mps", "wind_from_deg", "wind_u_mps",
        "wind_v_mps", "current_u_mps", "current_v_mps",
    ]
    private static let needed: Set<String> = ["lon", "lat", "hs_m"]

    static func read(_ path: String) throws(IngestError) -> SeaStateGrid {
        let table = try TableFile(path: path, columns: columns, optional: Set(columns).subtracting(needed))
        try checkColumns(table)
        var faults: [IngestError] = []
        let rows = table.read(&faults) { row throws(IngestError) in try SeaStateNode(row) }
        if let first = faults.first { throw first }
        let longitudes = distinct(rows.map(\.value.longitude))
        let latitudes = distinct(rows.map(\.value.latitude))
        var means: SeaStateMeans
        do {
            means = try SeaStateMeans(
                longitudes: longitudes, latitudes: latitudes, isSeasonal: table.header.contains("time"))
        } catch {
            throw .irregular(path, error)
        }
        let times = distinct(rows.map(\.value.seconds))
        let lattice = SeaStateLattice(
            times: Positions(times), latitudes: Positions(latitudes), longitudes: Positions(longitudes))
        try lattice.check(rows, path)
        for row in rows {
            let node = row.value
            guard let y = lattice.latitudes[node.latitude], let x = lattice.longitudes[node.longitude] else { continue }
            node.add(to: &means, at: SeaStateMeans.Place(row: y, column: x, month: node.time?.month ?? 1))
        }
        return means.grid
    }

    /// The parts of a vector come in pairs, and the wind in one form.
    private static func checkColumns(_ table: TableFile) throws(IngestError) {
        func fault(_ field: String, _ problem: String, _ mend: String) -> IngestError {
            IngestError(file: table.file, row: 1, field: field, problem: problem, mend: mend)
        }
        let header = Set(table.header)
        for (u, v) in [("wind_u_mps", "wind_v_mps"), ("current_u_mps", "current_v_mps")] {
            for (one, other) in [(u, v), (v, u)] where header.contains(one) && !header.contains(other) {
                throw fault(one, "\(other) is missing beside it", "add it or take \(one) out")
            }
        }
        if header.contains("wind_u_mps"), let other = ["wind_mps", "wind_from_deg"].first(where: header.contains) {
            throw fault(other, "the wind is given twice, by parts and by speed or direction", "take one form out")
        }
    }

    private static func distinct(_ numbers: [Double]) -> [Double] {
        var result: [Double] = []
        for number in numbers.sorted() where number != result.last { result.append(number) }
        return result
    }
}

extension IngestError {
    /// Positions that make no grid.
    static func irregular(_ path: String, _ error: SeaStateError) -> IngestError {
        let problem = if case .irregularGrid(let what) = error { what } else { "\(error)" }
        return IngestError(
            file: path, field: problem.contains("latitudes") ? "lat" : "lon", problem: "no regular grid: \(problem)",
            mend: "give values on a grid with equal steps")
    }
}

/// One row: a point, a time and what is known there.
private struct SeaStateNode {
    let longitude: Double
    let latitude: Double
    let time: UniversalTime?
    private var scalars: [(SeaStateGrid.Variable, Double)] = []
    private let wind: SIMD2<Double>?
    private let current: SIMD2<Double>?

    /// Rows of a table without `time` are all of one moment.
    var seconds: Double { time?.seconds ?? 0 }

    init(_ row: TableRow) throws(IngestError) {
        longitude = try row.neededNumber("lon", in: -180...360)
        latitude = try row.neededNumber("lat", in: -90...90)
        time = try Self.time(row)
        let fields: [(String, ClosedRange<Double>, SeaStateGrid.Variable)] = [
            ("hs_m", SeaStateLimits.height, .significantHeight), ("tp_s", SeaStateLimits.period, .peakPeriod),
            ("tz_s", SeaStateLimits.period, .meanPeriod), ("wave_from_deg", SeaStateLimits.direction, .waveFrom),
            ("wind_mps", SeaStateLimits.windSpeed, .windSpeed), ("wind_from_deg", SeaStateLimits.direction, .windFrom),
        ]
        wind = try Self.vector(row, "wind_u_mps", "wind_v_mps", SeaStateLimits.wind)
        current = try Self.vector(row, "current_u_mps", "current_v_mps", SeaStateLimits.current)
        for (column, range, variable) in fields {
            if let value = try row.number(column, in: range) { scalars.append((variable, value)) }
        }
    }

    func add(to means: inout SeaStateMeans, at place: SeaStateMeans.Place) {
        for (variable, value) in scalars { means.add(value, of: variable, at: place) }
        if let wind { means.addWind(east: wind.x, north: wind.y, at: place) }
        if let current { means.addCurrent(east: current.x, north: current.y, at: place) }
    }

    private static func time(_ row: TableRow) throws(IngestError) -> UniversalTime? {
        guard row.positions["time"] != nil else { return nil }
        let text = try row.needed("time")
        do throws(UniversalTime.Fault) {
            return try UniversalTime(checked: text, assumesUTC: false)
        } catch {
            throw row.fault("time", error.problem, mend: error.mend)
        }
    }

    private static func vector(
        _ row: TableRow, _ east: String, _ north: String, _ range: ClosedRange<Double>
    ) throws(IngestError) -> SIMD2<Double>? {
        let parts = (try row.number(east, in: range), try row.number(north, in: range))
        if let x = parts.0, let y = parts.1 { return SIMD2(x, y) }
        guard parts.0 != nil || parts.1 != nil else { return nil }
        throw row.fault(
            parts.0 == nil ? east : north, "the field is empty beside the other part of the vector",
            mend: "give both parts or neither")
    }
}

/// Where a number stands among the distinct ones, in order.
private struct Positions {
    let numbers: [Double]
    private let places: [Double: Int]

    init(_ numbers: [Double]) {
        self.numbers = numbers
        places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    }

    subscript(_ number: Double) -> Int? { places[number] }
}

/// Every time, latitude and longitude of a table.
private struct SeaStateLattice {
    let times: Positions
    let latitudes: Positions
    let longitudes: Positions

    /// - Throws: ``IngestError`` for a point that two rows give, or that no row gives.
    func check(_ rows: [Row<SeaStateNode>], _ path: String) throws(IngestError) {
        var lines: [Int: Int] = [:]
        for row in rows {
            guard let place = place(of: row.value) else { continue }
            if let earlier = lines.updateValue(row.row, forKey: place) {
                throw IngestError(
                    file: path, row: row.row, field: "lon",
                    problem: "row \(earlier) has the same position\(times.numbers.count > 1 ? " and time" : "")",
                    mend: "take one of the two out")
            }
        }
        let count = times.numbers.count * latitudes.numbers.count * longitudes.numbers.count
        guard lines.count < count, let gap = (0..<count).first(where: { lines[$0] == nil }) else { return }
        let x = longitudes.numbers[gap % longitudes.numbers.count]
        let y = latitudes.numbers[gap / longitudes.numbers.count % latitudes.numbers.count]
        let layer = gap / longitudes.numbers.count / latitudes.numbers.count
        let example = rows.first { times[$0.value.seconds] == layer }
        let moment = times.numbers.count > 1 ? example.map { " at the time of row \($0.row)" } ?? "" : ""
        throw IngestError(
            file: path, field: "lon", problem: "no regular grid: there is no row for \(x),\(y)\(moment)",
            mend: "add it, with empty fields where nothing is known")
    }

    private func place(of node: SeaStateNode) -> Int? {
        guard let time = times[node.seconds], let y = latitudes[node.latitude], let x = longitudes[node.longitude]
        else {
            return nil
        }
        return (time * latitudes.numbers.count + y) * longitudes.numbers.count + x
    }
}
