import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// Emerging patterns and self-excitement as jobs.
@Suite struct EmergingAnalysisTests {
    private let job: JobFolder

    init() throws { job = try JobFolder() }

    /// Nine places in three rows and twelve months; counts without a rule.
    private static func count(_ place: Int, _ step: Int) -> Double {
        Double((place * 31 + step * 17 + place * step) % 13)
    }

    private func panel(_ steps: Int = 12) throws -> HotspotRequest {
        let rows = (0..<9).flatMap { place in
            (0..<steps).map { "p\(place),\(place % 3),\(place / 3),\($0),\(Self.count(place, $0))" }
        }
        return try job.request("id,x,y,t,n", rows, id: "id")
    }

    private func analysis(_ request: HotspotRequest) throws -> EmergingAnalysis {
        let weights = WeightsRequest(try WeightsChoice("band:1"), style: .binary)
        return EmergingAnalysis(request, timeField: "t", source: .value("n", weights))
    }

    /// z of the contract's neighbourhood: the place and its neighbours, at this step and the one before.
    private static func z(_ place: Int, _ step: Int, steps: Int) -> Double {
        let members = (0..<9).filter { abs($0 % 3 - place % 3) + abs($0 / 3 - place / 3) <= 1 }
        let sum = members.reduce(0.0) { sum, other in
            sum + count(other, step) + (step > 0 ? count(other, step - 1) : 0)
        }
        let w = Double(members.count * (step > 0 ? 2 : 1))
        let all = (0..<9).flatMap { place in (0..<steps).map { count(place, $0) } }
        let n = Double(all.count)
        let mean = all.reduce(0, +) / n
        let deviation = (all.reduce(0) { $0 + $1 * $1 } / n - mean * mean).squareRoot()
        return (sum - mean * w) / (deviation * ((n * w - w * w) / (n - 1)).squareRoot())
    }

    @Test func `z of values and the same z given are classified alike`() throws {
        let outcome = try analysis(try panel()).run()
        let first = try job.table()
        let hot = (0..<9).map { place in (0..<12).count { Self.z(place, $0, steps: 12) >= 1.645 } }
        let cold = (0..<9).map { place in (0..<12).count { Self.z(place, $0, steps: 12) <= -1.645 } }
        #expect(try job.numbers("n_hot") == hot.map(Double.init) && hot.reduce(0, +) > 0)
        #expect(try job.numbers("n_cold") == cold.map(Double.init) && cold.reduce(0, +) > 0)
        #expect(outcome.number("steps") == 12 && outcome.number("places") == 9 && outcome.hasCommonKeys)
        #expect(outcome.summary["islands"] == .integer(0) && outcome.gate("state") == "supported")

        let given = try job.request(
            "id,t,z", (0..<9).flatMap { place in (0..<12).map { "p\(place),\($0),\(Self.z(place, $0, steps: 12))" } },
            id: "id")
        _ = try EmergingAnalysis(given, timeField: "t", source: .z("z")).run()
        let second = try job.table()
        for name in ["id", "pattern", "mk_s", "mk_p", "n_hot", "n_cold"] {
            let (a, b) = (first.header.firstIndex(of: name) ?? 0, second.header.firstIndex(of: name) ?? 0)
            #expect(first.rows.map { $0.fields[a] } == second.rows.map { $0.fields[b] }, "\(name)")
        }
    }

    @Test func `fewer than ten steps are refused unless one insists`() throws {
        var analysis = try analysis(try panel(9))
        let refused = try analysis.run()
        #expect(refused.refusal?.contains("9 steps") == true && !job.exists("out.csv"))
        analysis.request.allowsInsufficient = true
        #expect(try analysis.run().refusal == nil && job.exists("out.csv"))
    }

    @Test func `a place without one of its steps is bad data, and so is a step told twice`() throws {
        var rows = (0..<4).flatMap { place in (0..<10).map { "p\(place),\($0),0.5" } }
        rows.remove(at: 13)
        let gap = EmergingAnalysis(try job.request("id,t,z", rows, id: "id"), timeField: "t", source: .z("z"))
        #expect(failure { try gap.run() }?.kind == .badData)
        rows.append(contentsOf: ["p1,3,0.5", "p1,4,0.5"])
        let twice = EmergingAnalysis(try job.request("id,t,z", rows, id: "id"), timeField: "t", source: .z("z"))
        let fault = failure { try twice.run() }
        #expect(
            fault?.kind == .badData && fault?.description.contains("line 42") == true, "\(fault?.description ?? "")")
    }

    // MARK: - Self-excitement

    private static let times: [Double] = (0..<120).map { (i: Int) in
        let (burst, place, noise) = (Double(i / 4 * 10), Double(i % 4) * 0.3, Double(i * 7 % 11) / 50)
        return burst + place + noise
    }

    private func hawkes(_ times: [Double] = times) throws -> HawkesAnalysis {
        HawkesAnalysis(try job.request("t", times.map { "\($0)" }), timeField: "t", horizon: "300")
    }

    @Test func `the likelihood of given parameters is that of the sum over all earlier events`() throws {
        var analysis = try hawkes()
        analysis.given = (mu: 0.1, alpha: 0.6, beta: 1.5)
        let outcome = try analysis.run()
        let sorted = Self.times.sorted()
        var value = -0.1 * 300
        for (i, time) in sorted.enumerated() {
            let rate = sorted[..<i].reduce(0.1) { $0 + 0.6 * 1.5 * exp(-1.5 * (time - $1)) }
            value += log(rate) - 0.6 * (1 - exp(-1.5 * (300 - time)))
        }
        #expect(isClose(outcome.number("loglik") ?? .nan, value, within: 1e-9))
        #expect(isClose(outcome.number("poisson_loglik") ?? .nan, 120 * log(120 / 300) - 120, within: 1e-9))
        #expect(outcome.summary["fitted"] == .boolean(false) && outcome.hasCommonKeys)
    }

    @Test func `what is fitted is more likely than its neighbours, and foretells`() throws {
        let fitted = try hawkes().run()
        let found = try ["mu", "alpha", "beta"].map { try #require(fitted.number($0)) }
        let best = try #require(fitted.number("loglik"))
        for place in 0..<3 {
            for factor in [0.97, 1.03] {
                var near = found
                near[place] *= factor
                var analysis = try hawkes()
                analysis.given = (near[0], near[1], near[2])
                #expect(try analysis.run().number("loglik") ?? .infinity < best)
            }
        }
        #expect(fitted.gate("state") == "supported")
    }

    @Test func `ninety-nine events are refused, a hundred without excitement described`() throws {
        let refused = try hawkes(Array(Self.times.prefix(99))).run()
        #expect(refused.refusal?.contains("99 events") == true && refused.summary["mu"] == nil)
        let even = try hawkes((0..<120).map { Double($0) * 2.5 }).run()
        #expect(even.gate("state") == "descriptive" && even.refusal == nil)
        #expect(even.number("alpha") == 0 && even.summary["beta"] == .null)
        #expect(isClose(even.number("mu") ?? .nan, 0.4, within: 1e-6))
    }

    @Test func `times outside the observation are bad data`() throws {
        var late = try hawkes()
        late.horizon = "200"
        #expect(failure { try late.run() }?.kind == .badData)
        late.horizon = "never"
        #expect(failure { try late.run() }?.kind == .wrongUsage)
    }
}
