public import SpatialEngine

/// How an ensemble of drifting objects is made.
public struct DriftSettings: Sendable {
    /// Where the object was last known.
    public var start: GeographicPoint
    /// Seconds since 1970-01-01T00:00:00Z.
    public var startTime: Double
    /// How long it is followed.
    public var hours: Int
    /// How many particles stand for it.
    public var particles: Int
    /// Starts lie evenly spread over a disc of this radius.
    public var radius: Metres
    /// The space that positions lie in.
    public var space: SeaSpace
    /// Length of a time step, a whole fraction of an hour.
    public var step: Seconds
    /// Changes of side per hour.
    public var jibesPerHour: Double
    /// Standard deviation of each component of the wind, m/s, drawn anew each step.
    public var windDeviation: Double
    /// The same of the current.
    public var currentDeviation: Double
    /// Wind that capsizes; nil for none.
    public var capsize: Capsize?
    /// Two particles, the first to the right and the second to the left, without any chance.
    public var isDeterministic: Bool
    /// Particle *i* draws from stream *i*.
    public var seed: UInt64

    /// Wind that capsizes, as ``Surfaces/SeaEncounter/windCapsizePerHour(windMetresPerSecond:middle:scale:)`` has it.
    public struct Capsize: Hashable, Sendable {
        /// Capsizes one in two an hour, m/s.
        public var middle: Double
        /// How fast that grows with the wind, m/s.
        public var scale: Double
        /// Leeway of a capsized object over that before.
        public var leewayFactor: Double

        /// A wind that capsizes.
        public init(middle: Double, scale: Double, leewayFactor: Double) {
            (self.middle, self.scale, self.leewayFactor) = (middle, scale, leewayFactor)
        }
    }

    /// A thousand particles from one place, in steps of ten minutes.
    public init(start: GeographicPoint, startTime: Double, hours: Int) {
        self.start = start
        self.startTime = startTime
        self.hours = hours
        particles = 1000
        radius = Metres(0)
        space = .globe
        step = Seconds(600)
        jibesPerHour = 0.04
        windDeviation = 0
        currentDeviation = 0
        isDeterministic = false
        seed = 1
    }
}
