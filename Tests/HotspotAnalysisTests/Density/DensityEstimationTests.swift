import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct DensityEstimationTests {
    private let job: JobFolder
    private struct Event {
        var x: Double
        var y: Double
        var weight: Double
        var isCase: Bool
    }

    /// Thirty events, five of them on one place.
    private static let events: [Event] = (0..<30).map { (i: Int) -> Event in
        let x: Int = i < 5 ? 3 : i * 7 % 11
        let y: Int = i < 5 ? 4 : i * 5 % 9
        return Event(x: Double(x), y: Double(y), weight: Double(i % 3), isCase: i % 4 == 0)
    }

    init() throws { job = try JobFolder() }

    private func request(_ output: String = "out.csv") throws -> HotspotRequest {
        try job.request(
            "x,y,n,kind", Self.events.map { "\($0.x),\($0.y),\($0.weight),\($0.isCase ? "a" : "b")" }, output: output)
    }

    private static let places = [(5.0, 4.0), (3.0, 4.0), (0.0, 0.0), (9.5, 8.0), (50.0, 50.0)]

    private func placesFile() throws -> String {
        try job.file("places.csv", "x,y\n" + Self.places.map { "\($0.0),\($0.1)" }.joined(separator: "\n") + "\n")
    }

    private static func quartic(_ x: Double, _ y: Double, _ width: Double) -> Double {
        let rest = max(0, 1 - (x * x + y * y) / (width * width))
        return 3 / (Double.pi * width * width) * rest * rest
    }

    private static func gaussian(_ x: Double, _ y: Double, _ width: Double) -> Double {
        exp(-(x * x + y * y) / (2 * width * width)) / (2 * Double.pi * width * width)
    }

    @Test(arguments: KernelShape.allCases) func `the density at places is the weighted sum of kernels`(
        _ kernel: KernelShape
    ) throws {
        var kde = DensityEstimation(try request(), bandwidth: .fixed(2.5), target: .places(try placesFile()))
        (kde.kernel, kde.weightField) = (kernel, "n")
        let outcome = try kde.run()
        let found = try job.numbers("density")
        for (place, value) in zip(Self.places, found) {
            let expected = Self.events.reduce(0.0) { sum, event in
                let (dx, dy) = (event.x - place.0, event.y - place.1)
                return sum + event.weight
                    * (kernel == .quartic ? Self.quartic(dx, dy, 2.5) : Self.gaussian(dx, dy, 2.5))
            }
            #expect(isClose(value ?? .nan, expected, within: 1e-12))
        }
        #expect(outcome.hasCommonKeys && outcome.number("bandwidth") == 2.5 && outcome.number("n_outside") == 0)
        // Without a window all mass is in it.
        #expect(isClose(outcome.number("mass") ?? .nan, Self.events.reduce(0) { $0 + $1.weight }, within: 1e-9))
        #expect(outcome.gate("state") == "supported")
    }

    @Test func `the bandwidth by cross-validation is the best of a fine search`() throws {
        var kde = DensityEstimation(try request(), bandwidth: .likelihood, target: .places(try placesFile()))
        kde.kernel = .gaussian
        let found = try #require(try kde.run().number("bandwidth"))
        func likelihood(_ width: Double) -> Double {
            Self.events.indices.reduce(0.0) { sum, i in
                let others = Self.events.indices.reduce(0.0) { sum, j in
                    let (dx, dy) = (Self.events[i].x - Self.events[j].x, Self.events[i].y - Self.events[j].y)
                    return i == j ? sum : sum + Self.gaussian(dx, dy, width)
                }
                return sum + log(others)
            }
        }
        let best = likelihood(found)
        for step in 1...400 { #expect(likelihood(Double(step) * 0.02) <= best + 1e-9) }
    }

    @Test func `events outside the window take no part, and are counted`() throws {
        var kde = DensityEstimation(try request("d.tif"), bandwidth: .fixed(2), target: .cells(0.5))
        kde.window = WindowSource(box: [-0.5, -0.5, 5.5, 8.5])
        kde.edge = .jonesDiggle
        let outcome = try kde.run()
        let inside = Self.events.count { $0.x < 5.5 }
        #expect(outcome.number("n_outside") == Double(Self.events.count - inside))
        #expect(isClose(outcome.number("mass") ?? .nan, Double(inside), within: 1e-9))
        #expect(outcome.warnings.count == 1 && job.exists("d.tif"))
        kde.window = WindowSource(box: [100, 100, 110, 110])
        kde.request = try request("none.tif")
        let refused = try kde.run()
        #expect(refused.refusal?.contains("no event lies in the window") == true && !job.exists("none.tif"))
        #expect(refused.gate("state") == "refused" && refused.summary["mass"] == nil)
    }

    @Test func `few events are described, no more`() throws {
        let request = try job.request("x,y", (0..<4).map { "\($0),0" })
        let outcome = try DensityEstimation(request, bandwidth: .fixed(1), target: .places(try placesFile())).run()
        #expect(outcome.gate("state") == "descriptive" && outcome.refusal == nil && job.exists("out.csv"))
    }

    @Test func `wrong wishes and bad rows are told apart`() throws {
        var kde = DensityEstimation(try request(), bandwidth: .fixed(2), target: .places(try placesFile()))
        kde.edge = .uniform
        #expect(failure { try kde.run() }?.kind == .wrongUsage)
        kde.edge = .none
        kde.weightField = "kind"
        let fault = failure { try kde.run() }
        #expect(fault?.kind == .badData && fault?.description.contains("kind") == true)
        let negative = try job.request("x,y,n", ["0,0,1", "1,0,-1"])
        kde = DensityEstimation(negative, bandwidth: .fixed(2), target: .places(try placesFile()))
        kde.weightField = "n"
        #expect(failure { try kde.run() }?.description.contains("line 3") == true)
        let same = try job.request("x,y", (0..<12).map { _ in "1,1" })
        kde = DensityEstimation(same, bandwidth: .likelihood, target: .places(try placesFile()))
        #expect(failure { try kde.run() }?.kind == .badData)
        #expect(!job.exists("out.csv"))
    }

    // MARK: - Relative risk

    @Test func `relative risk at the events leaves each out of its own kind`() throws {
        var risk = RelativeRiskEstimation(try request(), caseField: "kind", caseValue: "a", bandwidth: 6)
        risk.permutations = 99
        let outcome = try risk.run()
        let (share, ratio, upper) = (
            try job.numbers("p_case"), try job.numbers("log_rr"), try job.numbers("p_upper")
        )
        for (i, own) in Self.events.enumerated() {
            var sums = [(mass: 0.0, count: 0.0), (mass: 0.0, count: 0.0)]
            for (j, other) in Self.events.enumerated() where j != i {
                let kind = other.isCase ? 0 : 1
                sums[kind].mass += Self.quartic(own.x - other.x, own.y - other.y, 6)
                sums[kind].count += 1
            }
            #expect(isClose(share[i] ?? .nan, sums[0].mass / (sums[0].mass + sums[1].mass), within: 1e-12))
            let expected = log(sums[0].mass / sums[0].count) - log(sums[1].mass / sums[1].count)
            #expect(isClose(ratio[i] ?? .nan, expected, within: 1e-11))
            #expect((upper[i] ?? 0) >= 0.01 && (upper[i] ?? 2) <= 1)
        }
        let cases = Self.events.count { $0.isCase }
        #expect(outcome.number("cases") == Double(cases) && outcome.number("controls") == Double(30 - cases))
        #expect(outcome.gate("state") == "descriptive" && outcome.hasCommonKeys)
    }

    @Test func `the same seed gives the same bytes at any number of threads, another seed other p only`() throws {
        var risk = RelativeRiskEstimation(try request(), caseField: "kind", caseValue: "a", bandwidth: 6)
        risk.permutations = 49
        _ = try risk.run()
        let first = try job.bytes()
        let ratios = try job.numbers("log_rr")
        risk.request.threads = 1
        _ = try risk.run()
        #expect(try job.bytes() == first)
        risk.request.seed = 7
        _ = try risk.run()
        #expect(try job.bytes() != first)
        #expect(try job.numbers("log_rr") == ratios)
    }

    @Test(arguments: ["z", "a"]) func `without cases or without controls there is no comparison`(_ value: String) throws
    {
        let request = try job.request("x,y,kind", (0..<25).map { "\($0),0,a" })
        let outcome = try RelativeRiskEstimation(request, caseField: "kind", caseValue: value, bandwidth: 3).run()
        #expect(outcome.gate("reason")?.hasPrefix(value == "a" ? "no control" : "no case") == true)
        #expect(outcome.gate("state") == "refused" && outcome.refusal != nil && !job.exists("out.csv"))
    }

    // MARK: - Along lines

    private func line(_ length: Double) throws -> NetworkSource {
        NetworkSource(
            path: try job.file(
                "lines.geojson",
                """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
                {"type":"LineString","coordinates":[[0,0],[\(length),0]]}}]}
                """))
    }

    /// On one line all methods are the kernel in one dimension; what passes the ends is lost, or comes back.
    @Test(arguments: NetworkDensityEstimation.Method.allCases) func `on one line a kernel is the kernel of the line`(
        _ method: NetworkDensityEstimation.Method
    ) throws {
        let offsets = [50.0, 52, 60, 47]
        let request = try job.request("edge_id,offset", offsets.map { "1,\($0)" })
        let at = [50.0, 55, 41, 99]
        let places = try job.file("at.csv", "edge_id,offset\n" + at.map { "1,\($0)" }.joined(separator: "\n") + "\n")
        var kde = NetworkDensityEstimation(request, network: try line(100), bandwidth: 10, target: .places(places))
        kde.method = method
        let outcome = try kde.run()
        for (place, value) in zip(at, try job.numbers("density")) {
            let expected = offsets.reduce(0.0) { sum, offset in
                let rest = max(0, 1 - (place - offset) * (place - offset) / 100)
                return sum + 15 / 160 * rest * rest
            }
            #expect(isClose(value ?? .nan, expected, within: 1e-12), "\(place)")
        }
        #expect(isClose(outcome.number("mass") ?? .nan, 4, within: 1e-6) && outcome.number("length") == 100)
        #expect((outcome.number("mass_lost") ?? 0) < 1e-6 && outcome.gate("state") == "descriptive")
    }

    @Test func `half of a kernel at a dead end is lost, or reflected`() throws {
        let request = try job.request("edge_id,offset", ["1,0"])
        var kde = NetworkDensityEstimation(request, network: try line(100), bandwidth: 10, target: .lixels(1))
        var outcome = try kde.run()
        #expect(isClose(outcome.number("mass") ?? .nan, 0.5, within: 1e-6))
        #expect(isClose(outcome.number("mass_lost") ?? .nan, 0.5, within: 1e-6))
        #expect(try job.numbers("density").count == 100)
        kde.method = .continuous
        outcome = try kde.run()
        #expect(isClose(outcome.number("mass") ?? .nan, 1, within: 1e-6))
        let sum = try job.numbers("density").reduce(0) { $0 + ($1 ?? .nan) }
        #expect(isClose(sum, 1, within: 1e-3))
    }

    @Test(arguments: ["2,5", "1,200", "1,-3", "1,nan", "1,"]) func `a place that is not on the lines is named`(
        _ row: String
    ) throws {
        let request = try job.request("edge_id,offset", ["1,5", row])
        let kde = NetworkDensityEstimation(request, network: try line(100), bandwidth: 10, target: .events)
        let fault = failure { try kde.run() }
        #expect(fault?.kind == .badData && fault?.description.contains("line 3") == true, "\(fault?.description ?? "")")
        #expect(!job.exists("out.csv"))
    }
}
