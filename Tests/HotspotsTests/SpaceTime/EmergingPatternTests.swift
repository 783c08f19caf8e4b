import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct EmergingPatternTests {
    private let rules = EmergingRules()

    private func name(_ z: [Double]) -> String {
        rules.pattern(of: z, trend: MannKendall(z))?.description ?? EmergingPattern.absent
    }

    /// H is hot, C cold, anything else neither; no two steps alike and no trend among them to speak of.
    private func series(_ marks: String) -> [Double] {
        marks.enumerated().map { step, mark in
            let wobble = Double((step * 7) % 10) / 100
            return mark == "H" ? 2 + wobble : mark == "C" ? -2 - wobble : wobble
        }
    }

    @Test(arguments: [
        ("..........H", "new hot spot"), ("C.........H", "new hot spot"), (".........HH", "consecutive hot spot"),
        ("C....HHHHHH", "consecutive hot spot"), ("HHHHHHHHHHH", "persistent hot spot"),
        ("HHHHHHHHHH.", "historical hot spot"), ("H........CH", "oscillating hot spot"),
        ("HHHH..C.HHH", "oscillating hot spot"), ("H.........H", "sporadic hot spot"),
        ("H...HHHHHHH", "sporadic hot spot"), ("...........", "no pattern detected"),
        ("HHHHHHHHH..", "no pattern detected"), (".HHHHHHHHHH", "persistent hot spot"),
        ("HH.HHHHHHHHHHHHHHHHH", "persistent hot spot"), ("..HHHHHHHHHHHHHHHHHH", "persistent hot spot"),
        ("...HHHHHHHHHHHHHHHHH", "consecutive hot spot"),
    ])
    func `each rule is met by its example and the opposite by the opposite`(marks: String, pattern: String) {
        let z = series(marks)
        #expect(name(z) == pattern)
        #expect(name(z.map { -$0 }) == pattern.replacing("hot", with: "cold"))
    }

    @Test func `a trend makes a usual hot spot intensify or diminish`() {
        let rising = (0..<12).map { 2 + Double($0) }
        #expect(name(rising) == "intensifying hot spot")
        #expect(name(rising.reversed()) == "diminishing hot spot")
        #expect(name(rising.map { -$0 }) == "intensifying cold spot")
        #expect(name(rising.reversed().map { -$0 }) == "diminishing cold spot")
    }

    @Test func `the limits are part of hot, and of usual`() {
        #expect(name([Double](repeating: 0, count: 9) + [1.645]) == "new hot spot")
        #expect(name([Double](repeating: 0, count: 9) + [1.644_999]) == "no pattern detected")
        // 9 of 10 are 90 %.
        #expect(name([0, 2.9, 2.1, 2.8, 2.2, 2.7, 2.3, 2.6, 2.4, 2.5]) == "persistent hot spot")
    }

    @Test func `of two rules that hold the earlier in the list decides`() {
        #expect(name(series("HHHHHHHHHHHHHHHHHHHC")) == "new cold spot")
        #expect(name(series("CCCCCCCCCCCCCCCCCCCH")) == "new hot spot")
        #expect(name(series("CHHHHHHHHHHHHHHHHHHC")) == "historical hot spot")
    }
}

@Suite struct SpaceTimeGStarTests {
    @Test func `z is that of the formula over all places and steps`() throws {
        let (places, steps) = (12, 7)
        var random = SplitMix64(seed: 8)
        let values = (0..<places * steps).map { _ in Double(Int.random(in: 0..<20, using: &random)) }
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 3, columns: 4))
        let z = try SpaceTimeGStar.z(values: values, steps: steps, weights: weights, threads: 2)
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let s = (values.reduce(0) { $0 + $1 * $1 } / n - mean * mean).squareRoot()
        for place in 0..<places {
            for step in 0..<steps {
                var (sum, w) = (0.0, 0.0)
                for other in [place] + weights.neighbours(of: place) {
                    for time in max(0, step - 1)...step {
                        sum += values[other * steps + time]
                        w += 1
                    }
                }
                let expected = (sum - mean * w) / (s * ((n * w - w * w) / (n - 1)).squareRoot())
                #expect(isClose(z[place * steps + step], expected, within: 1e-12))
            }
        }
    }

    @Test func `equal sums of counts are equal z`() throws {
        // Two pairs of steps sum to 17 over the first three places, each of other numbers.
        let values: [Double] = [1, 2, 0, 7, 5, 3, 4, 2, 8, 0, 3, 4, 5, 0, 1] + [3, 3, 1, 9, 4]
        let weights = try SpatialWeights.contiguity(neighbours: [[1, 2], [0, 2], [0, 1], []])
        let z = try SpaceTimeGStar.z(values: values, steps: 5, weights: weights, threads: 1)
        let sums = (0..<5).map { step in (0..<3).reduce(0) { $0 + values[$1 * 5 + step] } }
        for a in 1..<5 {
            for b in 1..<5 where sums[a] + sums[a - 1] == sums[b] + sums[b - 1] { #expect(z[a] == z[b]) }
        }
        #expect(sums[0] + sums[1] == 17 && sums[1] + sums[2] == 17)
    }

    @Test func `values that cannot be compared are refused`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0]])
        #expect(throws: HotspotError.constantValue) {
            try SpaceTimeGStar.z(values: [1, 1, 1, 1], steps: 2, weights: weights, threads: 1)
        }
        #expect(throws: HotspotError.invalidValue(unit: 1)) {
            try SpaceTimeGStar.z(values: [1, 1, .nan, 1], steps: 2, weights: weights, threads: 1)
        }
        #expect(throws: HotspotError.countMismatch(expected: 4, found: 3)) {
            try SpaceTimeGStar.z(values: [1, 2, 3], steps: 2, weights: weights, threads: 1)
        }
    }
}
