import SpatialEngine
import Testing

@Suite struct ParallelMapTests {
    struct Odd: Error, Equatable { let item: Int }

    @Test(arguments: [1, 2, 3, 16]) func `results stand in the order of the items at any number of threads`(
        threads: Int
    ) {
        let squares = parallelMap(Array(0..<100), threads: threads) { $0 * $0 }
        #expect(squares == (0..<100).map { $0 * $0 })
    }

    @Test(arguments: [1, 4]) func `the first failure in order is thrown, whoever fails first`(threads: Int) {
        #expect(throws: Odd(item: 1)) {
            try parallelMap(Array(0..<50), threads: threads) { item throws(Odd) -> Int in
                if item % 2 == 1 { throw Odd(item: item) }
                return item
            }
        }
    }

    @Test func `no items give no results`() {
        #expect(parallelMap([Int](), threads: 4) { $0 }.isEmpty)
    }
}
