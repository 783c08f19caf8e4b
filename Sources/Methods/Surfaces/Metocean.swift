public import SpatialEngine

/// Waves, wind and current by place and time: what a boat meets.
///
/// Positions on a plane are metres in the two numbers of a ``SpatialEngine/GeographicPoint``, x first.
public struct Metocean: Sendable {
    private let uniform: SeaStateSample

    /// The same everywhere and always.
    public init(uniform: SeaStateSample) { self.uniform = uniform }

    /// No wave, wind or current.
    public static let calm = Metocean(uniform: SeaStateSample(significantHeight: Metres(0)))

    /// Seconds since 1970-01-01T00:00:00Z between which a series has values; nil where nothing depends on time.
    public var span: ClosedRange<Double>? { nil }

    /// What is met at a place and time; nil in a gap.
    ///
    /// - Parameter time: Seconds since 1970-01-01T00:00:00Z; of no account where ``span`` is nil.
    public func sample(at point: GeographicPoint, time: Double) -> SeaStateSample? { uniform }
}
