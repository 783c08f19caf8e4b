internal import Allocation
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// `priorities cover`: the sites from which most demand lies within a radius.
public struct SiteCovering: Sendable {
    /// How the sites are found.
    public enum Method: String, CaseIterable, Sendable {
        /// Branch and bound: no other sites cover more.
        case exact
        /// One site after the other.
        case greedy
    }

    /// A table `site_id,demand_id,distance_m`.
    public var distances: String
    /// A table `demand_id,weight`.
    public var demand: String
    /// Metres; a demand is covered at this distance or less.
    public var radius: Double
    /// How many sites open.
    public var sites: Int
    /// How the sites are found.
    public var method = Method.exact
    /// Parts of the search after which the exact method ends with what it has; nil for 20,000, fewer for many pairs.
    public var maxNodes: Int?
    /// A `.csv` of the demands; nil for none.
    public var output: String?
    /// Whether an existing output is replaced.
    public var overwrite = false

    /// A job with the defaults of the command line.
    public init(distances: String, demand: String, radius: Double, sites: Int) {
        (self.distances, self.demand, self.radius, self.sites) = (distances, demand, radius, sites)
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
        guard radius >= 0, radius.isFinite else {
            throw RequestError(.wrongUsage, "--radius is \(ShortestNumber.text(radius)); it must be 0 or more metres")
        }
        guard sites >= 1 else { throw RequestError(.wrongUsage, "--sites is \(sites); it must be 1 or more") }
        if let maxNodes, maxNodes < 1 {
            throw RequestError(.wrongUsage, "--max-nodes is \(maxNodes); it must be 1 or more")
        }
        let table = try CoverageTable(distances: distances, demand: demand, radius: radius)
        let solution: CoveringSolution
        let problem: CoveringProblem
        let limit: Int
        do {
            problem = try CoveringProblem(
                siteCount: table.siteIDs.count, weights: table.weights, pairs: table.pairs)
            limit = maxNodes ?? problem.affordableNodes
            switch method {
            case .greedy: solution = try problem.greedy(sites: sites)
            case .exact:
                solution = try problem.maximal(sites: sites, maxNodes: limit) { progress("covering", $0, limit) }
            }
        } catch {
            throw RequestError(.badData, "\(distances): \(error)")
        }
        let isCovered = problem.covers(solution.sites)
        if let output { try write(table, solution, to: output) }
        return AllocationOutcome(
            summary: summary(table, solution, isCovered, limit), warnings: table.warnings + remarks(table, solution))
    }

    private func remarks(_ table: CoverageTable, _ solution: CoveringSolution) -> [String] {
        var remarks: [String] = []
        if sites > table.siteIDs.count {
            remarks.append(
                "--sites is \(sites), but \(distances) has \(table.siteIDs.count) sites; all of them are taken")
        }
        if method == .exact, !solution.isProven {
            remarks.append(
                "the search ended after \(solution.nodes) parts (see --max-nodes): up to "
                    + "\(ShortestNumber.text(solution.bound)) may be covered"
            )
        }
        return remarks
    }

    private func summary(_ table: CoverageTable, _ solution: CoveringSolution, _ isCovered: [Bool], _ limit: Int)
        -> JSONObject
    {
        let missed = table.demandIDs.indices.filter { !isCovered[$0] }.map { table.demandIDs[$0] }
        let used = method == .exact && !solution.isProven ? "branch_and_bound" : method.rawValue
        return [
            "sites": .array(solution.sites.map { .string(table.siteIDs[$0]) }), "covered": .number(solution.covered),
            "total": .number(table.weights.reduce(0, +)),
            "uncovered_demands": .array(missed.map { .string($0) }), "method": .string(used),
            "bound": .number(solution.bound), "gap": .number(solution.bound - solution.covered),
            "proven": .boolean(solution.isProven), "nodes": .integer(solution.nodes), "max_nodes": .integer(limit),
            "radius_m": .number(radius), "candidate_sites": .integer(table.siteIDs.count),
            "demands": .integer(table.demandIDs.count), "assumptions": .object([:]),
        ]
    }

    /// Writes each demand with the nearest of the sites.
    private func write(_ table: CoverageTable, _ solution: CoveringSolution, to path: String) throws {
        let open = Set(solution.sites)
        var nearest = [Int?](repeating: nil, count: table.demandIDs.count)
        for (index, pair) in table.pairs.enumerated() where open.contains(Int(pair.site)) {
            let demand = Int(pair.demand)
            if nearest[demand].map({ table.distances[index] < table.distances[$0] }) ?? true { nearest[demand] = index }
        }
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: ["demand_id", "weight", "covered", "site_id", "distance_m"])
        for (demand, id) in table.demandIDs.enumerated() {
            writer.append(id, isFirst: true)
            writer.append(table.weights[demand])
            writer.append(.boolean(nearest[demand] != nil))
            writer.append(nearest[demand].map { table.siteIDs[Int(table.pairs[$0].site)] } ?? "")
            writer.append(nearest[demand].map { table.distances[$0] } ?? .nan)
            try writer.endRecord()
        }
        try writer.commit()
    }
}
