internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Values in long form, a row for each place and step, put in order.
struct StepPanel {
    /// The places, in the order in which they first appear, and where they do.
    let ids: [String]
    let firstRows: [Int]
    /// How many steps there are.
    let steps: Int
    /// Place by place, each with its steps in the order of time.
    let values: [Double]

    /// - Throws: ``RequestError`` for a place that lacks a step, has one twice, or for a field's bad value.
    init(_ units: UnitTable, timeField: String, valueField: String) throws {
        let times = try units.times(timeField, allowsMonths: true).map(\.value)
        let numbers = try units.numbers(valueField)
        let sorted = Set(times).sorted()
        let stepOfTime = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        var (places, ids, firstRows) = ([String: Int](), [String](), [Int]())
        for (row, id) in units.ids.enumerated() where places[id] == nil {
            places[id] = ids.count
            ids.append(id)
            firstRows.append(row)
        }
        var rows = [Int?](repeating: nil, count: ids.count * sorted.count)
        for row in 0..<units.count {
            guard let place = places[units.ids[row]], let step = stepOfTime[times[row]] else { continue }
            if rows[place * sorted.count + step] != nil {
                throw units.fault(row, timeField, "a second row of this step for the place \(units.ids[row])")
            }
            rows[place * sorted.count + step] = row
        }
        if let gap = rows.firstIndex(where: { $0 == nil }) {
            let (missing, step) = (rows.count { $0 == nil }, sorted[gap % sorted.count])
            let name = try units.texts(timeField)[times.firstIndex(of: step) ?? 0]
            throw RequestError(
                .badData,
                "\(units.path): the place \(ids[gap / sorted.count]) has no row for the step \(name) of \(timeField) "
                    + "(\(missing) such \(missing == 1 ? "row is" : "rows are") missing); give each place one row a step"
            )
        }
        (self.ids, self.firstRows, steps) = (ids, firstRows, sorted.count)
        values = rows.map { $0.map { numbers[$0] } ?? .nan }
    }
}

extension UnitTable {
    /// The places of a panel, one unit each, where their rows say; without positions if there are none.
    ///
    /// - Throws: ``RequestError`` for a place whose rows lie at different positions.
    func places(of panel: StepPanel) throws -> UnitTable {
        guard let positions = try? positions().points else {
            let features = panel.ids.map { Feature(id: .text($0), geometry: nil, properties: [:]) }
            return UnitTable(
                path: path, ids: panel.ids, fields: fields, crs: crs, metric: metric, records: .features(features),
                points: nil)
        }
        let firstRow = Dictionary(uniqueKeysWithValues: zip(panel.ids, panel.firstRows))
        for row in 0..<count {
            if let first = firstRow[ids[row]], positions[first] != positions[row] {
                throw fault(row, nil, "the place \(ids[row]) lies elsewhere in its first row; a place must not move")
            }
        }
        let all = try features()
        return UnitTable(
            path: path, ids: panel.ids, fields: fields, crs: crs, metric: metric,
            records: .features(panel.firstRows.map { all[$0] }), points: panel.firstRows.map { positions[$0] })
    }
}
