/// A window with more cases than expected.
public struct ScanCluster: Sendable {
    /// The location the zone grew from; of a listed zone its place in the list.
    public var centre: Int
    /// Long by short axis; 1 for a circle and other forms.
    public var shape: Double
    /// Degrees clockwise from the y axis (from north).
    public var angle: Double
    /// Locations: in order of distance for circles, ellipses and networks; as found or listed otherwise.
    public var members: [Int]
    /// Steps of the study, both inside.
    public var steps: ClosedRange<Int>
    /// Cases inside.
    public var cases: Double
    /// Cases expected inside.
    public var expected: Double
    /// Persons inside (Bernoulli).
    public var persons: Double?
    /// (c/e) inside over the same outside; nil when no case is outside.
    public var relativeRisk: Double?
    /// Logarithm of the likelihood ratio.
    public var logRatio: Double
    /// That times the weight of the shape.
    public var statistic: Double
}

/// Which clusters are told after the best.
public enum ScanSecondary: String, CaseIterable, Sendable {
    /// In order of the statistic, those that share no location with a better one.
    case noOverlap = "no-overlap"
    /// The best of every centre.
    case allCentres = "all-centres"
}

extension ScanCluster {
    /// How far the farthest member is from the centre: the radius, or of an ellipse the short half axis.
    public func radius(in positions: Positions) -> Double {
        let family = ScanZones.Family(centre: centre, shape: shape, angle: angle, start: 0)
        return members.reduce(0) { max($0, ScanZones.radius(of: family, to: $1, in: positions)) }
    }
}
