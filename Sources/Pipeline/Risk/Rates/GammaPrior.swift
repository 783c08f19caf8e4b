import Glibc

/// Where the prior of all units' rates comes from.
public enum GammaPrior: Hashable, Sendable {
    /// Maximum marginal likelihood of the counts, each negative binomial; fewer than `fewestEvents` events fall back on
    /// Gamma(½, ½/λ̄), and no shape is smaller than `smallestShape`.
    case marginalLikelihood(smallestShape: Double = 0.2, fewestEvents: Double = 20)
    /// Gamma(½, 0).
    case jeffreys
    /// No prior: events over exposure, with Garwood's exact interval (1936, doi:10.2307/2333958).
    case none
    /// Shape in events, rate in exposure; the rate may be 0.
    case given(shape: Double, rate: Double)
}

/// The prior that was used.
public struct FittedPrior: Hashable, Sendable {
    /// How it came about, as printed.
    public enum Origin: String, Sendable {
        case marginalLikelihood = "ml"
        case fallback, jeffreys, none, given
    }

    /// Shape, in events.
    public var alpha: Double
    /// Rate, in (reported) exposure.
    public var beta: Double
    /// How it came about.
    public var origin: Origin
}

extension GammaPrior {
    /// Above this shape the units' rates are equal for every purpose.
    static let largestShape = 1e6

    func check() throws(RiskError) {
        if case .marginalLikelihood(let shape, let events) = self {
            guard shape > 0, shape < Self.largestShape else {
                throw .badSetting(name: "smallest prior shape", value: shape, allowed: "above 0")
            }
            guard events >= 1 else {
                throw .badSetting(name: "fewest events for a fitted prior", value: events, allowed: "1 or more")
            }
        }
        guard case .given(let shape, let rate) = self else { return }
        guard shape > 0, shape.isFinite else {
            throw .badSetting(name: "prior shape", value: shape, allowed: "finite and above 0")
        }
        guard rate >= 0, rate.isFinite else {
            throw .badSetting(name: "prior rate", value: rate, allowed: "finite and 0 or more")
        }
    }

    /// Chooses the hyper-parameters for counts that were seen at (reported) exposures; units without exposure say nothing.
    ///
    /// With no event at all half an event over the whole exposure stands for λ̄.
    ///
    /// - Complexity: O(*n*) times some hundred passes.
    func fitted(events: [Double], exposure: [Double]) -> FittedPrior {
        fitted(counts: events.map { [$0] }, exposure: exposure)
    }

    /// The same where each unit has several counts that are equally likely: what is maximised is the mean log likelihood.
    func fitted(counts: [[Double]], exposure: [Double]) -> FittedPrior {
        switch self {
        case .jeffreys: return FittedPrior(alpha: 0.5, beta: 0, origin: .jeffreys)
        case .none: return FittedPrior(alpha: 0, beta: 0, origin: .none)
        case .given(let shape, let rate): return FittedPrior(alpha: shape, beta: rate, origin: .given)
        case .marginalLikelihood(let smallestShape, let fewestEvents):
            let total = counts.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) }
            // Means over draws may miss a whole number by their last digits.
            guard total >= fewestEvents - 1e-9 else {
                return FittedPrior(alpha: 0.5, beta: 0.5 * exposure.reduce(0, +) / max(total, 0.5), origin: .fallback)
            }
            let (alpha, beta) = MarginalLikelihood(counts: counts, exposure: exposure).maximum(
                smallestShape: smallestShape)
            return FittedPrior(alpha: alpha, beta: beta, origin: .marginalLikelihood)
        }
    }
}

/// The likelihood of counts whose rates are Gamma(α, β): a product of negative binomials.
struct MarginalLikelihood {
    private struct Term {
        let events: Double
        let exposure: Double
        /// How often it counts.
        let share: Double
    }

    private let terms: [Term]
    /// Σ of the terms' shares, events and exposures.
    private let (units, totalEvents, totalExposure): (Double, Double, Double)

    /// - Parameter counts: Per unit, counts that are equally likely.
    init(counts: [[Double]], exposure: [Double]) {
        var terms: [Term] = []
        for (counts, e) in zip(counts, exposure) where e > 0 {
            let sorted = counts.sorted()
            var first = 0
            for place in sorted.indices where place + 1 == sorted.count || sorted[place + 1] != sorted[place] {
                let share = Double(place + 1 - first) / Double(sorted.count)
                terms.append(Term(events: sorted[place], exposure: e, share: share))
                first = place + 1
            }
        }
        self.terms = terms
        units = terms.reduce(0) { $0 + $1.share }
        totalEvents = terms.reduce(0) { $0 + $1.share * $1.events }
        totalExposure = terms.reduce(0) { $0 + $1.share * $1.exposure }
    }

    init(events: [Double], exposure: [Double]) { self.init(counts: events.map { [$0] }, exposure: exposure) }

    /// The α, at least `smallestShape`, and β of the largest likelihood.
    ///
    /// For each α there is one best β, a root of a monotone function; along that profile a coarse grid over ln α finds the hill
    /// and bisection of the derivative its top.
    func maximum(smallestShape: Double = 0.2) -> (alpha: Double, beta: Double) {
        let steps = 32
        let (first, last) = (log(smallestShape), log(GammaPrior.largestShape))
        func shape(_ step: Int) -> Double { exp(first + (last - first) * Double(step) / Double(steps)) }
        var best = (value: -Double.infinity, step: 0)
        for step in 0...steps {
            let alpha = shape(step)
            let value = logLikelihood(alpha, bestRate(for: alpha))
            if value > best.value { best = (value, step) }
        }
        let alpha = top(between: shape(max(0, best.step - 1)), and: shape(min(steps, best.step + 1)))
        return (alpha, bestRate(for: alpha))
    }

    /// Log likelihood without the terms that do not depend on α and β.
    func logLikelihood(_ alpha: Double, _ beta: Double) -> Double {
        let logGammaOfShape = IncompleteGamma.logGamma(alpha)
        var sum = 0.0
        for term in terms {
            let (y, e) = (term.events, term.exposure)
            let own =
                IncompleteGamma.logGamma(alpha + y) - logGammaOfShape - alpha * log1p(e / beta) - y * log(beta + e)
            sum += term.share * own
        }
        return sum
    }

    /// Σ share·value(y, e) over the terms, in their order.
    func sum(_ value: (_ events: Double, _ exposure: Double) -> Double) -> Double {
        terms.reduce(0) { $0 + $1.share * value($1.events, $1.exposure) }
    }

    /// The root in β of n·α = Σ(α + y)·β/(β + e), by Newton's method on ln β inside a bracket.
    private func bestRate(for alpha: Double) -> Double {
        var (low, high) = (-Double.infinity, Double.infinity)
        var logBeta = log(alpha * totalExposure / totalEvents)
        for _ in 0..<100 {
            let beta = exp(logBeta)
            var (value, slope) = (-alpha * units, 0.0)
            for term in terms {
                let ratio = beta / (beta + term.exposure)
                let mean = term.share * (alpha + term.events) * ratio
                value += mean
                slope += mean * (1 - ratio)
            }
            if value > 0 { high = logBeta } else { low = logBeta }
            var next = logBeta - value / slope
            if !(next > low && next < high) {
                next = low.isFinite && high.isFinite ? (low + high) / 2 : logBeta + (value > 0 ? -2 : 2)
            }
            if abs(next - logBeta) < 1e-14 * max(1, abs(logBeta)) { return exp(next) }
            logBeta = next
        }
        return exp(logBeta)
    }

    /// Bisection of the profile's derivative in ln α; an end where the likelihood still rises there.
    private func top(between low: Double, and high: Double) -> Double {
        if slope(at: low) <= 0 { return low }
        if slope(at: high) >= 0 { return high }
        var (low, high) = (log(low), log(high))
        while high - low > 1e-12 {
            let middle = (low + high) / 2
            if slope(at: exp(middle)) > 0 { low = middle } else { high = middle }
        }
        return exp((low + high) / 2)
    }

    private func slope(at alpha: Double) -> Double {
        let beta = bestRate(for: alpha)
        let digammaOfShape = IncompleteGamma.digamma(alpha)
        var sum = 0.0
        for term in terms {
            let own = IncompleteGamma.digamma(alpha + term.events) - digammaOfShape - log1p(term.exposure / beta)
            sum += term.share * own
        }
        return sum
    }
}
