internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// Links of a network with the harm that one person comes to on each.
///
/// Links as of `network build`: `link_id,from,to,cost[,length_m]`. Risk: `unit_id` (the link) and `harm_per_person`, or
/// `harm_inflicted` and `harm_environment`, or `rate_mean`, the rate of `risk rates` for each person-trip.
struct RiskyLinks {
    struct Harm {
        var inflicted: Double
        var environment: Double
        var whole: Double { inflicted + environment }
    }

    let graph: RoutingGraph
    /// Position of each link id.
    let numbers: [String: Int]
    /// Position of each place id.
    let places: [String: Int]
    /// Of each link; nil where the risk table has no row, which is not safe but unknown.
    let harms: [Harm?]

    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, a link that stands twice or is unknown, a
    ///   number below 0.
    init(links: String, risk: String) throws {
        let table = try TableInput(links)
        let ids = (
            link: try table.column("link_id"), from: try table.column("from"), to: try table.column("to"),
            cost: try table.column("cost"), length: table.optionalColumn("length_m")
        )
        let names = try table.rows.flatMap { [try table.text($0, ids.from), try table.text($0, ids.to)] }
        let sorted = Set(names).sorted()
        places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        var (list, numbers) = ([RoutingLink](), [String: Int]())
        for (index, row) in table.rows.enumerated() {
            let id = try table.text(row, ids.link)
            guard numbers.updateValue(list.count, forKey: id) == nil else {
                throw table.fault(row, ids.link, "link \(id) stands here twice; give every link its own id")
            }
            list.append(
                RoutingLink(
                    id: id, from: places[names[2 * index]] ?? 0, to: places[names[2 * index + 1]] ?? 0,
                    cost: try table.amount(row, ids.cost, "the cost"),
                    lengthMetres: try table.optionalAmount(row, ids.length, "the length") ?? 0))
        }
        guard !list.isEmpty else { throw RequestError(.badData, "\(links) holds no link below its header") }
        do {
            graph = try RoutingGraph(placeIDs: sorted, links: list)
        } catch {
            throw RequestError(.badData, "\(links): \(error)")
        }
        self.numbers = numbers
        harms = try Self.harms(risk, numbers, of: links)
    }

    private static func harms(
        _ path: String, _ numbers: [String: Int], of links: String
    ) throws -> [Harm?] {
        let table = try TableInput(path)
        let id = try table.column("unit_id")
        let parts = (table.optionalColumn("harm_inflicted"), table.optionalColumn("harm_environment"))
        let whole = table.optionalColumn("harm_per_person") ?? table.optionalColumn("rate_mean")
        var harms = [Harm?](repeating: nil, count: numbers.count)
        var seen = Set<String>()
        for row in table.rows {
            let link = try table.text(row, id)
            guard seen.insert(link).inserted else { throw table.fault(row, id, "unit \(link) stands here twice") }
            guard let number = numbers[link] else {
                throw table.fault(row, id, "link \(link) is unknown: \(links) has no such link_id")
            }
            if let inflicted = parts.0, let environment = parts.1 {
                harms[number] = Harm(
                    inflicted: try table.amount(row, inflicted, "the harm"),
                    environment: try table.amount(row, environment, "the harm"))
            } else if let whole {
                harms[number] = try table.optionalAmount(row, whole, "the harm").map {
                    Harm(inflicted: $0, environment: 0)
                }
            } else {
                throw RequestError(
                    .badData,
                    "\(path), line 1: no harm; give harm_per_person, harm_inflicted and harm_environment, or rate_mean")
            }
        }
        return harms
    }
}
