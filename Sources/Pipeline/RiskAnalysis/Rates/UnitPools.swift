internal import SpatialFormats

/// Units in groups that share a prior, by a column of the exposure table.
struct UnitPools {
    let column: String
    /// In order of first appearance.
    let names: [String]
    /// The group of each unit.
    private(set) var group: [Int]

    /// Reads the groups.
    ///
    /// - Throws: ``RequestError`` for a column that is not there, an empty field, a unit in two groups.
    init(_ table: TableInput, column name: String, units: UnitValueTable) throws {
        let (id, column) = (try table.column("unit_id"), try table.column(name))
        var names: [String] = []
        var places: [String: Int] = [:]
        var group = [Int](repeating: -1, count: units.ids.count)
        for row in table.rows {
            let text = try table.text(row, column)
            let place = places[text] ?? names.count
            if place == names.count { names.append(text) }
            places[text] = place
            let unit = try units.row(of: try table.text(row, id), in: table, row, id)
            guard group[unit] < 0 || group[unit] == place else {
                throw table.fault(
                    row, column, "unit \(units.ids[unit]) has \(name) \(names[group[unit]]) above; a unit has one prior"
                )
            }
            group[unit] = place
        }
        (self.column, self.names, self.group) = (name, names, group)
    }

    /// The groups of rows that each stand for a unit; nil for a row a unit.
    func repeated(_ unitOfRow: [Int]?) -> UnitPools {
        guard let unitOfRow else { return self }
        var pools = self
        pools.group = unitOfRow.map { group[$0] }
        return pools
    }
}
