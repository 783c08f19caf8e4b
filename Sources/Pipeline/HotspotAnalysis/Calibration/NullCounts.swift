internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Counts of units under constant risk: cases spread by exposure, or as a table has them.
struct NullCounts: Sendable {
    let exposure: [Double]
    /// How many sets of counts there are.
    let replicates: Int
    /// Cases of each drawn replicate; nil for a table.
    let total: Int?
    /// What each unit has on average.
    let expected: [Double]
    private let table: [[Double]]
    private let units: WeightedUnits

    /// - Throws: ``RequestError`` for counts that are none, a total of 0, a unit that the table lacks.
    init(
        _ counts: CalibrationAnalysis.Counts, _ units: UnitTable, _ exposure: [Double], replicates: Int
    ) throws {
        self.exposure = exposure
        self.units = WeightedUnits(exposure)
        switch counts {
        case .table(let path):
            let table = try Self.table(path, units)
            (self.table, self.replicates, total) = (table, table.count, nil)
            expected = exposure.indices.map { unit in
                table.reduce(0) { $0 + $1[unit] } / Double(table.count)
            }
            return
        case .total(let cases): total = cases
        case .totalOf(let field):
            let cases = try units.numbers(field, above: 0, orEqual: true, needs: "cases are not negative")
            let sum = cases.reduce(0, +)
            guard sum >= 1, sum == sum.rounded(), sum < 1e9 else {
                throw RequestError(
                    .badData,
                    "\(units.path), field \(field): \(ShortestNumber.text(sum)) cases in all; a whole number "
                        + "from 1 to 10⁹ can be spread, or give --cases-total N")
            }
            total = Int(sum)
        }
        table = []
        self.replicates = replicates
        let (cases, all) = (Double(total ?? 0), exposure.reduce(0, +))
        expected = exposure.map { cases * $0 / all }
    }

    private static func table(_ path: String, _ units: UnitTable) throws -> [[Double]] {
        let table = try TableInput(path)
        _ = try units.rowsByID()
        let columns = try units.ids.map { try table.column($0) }
        guard !table.rows.isEmpty else {
            throw RequestError(
                .badData, "\(path) holds no counts; give a row for each replicate below the header of ids")
        }
        return try table.rows.map { row in
            try columns.map { column in
                let count = try table.number(row, column)
                guard count >= 0 else { throw table.fault(row, column, "a count is not negative") }
                return count
            }
        }
    }

    /// How many cases each replicate has.
    var totals: [Int] { total.map { [$0] } ?? table.map { Int(min(1e9, $0.reduce(0, +)).rounded()) } }

    /// The counts of one replicate.
    func counts(_ replicate: Int, _ random: inout SplitMix64) -> [Double] {
        guard let total else { return table[replicate] }
        var counts = [Double](repeating: 0, count: exposure.count)
        for _ in 0..<total { counts[units.draw(&random)] += 1 }
        return counts
    }
}

/// Units drawn in proportion to a weight, each in constant time (Walker's alias method, Vose 1991,
/// doi:10.1109/32.92917).
struct WeightedUnits: Sendable {
    private var share: [Double]
    private var alias: [Int]

    /// - Parameter weights: Above 0.
    init(_ weights: [Double]) {
        let greatest = weights.max() ?? 1
        let total = weights.reduce(0) { $0 + $1 / greatest }
        var share = weights.map { $0 / greatest * Double(weights.count) / total }
        var alias = Array(weights.indices)
        var small = share.indices.filter { share[$0] < 1 }
        var large = share.indices.filter { share[$0] >= 1 }
        while let few = small.popLast(), let many = large.last {
            alias[few] = many
            share[many] -= 1 - share[few]
            if share[many] < 1 {
                large.removeLast()
                small.append(many)
            }
        }
        // Whoever is left has 1 but for rounding.
        for unit in small + large { share[unit] = 1 }
        (self.share, self.alias) = (share, alias)
    }

    func draw(_ random: inout SplitMix64) -> Int {
        let column = Int(random.next().multipliedFullWidth(by: UInt64(share.count)).high)
        return random.nextUnit() < share[column] ? column : alias[column]
    }
}
