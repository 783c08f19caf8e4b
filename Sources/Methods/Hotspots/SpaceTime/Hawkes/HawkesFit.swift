import Glibc
internal import SpatialEngine

/// The self-exciting process that makes the events most likely.
public struct HawkesFit: Hashable, Sendable {
    /// The process; without excitation (α = 0) its β means nothing.
    public let process: HawkesProcess
    /// Its log-likelihood.
    public let logLikelihood: Double

    /// Fits to events, of which there must be two or more at different times.
    ///
    /// Newton's steps in ln μ, ln α and ln β, damped so that the likelihood rises, from twelve starting points; the best
    /// end is kept, one with α ≥ 1 only if it is much the best, or a constant rate where no excitation is more likely.
    /// - Complexity: O(*n*) for each of some hundred steps; the same at any number of threads.
    public init(_ events: EventTimes, threads: Int) {
        let rate = Double(events.count) / (events.end - events.start)
        let starts = [0.03, 0.3, 1, 3, 30, 300].flatMap { speed in
            [0.2, 0.7].map { share in
                HawkesProcess(mu: rate * (1 - share), alpha: share, beta: rate * speed)
            }
        }
        let ends = parallelMap(starts, threads: threads) { HawkesClimb(events, from: $0).top }
        var best = HawkesFit(HawkesProcess(mu: rate, alpha: 0, beta: rate), events.poissonLogLikelihood)
        // One that runs away must be likelier beyond doubt (half the 95 % point of χ² with one degree of freedom): flat
        // excitation without end follows any slight trend.
        let settled = ends.filter { $0.process.alpha < 1 }.map { ($0.process, $0.value, 1e-9 * max(1, abs($0.value))) }
        let runaway = ends.filter { $0.process.alpha >= 1 }.map { ($0.process, $0.value, 1.92) }
        for (process, value, margin) in settled + runaway
        where value > best.logLikelihood + (best.process.alpha < 1 ? margin : 0) {
            best = HawkesFit(process, value)
        }
        self = best
    }

    private init(_ process: HawkesProcess, _ logLikelihood: Double) {
        (self.process, self.logLikelihood) = (process, logLikelihood)
    }
}

extension EventTimes {
    /// The log-likelihood of the constant rate that suits the events best; 0 without events.
    public var poissonLogLikelihood: Double {
        count > 0 ? Double(count) * (log(Double(count) / (end - start)) - 1) : 0
    }

    /// The events up to a time, and the period up to it.
    func upTo(_ time: Double) -> EventTimes {
        EventTimes(groups: groups.filter { $0.time <= time }, from: start, to: time)
    }

    private init(groups: [Group], from start: Double, to end: Double) {
        (self.groups, self.start, self.end) = (groups, start, end)
    }
}

/// How much better than a constant rate a process foretells the end of a period from what came before.
public struct HeldOutGain: Hashable, Sendable {
    /// Where the part begins that is foretold.
    public let cut: Double
    /// Events before it, and in it.
    public let (trained, tested): (Int, Int)
    /// The process as fitted to the first part, or as given.
    public let process: HawkesProcess
    /// The log-likelihood of the second part given the first, less that by the first part's mean rate.
    public let gain: Double

    /// Foretells the last `share` (0…1, both excluded) of the period; nil if either part has too few events to say.
    ///
    /// - Parameter given: The process; nil fits one to the first part.
    public init?(_ events: EventTimes, share: Double, given: HawkesProcess? = nil, threads: Int) {
        let cut = events.end - share * (events.end - events.start)
        let first = events.upTo(cut)
        let tested = events.count - first.count
        guard first.groups.count >= 2, tested > 0 else { return nil }
        let process = given ?? HawkesFit(first, threads: threads).process
        let mean = Double(first.count) / (cut - events.start)
        let constant = Double(tested) * log(mean) - mean * (events.end - cut)
        (self.cut, trained, self.tested, self.process) = (cut, first.count, tested, process)
        gain = process.logLikelihood(events) - process.logLikelihood(first) - constant
    }
}
