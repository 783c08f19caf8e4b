import Flows
import Foundation
import SpatialEngine
import Testing

struct TripTableTests {
    private func full(_ origins: [Double], _ destinations: [Double]) -> TripTable {
        TripTable(
            cells: origins.indices.flatMap { i in destinations.indices.map { TripTable.Cell(from: i, to: $0) } },
            origins: origins, destinations: destinations)
    }

    /// Rows and columns by turns, as the textbooks do it.
    private func furness(_ weights: [Double], _ table: TripTable, sweeps: Int) -> [Double] {
        var trips = weights
        for _ in 0..<sweeps {
            for (margins, side) in [(table.origins, 0), (table.destinations, 1)] {
                var sums = [Double](repeating: 0, count: margins.count)
                func line(_ index: Int) -> Int { side == 0 ? table.cells[index].from : table.cells[index].to }
                for index in trips.indices { sums[line(index)] += trips[index] }
                for index in trips.indices where sums[line(index)] > 0 {
                    trips[index] *= margins[line(index)] / sums[line(index)]
                }
            }
        }
        return trips
    }

    /// Costs and margins of the example of Ortúzar and Willumsen (Modelling Transport, 4th edition, section 5.4), β 0.1.
    private let costs: [Double] = [3, 11, 18, 22, 12, 3, 13, 19, 15.5, 13, 5, 7, 24, 18, 8, 5]
    private var textbook: TripTable { full([400, 460, 400, 702], [260, 400, 500, 802]) }

    @Test func `the textbook's gravity model meets its margins as by hand`() throws {
        let found = try textbook.gravity(costs: costs, beta: 0.1)
        let byHand = furness(costs.map { exp(-0.1 * $0) }, textbook, sweeps: 2000)
        for (ours, known) in zip(found.trips.persons, byHand) { #expect(abs(ours - known) < 1e-7) }
        #expect(found.trips.maxMarginError < 1e-12)
    }

    @Test(arguments: [0.02, 0.1, 0.5, 1.5])
    func `beta is found again from the mean cost that it makes`(beta: Double) throws {
        let mean = try #require(try textbook.gravity(costs: costs, beta: beta).meanCost)
        let found = try textbook.gravity(costs: costs, meanCost: mean)
        #expect(abs(found.beta - beta) < 1e-7 * max(1, beta) && abs((found.meanCost ?? 0) - mean) < 1e-9)
    }

    @Test func `a mean cost that no beta makes is refused`() throws {
        for mean in [1.0, 30] {
            #expect { try textbook.gravity(costs: costs, meanCost: mean) } throws: {
                if case .unreachableMean = $0 as? TripTableError { true } else { false }
            }
        }
    }

    @Test func `a seed keeps its ratios of ratios`() throws {
        var random = SplitMix64(seed: 4)
        let table = full([10, 20, 30, 40], [25, 25, 50])
        let seed = table.cells.map { _ in Double.random(in: 0.1...5, using: &random) }
        let found = try table.fitted(seed: seed).trips
        #expect(found.maxMarginError < 1e-12)
        let (t, s) = (found.persons, seed)
        for i in 0..<3 {
            for j in 0..<2 {
                let (a, b, c, d) = (3 * i + j, 3 * i + j + 1, 3 * i + 3 + j, 3 * i + 4 + j)
                let ratio = t[a] * t[d] / (t[b] * t[c])
                #expect(abs(ratio * s[b] * s[c] / (s[a] * s[d]) - 1) < 1e-9)
            }
        }
    }

    @Test func `a table that must leave a cell empty is met too`() throws {
        // Row 0 may go to both, row 1 to column 1 alone, which takes all of it: the sweeps alone would need 1e9 rounds.
        let table = TripTable(
            cells: [.init(from: 0, to: 0), .init(from: 0, to: 1), .init(from: 1, to: 1)], origins: [1, 1],
            destinations: [1, 1])
        let found = try table.fitted(seed: [1, 1, 1]).trips
        #expect(found.persons == [1, 0, 1] && found.maxMarginError == 0)
    }

    @Test func `a table that cannot be filled names who has nowhere to go`() throws {
        let table = TripTable(
            cells: [.init(from: 0, to: 0), .init(from: 1, to: 0), .init(from: 2, to: 0), .init(from: 2, to: 1)],
            origins: [5, 6, 9], destinations: [10, 10])
        #expect(
            throws: TripTableError.impossible(origins: [0, 1], sent: 11, destinations: [0], taken: 10)
        ) { try table.fitted(seed: [1, 1, 1, 1]) }
        #expect(throws: TripTableError.unequalSums(origins: 3, destinations: 4)) {
            try full([3], [4]).fitted(seed: [1])
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `whether a sparse table can be filled agrees with all its sets of origins`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (rows, columns) = (5, 5)
        let origins = (0..<rows).map { _ in Double(Int.random(in: 1...6, using: &random)) }
        var destinations = [Double](repeating: 0, count: columns)
        for _ in 0..<Int(origins.reduce(0, +)) { destinations[Int.random(in: 0..<columns, using: &random)] += 1 }
        let cells = (0..<rows).flatMap { i in (0..<columns).map { TripTable.Cell(from: i, to: $0) } }
            .filter { _ in Int.random(in: 0..<10, using: &random) < 6 }
        // Gale: every set of origins must send no more than the destinations next to it take.
        let isPossible = (0..<(1 << rows)).allSatisfy { set in
            let sent = origins.indices.reduce(0.0) { set >> $1 & 1 == 1 ? $0 + origins[$1] : $0 }
            let open = Set(cells.filter { set >> $0.from & 1 == 1 }.map(\.to))
            return sent <= open.reduce(0) { $0 + destinations[$1] }
        }
        let table = TripTable(cells: cells, origins: origins, destinations: destinations)
        if isPossible {
            #expect(try table.fitted(seed: cells.map { _ in 1 }).trips.maxMarginError < 1e-9)
        } else {
            #expect(throws: TripTableError.self) { try table.fitted(seed: cells.map { _ in 1 }) }
        }
    }

    @Test func `costs far apart are met where sweeps alone crawl`() throws {
        var random = SplitMix64(seed: 2)
        let table = full((0..<12).map { Double(10 + $0) }, (0..<12).map { Double(21 - $0) })
        let costs = table.cells.map { _ in Double.random(in: 0...100, using: &random) }
        #expect(try table.gravity(costs: costs, beta: 3).trips.maxMarginError < 1e-9)
    }
}
