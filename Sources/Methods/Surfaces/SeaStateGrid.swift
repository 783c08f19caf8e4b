import Glibc
public import SpatialEngine

/// Sea states that somebody observed or computed, on a regular grid of longitudes and latitudes: one mean for each month of
/// the year, or one for all of it.
///
/// Made by ``SeaStateMeans``. Between the points of the grid values are bilinear, directions by their unit vectors; where a
/// point beside has none, the nearest value counts within ``gapRadius``, and beyond that nothing is known.
public struct SeaStateGrid: Hashable, Sendable {
    /// What a grid can hold.
    public enum Variable: Int, CaseIterable, Hashable, Sendable, CustomStringConvertible {
        /// Hs, m.
        case significantHeight
        /// Tp, s.
        case peakPeriod
        /// Tz, s.
        case meanPeriod
        /// Where the waves come from, degrees clockwise from north.
        case waveFrom
        /// Wind speed, m/s.
        case windSpeed
        /// Where the wind blows from, degrees clockwise from north.
        case windFrom
        /// The way the current runs, m/s eastward and northward.
        case current

        /// Directions are kept as unit vectors, the current as it is.
        var components: Int { self == .waveFrom || self == .windFrom || self == .current ? 2 : 1 }

        /// Its name in plain words.
        public var description: String {
            switch self {
            case .significantHeight: "wave height"
            case .peakPeriod: "peak period"
            case .meanPeriod: "mean period"
            case .waveFrom: "wave direction"
            case .windSpeed: "wind speed"
            case .windFrom: "wind direction"
            case .current: "current"
            }
        }
    }

    /// The usual ``gapRadius``, an assumption: about a quarter of a degree.
    public static let defaultGapRadius = Metres(25_000)

    /// How far the nearest value may lie from a place without one of its own.
    public var gapRadius = defaultGapRadius

    let longitudeAxis: SeaStateAxis
    let latitudeAxis: SeaStateAxis
    /// Means differ by month of the year.
    public let isSeasonal: Bool
    /// For each ``Variable``: [month − 1][latitude][longitude][component], flattened; NaN is none, empty is not given.
    let fields: [[Double]]

    /// Ascending, of any turn.
    public var longitudes: [Double] { longitudeAxis.positions }
    /// Ascending.
    public var latitudes: [Double] { latitudeAxis.positions }

    /// The variables that have a value somewhere.
    public var variables: [Variable] { Variable.allCases.filter { !fields[$0.rawValue].isEmpty } }

    /// The months of the year, 1…12, in which a variable has no value anywhere.
    public func monthsWithout(_ variable: Variable) -> [Int] {
        let field = fields[variable.rawValue]
        guard isSeasonal, !field.isEmpty else { return field.isEmpty ? Array(1...12) : [] }
        let size = field.count / 12
        return (1...12).filter { month in field[(month - 1) * size..<month * size].allSatisfy(\.isNaN) }
    }

    /// The sea state at `point` in a `month` (1…12), labelled ``SeaStateSample/Origin/supplied``.
    ///
    /// - Returns: nil where a variable of the grid has no value within ``gapRadius``: see ``missingVariable(at:month:)``. A
    ///   direction is nil where those around it cancel out; a current that the grid does not have counts as none.
    /// - Complexity: O(1), in a gap O(points within the radius).
    public func seaState(at point: GeographicPoint, month: Int) throws(SeaStateError) -> SeaStateSample? {
        guard (1...12).contains(month) else { throw .badMonth(month) }
        var found: [SIMD2<Double>?] = []
        for variable in Variable.allCases {
            let value = value(of: variable, at: point, month)
            guard value != nil || fields[variable.rawValue].isEmpty else { return nil }
            found.append(value)
        }
        func scalar(_ variable: Variable) -> Double? { found[variable.rawValue]?.x }
        guard let height = scalar(.significantHeight) else { return nil }
        let current = found[Variable.current.rawValue] ?? .zero
        return SeaStateSample(
            significantHeight: Metres(height), peakPeriod: scalar(.peakPeriod).map { Seconds($0) },
            meanPeriod: scalar(.meanPeriod).map { Seconds($0) },
            waveFromDegrees: found[Variable.waveFrom.rawValue].flatMap(Self.degrees),
            windMetresPerSecond: scalar(.windSpeed),
            windFromDegrees: found[Variable.windFrom.rawValue].flatMap(Self.degrees),
            currentEastMetresPerSecond: current.x, currentNorthMetresPerSecond: current.y, origin: .supplied)
    }

    /// The first variable of the grid without a value within ``gapRadius`` of `point`, or nil when none is missing.
    public func missingVariable(at point: GeographicPoint, month: Int) throws(SeaStateError) -> Variable? {
        guard (1...12).contains(month) else { throw .badMonth(month) }
        return variables.first { value(of: $0, at: point, month) == nil }
    }

    /// The direction of a mean vector in 0..<360; nil where directions cancel out.
    private static func degrees(_ vector: SIMD2<Double>) -> Double? {
        guard (vector.x * vector.x + vector.y * vector.y).squareRoot() > 1e-6 else { return nil }
        let angle = atan2(vector.x, vector.y) * 180 / .pi
        return angle < 0 ? angle + 360 : angle
    }
}
