internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The locations of a scan with their cases and exposures in each step, put together from the rows of IN.
struct ScanLocations {
    let units: UnitTable
    /// The first row of each location, in the order of the file.
    let rows: [Int]
    /// The id of each location.
    let ids: [String]
    let calendar: StudyCalendar?
    let study: ScanStudy
    /// Persons or exposure per location and step; empty where the model has none.
    let population: [Double]
    /// Rows outside the study's period.
    let rowsOutside: Int

    var steps: Int { study.windows.steps }

    /// The number of each id.
    var numbers: [String: Int] { Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) }) }

    init(_ scan: ClusterScan) throws {
        let units = try UnitTable(scan.request.source)
        self.units = units
        let grouping = try Grouping(units, scan)
        rows = grouping.rows
        ids = grouping.rows.map { units.ids[$0] }
        calendar = grouping.calendar
        rowsOutside = grouping.rowOutside.count
        let steps = grouping.steps
        let windows =
            scan.time == nil
            ? ScanWindows.spatial
            : ScanWindows(
                steps: steps, longest: scan.longest ?? max(1, steps / 2), prospective: scan.temporal == .prospective)
        var cases = [Double](repeating: 0, count: rows.count * steps)
        let counts = try units.numbers(scan.cases, above: 0, orEqual: true, needs: "a count cannot be below 0")
        for row in 0..<units.count where counts[row] != counts[row].rounded() && scan.model != .poisson {
            throw units.fault(
                row, scan.cases,
                "\(ShortestNumber.text(counts[row])) is no whole number; persons are shuffled one by one")
        }
        grouping.forEachCell { cases[$1] += counts[$0] }
        let exposure = try Self.exposure(scan, units, grouping, counts)
        population = scan.expected == nil ? exposure : []
        do {
            study = try ScanStudy(
                model: ScanModel(rawValue: scan.model.rawValue) ?? .poisson, windows: windows, cases: cases,
                exposure: exposure)
        } catch { throw RequestError(.badData, "\(units.path): \(error)") }
    }

    // MARK: - Exposure

    private static func exposure(
        _ scan: ClusterScan, _ units: UnitTable, _ grouping: Grouping, _ counts: [Double]
    ) throws -> [Double] {
        switch scan.model {
        case .permutation: return []
        case .poisson:
            guard let field = scan.population ?? scan.expected else { return [] }
            let values = try units.numbers(
                field, above: 0, orEqual: false, needs: "an exposure must be above 0; mend or leave out this location")
            return grouping.interpolated(values)
        case .bernoulli:
            let persons: [Double]
            if let field = scan.population {
                persons = try units.numbers(field, above: 0, orEqual: false, needs: "a population must be above 0")
                if let row = persons.indices.first(where: { persons[$0] < counts[$0] }) {
                    throw units.fault(
                        row, field,
                        "\(ShortestNumber.text(persons[row])) persons are fewer than the "
                            + "\(ShortestNumber.text(counts[row])) cases among them")
                }
            } else {
                let controls = try units.numbers(
                    scan.controls ?? "", above: 0, orEqual: true, needs: "a count cannot be below 0")
                persons = zip(controls, counts).map { $0 + $1 }
            }
            if let row = persons.indices.first(where: { persons[$0] != persons[$0].rounded() }) {
                throw units.fault(
                    row, scan.population ?? scan.controls, "no whole number; persons are shuffled one by one")
            }
            var cells = [Double](repeating: 0, count: grouping.rows.count * grouping.steps)
            grouping.forEachCell { cells[$1] += persons[$0] }
            return cells
        }
    }
}

/// Which location and step each row belongs to.
private struct Grouping {
    var rows: [Int] = []
    var calendar: StudyCalendar?
    var steps = 1
    /// The location of each row.
    private var locationOfRow: [Int] = []
    /// Rows outside the study's period.
    private(set) var rowOutside: Set<Int> = []

    /// - Throws: ``RequestError`` for an id at two places, or two rows of one id and time.
    init(_ units: UnitTable, _ scan: ClusterScan) throws {
        guard let field = scan.time else {
            _ = try units.rowsByID()
            rows = Array(0..<units.count)
            locationOfRow = rows
            return
        }
        let texts = try units.texts(field)
        let calendar = try StudyCalendar(texts, unit: scan.timeUnit, from: scan.timeFrom, to: scan.timeTo) {
            row, problem in
            units.fault(row, field, problem)
        }
        self.calendar = calendar
        steps = calendar.steps
        let points = (try? units.positions())?.points ?? []
        var locations: [String: Int] = [:]
        var seen: Set<[String]> = []
        for row in 0..<units.count {
            let id = units.ids[row]
            let location = locations[id] ?? rows.count
            if location == rows.count {
                locations[id] = location
                rows.append(row)
            } else if !points.isEmpty, points[rows[location]] != points[row] {
                throw units.fault(row, nil, "the id \(id) is at another place before; a location has one position")
            }
            if !seen.insert([id, texts[row]]).inserted {
                throw units.fault(row, field, "the id \(id) has a row for \(texts[row]) already; give one a time")
            }
            locationOfRow.append(location)
            if calendar.step(ofRow: row) == nil { rowOutside.insert(row) }
        }
    }

    /// Calls back with each row of the study and the number of its cell.
    func forEachCell(_ body: (_ row: Int, _ cell: Int) -> Void) {
        for row in locationOfRow.indices {
            guard let calendar else {
                body(row, row)
                continue
            }
            if let step = calendar.step(ofRow: row) { body(row, locationOfRow[row] * steps + step) }
        }
    }

    /// The mean of a location's rows of a step; between steps with rows on a straight line, beyond them as at the last.
    ///
    /// A location whose rows all lie outside the study has their mean throughout.
    func interpolated(_ values: [Double]) -> [Double] {
        var cells = [Double](repeating: 0, count: rows.count * steps)
        var counts = [Double](repeating: 0, count: cells.count)
        forEachCell { row, cell in
            cells[cell] += values[row]
            counts[cell] += 1
        }
        var outside = [(sum: Double, count: Double)](repeating: (0, 0), count: rows.count)
        for row in rowOutside.sorted() {
            outside[locationOfRow[row]].sum += values[row]
            outside[locationOfRow[row]].count += 1
        }
        for location in rows.indices {
            let range = (location * steps)..<((location + 1) * steps)
            let known = range.filter { counts[$0] > 0 }
            for cell in known { cells[cell] /= counts[cell] }
            guard let first = known.first, let last = known.last else {
                for cell in range { cells[cell] = outside[location].sum / outside[location].count }
                continue
            }
            for cell in range.lowerBound..<first { cells[cell] = cells[first] }
            for cell in last..<range.upperBound { cells[cell] = cells[last] }
            for (a, b) in zip(known, known.dropFirst()) where b > a + 1 {
                for cell in (a + 1)..<b {
                    let share = Double(cell - a) / Double(b - a)
                    cells[cell] = cells[a] + (cells[b] - cells[a]) * share
                }
            }
        }
        return cells
    }
}
