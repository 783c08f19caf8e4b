import Incidents
import SpatialEngine
import Testing

@testable import Risk

@Suite struct SuppressionTests {
    @Test func `small counts go, zero stays, and one more goes where the total would tell`() throws {
        let single = try Suppression(counts: [3, 0, 12, 7], groups: [[0, 1, 2, 3]])
        #expect(single.isSuppressed == [true, false, false, true])
        let pair = try Suppression(counts: [3, 0, 12, 2], groups: [[0, 1, 2, 3]])
        #expect(pair.isSuppressed == [true, false, false, true])
        #expect(try Suppression(counts: [5, 0, 12], groups: [[0, 1, 2]]).isSuppressed == [false, false, false])
    }

    @Test func `two ones that add to two do not hide each other`() throws {
        #expect(try Suppression(counts: [1, 1, 9], groups: [[0, 1, 2]]).isSuppressed == [true, true, true])
    }

    @Test func `where nothing is left to hide the total goes`() throws {
        let alone = try Suppression(counts: [3, 0, 0], groups: [[0, 1, 2]])
        #expect(alone.isSuppressed == [true, false, false])
        #expect(alone.isTotalSuppressed == [true])
        #expect(try Suppression(counts: [3, 7], groups: []).isSuppressed == [true, false])
    }

    @Test func `no small count follows from what is shown in random tables with margins`() throws {
        var random = SplitMix64(seed: 6)
        for trial in 0..<40 {
            let (rows, columns) = (3, 3)
            let counts = (0..<9).map { _ in Int.random(in: 0...8, using: &random) }
            let groups =
                (0..<rows).map { row in (0..<columns).map { row * columns + $0 } }
                + (0..<columns).map { column in (0..<rows).map { $0 * columns + column } }
            let result = try Suppression(counts: counts, groups: groups)
            #expect(counts.indices.allSatisfy { !(1...4).contains(counts[$0]) || result.isSuppressed[$0] })
            for cell in counts.indices where result.isSuppressed[cell] {
                let values = possibleValues(of: cell, counts, groups, result)
                #expect(values.count > 1, "trial \(trial) cell \(cell): \(counts) \(result.isSuppressed)")
            }
        }
    }

    /// Two values that a hidden cell may have, given shown cells, shown totals, and that hidden cells are at least 1.
    private func possibleValues(of cell: Int, _ counts: [Int], _ groups: [[Int]], _ result: Suppression) -> Set<Int> {
        let hidden = counts.indices.filter { result.isSuppressed[$0] }
        let printed = groups.indices.filter { !result.isTotalSuppressed[$0] }
        let printedOf = hidden.map { cell in printed.filter { groups[$0].contains(cell) } }
        var left = groups.map { group in group.reduce(0) { result.isSuppressed[$1] ? $0 + counts[$1] : $0 } }
        var open = groups.map { group in group.count { result.isSuppressed[$0] } }
        var values = Set<Int>()
        var chosen = 0
        func assign(_ index: Int) {
            guard values.count < 2 else { return }
            guard index < hidden.count else {
                values.insert(chosen)
                return
            }
            let limits = printedOf[index].map { open[$0] == 1 ? left[$0] : left[$0] - open[$0] + 1 }
            let most = limits.min() ?? 17
            let least = printedOf[index].contains { open[$0] == 1 } ? most : 1
            guard least <= most, most >= 1 else { return }
            for value in least...most {
                if hidden[index] == cell { chosen = value }
                for group in printedOf[index] { (left[group], open[group]) = (left[group] - value, open[group] - 1) }
                let fits = printedOf[index].allSatisfy { open[$0] > 0 ? left[$0] >= open[$0] : left[$0] == 0 }
                if fits { assign(index + 1) }
                for group in printedOf[index] { (left[group], open[group]) = (left[group] + value, open[group] + 1) }
            }
        }
        assign(0)
        return values
    }

    @Test func `a cell that joins two hidden blocks is not given away by arithmetic`() throws {
        // Rows and columns each hide two or more cells, yet r2c2 is a bridge: rows 0–1 less columns 0–1 give it.
        let counts = [
            3, 3, 9, 9, 9,
            3, 3, 3, 9, 9,
            9, 9, 9, 3, 3,
            9, 9, 3, 3, 3,
        ]
        let rows = (0..<4).map { row in (0..<5).map { row * 5 + $0 } }
        let columns = (0..<5).map { column in (0..<4).map { $0 * 5 + column } }
        let result = try Suppression(counts: counts, groups: rows + columns)
        #expect(result.isSuppressed.count { $0 } > counts.count { $0 == 3 })
    }

    @Test func `negative counts and unknown cells are refused`() {
        #expect(throws: RiskError.unknownIndex(what: "cell", index: 3, count: 2)) {
            try Suppression(counts: [1, 2], groups: [[0, 3]])
        }
        #expect(throws: RiskError.self) { try Suppression(counts: [-1], groups: []) }
    }

    private func incident(_ id: Int, _ category: String, _ corridor: String?, month: Int) -> Incident {
        let day = CalendarDate(year: 2_024, month: month, day: 3)
        return Incident(
            id: "I\(id)", dateStart: day, dateEnd: day, datePrecision: .day, category: category, mode: .foot,
            corridorID: corridor, position: nil, precision: Metres(1_000))
    }

    @Test func `sensitive events appear from ten in one corridor and quarter, and never singly`() {
        let shown = (0..<10).map { incident($0, "sexual_violence", "C1", month: 1 + $0 % 3) }
        let few = (10..<19).map { incident($0, "kidnapping", "C1", month: 2) }
        let nowhere = (19..<40).map { incident($0, "kidnapping", nil, month: 2) }
        let other = [incident(40, "drowning", "C1", month: 2)]
        let result = Withholding(other + nowhere + few + shown)
        #expect(result.single == [0])
        #expect(result.groups.map(\.events) == [Array(31...40)])
        #expect(result.groups.first?.quarter.description == "2024-Q1")
        #expect(result.withheld == Array(1...30))
    }
}
