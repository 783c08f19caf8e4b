import TestSupport
import Testing

@testable import Hotspots

/// Survival functions of scipy 1.17.1.
@Suite struct CountTailsTests {
    @Test(arguments: [
        (5, 2.5, 0.108_821_981_085_848_77), (0, 3, 1), (120, 100, 0.028_230_393_964_865_65),
        (80, 100, 0.982_548_677_483_724_5), (1_000_300, 1e6, 0.382_221_418_237_410_6),
        (3, 1e-3, 1.665_417_166_527_809_4e-10), (3, 0, 0),
    ])
    func `Poisson tails are those of another program`(count: Int, mean: Double, p: Double) {
        #expect(isClose(CountTails.poisson(atLeast: count, mean: mean), p, within: 1e-11 * p))
    }

    @Test(arguments: [
        (1, 187, 5, 4, 0.103_539_007_878_583_8), (3, 20, 9, 7, 0.727_554_179_566_563_4),
        (40, 99_999, 2000, 1000, 3.917_985_088_471_814e-05), (2, 5, 4, 3, 1),
        (15, 99_999, 2000, 1000, 0.898_634_619_209_255_9), (4, 5, 4, 3, 0), (0, 5, 4, 3, 1), (1, 9, 9, 2, 1),
        (3, 9, 3, 9, 1), (1, 7, 0, 3, 0),
    ])
    func `hypergeometric tails are those of another program`(
        count: Int, total: Int, marked: Int, draws: Int, p: Double
    ) {
        let found = CountTails.hypergeometric(atLeast: count, total: total, marked: marked, draws: draws)
        #expect(isClose(found, p, within: 1e-11 * p))
    }
}
