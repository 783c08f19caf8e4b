internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Routes that people choose from: `od,route,cost,persons` and their harm.
struct RouteTable {
    /// Staying away; its harm may be left empty, which counts as none.
    static let outside = "outside"

    let path: String
    /// In the order of the file.
    let routes: [PriorityRoute]
    let warnings: [String]

    private struct Columns {
        let od: Int, route: Int, cost: Int, persons: Int
        let harm: Int?, inflicted: Int?, environment: Int?

        init(_ table: TableInput) throws {
            (od, route) = (try table.column("od"), try table.column("route"))
            (cost, persons) = (try table.column("cost"), try table.column("persons"))
            harm = table.optionalColumn("harm_per_person")
            inflicted = table.optionalColumn("harm_inflicted")
            environment = table.optionalColumn("harm_environment")
            if harm == nil, inflicted == nil || environment == nil {
                throw RequestError(
                    .badData,
                    "\(table.path), line 1: no harm; give a column harm_per_person, or harm_inflicted and harm_environment"
                )
            }
        }
    }

    /// Reads a table.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, an empty or bad number, a route that
    ///   stands twice, and persons that differ within a pair.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let columns = try Columns(table)
        var routes: [PriorityRoute] = []
        routes.reserveCapacity(table.rows.count)
        var seen = Set<[String]>()
        var persons: [String: (value: Double, line: Int)] = [:]
        for row in table.rows {
            let route = try Self.route(table, row, columns)
            guard seen.insert([route.od, route.route]).inserted else {
                throw table.fault(
                    row, columns.route, "route \(route.route) of \(route.od) stands here twice; keep one row")
            }
            let known = persons[route.od, default: (route.persons, row.line)]
            guard known.value == route.persons else {
                throw table.fault(
                    row, columns.persons,
                    "\(ShortestNumber.text(route.persons)) persons, but \(ShortestNumber.text(known.value)) in line "
                        + "\(known.line); every route of \(route.od) carries the persons of the whole od")
            }
            persons[route.od] = known
            routes.append(route)
        }
        guard !routes.isEmpty else { throw RequestError(.badData, "\(path) holds no route below its header") }
        self.path = path
        self.routes = routes
        let remark = table.remark(onColumnsBesides: [
            "od", "route", "cost", "persons", "harm_per_person", "harm_inflicted", "harm_environment",
        ])
        warnings = [remark].compactMap(\.self)
    }

    private static func route(
        _ table: TableInput, _ row: CommaSeparatedTable.Row, _ columns: Columns
    ) throws -> PriorityRoute {
        var route = PriorityRoute(
            od: try table.text(row, columns.od), route: try table.text(row, columns.route),
            cost: try table.number(row, columns.cost),
            persons: try table.amount(row, columns.persons, "the number of persons"), harmInflicted: 0)
        let whole = try table.optionalAmount(row, columns.harm, "the harm")
        let inflicted = try table.optionalAmount(row, columns.inflicted, "the harm")
        let environment = try table.optionalAmount(row, columns.environment, "the harm")
        switch (whole, inflicted, environment) {
        case (let whole, let inflicted?, let environment?):
            (route.harmInflicted, route.harmEnvironment) = (inflicted, environment)
            if let whole, let column = columns.harm, abs(whole - inflicted - environment) > 1e-9 * max(whole, 1e-300) {
                throw table.fault(
                    row, column, "\(ShortestNumber.text(whole)) is not the sum of harm_inflicted and harm_environment")
            }
        case (let whole?, nil, nil): route.harmInflicted = whole
        case (nil, nil, nil) where route.route == outside: break
        default:
            throw table.fault(
                row, columns.route,
                "the harm of route \(route.route) of \(route.od) is unknown; give harm_per_person or both of its parts")
        }
        return route
    }
}
