public import SpatialEngine

/// What stands behind the list of priorities: where people go instead, what the order rests on, and what would change it.
public struct PriorityContent: Sendable {
    /// Sites and where they send people, largest flow first.
    public var diversions: [Diversion]
    /// One for each lever that has a first place.
    public var leaders: [Leader]

    /// The parts of the section.
    public init(diversions: [Diversion], leaders: [Leader]) {
        (self.diversions, self.leaders) = (diversions, leaders)
    }

    /// People whom enforcement at one site sends to one corridor.
    public struct Diversion: Sendable {
        /// Name of the area.
        public var area: String
        /// The middle of the area.
        public var from: GeographicPoint
        /// The corridor that receives them.
        public var corridor: Bilingual
        /// A point on that corridor.
        public var to: GeographicPoint
        /// Persons a year.
        public var persons: Double
        /// Whether the measure is expected to move more harm than it removes.
        public var isBackfire: Bool

        /// One arrow.
        public init(
            area: String, from: GeographicPoint, corridor: Bilingual, to: GeographicPoint, persons: Double,
            isBackfire: Bool
        ) {
            (self.area, self.from, self.corridor) = (area, from, corridor)
            (self.to, self.persons, self.isBackfire) = (to, persons, isBackfire)
        }
    }

    /// The first place of a lever, under the assumptions as they stand and under others.
    public struct Leader: Sendable {
        /// `enforcement` or `protection`.
        public var lever: String
        /// Name of the area.
        public var area: String
        /// Net harm a year.
        public var net: Double
        /// Net harm with one assumption at either end of its range, widest first.
        public var swings: [Swing]
        /// Corridors before and after.
        public var corridors: [CorridorShift]
        /// Assumptions under which another area comes first.
        public var successions: [Succession]

        /// A first place.
        public init(
            lever: String, area: String, net: Double, swings: [Swing], corridors: [CorridorShift],
            successions: [Succession]
        ) {
            (self.lever, self.area, self.net) = (lever, area, net)
            (self.swings, self.corridors, self.successions) = (swings, corridors, successions)
        }
    }

    /// What one assumption does to a figure.
    public struct Swing: Sendable {
        /// Name of the parameter.
        public var parameter: String
        /// The ends of its range, with the unit.
        public var low: String, high: String
        /// The figure at the low end and at the high end.
        public var atLow: Double, atHigh: Double

        /// One bar of a tornado plot.
        public init(parameter: String, low: String, high: String, atLow: Double, atHigh: Double) {
            (self.parameter, self.low, self.high) = (parameter, low, high)
            (self.atLow, self.atHigh) = (atLow, atHigh)
        }
    }

    /// A corridor before and after a measure, a year.
    public struct CorridorShift: Sendable {
        /// Its name; staying away is one too.
        public var corridor: Bilingual
        /// Persons a year.
        public var personsBefore: Double, personsAfter: Double
        /// Persons dead or missing a year.
        public var harmBefore: Double, harmAfter: Double

        /// One corridor.
        public init(
            corridor: Bilingual, personsBefore: Double, personsAfter: Double, harmBefore: Double, harmAfter: Double
        ) {
            self.corridor = corridor
            (self.personsBefore, self.personsAfter) = (personsBefore, personsAfter)
            (self.harmBefore, self.harmAfter) = (harmBefore, harmAfter)
        }
    }

    /// Another first place under another assumption.
    public struct Succession: Sendable {
        /// Name of the parameter.
        public var parameter: String
        /// Its value then, with the unit.
        public var value: String
        /// Name of the area that is first then.
        public var area: String

        /// One assumption that changes the order.
        public init(parameter: String, value: String, area: String) {
            (self.parameter, self.value, self.area) = (parameter, value, area)
        }
    }
}
