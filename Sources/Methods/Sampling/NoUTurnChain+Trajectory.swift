internal import Glibc
internal import SpatialEngine

/// How a transition went.
struct TransitionTally {
    var steps = 0
    var acceptanceSum = 0.0
    var isDivergent = false
    var reachedDepth = false

    var acceptance: Double { steps == 0 ? 0 : acceptanceSum / Double(steps) }
}

/// A stretch of trajectory: its two ends, its sum of momenta, and the point that stands for it.
struct TrajectoryPiece {
    /// The point drawn from the piece.
    var proposal: PhasePoint
    /// Log of the sum of exp(H₀ − H) over its points.
    var logWeight: Double
    var momentumSum: [Double]
    var nearMomentum: [Double]
    var farMomentum: [Double]

    init(_ point: PhasePoint, logWeight: Double) {
        proposal = point
        self.logWeight = logWeight
        momentumSum = point.momentum
        nearMomentum = point.momentum
        farMomentum = point.momentum
    }

    var reversed: TrajectoryPiece {
        var piece = self
        swap(&piece.nearMomentum, &piece.farMomentum)
        return piece
    }
}

extension NoUTurnChain {
    /// An energy error above this counts as divergence, as in Stan.
    private static let largestEnergyError = 1000.0

    /// Goes along a new trajectory until it turns back, and moves to one of its points.
    mutating func transition() -> TransitionTally {
        refreshMomentum()
        var tally = TransitionTally()
        let startEnergy = energy(of: current)
        var (forward, backward) = (current, current)
        var trajectory = TrajectoryPiece(current, logWeight: 0)
        for depth in 0...maxDepth {
            guard depth < maxDepth else {
                tally.reachedDepth = true
                break
            }
            let isForward = random.next() >> 63 == 1
            let added =
                isForward
                ? piece(depth, from: &forward, step: stepSize, startEnergy, &tally)
                : piece(depth, from: &backward, step: -stepSize, startEnergy, &tally)
            guard let added else { break }
            if log(random.nextUnit()) < added.logWeight - trajectory.logWeight { current = added.proposal }
            // The new piece lies at the far end of the old one; going back, the old one is read the other way round.
            guard let joined = joined(isForward ? trajectory : trajectory.reversed, added) else { break }
            trajectory = isForward ? joined : joined.reversed
        }
        return tally
    }

    /// A piece of 2^depth steps from the given point on, which moves to its far end; nil where it diverges or turns back.
    private mutating func piece(
        _ depth: Int, from point: inout PhasePoint, step: Double, _ startEnergy: Double, _ tally: inout TransitionTally
    ) -> TrajectoryPiece? {
        guard depth > 0 else {
            leap(&point, by: step)
            let gain = startEnergy - energy(of: point)
            tally.steps += 1
            tally.acceptanceSum += gain > 0 ? 1 : exp(gain)
            guard gain >= -Self.largestEnergyError else {
                tally.isDivergent = true
                return nil
            }
            return TrajectoryPiece(point, logWeight: gain)
        }
        guard let near = piece(depth - 1, from: &point, step: step, startEnergy, &tally),
            let far = piece(depth - 1, from: &point, step: step, startEnergy, &tally)
        else { return nil }
        let takesFar = log(random.nextUnit()) < far.logWeight - Self.logSum(near.logWeight, far.logWeight)
        guard var whole = joined(near, far) else { return nil }
        if takesFar { whole.proposal = far.proposal }
        return whole
    }

    /// Two pieces, the near end of the second beside the far end of the first; nil if the whole turns back anywhere.
    ///
    /// Besides the whole, each piece with the first point of the other is looked at, so that a turn just at the seam is seen.
    private func joined(_ first: TrajectoryPiece, _ second: TrajectoryPiece) -> TrajectoryPiece? {
        var whole = first
        whole.logWeight = Self.logSum(first.logWeight, second.logWeight)
        whole.farMomentum = second.farMomentum
        for index in variances.indices { whole.momentumSum[index] += second.momentumSum[index] }
        let goesOn =
            goesOn(from: first.nearMomentum, to: second.farMomentum, first.momentumSum, second.momentumSum)
            && goesOn(from: first.nearMomentum, to: second.nearMomentum, first.momentumSum, second.nearMomentum)
            && goesOn(from: first.farMomentum, to: second.farMomentum, first.farMomentum, second.momentumSum)
        return goesOn ? whole : nil
    }

    /// Whether both ends still move along the sum of all momenta, given in two parts.
    private func goesOn(from start: [Double], to end: [Double], _ sum: [Double], _ rest: [Double]) -> Bool {
        var (atStart, atEnd) = (0.0, 0.0)
        for index in variances.indices {
            let velocity = variances[index] * (sum[index] + rest[index])
            atStart += start[index] * velocity
            atEnd += end[index] * velocity
        }
        return atStart > 0 && atEnd > 0
    }

    private static func logSum(_ a: Double, _ b: Double) -> Double {
        let top = max(a, b)
        return top == -.infinity ? top : top + log1p(exp(min(a, b) - top))
    }
}
