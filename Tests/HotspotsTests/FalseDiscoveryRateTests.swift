import Hotspots
import TestSupport
import Testing

@Suite struct FalseDiscoveryRateTests {
    /// The 15 p-values of Benjamini and Hochberg 1995, section 3.2; adjusted as R's p.adjust and scipy 1.16 do.
    @Test func `the example of the paper is adjusted and rejected as published`() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ]
        let adjusted = [
            0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
            0.5811818181818181, 0.714875, 0.7532307692307693, 0.8132142857142857, 1,
        ]
        let found = FalseDiscoveryRate.adjusted(p)
        for (q, expected) in zip(found, adjusted) { #expect(isClose(q ?? .nan, expected, within: 1e-15)) }
        #expect(FalseDiscoveryRate.rejections(found, at: 0.05) == 4)
        #expect(FalseDiscoveryRate.rejections(found, at: 0.10) == 9)
    }

    @Test func `order does not matter and units without a test do not count`() {
        let plain = FalseDiscoveryRate.adjusted([0.01, 0.04, 0.03])
        #expect(FalseDiscoveryRate.adjusted([nil, 0.03, nil, 0.01, 0.04]) == [nil, plain[2], nil, plain[0], plain[1]])
        #expect(FalseDiscoveryRate.adjusted([]) == [])
        #expect(FalseDiscoveryRate.adjusted([nil]) == [nil])
        #expect(FalseDiscoveryRate.adjusted([0.2]) == [0.2])
        #expect(FalseDiscoveryRate.adjusted([0.5, 0.5]) == [0.5, 0.5])
    }
}
