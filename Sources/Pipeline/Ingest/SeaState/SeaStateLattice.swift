internal import Surfaces

/// Where a number stands among the distinct ones, in order.
struct Positions {
    let numbers: [Double]
    private let places: [Double: Int]

    init(_ all: [Double]) {
        places = Dictionary(uniqueKeysWithValues: Set(all).sorted().enumerated().map { ($1, $0) })
        numbers = places.keys.sorted()
    }

    subscript(_ number: Double) -> Int? { places[number] }
}

/// Every time, latitude and longitude of a table.
struct SeaStateLattice {
    let times: Positions
    let y: Positions
    let x: Positions

    init(_ rows: [Row<SeaStateNode>]) {
        times = Positions(rows.map(\.value.seconds))
        y = Positions(rows.map(\.value.y))
        x = Positions(rows.map(\.value.x))
    }

    /// - Throws: ``IngestError`` for positions without equal steps.
    func checkAxes(_ path: String, isPlanar: Bool) throws(IngestError) {
        do {
            try MetoceanGrid.checkAxes(x: x.numbers, y: y.numbers, isPlanar: isPlanar)
        } catch {
            throw .irregular(path, error)
        }
    }

    /// - Throws: ``IngestError`` for a point that two rows give, or that no row gives.
    func check(_ rows: [Row<SeaStateNode>], _ path: String, isPlanar: Bool = false) throws(IngestError) {
        let field = isPlanar ? "x" : "lon"
        var lines: [Int: Int] = [:]
        for row in rows {
            guard let place = place(of: row.value) else { continue }
            if let earlier = lines.updateValue(row.row, forKey: place) {
                throw IngestError(
                    file: path, row: row.row, field: field,
                    problem: "row \(earlier) has the same position\(times.numbers.count > 1 ? " and time" : "")",
                    mend: "take one of the two out")
            }
        }
        let count = times.numbers.count * y.numbers.count * x.numbers.count
        guard lines.count < count, let gap = (0..<count).first(where: { lines[$0] == nil }) else { return }
        let east = x.numbers[gap % x.numbers.count]
        let north = y.numbers[gap / x.numbers.count % y.numbers.count]
        let layer = gap / x.numbers.count / y.numbers.count
        let example = rows.first { times[$0.value.seconds] == layer }
        let moment = times.numbers.count > 1 ? example.map { " at the time of row \($0.row)" } ?? "" : ""
        throw IngestError(
            file: path, field: field, problem: "no regular grid: there is no row for \(east),\(north)\(moment)",
            mend: "add it, with empty fields where nothing is known")
    }

    /// [time][row][column], flattened.
    func place(of node: SeaStateNode) -> Int? {
        guard let time = times[node.seconds], let row = y[node.y], let column = x[node.x] else { return nil }
        return (time * y.numbers.count + row) * x.numbers.count + column
    }
}
