internal import Glibc
internal import Sampling

/// The posterior density of a block's demands (and θ) as a function of their standard scores.
///
/// Each demand is median·exp(σz) with z standard normal before any count; θ, where it is estimated, has the last score.
struct CountLikelihood: Sendable {
    /// A demand's travellers on a counted link.
    private struct Term: Sendable {
        /// Position of the demand in the block.
        let demand: Int
        /// Position in `shares`.
        let slot: Int
    }

    private let medians: [Double]
    private let deviations: [Double]
    private let counts: [Double]
    /// Terms of count `c`: `terms[termStart[c]..<termStart[c + 1]]`.
    private let termStart: [Int]
    private let terms: [Term]
    private let size: Double
    private let choice: SlotShares
    /// Share of each slot where θ is known.
    private let fixedShares: [Double]
    private let belief: LogNormal?

    init(_ model: FlowCalibration, _ block: FlowCalibration.Block) {
        let priors = block.informed.map { model.demand[$0].prior }
        medians = priors.map(\.median)
        deviations = priors.map(\.logDeviation)
        counts = block.counts.map { model.counts[$0].persons }
        size = model.size
        var choice = SlotShares()
        var terms: [Term] = []
        var termStart = [0]
        for count in block.counts.map({ model.counts[$0] }) {
            for (position, index) in block.informed.enumerated() where model.demand[index].period == count.period {
                let pair = model.demand[index].pair
                guard let link = model.routes[pair].position(of: count.link) else { continue }
                terms.append(Term(demand: position, slot: choice.slot(pair, model.routes[pair], link)))
            }
            termStart.append(terms.count)
        }
        self.terms = terms
        self.termStart = termStart
        self.choice = choice
        switch model.sensitivity {
        case .fixed(let theta):
            belief = nil
            fixedShares = choice.shares(theta)
        case .believed(let prior):
            belief = prior
            fixedShares = []
        }
    }

    var dimensions: Int { medians.count + (belief == nil ? 0 : 1) }

    /// The density for a sampler; nil where nothing is to be drawn.
    var logDensity: LogDensity? {
        guard dimensions > 0 else { return nil }
        return LogDensity(dimensions: dimensions) { scores, slope in value(scores, slope) }
    }

    private func value(_ scores: UnsafeBufferPointer<Double>, _ slope: UnsafeMutableBufferPointer<Double>) -> Double {
        let room = medians.count + 2 * choice.count
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { scratch in
            let persons = UnsafeMutableBufferPointer(rebasing: scratch[..<medians.count])
            let shares = UnsafeMutableBufferPointer(rebasing: scratch[medians.count..<medians.count + choice.count])
            let changes = UnsafeMutableBufferPointer(rebasing: scratch[(medians.count + choice.count)..<room])
            var sum = 0.0
            for index in medians.indices {
                persons[index] = medians[index] * exp(deviations[index] * scores[index])
                sum -= 0.5 * scores[index] * scores[index]
                slope[index] = 0
            }
            guard let belief else {
                for slot in fixedShares.indices { (shares[slot], changes[slot]) = (fixedShares[slot], 0) }
                sum += countTerms(persons, shares, changes, slope).density
                finish(persons, scores, slope)
                return sum
            }
            let last = medians.count
            let theta = belief.value(at: scores[last])
            choice.fill(theta, shares, changes)
            let likelihood = countTerms(persons, shares, changes, slope)
            finish(persons, scores, slope)
            slope[last] = likelihood.thetaSlope * theta * belief.logDeviation - scores[last]
            return sum + likelihood.density - 0.5 * scores[last] * scores[last]
        }
    }

    /// From slopes by persons to slopes by scores.
    private func finish(
        _ persons: UnsafeMutableBufferPointer<Double>, _ scores: UnsafeBufferPointer<Double>,
        _ slope: UnsafeMutableBufferPointer<Double>
    ) {
        for index in medians.indices {
            slope[index] = slope[index] * persons[index] * deviations[index] - scores[index]
        }
    }

    /// Σ ln NB(count; mean, size) without what does not depend on the mean; slopes by persons go into `slope`.
    private func countTerms(
        _ persons: UnsafeMutableBufferPointer<Double>, _ shares: UnsafeMutableBufferPointer<Double>,
        _ changes: UnsafeMutableBufferPointer<Double>, _ slope: UnsafeMutableBufferPointer<Double>
    ) -> (density: Double, thetaSlope: Double) {
        var (density, thetaSlope) = (0.0, 0.0)
        for index in counts.indices {
            let members = termStart[index]..<termStart[index + 1]
            var mean = 0.0
            for term in members { mean += shares[terms[term].slot] * persons[terms[term].demand] }
            let count = counts[index]
            density -= (count + size) * log1p(mean / size)
            var force = -(count + size) / (mean + size)
            if count > 0 {
                density += count * log(mean)
                force += count / mean
            }
            for term in members {
                let (demand, slot) = (terms[term].demand, terms[term].slot)
                slope[demand] += force * shares[slot]
                thetaSlope += force * persons[demand] * changes[slot]
            }
        }
        return (density, thetaSlope)
    }
}

/// The shares of pairs on counted links, as functions of θ.
struct SlotShares: Sendable {
    private struct Pair: Sendable {
        let extraCosts: [Double]
        var slots: [(slot: Int, users: [Int])] = []
    }

    /// How many shares there are.
    private(set) var count = 0
    private var pairs: [Pair] = []
    private var positions: [Int: Int] = [:]
    private var slots: [[Int]: Int] = [:]

    /// The slot of a pair's link, a new one at its first mention.
    mutating func slot(_ pair: Int, _ routes: PairRoutes, _ link: Int) -> Int {
        if let known = slots[[pair, link]] { return known }
        let position = positions[pair] ?? pairs.count
        if position == pairs.count {
            positions[pair] = position
            pairs.append(Pair(extraCosts: routes.extraCosts))
        }
        pairs[position].slots.append((count, routes.users[link]))
        slots[[pair, link]] = count
        count += 1
        return count - 1
    }

    /// The shares at one θ.
    func shares(_ theta: Double) -> [Double] {
        var shares = [Double](repeating: 0, count: count)
        var changes = shares
        shares.withUnsafeMutableBufferPointer { shares in
            changes.withUnsafeMutableBufferPointer { fill(theta, shares, $0) }
        }
        return shares
    }

    /// Writes each share and its derivative by θ: Σ p·(c̄ − c) over the routes that use the link.
    func fill(
        _ theta: Double, _ shares: UnsafeMutableBufferPointer<Double>, _ changes: UnsafeMutableBufferPointer<Double>
    ) {
        for pair in pairs {
            withUnsafeTemporaryAllocation(of: Double.self, capacity: pair.extraCosts.count) { weights in
                var (sum, costs) = (0.0, 0.0)
                for (route, cost) in pair.extraCosts.enumerated() {
                    weights[route] = exp(-theta * cost)
                    sum += weights[route]
                    costs += weights[route] * cost
                }
                for (slot, users) in pair.slots {
                    // All routes: exactly 1 at any θ.
                    (shares[slot], changes[slot]) = (1, 0)
                    if users.count == pair.extraCosts.count { continue }
                    var (share, change) = (0.0, 0.0)
                    for route in users {
                        share += weights[route] / sum
                        change += weights[route] / sum * (costs / sum - pair.extraCosts[route])
                    }
                    (shares[slot], changes[slot]) = (share, change)
                }
            }
        }
    }
}
