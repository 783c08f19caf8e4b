import Testing

@testable import Ingest

private func line(_ level: Int, _ pairs: (Int, Int)...) -> LevelLine {
    LevelLine(points: pairs.map { LatticePoint(x: $0.0, y: $0.1) }, level: level)
}

private func joined(_ lines: [LevelLine]) -> [LevelLine] {
    var joiner = LineJoiner(lines)
    return joiner.joined()
}

@Suite struct LineJoinerTests {
    @Test func `lines that meet end to end become one, whichever way they run`() {
        let whole = line(2, (0, 0), (5, 5), (9, 0), (12, 3))
        #expect(joined([line(2, (0, 0), (5, 5)), line(2, (5, 5), (9, 0), (12, 3))]) == [whole])
        #expect(joined([line(2, (0, 0), (5, 5)), line(2, (12, 3), (9, 0), (5, 5))]) == [whole])
        #expect(joined([line(2, (5, 5), (9, 0)), line(2, (5, 5), (0, 0)), line(2, (9, 0), (12, 3))]) == [whole])
    }

    @Test func `lines of different levels stay apart`() {
        let lines = [line(2, (0, 0), (5, 5)), line(3, (5, 5), (9, 0))]
        #expect(joined(lines) == lines)
    }

    @Test func `three lines at a confluence stay apart`() {
        let lines = [line(2, (0, 0), (5, 5)), line(2, (5, 5), (9, 0)), line(2, (5, 5), (5, 9))]
        #expect(joined(lines) == lines)
    }

    @Test func `pieces without length and repeated points vanish`() {
        let lines = [
            line(4, (0, 0), (0, 0), (5, 5)), line(4, (5, 5), (5, 5)), line(4, (5, 5), (9, 0), (9, 0)),
        ]
        #expect(joined(lines) == [line(4, (0, 0), (5, 5), (9, 0))])
    }

    @Test func `a closed line is given once and ends where it began`() {
        let ring = joined([line(2, (0, 0), (4, 0)), line(2, (4, 0), (4, 4)), line(2, (4, 4), (0, 0))])
        #expect(ring == [line(2, (0, 0), (4, 0), (4, 4), (0, 0))])
        let closed = line(2, (0, 0), (4, 0), (4, 4), (0, 0))
        #expect(joined([closed]) == [closed])
    }
}
