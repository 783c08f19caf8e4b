internal import Flows
internal import Sampling
internal import SpatialFormats

/// What a calibration found, beside its tables.
public struct CalibrationOutcome: Sendable {
    /// θ: as given, or its posterior.
    public struct Theta: Sendable {
        /// Whether the counts had a say.
        public let isEstimated: Bool
        /// The fixed value, or the posterior median.
        public let value: Double
        /// Posterior mean, and the ends of the intervals that hold 50 and 90 %; nil for a fixed θ.
        public let mean, low50, high50, low90, high90: Double?
        /// Effective draws and R-hat; nil for a fixed θ.
        public let effectiveDraws, rHat: Double?
    }

    /// A count that did not enter.
    public struct SetAside: Sendable {
        /// What was counted, where, and when.
        public let link, period: String
        /// The count.
        public let persons: Double
        /// What it rests on, a word of the file or `unstated`.
        public let quality: String
        /// Share of counts that the model expects at or below it; nil where it expects none.
        public let position: Double?
    }

    /// A pair without any route.
    public struct Pair: Sendable {
        /// Ids of the places, and the period.
        public let from, to, period: String
    }

    /// θ: as given, or its posterior.
    public let theta: Theta
    /// Pairs and periods whose demand counts bound, and those that are their priors.
    public let estimated, unknown: Int
    /// Draws after warm-up whose trajectory met an energy error above 1000.
    public let divergences: Int
    /// The largest R-hat and the fewest effective draws of demand and θ; nil where nothing was estimated.
    public let maxRHat, minEffectiveDraws: Double?
    /// Counts that entered, by what they rest on, in the order of the words of the contract.
    public let countsUsed: [(quality: String, count: Int)]
    /// Counts left out for their quality.
    public let leftOut: [SetAside]
    /// Counts that no demand can explain: on a link that no route of the period uses.
    public let unexplained: [SetAside]
    /// Pairs without any route.
    public let disconnected: [Pair]
    /// Columns of the files that say nothing to us.
    public let ignoredColumns: [String]

    init(_ problem: CalibrationProblem, _ posterior: CalibrationPosterior, _ job: CountCalibration) {
        theta = Theta(job.theta, posterior.theta)
        let bounded = posterior.demand.filter(\.isBounded)
        estimated = bounded.count
        unknown = posterior.demand.count - bounded.count
        divergences = posterior.divergences
        maxRHat = (bounded.map(\.rHat) + [posterior.theta?.rHat].compactMap(\.self)).max()
        minEffectiveDraws =
            (bounded.map(\.effectiveDraws) + [posterior.theta?.effectiveDraws].compactMap(\.self)).min()
        let entries = problem.counts.entries
        let unexplained = problem.unexplained
        let set = Set(unexplained)
        countsUsed = CountTable.Quality.allCases.filter(\.isUsed).map { quality in
            (quality.rawValue, entries.indices.count { entries[$0].quality == quality && !set.contains($0) })
        }
        func aside(_ index: Int) -> SetAside {
            let entry = entries[index]
            return SetAside(
                link: problem.links.links[entry.link].id, period: entry.period, persons: entry.persons,
                quality: entry.quality.rawValue, position: posterior.positions[index])
        }
        leftOut = entries.indices.filter { !entries[$0].quality.isUsed }.map(aside)
        self.unexplained = unexplained.map(aside)
        let places = problem.links.placeIDs
        disconnected = problem.disconnected.map { Pair(from: places[$0.from], to: places[$0.to], period: $0.period) }
        ignoredColumns =
            problem.links.ignoredColumns + problem.demand.ignoredColumns + problem.counts.ignoredColumns
    }
}

extension CalibrationOutcome.Theta {
    fileprivate init(_ given: CountCalibration.Theta, _ posterior: DrawSummary?) {
        isEstimated = posterior != nil
        switch given {
        case .fixed(let theta): value = theta
        case .prior(let median, _): value = posterior?.median ?? median
        }
        mean = posterior?.mean
        (low50, high50) = (posterior?.interval(0.5).lowerBound, posterior?.interval(0.5).upperBound)
        (low90, high90) = (posterior?.interval(0.9).lowerBound, posterior?.interval(0.9).upperBound)
        effectiveDraws = posterior?.effectiveDraws
        rHat = posterior?.rHat
    }
}
