internal import Foundation

/// Whose land lies where, in cells of half a degree.
struct CountryLand {
    /// The land of the table.
    static let all = CountryLand(.all)

    /// Runs of cells of one country.
    private struct Run {
        let row: Int
        let west: Int
        let east: Int
    }

    private static let perDegree = CountryTable.cellsPerDegree
    private static let columns = 360 * CountryTable.cellsPerDegree
    private static let rows = 180 * CountryTable.cellsPerDegree
    /// Beyond a country's cells, which themselves reach over its edges: on land, and at sea (200 nautical miles).
    private static let (landMargin, seaMargin) = (30_000.0, 370_400.0)

    /// Per cell the place of its owners in ``owners``; 0 for nobody.
    private var cells = [UInt16](repeating: 0, count: rows * columns)
    /// The sets of countries that share a cell.
    private var owners: [[Int]] = [[]]
    /// The runs of each country, by row.
    private var runs: [[Run]]

    /// Whose land is meant by each country.
    private let landOf: [Int]

    init(_ countries: Countries) {
        landOf = countries.landOf
        runs = Array(repeating: [], count: countries.alpha3.count)
        var sets: [String: UInt16] = ["": 0]
        var (row, column, length, codes) = (0, 0, 0, "")
        func close(_ land: inout CountryLand) {
            guard length > 0 || !codes.isEmpty else { return }
            let count = max(1, length)
            if !codes.isEmpty {
                if sets[codes] == nil {
                    sets[codes] = UInt16(land.owners.count)
                    let letters = Array(codes)
                    land.owners.append(
                        stride(from: 0, to: letters.count - 1, by: 2).compactMap {
                            countries.byAlpha2[String(letters[$0...($0 + 1)])]
                        })
                }
                let set = sets[codes] ?? 0
                for place in column..<min(column + count, Self.columns) { land.cells[row * Self.columns + place] = set }
                for country in land.owners[Int(set)] {
                    land.runs[country].append(Run(row: row, west: column, east: column + count))
                }
            }
            (column, length, codes) = (column + count, 0, "")
        }
        for letter in CountryTable.land.utf8 {
            switch letter {
            case 0x30...0x39:
                if !codes.isEmpty { close(&self) }
                length = length * 10 + Int(letter - 0x30)
            case 0x2D:
                if !codes.isEmpty { close(&self) }
                column += max(1, length)
                length = 0
            case 0x2F:
                close(&self)
                (row, column) = (row + 1, 0)
            case 0x41...0x5A: codes.unicodeScalars.append(Unicode.Scalar(letter))
            default: break
            }
        }
        close(&self)
    }

    /// How well a position suits a country.
    enum Fit: Int, Comparable {
        /// Beyond the margins, or inland in other countries.
        case contradicts
        /// Off its land but within the margin of its sea.
        case offshore
        /// On its land or next to it.
        case ashore

        static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
    }

    /// How well a position suits a country, by its index.
    func fit(longitude: Double, latitude: Double, country named: Int) -> Fit {
        let country = landOf[named]
        guard abs(latitude) <= 90, abs(longitude) <= 180 else { return .contradicts }
        let row = min(Self.rows - 1, Int((latitude + 90) * Double(Self.perDegree)))
        let column = min(Self.columns - 1, Int((longitude + 180) * Double(Self.perDegree)))
        if owners[Int(cells[row * Self.columns + column])].contains(country) { return .ashore }
        guard !runs[country].isEmpty else { return .ashore }
        let distance = distance(longitude: longitude, latitude: latitude, row: row, country: country)
        if distance <= Self.landMargin { return .ashore }
        if distance > Self.seaMargin || isInland(row, column) { return .contradicts }
        return .offshore
    }

    /// Whether somebody has land in the cell and in all round it.
    private func isInland(_ row: Int, _ column: Int) -> Bool {
        for y in max(0, row - 1)...min(Self.rows - 1, row + 1) {
            for x in (column - 1)...(column + 1)
            where cells[y * Self.columns + (x + Self.columns) % Self.columns] == 0 {
                return false
            }
        }
        return true
    }

    /// Metres to the country's nearest cell, on a plane that is true at the position; infinite beyond the sea's margin.
    private func distance(longitude: Double, latitude: Double, row: Int, country: Int) -> Double {
        let metresPerCell = 111_195.0 / Double(Self.perDegree)
        let (x, y) = ((longitude + 180) * Double(Self.perDegree), (latitude + 90) * Double(Self.perDegree))
        let reach = Int(Self.seaMargin / metresPerCell) + 2
        let narrowing = max(0.01, cos(latitude * .pi / 180))
        var least = Double.infinity
        for run in runs[country] where abs(run.row - row) <= reach {
            let dy = max(0, Double(run.row) - y, y - Double(run.row + 1))
            for turn in [0.0, Double(Self.columns), -Double(Self.columns)] {
                let dx = max(0, Double(run.west) + turn - x, x - Double(run.east) - turn) * narrowing
                least = min(least, dx * dx + dy * dy)
            }
        }
        return least.squareRoot() * metresPerCell
    }

}
