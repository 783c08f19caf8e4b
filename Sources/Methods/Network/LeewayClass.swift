/// How a class of drifting objects is driven by the wind, downwind and across.
///
/// Fitted lines of leeway against the wind at 10 m, as the US Coast Guard publishes them (Allen and Plourde 1999, CG-D-08-99;
/// Allen 2005, CG-D-05-05). Right is clockwise from the way the wind blows, so that left slopes are negative.
public struct LeewayClass: Hashable, Sendable {
    /// A fitted line and the scatter about it.
    public struct Line: Hashable, Sendable {
        /// Leeway per wind speed, %.
        public var slopePercent: Double
        /// Leeway without wind, cm/s.
        public var offsetCentimetres: Double
        /// Standard deviation about the line, cm/s.
        public var deviationCentimetres: Double

        /// A line from its figures.
        public init(_ slopePercent: Double, _ offsetCentimetres: Double, _ deviationCentimetres: Double) {
            self.slopePercent = slopePercent
            self.offsetCentimetres = offsetCentimetres
            self.deviationCentimetres = deviationCentimetres
        }

        /// Leeway of an object whose error is `error` cm/s: slope + error/20, offset + error/2 (Allen 2005), m/s.
        func metresPerSecond(wind: Double, error: Double) -> Double {
            ((slopePercent + error / 20) * wind + offsetCentimetres + error / 2) / 100
        }
    }

    /// Code name, unique in a table.
    public var name: String
    /// What it is.
    public var description: String
    /// Along the wind.
    public var downwind: Line
    /// Across it, of objects that go to the right.
    public var right: Line
    /// Across it, of objects that go to the left.
    public var left: Line

    /// A class from its lines.
    public init(name: String, description: String, downwind: Line, right: Line, left: Line) {
        self.name = name
        self.description = description
        self.downwind = downwind
        self.right = right
        self.left = left
    }
}
