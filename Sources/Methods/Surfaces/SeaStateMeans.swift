import Glibc
import SpatialEngine

/// Sums up sea states point by point and month by month, to give the means of a ``SeaStateGrid``.
///
/// Heights, periods, speeds and currents have arithmetic means; directions have circular ones, the direction of the sum of
/// their unit vectors (Mardia and Jupp 2000, Directional Statistics, section 2.2). Every value counts the same.
public struct SeaStateMeans: Sendable {
    private let longitudeAxis: SeaStateAxis
    private let latitudeAxis: SeaStateAxis
    private let isSeasonal: Bool
    private var sums = [[Double]](repeating: [], count: SeaStateGrid.Variable.allCases.count)
    private var counts = [[Int32]](repeating: [], count: SeaStateGrid.Variable.allCases.count)

    /// A grid without values.
    ///
    /// - Parameter longitudes: Ascending with equal steps, of any turn; a full circle is closed.
    /// - Parameter latitudes: Ascending with equal steps.
    /// - Parameter isSeasonal: Whether values have months; otherwise all of them go into one mean.
    /// - Throws: ``SeaStateError/irregularGrid(_:)``.
    public init(longitudes: [Double], latitudes: [Double], isSeasonal: Bool) throws(SeaStateError) {
        longitudeAxis = try SeaStateAxis("longitudes", longitudes, isLongitude: true)
        latitudeAxis = try SeaStateAxis("latitudes", latitudes, isLongitude: false)
        self.isSeasonal = isSeasonal
    }

    /// A point of the grid in a month of the year.
    public struct Place: Hashable, Sendable {
        let row: Int
        let column: Int
        let month: Int

        /// - Parameter row: Counts latitudes from the south, 0 first.
        /// - Parameter column: Counts longitudes from the west, 0 first.
        /// - Parameter month: 1…12; of no account unless the grid is seasonal.
        public init(row: Int, column: Int, month: Int) {
            precondition((1...12).contains(month), "a month lies in 1…12, got \(month)")
            self.row = row
            self.column = column
            self.month = month
        }
    }

    /// Adds a value; NaN adds nothing.
    ///
    /// Directions are degrees clockwise from north; a ``SeaStateGrid/Variable/current`` is
    /// added by its parts.
    public mutating func add(_ value: Double, of variable: SeaStateGrid.Variable, at place: Place) {
        switch variable {
        case .significantHeight, .peakPeriod, .meanPeriod, .windSpeed: add(SIMD2(value, 0), variable, place)
        case .waveFrom, .windFrom:
            let angle = value * .pi / 180
            add(SIMD2(sin(angle), cos(angle)), variable, place)
        case .current: preconditionFailure("a current has two parts")
        }
    }

    /// Adds a wind by its parts in m/s; NaN adds nothing.
    ///
    /// A calm counts as speed 0 without a direction.
    public mutating func addWind(east: Double, north: Double, at place: Place) {
        let speed = (east * east + north * north).squareRoot()
        add(SIMD2(speed, 0), .windSpeed, place)
        add(speed > 0 ? SIMD2(-east, -north) / speed : SIMD2(speed, speed), .windFrom, place)
    }

    /// Adds a current by its parts in m/s; NaN adds nothing.
    public mutating func addCurrent(east: Double, north: Double, at place: Place) {
        add(SIMD2(east, north), .current, place)
    }

    private mutating func add(_ value: SIMD2<Double>, _ variable: SeaStateGrid.Variable, _ place: Place) {
        guard !value.x.isNaN, !value.y.isNaN else { return }
        let (rows, columns) = (latitudeAxis.positions.count, longitudeAxis.positions.count)
        precondition(
            (0..<rows).contains(place.row) && (0..<columns).contains(place.column),
            "row \(place.row), column \(place.column) of a grid of \(rows) × \(columns)")
        let (v, components) = (variable.rawValue, variable.components)
        if counts[v].isEmpty {
            counts[v] = [Int32](repeating: 0, count: (isSeasonal ? 12 : 1) * rows * columns)
            sums[v] = [Double](repeating: 0, count: counts[v].count * components)
        }
        let cell = ((isSeasonal ? place.month - 1 : 0) * rows + place.row) * columns + place.column
        counts[v][cell] += 1
        sums[v][cell * components] += value.x
        if components == 2 { sums[v][cell * 2 + 1] += value.y }
    }

    /// The means of what was added so far.
    public var grid: SeaStateGrid {
        let fields = SeaStateGrid.Variable.allCases.map { variable in
            let (counts, components) = (counts[variable.rawValue], variable.components)
            return sums[variable.rawValue].enumerated().map { i, sum in
                let count = counts[i / components]
                return count > 0 ? sum / Double(count) : .nan
            }
        }
        return SeaStateGrid(
            longitudeAxis: longitudeAxis, latitudeAxis: latitudeAxis, isSeasonal: isSeasonal, fields: fields)
    }
}
