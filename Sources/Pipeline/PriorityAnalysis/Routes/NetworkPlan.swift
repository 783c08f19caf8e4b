internal import Flows
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Routes and effects made from a network: alternatives between the pairs of a demand, harm by link.
struct NetworkPlan {
    let routes: [PriorityRoute]
    let effects: [SiteEffect]
    let warnings: [String]

    /// - Parameter effects: `site_id,link_id[,length_m]`; nil takes the column `link_ids` of the sites.
    /// - Throws: ``FormatError``, or ``RequestError`` for anything unknown, a route over a link whose harm is unknown, and a
    ///   demand of which no pair has a route.
    init(_ inputs: NetworkInputs, sites: SiteTable, effects: String?) throws {
        let (links, risk, demand) = (inputs.links, inputs.risk, inputs.demand)
        let network = try RiskyLinks(links: links, risk: risk)
        var search: AlternativeSearch
        do {
            search = try AlternativeSearch(
                network.graph, method: .overlap,
                rules: AlternativeRules(
                    count: inputs.count, maxOverlap: inputs.maxOverlap, maxStretch: inputs.maxStretch))
        } catch {
            throw RequestError(.wrongUsage, "\(error)")
        }
        let table = try TableInput(demand)
        let columns = (
            from: try table.column("from"), to: try table.column("to"), persons: try table.column("persons")
        )
        var (routes, members, left, seen) = ([PriorityRoute](), [[Int]](), [String](), Set<String>())
        for row in table.rows {
            let ends = try [columns.from, columns.to].map { column in
                let id = try table.text(row, column)
                guard let place = network.places[id] else {
                    throw table.fault(row, column, "no link of \(links) touches place \(id)")
                }
                return (id: id, place: place)
            }
            let persons = try table.amount(row, columns.persons, "the number of persons")
            let od = "\(ends[0].id)>\(ends[1].id)"
            guard seen.insert(od).inserted else { throw table.fault(row, columns.to, "the pair stands here twice") }
            let found =
                ends[0].place == ends[1].place ? [] : search.routes(from: ends[0].place, to: ends[1].place).routes
            if found.isEmpty { left.append(od) }
            for (number, route) in found.enumerated() {
                let harm = try Self.harm(along: route.path, network, risk)
                routes.append(
                    PriorityRoute(
                        od: od, route: "\(number + 1)", cost: route.path.cost, persons: persons,
                        harmInflicted: harm.inflicted, harmEnvironment: harm.environment))
                members.append(route.path.links)
            }
            if let outside = inputs.outside, !found.isEmpty {
                routes.append(
                    PriorityRoute(
                        od: od, route: RouteTable.outside, cost: outside, persons: persons, harmInflicted: 0))
                members.append([])
            }
        }
        guard !routes.isEmpty else { throw RequestError(.badData, "\(demand): no pair has a route in \(links)") }
        self.routes = routes
        let reach = try SiteReach(effects, sites, network, links)
        self.effects = Self.effects(reach, members, network)
        let remark =
            left.isEmpty ? nil : "pairs without any route are left out: \(left.prefix(8).joined(separator: ", "))"
        warnings = [remark].compactMap(\.self)
    }

    private static func harm(along path: RoutePath, _ network: RiskyLinks, _ risk: String) throws -> RiskyLinks.Harm {
        var sum = RiskyLinks.Harm(inflicted: 0, environment: 0)
        for link in path.links {
            guard let harm = network.harms[link] else {
                throw RequestError(
                    .badData,
                    "\(risk) has no harm for link \(network.graph.links[link].id), which a route uses; unknown is not safe: "
                        + "give its rate")
            }
            sum.inflicted += harm.inflicted
            sum.environment += harm.environment
        }
        return sum
    }

    private static func effects(_ reach: SiteReach, _ members: [[Int]], _ network: RiskyLinks) -> [SiteEffect] {
        reach.bySite.enumerated().flatMap { site, lengths in
            members.enumerated().compactMap { route, links -> SiteEffect? in
                let touched = links.filter { lengths[$0] != nil }
                guard !touched.isEmpty else { return nil }
                let whole = links.reduce(0) { $0 + (network.harms[$1]?.whole ?? 0) }
                var (metres, harm) = (0.0, 0.0)
                for link in touched {
                    let length = network.graph.links[link].lengthMetres
                    let within = min(lengths[link] ?? 0, length)
                    metres += within
                    harm += (network.harms[link]?.whole ?? 0) * (length > 0 ? within / length : 1)
                }
                let share = whole > 0 ? min(1, harm / whole) : 0
                return SiteEffect(site: site, route: route, size: .length(metres: metres, harmShare: share))
            }
        }
    }
}

/// What of each link lies within reach of a site, in metres: all of it where nothing is said.
private struct SiteReach {
    /// By site, then by link.
    private(set) var bySite: [[Int: Double]]

    init(_ effects: String?, _ sites: SiteTable, _ network: RiskyLinks, _ links: String) throws {
        bySite = [[Int: Double]](repeating: [:], count: sites.sites.count)
        let table = try effects.map { try TableInput($0) } ?? sites.table
        let site = try table.column("site_id")
        let column = try table.column(effects == nil ? "link_ids" : "link_id")
        let length = effects == nil ? nil : table.optionalColumn("length_m")
        for row in table.rows {
            let name = try table.text(row, site)
            guard let number = sites.numbers[name] else {
                throw table.fault(row, site, "site \(name) is unknown: \(sites.path) has no such site_id")
            }
            let text = try table.optionalText(row, column) ?? ""
            for id in effects == nil
                ? text.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).map(String.init) : [text]
            {
                guard let link = network.numbers[id] else {
                    throw table.fault(row, column, "link \(id) is unknown: \(links) has no such link_id")
                }
                let metres = try table.optionalAmount(row, length, "the length")
                guard bySite[number].updateValue(metres ?? .infinity, forKey: link) == nil else {
                    throw table.fault(row, column, "site \(name) has link \(id) twice; name it once")
                }
            }
        }
    }
}
