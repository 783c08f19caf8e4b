/// How well rates of the past foretold the events of the periods after.
public struct SkillContent: Sendable {
    /// First and last period that was forecast, as `2024-H1`.
    public var first: String, last: String
    /// Segments that were scored.
    public var segments: Int
    /// Mean number of events in the forecast periods over the imputations of their places.
    public var events: Double
    /// Events on segments that were not in use then.
    public var unscored: Double
    /// One line a model, the product's own first.
    public var models: [Model]

    /// What the section tells.
    public init(first: String, last: String, segments: Int, events: Double, unscored: Double, models: [Model]) {
        (self.first, self.last, self.segments) = (first, last, segments)
        (self.events, self.unscored, self.models) = (events, unscored, models)
    }

    /// One model that foretold.
    public struct Model: Sendable {
        /// Its name.
        public var name: Bilingual
        /// Mean negative log score: lower is better; nil where an event came that the model held impossible.
        public var logScore: Double?
        /// Mean continuous ranked probability score: lower is better.
        public var crps: Double
        /// Events in the top tenth of segments over those in an even spread along the same length; nil without events.
        public var pai: Double?
        /// How much better the product's own model does, in log score a segment and period; 0 for itself, nil against a model
        /// that held an event impossible.
        public var gain: Double?
        /// Share of the imputations of places in which that gain is above 0.
        public var gainShare: Double
        /// Share of events caught in the first tenth, two tenths … of the network's length.
        public var hits: [Double]
        /// Shares of the probability integral transform in tenths.
        public var pit: [Double]

        /// One model's figures.
        public init(
            name: Bilingual, logScore: Double?, crps: Double, pai: Double?, gain: Double?, gainShare: Double,
            hits: [Double], pit: [Double]
        ) {
            (self.name, self.logScore, self.crps, self.pai) = (name, logScore, crps, pai)
            (self.gain, self.gainShare, self.hits, self.pit) = (gain, gainShare, hits, pit)
        }
    }
}
