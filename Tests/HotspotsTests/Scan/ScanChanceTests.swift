import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

/// What holds under the null hypothesis.
@Suite struct ScanChanceTests {
    private func scan(_ model: ScanModel, cases: [Double], windows: ScanWindows, seed: UInt64) throws -> SpatialScan {
        var random = SplitMix64(seed: 3)
        let points = (0..<25).map { _ in PlanarPoint(x: random.nextUnit(), y: random.nextUnit()) }
        let exposure = cases.indices.map { 8.0 + Double($0 * 7 % 11) }
        let study = try ScanStudy(model: model, windows: windows, cases: cases, exposure: exposure)
        let zones = try ScanZones.ellipses(
            about: Positions(points, metric: .euclidean), measure: study.locationMeasure, reach: ScanReach(), threads: 1
        )
        return SpatialScan(study: study, zones: .fixed(zones), seed: seed, threads: 2)
    }

    /// Cases of a study under its own null hypothesis.
    private func chance(_ study: ScanStudy, _ index: Int) -> [Double] {
        let replicates = ScanReplicates(study, cases: Int(study.totalCases), random: SplitMix64(seed: 77))
        var cells = [Int32](repeating: 0, count: replicates.cellCount)
        var deck = replicates.makeDeck()
        cells.withUnsafeMutableBufferPointer { replicates.draw(index, into: $0, &deck) }
        return cells.dropLast().map(Double.init)
    }

    @Test(arguments: ScanModel.allCases) func `p is uniform where nothing clusters`(_ model: ScanModel) throws {
        let windows = model == .permutation ? ScanWindows(steps: 4, longest: 2, prospective: false) : .spatial
        let first = (0..<(25 * windows.steps)).map { Double(2 + $0 % 3) }
        let study = try scan(model, cases: first, windows: windows, seed: 1).study
        var p: [Double] = []
        for index in 0..<150 {
            let scan = try scan(model, cases: chance(study, index), windows: windows, seed: UInt64(index + 1))
            let zones = try scan.observedZones()
            let best = try #require(scan.clusters(in: zones, secondary: .noOverlap, most: 1).first)
            p.append(scan.null(replicates: 49).monteCarloP(best.statistic))
        }
        for level in [0.06, 0.2, 0.5, 0.8] {
            let share = Double(p.count { $0 <= level + 1e-12 }) / 150
            // Four standard deviations of a share of 150.
            #expect(abs(share - level) < 4 * (level * (1 - level) / 150).squareRoot(), "\(model) \(level): \(share)")
        }
    }

    @Test func `replicates keep what their model keeps`() throws {
        let cases = (0..<100).map { Double($0 * 5 % 7) }
        let windows = ScanWindows(steps: 4, longest: 2, prospective: false)
        let total = cases.reduce(0, +)
        let permuted = try scan(.permutation, cases: cases, windows: windows, seed: 1).study
        for index in 0..<20 {
            let drawn = chance(permuted, index)
            for location in 0..<25 {
                let range = (location * 4)..<(location * 4 + 4)
                #expect(drawn[range].reduce(0, +) == cases[range].reduce(0, +))
            }
            for step in 0..<4 {
                let column = stride(from: step, to: 100, by: 4)
                #expect(column.reduce(0) { $0 + drawn[$1] } == column.reduce(0) { $0 + cases[$1] })
            }
        }
        let persons = try scan(.bernoulli, cases: cases, windows: windows, seed: 1).study
        let poisson = try scan(.poisson, cases: cases, windows: windows, seed: 1).study
        var sums = [[Double]](repeating: [Double](repeating: 0, count: 100), count: 2)
        for index in 0..<500 {
            for (which, study) in [persons, poisson].enumerated() {
                let drawn = chance(study, index)
                #expect(drawn.reduce(0, +) == total)
                for cell in drawn.indices { sums[which][cell] += drawn[cell] / 500 }
            }
            #expect(zip(chance(persons, index), persons.measure).allSatisfy { $0 <= $1 })
        }
        for (which, study) in [persons, poisson].enumerated() {
            let all = study.measure.reduce(0, +)
            for cell in 0..<100 {
                let expected = study.measure[cell] / all * total
                // Five standard deviations of a mean of 500 counts, each with at most a Poisson number's variance.
                #expect(abs(sums[which][cell] - expected) < 5 * (expected / 500).squareRoot())
            }
        }
    }

    @Test func `every centre tells its best window`() throws {
        let scan = try scan(.poisson, cases: (0..<25).map { Double($0 * 5 % 7) }, windows: .spatial, seed: 1)
        let zones = try scan.observedZones()
        let all = scan.clusters(in: zones, secondary: .allCentres, most: 100)
        #expect(Set(all.map(\.centre)).count == all.count)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.statistic >= $1.statistic * (1 - 1e-9) })
        let apart = scan.clusters(in: zones, secondary: .noOverlap, most: 100)
        #expect(apart.first?.members == all.first?.members)
        #expect(apart.flatMap(\.members).count == Set(apart.flatMap(\.members)).count)
    }
}
