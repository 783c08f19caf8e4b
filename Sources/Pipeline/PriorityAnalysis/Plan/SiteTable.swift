internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Places where something could be done: `site_id,lever[,unit_cost,effort]`.
struct SiteTable {
    let path: String
    /// In the order of the file.
    let sites: [PrioritySite]
    /// Position of each id in ``sites``.
    let numbers: [String: Int]
    let warnings: [String]
    let table: TableInput

    /// Reads a table.
    ///
    /// - Parameter more: Columns besides, that somebody else reads.
    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, an id that stands twice, an unknown
    ///   lever, a cost or an effort below 0.
    init(_ path: String, more: [String] = []) throws {
        let table = try TableInput(path)
        let (id, lever) = (try table.column("site_id"), try table.column("lever"))
        let (cost, effort) = (table.optionalColumn("unit_cost"), table.optionalColumn("effort"))
        var sites: [PrioritySite] = []
        var numbers: [String: Int] = [:]
        for row in table.rows {
            let name = try table.text(row, id)
            guard numbers.updateValue(sites.count, forKey: name) == nil else {
                throw table.fault(row, id, "site \(name) stands here twice; give every site its own id")
            }
            let text = try table.text(row, lever)
            guard let known = Lever(rawValue: text) else {
                throw table.fault(row, lever, "\"\(text.prefix(40))\" is no lever; write enforcement or protection")
            }
            sites.append(
                PrioritySite(
                    id: name, lever: known, unitCost: try table.optionalAmount(row, cost, "the cost") ?? 1,
                    effort: try table.optionalAmount(row, effort, "the effort") ?? 1))
        }
        guard !sites.isEmpty else { throw RequestError(.badData, "\(path) holds no site below its header") }
        (self.path, self.sites, self.numbers, self.table) = (path, sites, numbers, table)
        let remark = table.remark(onColumnsBesides: ["site_id", "lever", "unit_cost", "effort"] + more)
        warnings = [remark].compactMap(\.self)
    }
}
