import Glibc
import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct HawkesTests {
    private func days() throws -> EventTimes {
        try #require(EventTimes(Burkitt().days, from: 0, to: 6000))
    }

    /// Σ over all pairs, with numpy 2.4.6.
    @Test func `the likelihood of given parameters is that of the sum over all pairs`() throws {
        let process = HawkesProcess(mu: 0.02, alpha: 0.4, beta: 0.05)
        #expect(isClose(process.logLikelihood(try days()), -835.391_404_311_577_4, within: 1e-9))
        #expect(isClose(try days().poissonLogLikelihood, -839.057_683_651_485_7, within: 1e-9))
    }

    private static func direct(_ process: HawkesProcess, _ times: [Double], _ start: Double, _ end: Double) -> Double {
        var sum = -process.mu * (end - start)
        for time in times {
            let before = times.filter { $0 < time }
            let excitation = before.reduce(0) { $0 + process.beta * exp(-process.beta * (time - $1)) }
            sum += log(process.mu + process.alpha * excitation)
            sum -= process.alpha * (1 - exp(-process.beta * (end - time)))
        }
        return sum
    }

    @Test func `ties do not excite each other, and neither start nor order of the times matter`() throws {
        let times = [3.5, 1, 2, 2, 2, 7, 0.5, 3.5, 9, 9]
        let process = HawkesProcess(mu: 0.3, alpha: 0.6, beta: 1.7)
        let events = try #require(EventTimes(times, from: 0, to: 10))
        #expect(events.count == 10)
        let value = process.logLikelihood(events)
        #expect(isClose(value, Self.direct(process, times, 0, 10), within: 1e-12))
        let moved = try #require(EventTimes(times.sorted().map { $0 + 1e6 }, from: 1e6, to: 1e6 + 10))
        #expect(isClose(process.logLikelihood(moved), value, within: 1e-8))
        #expect(HawkesProcess(mu: 0, alpha: 0.6, beta: 1).logLikelihood(events) == -.infinity)
    }

    /// scipy 1.17.1, Nelder–Mead from ten starting points to 1e-10 in the logs.
    @Test func `the most likely process of Burkitt's days is the one that another program finds`() throws {
        let fit = HawkesFit(try days(), threads: 2)
        #expect(isClose(fit.process.mu / 0.006_788_723_2, 1, within: 1e-6))
        #expect(isClose(fit.process.alpha / 0.826_102_243, 1, within: 1e-6))
        #expect(isClose(fit.process.beta / 0.002_630_352_37, 1, within: 1e-6))
        #expect(isClose(fit.logLikelihood, -822.950_830_746_174, within: 1e-9))
        #expect(HawkesFit(try days(), threads: 1) == fit)
    }

    @Test func `the fit follows the unit of time`() throws {
        let days = try Burkitt().days
        let years = try #require(EventTimes(days.map { $0 / 365.25 }, from: 0, to: 6000 / 365.25))
        let (inDays, inYears) = (HawkesFit(try self.days(), threads: 2).process, HawkesFit(years, threads: 2).process)
        #expect(isClose(inYears.mu / inDays.mu, 365.25, within: 1e-3))
        #expect(isClose(inYears.beta / inDays.beta, 365.25, within: 1e-3))
        #expect(isClose(inYears.alpha, inDays.alpha, within: 1e-6))
    }

    /// Events of a process by its clusters: immigrants and the offspring of each.
    private static func simulated(_ process: HawkesProcess, to end: Double, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        var (open, times) = ([Double](), [Double]())
        var immigrant = random.nextGamma(shape: 1) / process.mu
        while immigrant < end {
            open.append(immigrant)
            immigrant += random.nextGamma(shape: 1) / process.mu
        }
        while let parent = open.popLast() {
            times.append(parent)
            var arrived = random.nextGamma(shape: 1)
            while arrived < process.alpha {
                let child = parent + random.nextGamma(shape: 1) / process.beta
                if child < end { open.append(child) }
                arrived += random.nextGamma(shape: 1)
            }
        }
        return times
    }

    @Test func `a simulated process is found again, and foretells its end better than a constant rate`() throws {
        let truth = HawkesProcess(mu: 0.5, alpha: 0.6, beta: 2)
        let times = Self.simulated(truth, to: 2000, seed: 5)
        let events = try #require(EventTimes(times, from: 0, to: 2000))
        let fit = HawkesFit(events, threads: 2)
        // Standard errors are about 0.03, 0.03 and 0.15 with some 2,500 events.
        #expect(isClose(fit.process.mu, 0.5, within: 0.1))
        #expect(isClose(fit.process.alpha, 0.6, within: 0.1))
        #expect(isClose(fit.process.beta, 2, within: 0.5))
        #expect(fit.logLikelihood >= truth.logLikelihood(events))
        let held = try #require(HeldOutGain(events, share: 0.3, threads: 2))
        #expect(isClose(held.cut, 1400, within: 1e-9))
        #expect(held.trained + held.tested == times.count)
        #expect(held.gain > 100)
    }

    @Test func `nothing near the fit is more likely`() throws {
        let events = try days()
        let fit = HawkesFit(events, threads: 1)
        for factor in [0.99, 1.01] {
            let process = fit.process
            for other in [
                HawkesProcess(mu: process.mu * factor, alpha: process.alpha, beta: process.beta),
                HawkesProcess(mu: process.mu, alpha: process.alpha * factor, beta: process.beta),
                HawkesProcess(mu: process.mu, alpha: process.alpha, beta: process.beta * factor),
            ] {
                #expect(other.logLikelihood(events) < fit.logLikelihood)
            }
        }
    }

    @Test func `evenly spaced events do not excite each other`() throws {
        let events = try #require(EventTimes((0..<200).map { Double($0) + 0.5 }, from: 0, to: 200))
        let fit = HawkesFit(events, threads: 1)
        #expect(fit.process.alpha < 1e-6)
        #expect(isClose(fit.process.mu, 1, within: 1e-6))
        #expect(isClose(fit.logLikelihood, events.poissonLogLikelihood, within: 1e-6))
    }

    @Test func `a rate that hardly rises is no excitation without end, one that soars is`() throws {
        func fit(_ power: Double) throws -> HawkesFit {
            let times = (0..<300).map { 100 * pow((Double($0) + 0.5) / 300, power) }
            return HawkesFit(try #require(EventTimes(times, from: 0, to: 100)), threads: 1)
        }
        #expect(try fit(0.97).process.alpha < 1)
        let soaring = try fit(0.25)
        #expect(soaring.process.alpha > 1 && soaring.logLikelihood > 300 * (log(3) - 1) + 100)
    }

    @Test func `the gain of a given process is the difference of likelihoods of the second part`() throws {
        let times = Self.simulated(HawkesProcess(mu: 0.4, alpha: 0.3, beta: 1), to: 100, seed: 9)
        let events = try #require(EventTimes(times, from: 0, to: 100))
        let given = HawkesProcess(mu: 0.5, alpha: 0.2, beta: 3)
        let held = try #require(HeldOutGain(events, share: 0.25, given: given, threads: 1))
        let first = times.filter { $0 <= 75 }
        let rate = Double(first.count) / 75
        let constant = Double(times.count - first.count) * log(rate) - rate * 25
        let process = Self.direct(given, times, 0, 100) - Self.direct(given, first, 0, 75)
        #expect(isClose(held.gain, process - constant, within: 1e-9))
        #expect(held.process == given)
    }

    @Test func `times outside the period, or a period without length, are no events`() throws {
        #expect(EventTimes([1, 11], from: 0, to: 10) == nil)
        #expect(EventTimes([-1, 1], from: 0, to: 10) == nil)
        #expect(EventTimes([.nan], from: 0, to: 10) == nil)
        #expect(EventTimes([1], from: 1, to: 1) == nil)
        #expect(EventTimes([1], from: 0, to: .infinity) == nil)
        let early = try #require(EventTimes([1, 2, 3], from: 0, to: 10))
        #expect(HeldOutGain(early, share: 0.5, threads: 1) == nil)
    }
}
