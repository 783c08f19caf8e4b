internal import SpatialEngine

/// Makes replicates of the cases under the null hypothesis of a study.
struct ScanReplicates: Sendable {
    private let windows: ScanWindows
    private let locations: Int
    private let source: Source
    private let random: SplitMix64

    private enum Source: Sendable {
        /// Cases fall on cells by their shares.
        case shares(AliasTable, cases: Int)
        /// So many of the persons of the cells are drawn; those drawn are cases, or are not.
        case persons(AliasTable, counts: [Int], drawn: Int, areCases: Bool)
        /// The location of each case, and the cells' lanes of the dates that count, dealt to cases at random.
        case dates(sites: [Int32], lanes: [Int32])
    }

    /// Replicates of `study` with `cases` cases.
    init(_ study: ScanStudy, cases: Int, random: SplitMix64) {
        let windows = study.windows
        self.windows = windows
        self.random = random
        locations = study.locations
        // One more cell holds everything before the spans that are looked at.
        var cells = [Double](repeating: 0, count: study.locations * windows.lanes + 1)
        for location in 0..<study.locations {
            for lane in 0..<windows.lanes {
                cells[location * windows.lanes + lane] =
                    study.measure[location * windows.steps + windows.step(ofLane: lane)]
            }
        }
        let all = study.measure.reduce(0, +)
        let inside = cells.reduce(0, +)
        cells[cells.count - 1] = windows.lanes == windows.steps ? 0 : max(0, all - inside)
        switch study.model {
        case .poisson: source = .shares(AliasTable(cells), cases: cases)
        case .bernoulli:
            let persons = Int(all)
            let areCases = cases <= persons / 2
            source = .persons(
                AliasTable(cells), counts: cells.map { Int($0) }, drawn: areCases ? cases : persons - cases,
                areCases: areCases)
        case .permutation: source = Self.dates(of: study)
        }
    }

    private static func dates(of study: ScanStudy) -> Source {
        let windows = study.windows
        var sites: [Int32] = []
        var perStep = [Int](repeating: 0, count: windows.steps)
        for (index, count) in study.cases.enumerated() where count > 0 {
            sites += [Int32](repeating: Int32(index / windows.steps), count: Int(count))
            perStep[index % windows.steps] += Int(count)
        }
        let lanes = (0..<windows.lanes).flatMap { lane in
            [Int32](repeating: Int32(lane), count: perStep[windows.step(ofLane: lane)])
        }
        return .dates(sites: sites, lanes: lanes)
    }

    /// Cells of one replicate, location by location and lane by lane, and one for what lies outside.
    var cellCount: Int { locations * windows.lanes + 1 }

    /// What a thread needs to make replicates: the sites, whose order is restored after each.
    struct Deck {
        var sites: [Int32] = []
        fileprivate var swaps: [Int32] = []
    }

    func makeDeck() -> Deck {
        if case .dates(let sites, _) = source { return Deck(sites: sites) }
        return Deck()
    }

    /// Writes the cases of replicate `index` into `cells` (`cellCount` of them).
    func draw<Count: FixedWidthInteger>(
        _ index: Int, into cells: UnsafeMutableBufferPointer<Count>, _ deck: inout Deck
    ) {
        cells.update(repeating: 0)
        var random = self.random.stream(UInt64(index))
        switch source {
        case .shares(let table, let cases):
            for _ in 0..<cases { cells[table.draw(&random)] &+= 1 }
        case .persons(let table, let counts, let drawn, let areCases):
            drawPersons(table, counts, drawn, areCases, &random, cells)
        case .dates(_, let lanes):
            for (position, lane) in lanes.enumerated() {
                let left = UInt64(deck.sites.count - position)
                let pick = position + Int(random.next().multipliedFullWidth(by: left).high)
                deck.sites.swapAt(position, pick)
                deck.swaps.append(Int32(pick))
                cells[Int(deck.sites[position]) * windows.lanes + Int(lane)] &+= 1
            }
            for position in deck.swaps.indices.reversed() { deck.sites.swapAt(position, Int(deck.swaps[position])) }
            deck.swaps.removeAll(keepingCapacity: true)
        }
    }

    /// Draws persons without replacement: one who was drawn before is drawn again.
    private func drawPersons<Count: FixedWidthInteger>(
        _ table: AliasTable, _ counts: [Int], _ drawn: Int, _ areCases: Bool, _ random: inout SplitMix64,
        _ cells: UnsafeMutableBufferPointer<Count>
    ) {
        var taken = [Int32](repeating: 0, count: counts.count)
        var left = drawn
        while left > 0 {
            let cell = table.draw(&random)
            // Persons of a cell are alike: those drawn so far may as well be the first ones.
            let person = random.next().multipliedFullWidth(by: UInt64(counts[cell])).high
            guard counts[cell] > taken[cell], person >= UInt64(taken[cell]) else { continue }
            taken[cell] += 1
            left -= 1
        }
        for cell in cells.indices {
            cells[cell] = Count(truncatingIfNeeded: areCases ? Int(taken[cell]) : counts[cell] - Int(taken[cell]))
        }
    }
}

/// Draws cells in proportion to their shares (Walker 1977, doi:10.1145/355744.355749; Vose 1991).
struct AliasTable: Sendable {
    private struct Cell: Sendable {
        /// The chance to stay, in units of 2⁻³².
        var stay: UInt32
        var other: Int32
    }

    private let cells: [Cell]

    /// - Parameter shares: None negative, their sum above 0.
    init(_ shares: [Double]) {
        let mean = shares.reduce(0, +) / Double(shares.count)
        var scaled = shares.map { $0 / mean }
        var cells = shares.indices.map { Cell(stay: .max, other: Int32($0)) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let low = small.popLast() {
            guard let high = large.last else { break }
            cells[low] = Cell(stay: UInt32(scaled[low] * 0x1p32), other: Int32(high))
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        self.cells = cells
    }

    /// A cell; one random number serves for the cell and, by its low part, for the choice within.
    @inline(__always)
    func draw(_ random: inout SplitMix64) -> Int {
        let product = random.next().multipliedFullWidth(by: UInt64(cells.count))
        let cell = cells[Int(product.high)]
        return UInt32(truncatingIfNeeded: product.low >> 32) < cell.stay ? Int(product.high) : Int(cell.other)
    }
}
