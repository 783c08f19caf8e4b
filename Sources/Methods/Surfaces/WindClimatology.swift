import Glibc
public import SpatialEngine

/// Monthly mean winds on a regular grid of longitudes and latitudes.
public struct WindClimatology: Sendable {
    /// The mean wind of one cell in one month.
    public struct Cell: Hashable, Sendable {
        /// Where the value stands.
        public var centre: GeographicPoint
        /// 1…12.
        public var month: Int
        /// Mean of the eastward component, m/s.
        public var eastMetresPerSecond: Double
        /// Mean of the northward component, m/s.
        public var northMetresPerSecond: Double
        /// Mean of the speed, m/s; not less than the length of the mean vector, because directions vary.
        public var speedMetresPerSecond: Double

        /// A cell's mean wind.
        public init(
            centre: GeographicPoint, month: Int, eastMetresPerSecond: Double, northMetresPerSecond: Double,
            speedMetresPerSecond: Double
        ) {
            self.centre = centre
            self.month = month
            self.eastMetresPerSecond = eastMetresPerSecond
            self.northMetresPerSecond = northMetresPerSecond
            self.speedMetresPerSecond = speedMetresPerSecond
        }
    }

    /// The mean wind at a place.
    public struct Wind: Hashable, Sendable {
        /// Mean of the eastward component, m/s.
        public let eastMetresPerSecond: Double
        /// Mean of the northward component, m/s.
        public let northMetresPerSecond: Double
        /// Mean of the speed, m/s.
        public let speedMetresPerSecond: Double
        /// Where the mean vector blows from, degrees clockwise from north in 0..<360.
        public let fromDegrees: Double
    }

    /// Ascending.
    public let longitudes: [Double]
    /// Ascending.
    public let latitudes: [Double]
    /// The share of grid cells and months without a value of their own; they have that of the nearest cell.
    public let filledShare: Double
    /// east, north, speed of [month − 1][latitude][longitude], flattened.
    private let values: [Double]

    /// Takes cells in any order.
    ///
    /// A cell that is missing (over land, say) takes the value of the nearest one in that month.
    /// - Throws: ``SeaStateError`` unless the cells lie on a grid with equal steps, none twice, at least one for each month,
    ///   all finite, speeds 0 or more.
    public init(_ cells: [Cell]) throws(SeaStateError) {
        try Self.check(cells)
        let longitudes = try Self.axis("longitudes", cells.map(\.centre.longitude))
        let latitudes = try Self.axis("latitudes", cells.map(\.centre.latitude))
        var values = [Double](repeating: .nan, count: 12 * latitudes.count * longitudes.count * 3)
        for cell in cells {
            guard let x = longitudes.firstIndex(of: cell.centre.longitude),
                let y = latitudes.firstIndex(of: cell.centre.latitude)
            else { continue }
            let i = 3 * (((cell.month - 1) * latitudes.count + y) * longitudes.count + x)
            guard values[i].isNaN else {
                throw .irregularGrid(
                    "month \(cell.month) at \(cell.centre.longitude),\(cell.centre.latitude) appears twice")
            }
            values[i] = cell.eastMetresPerSecond
            values[i + 1] = cell.northMetresPerSecond
            values[i + 2] = cell.speedMetresPerSecond
        }
        filledShare = Double(values.count { $0.isNaN }) / Double(values.count)
        try Self.fill(&values, rows: latitudes.count, columns: longitudes.count)
        (self.longitudes, self.latitudes, self.values) = (longitudes, latitudes, values)
    }

    private static func check(_ cells: [Cell]) throws(SeaStateError) {
        for (row, cell) in cells.enumerated() {
            guard (1...12).contains(cell.month) else { throw .badMonth(cell.month) }
            guard cell.centre.isValid else { throw .badValue(row: row, field: "the position") }
            guard cell.eastMetresPerSecond.isFinite, cell.northMetresPerSecond.isFinite else {
                throw .badValue(row: row, field: "a wind component")
            }
            guard cell.speedMetresPerSecond.isFinite, cell.speedMetresPerSecond >= 0 else {
                throw .badValue(row: row, field: "the wind speed")
            }
        }
    }

    private static func axis(_ name: String, _ numbers: [Double]) throws(SeaStateError) -> [Double] {
        let axis = distinct(numbers)
        guard axis.count > 1 else { throw .irregularGrid("fewer than two \(name)") }
        let step = axis[1] - axis[0]
        for (a, b) in zip(axis, axis.dropFirst()) where abs(b - a - step) > 1e-6 * step {
            throw .irregularGrid("\(name) \(a) and \(b) are not one step of \(step) apart")
        }
        return axis
    }

    /// Gives each missing cell the value of the nearest present one (in grid steps; ties: the first in row order).
    private static func fill(_ values: inout [Double], rows: Int, columns: Int) throws(SeaStateError) {
        for month in 0..<12 {
            let first = month * rows * columns
            let present = (0..<rows * columns).filter { !values[3 * (first + $0)].isNaN }
            guard !present.isEmpty else { throw .irregularGrid("month \(month + 1) is missing") }
            for cell in 0..<rows * columns where values[3 * (first + cell)].isNaN {
                var (nearest, least) = (present[0], Int.max)
                for other in present {
                    let (dx, dy) = (cell % columns - other % columns, cell / columns - other / columns)
                    if dx * dx + dy * dy < least { (nearest, least) = (other, dx * dx + dy * dy) }
                }
                for k in 0..<3 { values[3 * (first + cell) + k] = values[3 * (first + nearest) + k] }
            }
        }
    }

    private static func distinct(_ numbers: [Double]) -> [Double] {
        var result: [Double] = []
        for number in numbers.sorted() where number != result.last { result.append(number) }
        return result
    }

    /// The wind at `point`, bilinear between cell centres, constant beyond the outermost ones.
    public func wind(at point: GeographicPoint, month: Int) throws(SeaStateError) -> Wind {
        guard (1...12).contains(month) else { throw .badMonth(month) }
        let (x, right) = Self.position(of: point.longitude, on: longitudes)
        let (y, up) = Self.position(of: point.latitude, on: latitudes)
        var mean = [0.0, 0.0, 0.0]
        for (row, column, weight) in [
            (y, x, (1 - up) * (1 - right)), (y, x + 1, (1 - up) * right), (y + 1, x, up * (1 - right)),
            (y + 1, x + 1, up * right),
        ] {
            let i = 3 * (((month - 1) * latitudes.count + row) * longitudes.count + column)
            for k in 0..<3 { mean[k] += weight * values[i + k] }
        }
        let from = atan2(-mean[0], -mean[1]) * 180 / .pi
        return Wind(
            eastMetresPerSecond: mean[0], northMetresPerSecond: mean[1], speedMetresPerSecond: mean[2],
            fromDegrees: from < 0 ? from + 360 : from)
    }

    /// The step of the axis that holds `number`, and how far along it, 0…1.
    private static func position(of number: Double, on axis: [Double]) -> (Int, Double) {
        let along = (number - axis[0]) / (axis[1] - axis[0])
        let step = min(max(0, Int(along.rounded(.down))), axis.count - 2)
        return (step, min(1, max(0, along - Double(step))))
    }
}
