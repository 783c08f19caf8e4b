internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// What sites do to routes: `site_id,route[,od]` and `added_cost,harm_multiplier` or `length_m`.
///
/// Without `od` a row is for the routes of that name between all pairs.
struct EffectTable {
    let effects: [SiteEffect]
    let warnings: [String]

    /// Reads a table.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for columns that are not there, an unknown site, route or od, a pair that
    ///   stands twice, a number below 0, or a row with both kinds of effect or none.
    init(_ path: String, sites: SiteTable, routes: RouteTable) throws {
        let table = try TableInput(path)
        let columns = try EffectColumns(table)
        let index = RouteIndex(routes.routes)
        var effects: [SiteEffect] = []
        var seen = Set<Int>()
        var remarks: [String] = []
        for row in table.rows {
            let name = try table.text(row, columns.site)
            guard let number = sites.numbers[name] else {
                throw table.fault(row, columns.site, "site \(name) is unknown: \(sites.path) has no such site_id")
            }
            let size = try columns.size(row)
            if case .stated(let added, _) = size, added > 0, sites.sites[number].lever == .protection {
                remarks.append("\(path), line \(row.line): protection site \(name) adds cost, which moves people")
            }
            for place in try columns.touched(row, index, routes.path) {
                guard seen.insert(number * routes.routes.count + place).inserted else {
                    let pair = routes.routes[place]
                    throw table.fault(
                        row, columns.route, "site \(name) has two rows for route \(pair.route) of \(pair.od); keep one")
                }
                effects.append(SiteEffect(site: number, route: place, size: size))
            }
        }
        self.effects = effects
        let known = ["site_id", "route", "od", "added_cost", "harm_multiplier", "length_m"]
        warnings = [table.remark(onColumnsBesides: known)].compactMap(\.self) + remarks.prefix(3)
    }
}

/// Where the columns of such a table stand, and what a row says.
private struct EffectColumns {
    let table: TableInput
    let site: Int
    let route: Int
    private let od: Int?
    private let cost: Int?
    private let multiplier: Int?
    private let length: Int?

    init(_ table: TableInput) throws {
        self.table = table
        (site, route, od) = (try table.column("site_id"), try table.column("route"), table.optionalColumn("od"))
        (cost, multiplier) = (table.optionalColumn("added_cost"), table.optionalColumn("harm_multiplier"))
        length = table.optionalColumn("length_m")
        guard length != nil || (cost != nil && multiplier != nil) else {
            throw RequestError(
                .badData, "\(table.path), line 1: no effect; give columns added_cost and harm_multiplier, or length_m")
        }
    }

    func touched(
        _ row: CommaSeparatedTable.Row, _ index: RouteIndex, _ path: String
    ) throws -> [Int] {
        let name = try table.text(row, route)
        guard let all = index.byName[name] else {
            throw table.fault(row, route, "route \(name) is unknown: \(path) has no such route")
        }
        guard let od, let pair = try table.optionalText(row, od) else { return all }
        guard let found = index.byPair[pair]?[name] else {
            throw table.fault(row, od, "route \(name) of \(pair) is unknown: \(path) has no such route")
        }
        return [found]
    }

    func size(_ row: CommaSeparatedTable.Row) throws -> SiteEffect.Size {
        let added = try table.optionalAmount(row, cost, "the added cost")
        let factor = try table.optionalAmount(row, multiplier, "the harm multiplier")
        let metres = try table.optionalAmount(row, length, "the length")
        switch (added, factor, metres) {
        case (let added?, let factor?, nil): return .stated(addedCost: added, harmMultiplier: factor)
        case (nil, nil, let metres?): return .length(metres: metres)
        default:
            throw table.fault(
                row, length ?? cost ?? site, "give either added_cost and harm_multiplier (1 for no change), or length_m"
            )
        }
    }
}

/// Where routes stand in their table.
private struct RouteIndex {
    private(set) var byName: [String: [Int]] = [:]
    private(set) var byPair: [String: [String: Int]] = [:]

    init(_ routes: [PriorityRoute]) {
        for (place, route) in routes.enumerated() {
            byName[route.route, default: []].append(place)
            byPair[route.od, default: [:]][route.route] = place
        }
    }
}
