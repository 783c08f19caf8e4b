internal import Allocation
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// `priorities interdict --mode delay|remove|flow`: the links that hurt most when they are lost.
public struct LinkInterdiction: Sendable {
    /// What is lost with a link, and for whom.
    public enum Mode: String, CaseIterable, Sendable {
        /// The links' `delay` is added to the cost of the cheapest path.
        case delay
        /// Links are taken from the cheapest path.
        case remove
        /// Links are taken from the largest flow.
        case flow
    }

    /// The network: `.csv`, `.geojson` or `.tntp`.
    public var links: String
    /// The id of the place of origin.
    public var origin: String
    /// The id of the destination.
    public var destination: String
    /// The most links that are hit.
    public var budget: Int
    /// What is lost with a link.
    public var mode: Mode
    /// Parts of the search after which it ends with what it has; nil for 20,000, fewer for many links.
    public var maxNodes: Int?
    /// A `.csv` of the links hit; nil for none.
    public var output: String?
    /// Whether an existing output is replaced.
    public var overwrite = false

    /// A job with the defaults of the command line.
    public init(links: String, from origin: String, to destination: String, budget: Int, mode: Mode) {
        (self.links, self.origin, self.destination) = (links, origin, destination)
        (self.budget, self.mode) = (budget, mode)
    }

    /// Reads, computes and writes.
    ///
    /// - Parameter progress: Told of the stage, what is done and of how much.
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(
        progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> AllocationOutcome {
        if let output {
            _ = try OutputFormat(of: output, allowed: [.csv])
            try OutputFormat.requirePlace(output, overwrite: overwrite)
        }
        guard budget >= 0 else { throw RequestError(.wrongUsage, "--budget is \(budget); it must be 0 links or more") }
        if let maxNodes, maxNodes < 1 {
            throw RequestError(.wrongUsage, "--max-nodes is \(maxNodes); it must be 1 or more")
        }
        guard origin != destination else {
            throw RequestError(.wrongUsage, "--from and --to are both \(origin); name two places")
        }
        let table = try LinkTable(links)
        let found = try find(table, progress)
        if let output { try write(table, found.links, to: output) }
        var warnings: [String] = []
        if !table.ignoredColumns.isEmpty {
            warnings.append("\(links): columns not used: \(table.ignoredColumns.joined(separator: ", "))")
        }
        if !found.isProven {
            warnings.append(
                "the search ended after \(found.nodes) parts (see --max-nodes): the value is not shown "
                    + "to be the worst; see bound"
            )
        }
        return AllocationOutcome(summary: summary(table, found), warnings: warnings)
    }

    /// What all modes tell.
    private struct Finding {
        /// Nil where there is no path or no limit.
        var base: Double?
        var value: Double?
        var bound: Double?
        var isDisconnected: Bool
        /// Whether nothing limits the flow that is left.
        var isUnlimited = false
        var links: [Int]
        var isProven: Bool
        var nodes: Int
        var maxNodes: Int
    }

    private func find(_ table: LinkTable, _ progress: (String, Int, Int) -> Void) throws -> Finding {
        let ends = (try place(origin, "--from", table), try place(destination, "--to", table))
        do {
            let network = try InterdictionNetwork(
                placeCount: table.placeIDs.count, links: try hits(table), firstThroughPlace: table.firstThroughPlace)
            let limit = maxNodes ?? network.affordableNodes
            if mode == .flow {
                let flow = try network.worstForFlow(from: ends.0, to: ends.1, budget: budget, maxNodes: limit) {
                    progress("interdiction", $0, limit)
                }
                return Finding(
                    base: flow.base, value: flow.value, bound: flow.bound, isDisconnected: flow.value == 0,
                    isUnlimited: flow.value == .infinity, links: flow.links, isProven: flow.isProven,
                    nodes: flow.nodes, maxNodes: limit)
            }
            let path = try network.worstForPath(
                from: ends.0, to: ends.1, budget: budget, effect: mode == .delay ? .delay : .removal,
                maxNodes: limit
            ) { progress("interdiction", $0, limit) }
            return Finding(
                base: path.base, value: path.value, bound: path.bound, isDisconnected: path.value == nil,
                links: path.links, isProven: path.isProven, nodes: path.nodes, maxNodes: limit)
        } catch let error as AllocationError {
            throw RequestError(.badData, "\(links): \(error)")
        }
    }

    private func place(_ id: String, _ option: String, _ table: LinkTable) throws(RequestError) -> Int {
        if let number = table.placeIDs.firstIndex(of: id) { return number }
        let some = table.placeIDs.prefix(5).joined(separator: ", ")
        throw RequestError(
            .badData, "\(option) is \(id), but no link of \(links) touches such a place; it has places such as \(some)")
    }

    /// The links with the figures that the mode needs.
    private func hits(_ table: LinkTable) throws(RequestError) -> [InterdictionLink] {
        var list: [InterdictionLink] = []
        list.reserveCapacity(table.links.count)
        for (link, ends) in zip(table.links, table.ends) {
            var hit = InterdictionLink(from: ends.from, to: ends.to, capacity: link.capacity ?? .infinity)
            if mode != .flow { hit.cost = try figure(link.cost, "cost", link, "") }
            if mode == .delay {
                hit.delay = try figure(link.delay, "delay", link, "; give 0 where a link cannot be delayed")
            }
            list.append(hit)
        }
        return list
    }

    private func figure(
        _ value: Double?, _ name: String, _ link: NetworkLink, _ advice: String
    ) throws(RequestError) -> Double {
        if let value { return value }
        throw RequestError(
            .badData,
            "\(links), link \(link.id), \(name): there is no figure, but --mode \(mode.rawValue) needs one\(advice)")
    }

    private func summary(_ table: LinkTable, _ found: Finding) -> JSONObject {
        func number(_ value: Double?) -> JSONValue { value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }
        let gap = found.bound.flatMap { bound in found.value.map { abs(bound - $0) } }
        var summary: JSONObject = [
            "mode": .string(mode.rawValue), "from": .string(origin), "to": .string(destination),
            "budget": .integer(budget), "base": number(found.base), "value": number(found.value),
            "disconnected": .boolean(found.isDisconnected),
            "links": .array(found.links.map { .string(table.links[$0].id) }),
            "method": .string(found.isProven ? "exact" : "branch_and_bound"), "bound": number(found.bound),
            "gap": found.isProven && found.value?.isFinite == true ? .number(0) : number(gap),
            "proven": .boolean(found.isProven), "nodes": .integer(found.nodes), "max_nodes": .integer(found.maxNodes),
        ]
        if mode == .flow { summary["unlimited"] = .boolean(found.isUnlimited) }
        summary["assumptions"] = .object([:])
        return summary
    }

    private func write(_ table: LinkTable, _ hit: [Int], to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: ["link_id", "from", "to"])
        for link in hit.map({ table.links[$0] }) { try writer.append(record: [link.id, link.from, link.to]) }
        try writer.commit()
    }
}
