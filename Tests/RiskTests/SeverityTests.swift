import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct SeverityTests {
    private let severity = Severity(sizes: [[1, 1, 2, 4], [20, 30], [], [0]], pooledEvents: 2)

    @Test func `mean sizes lean on all groups by two events`() {
        // Pooled mean of 1, 1, 2, 4, 20, 30 is 58/6.
        let pooled = 58.0 / 6
        #expect(isClose(severity.meanSize(group: 0), (8 + 2 * pooled) / 6, within: 1e-12))
        #expect(isClose(severity.meanSize(group: 1), (50 + 2 * pooled) / 4, within: 1e-12))
        #expect(isClose(severity.meanSize(group: 2), pooled, within: 1e-12))
        #expect(severity.eventCounts == [4, 2, 0, 0])
        #expect(Severity(sizes: [[]]).meanSize(group: 0) == 1)
    }

    @Test func `the share of mass-casualty events is a Beta posterior`() {
        let pooled = 2.5 / 7
        #expect(isClose(severity.massCasualtyShare(group: 0), 2 * pooled / 6, within: 1e-12))
        #expect(isClose(severity.massCasualtyShare(group: 1), (2 * pooled + 2) / 4, within: 1e-12))
    }

    @Test func `drawn sizes and shares scatter round their means`() {
        var random = SplitMix64(seed: 5)
        for group in 0..<3 {
            let sizes = (0..<20_000).map { _ in severity.drawMeanSize(group: group, from: &random) }
            let shares = (0..<20_000).map { _ in severity.drawMassCasualtyShare(group: group, from: &random) }
            let mean = sizes.reduce(0, +) / 20_000
            let share = shares.reduce(0, +) / 20_000
            // Standard deviations are at most 12 persons and 0.3: four standard errors.
            #expect(isClose(mean, severity.meanSize(group: group), within: 0.35))
            #expect(isClose(share, severity.massCasualtyShare(group: group), within: 0.009))
            #expect(sizes.allSatisfy { $0 >= 1 && $0 <= 30 })
        }
    }
}
