internal import Glibc
internal import SpatialEngine

/// What one chain leaves.
struct ChainRun: Sendable {
    /// Draw by draw, all dimensions of a draw together.
    var values: [Double] = []
    var divergences = 0
    /// Draws whose trajectory stopped at the largest depth.
    var depthHits = 0
    /// Evaluations of the density after warm-up.
    var steps = 0
    var stepSize = 0.0
}

/// One chain: where it is, and how it moves.
struct NoUTurnChain {
    static let startTries = 100

    let target: LogDensity
    let maxDepth: Int
    var random: SplitMix64
    /// Inverse of the diagonal mass matrix: the variances of the dimensions as far as they are known.
    var variances: [Double]
    var stepSize = 1.0
    var current: PhasePoint
    private var adaptation: StepSizeAdaptation

    init(_ target: LogDensity, random: SplitMix64, sampler: NoUTurnSampler) {
        self.target = target
        self.random = random
        maxDepth = sampler.maxDepth
        variances = [Double](repeating: 1, count: target.dimensions)
        current = PhasePoint(dimensions: target.dimensions)
        adaptation = StepSizeAdaptation(targetAcceptance: sampler.targetAcceptance)
    }

    /// Takes a random place of finite density and slope; false when none is found.
    mutating func start(around middle: [Double], spread: Double) -> Bool {
        for _ in 0..<Self.startTries {
            for index in middle.indices {
                current.position[index] = middle[index] + spread * (2 * random.nextUnit() - 1)
            }
            current.logDensity = target.value(at: current.position, gradient: &current.gradient)
            if current.logDensity.isFinite && current.gradient.allSatisfy(\.isFinite) { return true }
        }
        return false
    }

    /// Warms up and draws; tells after every 100 draws how many are done.
    mutating func run(sampler: NoUTurnSampler, progress: (Int) -> Void) -> ChainRun {
        warmUp(sampler.warmUp, progress: progress)
        var run = ChainRun()
        run.stepSize = stepSize
        run.values.reserveCapacity(sampler.draws * target.dimensions)
        for draw in 1...sampler.draws {
            let tally = transition()
            run.values += current.position
            run.divergences += tally.isDivergent ? 1 : 0
            run.depthHits += tally.reachedDepth ? 1 : 0
            run.steps += tally.steps
            if draw % 100 == 0 { progress(sampler.warmUp + draw) }
        }
        return run
    }

    private mutating func warmUp(_ draws: Int, progress: (Int) -> Void) {
        findStepSize()
        guard draws > 0 else { return }
        let windows = WarmUpWindows(draws: draws)
        var spread = RunningVariance(dimensions: target.dimensions)
        for draw in 0..<draws {
            let tally = transition()
            stepSize = adaptation.step(after: tally.acceptance)
            if windows.slow.contains(draw) { spread.add(current.position) }
            if windows.ends.contains(draw) {
                variances = spread.regularised
                spread = RunningVariance(dimensions: target.dimensions)
                findStepSize()
            }
            if (draw + 1) % 100 == 0 { progress(draw + 1) }
        }
        stepSize = adaptation.averageStep
    }

    /// Doubles or halves the step until one step from here is accepted about four times in five, and starts anew from it.
    private mutating func findStepSize() {
        var direction = 0
        while stepSize > 1e-300 && stepSize < 1e300 {
            refreshMomentum()
            let before = energy(of: current)
            var point = current
            leap(&point, by: stepSize)
            let change = before - energy(of: point)
            let isLongEnough = change <= log(0.8)
            if direction == 0 { direction = isLongEnough ? -1 : 1 }
            if (direction == 1) == isLongEnough { break }
            stepSize *= direction == 1 ? 2 : 0.5
        }
        adaptation.restart(at: stepSize)
    }
}

/// A position with its momentum, and the density there.
struct PhasePoint {
    var position: [Double]
    var momentum: [Double]
    var gradient: [Double]
    var logDensity = 0.0

    init(dimensions: Int) {
        position = [Double](repeating: 0, count: dimensions)
        momentum = position
        gradient = position
    }
}

extension NoUTurnChain {
    mutating func refreshMomentum() {
        for index in variances.indices {
            current.momentum[index] = random.nextNormal() / variances[index].squareRoot()
        }
    }

    /// Minus the log density plus the kinetic energy; infinite where the density is not finite.
    func energy(of point: PhasePoint) -> Double {
        var kinetic = 0.0
        for index in variances.indices { kinetic += variances[index] * point.momentum[index] * point.momentum[index] }
        let energy = 0.5 * kinetic - point.logDensity
        return energy.isNaN ? .infinity : energy
    }

    /// One leapfrog step; a negative one goes back in time.
    func leap(_ point: inout PhasePoint, by step: Double) {
        for index in variances.indices {
            point.momentum[index] += 0.5 * step * point.gradient[index]
            point.position[index] += step * variances[index] * point.momentum[index]
        }
        point.logDensity = target.value(at: point.position, gradient: &point.gradient)
        for index in variances.indices { point.momentum[index] += 0.5 * step * point.gradient[index] }
    }
}
