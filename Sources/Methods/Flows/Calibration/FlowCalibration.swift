/// Demand between places, of which only counts on some links are known.
///
/// Each demand has a log-normal prior. It spreads over the routes of its pair by multinomial logit of sensitivity θ, and a count
/// on a link is negative binomial about the sum of what all demands of its period send there: variance m + m²/size.
/// Periods are independent given θ.
public struct FlowCalibration: Sendable {
    /// The travellers of one pair in one period.
    public struct Demand: Hashable, Sendable {
        /// Number of the pair in ``FlowCalibration/routes``.
        public var pair: Int
        /// Number of the period.
        public var period: Int
        /// Persons, as far as is believed before any count.
        public var prior: LogNormal

        /// Travellers of a pair in a period.
        public init(pair: Int, period: Int, prior: LogNormal) {
            self.pair = pair
            self.period = period
            self.prior = prior
        }
    }

    /// What was counted on one link in one period.
    public struct Count: Hashable, Sendable {
        /// Number of the link.
        public var link: Int
        /// Number of the period.
        public var period: Int
        /// A whole number of 0 or more.
        public var persons: Double

        /// A count on a link.
        public init(link: Int, period: Int, persons: Double) {
            self.link = link
            self.period = period
            self.persons = persons
        }
    }

    /// How much cheap routes are favoured, per unit of cost.
    public enum Sensitivity: Hashable, Sendable {
        /// Known; 0 or more.
        case fixed(Double)
        /// Estimated from the counts.
        case believed(LogNormal)
    }

    /// What is drawn together: one period where θ is fixed, all of them where it is not.
    public struct Block: Hashable, Sendable {
        /// The periods, ascending.
        public let periods: [Int]
        /// Numbers of the demands that some count bounds.
        public let informed: [Int]
        /// Numbers of the demands that none does.
        public let uninformed: [Int]
        /// Numbers of the counts that some demand explains.
        public let counts: [Int]
    }

    /// The routes of each pair.
    public let routes: [PairRoutes]
    /// One entry a pair and period.
    public let demand: [Demand]
    /// One entry a link and period.
    public let counts: [Count]
    /// How routes are chosen.
    public let sensitivity: Sensitivity
    /// Size of the negative binomial, above 0; the larger, the more exact the counts are taken to be.
    public let size: Double
    /// Whether a count lies on any route of a demand, in its period; the posterior of the others is their prior.
    ///
    /// A route whose share is too small for any number, at a fixed θ, does not count.
    public let isInformed: [Bool]
    /// Whether a route of any demand, in its period, uses the counted link; the others say nothing here.
    public let isExplained: [Bool]

    /// Puts demand and counts together.
    ///
    /// - Precondition: Pairs exist, counts are whole and not negative, the size is above 0 and finite, as a fixed θ is from 0 on.
    /// - Complexity: O(*d* · *l*) for *d* demands with *l* links on their routes.
    public init(
        routes: [PairRoutes], demand: [Demand], counts: [Count], sensitivity: Sensitivity, size: Double
    ) {
        precondition(size > 0 && size.isFinite, "a negative binomial needs a size above 0, got \(size)")
        if case .fixed(let theta) = sensitivity {
            precondition(theta >= 0 && theta.isFinite, "θ must be finite and not negative, got \(theta)")
        }
        self.routes = routes
        self.demand = demand
        self.counts = counts
        self.sensitivity = sensitivity
        self.size = size
        var counted: [[Int]: [Int]] = [:]
        for (index, count) in counts.enumerated() {
            precondition(count.persons >= 0 && count.persons == count.persons.rounded(), "count \(count.persons)")
            counted[[count.link, count.period], default: []].append(index)
        }
        var isExplained = [Bool](repeating: false, count: counts.count)
        isInformed = demand.map { item in
            let pair = routes[item.pair]
            var found = false
            for link in pair.links {
                guard let indices = counted[[link, item.period]], pair.uses(link, sensitivity) else { continue }
                for count in indices { isExplained[count] = true }
                found = true
            }
            return found
        }
        self.isExplained = isExplained
    }

    /// What can be drawn apart, by period.
    public var blocks: [Block] {
        let periods = Set(demand.map(\.period)).sorted()
        guard case .fixed = sensitivity else { return [block(periods)] }
        return periods.map { block([$0]) }
    }

    private func block(_ periods: [Int]) -> Block {
        let members = demand.indices.filter { periods.contains(demand[$0].period) }
        return Block(
            periods: periods, informed: members.filter { isInformed[$0] },
            uninformed: members.filter { !isInformed[$0] },
            counts: counts.indices.filter { isExplained[$0] && periods.contains(counts[$0].period) })
    }
}
