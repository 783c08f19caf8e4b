import Glibc
public import SpatialEngine

/// Waves, wind and current by place and time: what a boat meets.
///
/// Waves, wind and current come each from a source of its own: the same everywhere, a ``MetoceanGrid`` or
/// ``MetoceanZones``. Positions on a plane are metres in the two numbers of a ``SpatialEngine/GeographicPoint``, x first.
public struct Metocean: Sendable {
    /// What holds where no layer says otherwise.
    private var uniform: SeaStateSample
    private var waves: MetoceanLayer?
    private var wind: MetoceanLayer?
    private var current: MetoceanLayer?

    /// The same everywhere and always.
    public init(uniform: SeaStateSample) { self.uniform = uniform }

    /// No wave, wind or current.
    public static let calm = Metocean(uniform: SeaStateSample(significantHeight: Metres(0)))

    /// With a grid in place of what there was of its quantity.
    ///
    /// - Parameter origin: Where its waves come from; of no account for a wind or current.
    public func replacing(with grid: MetoceanGrid, origin: SeaStateSample.Origin = .supplied) -> Metocean {
        replacing(grid.quantity, with: .grid(grid), origin: origin)
    }

    /// With zones in place of what there was of their quantity.
    public func replacing(with zones: MetoceanZones) -> Metocean {
        replacing(zones.quantity, with: .zones(zones), origin: .supplied)
    }

    /// With one wind everywhere and always.
    public func replacingWind(metresPerSecond: Double, fromDegrees: Double) -> Metocean {
        var result = self
        result.wind = nil
        result.uniform.windMetresPerSecond = metresPerSecond
        result.uniform.windFromDegrees = fromDegrees
        return result
    }

    /// With one current everywhere and always, in m/s to the east and north.
    public func replacingCurrent(east: Double, north: Double) -> Metocean {
        var result = self
        result.current = nil
        result.uniform.currentEastMetresPerSecond = east
        result.uniform.currentNorthMetresPerSecond = north
        return result
    }

    private func replacing(
        _ quantity: MetoceanQuantity, with layer: MetoceanLayer, origin: SeaStateSample.Origin
    ) -> Metocean {
        var result = self
        switch quantity {
        case .waves: (result.waves, result.uniform.origin) = (layer, origin)
        case .wind, .windParts: result.wind = layer
        case .current: result.current = layer
        }
        return result
    }

    private var layers: [MetoceanLayer] { [waves, wind, current].compactMap(\.self) }

    /// Seconds since 1970-01-01T00:00:00Z between which every series has values; nil where nothing depends on time.
    public var span: ClosedRange<Double>? {
        layers.compactMap(\.span).reduce(nil as ClosedRange<Double>?) { sum, next in
            guard let sum else { return next }
            let low = max(sum.lowerBound, next.lowerBound)
            return low...max(low, min(sum.upperBound, next.upperBound))
        }
    }

    /// What is met at a place and time; nil in a gap of any layer.
    ///
    /// Height, period and speed are linear between the points of a grid and between its times, directions by their unit
    /// vectors; a direction is nil where those around it cancel out. In a gap the nearest value counts, within the layer's
    /// gap radius and ``MetoceanGrid/gapSeconds``.
    /// - Parameter time: Seconds since 1970-01-01T00:00:00Z; of no account where ``span`` is nil.
    /// - Complexity: O(1), in a gap O(points within the radius).
    public func sample(at point: GeographicPoint, time: Double) -> SeaStateSample? {
        var sample = uniform
        if let waves {
            guard let found = waves.values(at: point, time) else { return nil }
            sample.significantHeight = Metres(found[0])
            sample.peakPeriod = found[1] > 0 ? Seconds(found[1]) : nil
            sample.meanPeriod = found[2] > 0 ? Seconds(found[2]) : nil
            sample.waveFromDegrees = Self.degrees(east: found[3], north: found[4])
        }
        if let wind {
            guard let found = wind.values(at: point, time) else { return nil }
            if wind.quantity == .windParts {
                sample.windMetresPerSecond = (found[0] * found[0] + found[1] * found[1]).squareRoot()
                sample.windFromDegrees = Self.degrees(east: -found[0], north: -found[1])
            } else {
                sample.windMetresPerSecond = found[0]
                sample.windFromDegrees = Self.degrees(east: found[1], north: found[2])
            }
        }
        if let current {
            guard let found = current.values(at: point, time) else { return nil }
            sample.currentEastMetresPerSecond = found[0]
            sample.currentNorthMetresPerSecond = found[1]
        }
        return sample
    }

    /// Whether something at a place and time is in a gap, and if so, whether a near value stands in.
    public func gap(at point: GeographicPoint, time: Double) -> MetoceanGap {
        layers.map { $0.gap(at: point, time) }.max { $0.rawValue < $1.rawValue } ?? .known
    }

    /// The direction of a mean vector in 0..<360; nil where directions cancel out or none is known.
    private static func degrees(east: Double, north: Double) -> Double? {
        guard east * east + north * north > 1e-12 else { return nil }
        let angle = atan2(east, north) * 180 / .pi
        return angle < 0 ? angle + 360 : angle
    }
}

/// What one layer holds.
public enum MetoceanQuantity: Hashable, Sendable {
    /// Hs in m, Tp and Tz in s, and the unit vector (east, north) towards where the waves come from.
    case waves
    /// Wind speed in m/s, and the unit vector (east, north) towards where it blows from.
    case wind
    /// The wind's parts, m/s towards east and north.
    case windParts
    /// The current's parts, m/s towards east and north.
    case current

    /// How many numbers there are for each place; the first, and those of a vector of parts, must be known for the place to
    /// count as known.
    public var lanes: Int {
        switch self {
        case .waves: 5
        case .wind: 3
        case .windParts, .current: 2
        }
    }

    /// Both numbers are needed.
    var isVector: Bool { self == .windParts || self == .current }
}

/// How far a value at a place and time is known.
public enum MetoceanGap: Int, Sendable {
    /// Between values of the source.
    case known
    /// The nearest value stands in.
    case filled
    /// No value is near enough.
    case missing
}

/// Where the values of a quantity come from.
enum MetoceanLayer: Sendable {
    case grid(MetoceanGrid)
    case zones(MetoceanZones)

    @inline(__always) func values(at point: GeographicPoint, _ time: Double) -> SIMD8<Double>? {
        switch self {
        case .grid(let grid): grid.values(at: point, time)
        case .zones(let zones): zones.values(at: point)
        }
    }

    func gap(at point: GeographicPoint, _ time: Double) -> MetoceanGap {
        switch self {
        case .grid(let grid): grid.gap(at: point, time)
        case .zones(let zones): zones.gap(at: point)
        }
    }

    var quantity: MetoceanQuantity {
        switch self {
        case .grid(let grid): grid.quantity
        case .zones(let zones): zones.quantity
        }
    }

    var span: ClosedRange<Double>? {
        switch self {
        case .grid(let grid): grid.span
        case .zones: nil
        }
    }
}
