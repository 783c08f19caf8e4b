internal import Allocation
internal import SpatialEngine
internal import SpatialFormats

/// Demands with weights, and how far each is from each site.
struct CoverageTable {
    let siteIDs: [String]
    let demandIDs: [String]
    let weights: [Double]
    /// Pairs in reach, in the order of the file, with their distances in metres.
    let pairs: [CoveringProblem.Pair]
    let distances: [Double]
    /// What a user should know, one sentence each.
    let warnings: [String]

    /// Reads `demand_id,weight` and `site_id,demand_id,distance_m`; sites come in the order of their first row.
    ///
    /// - Parameter radius: Metres; pairs beyond it are left out.
    /// - Throws: ``FormatError``, or ``RequestError`` for an id that is unknown or stands twice, a number that is
    ///   negative or not finite, a table without rows.
    init(distances path: String, demand demandPath: String, radius: Double) throws {
        let demand = try DemandWeights(demandPath)
        let table = try TableInput(path)
        let columns = (
            site: try table.column("site_id"), demand: try table.column("demand_id"),
            distance: try table.column("distance_m")
        )
        var siteIDs: [String] = []
        var siteNumbers: [String: Int] = [:]
        var seen = Set<Int>(minimumCapacity: table.rows.count)
        var pairs: [CoveringProblem.Pair] = []
        var distances: [Double] = []
        for row in table.rows {
            let id = try table.text(row, columns.site)
            let site = siteNumbers[id] ?? siteIDs.count
            if site == siteIDs.count {
                siteNumbers[id] = site
                siteIDs.append(id)
            }
            let other = try table.text(row, columns.demand)
            guard let number = demand.numbers[other] else {
                throw table.fault(
                    row, columns.demand, "demand \(other) is unknown: \(demandPath) has no such demand_id")
            }
            guard seen.insert(site * demand.ids.count + number).inserted else {
                throw table.fault(row, columns.demand, "site \(id) and demand \(other) stand here twice; keep one row")
            }
            let distance = try table.amount(row, columns.distance, "the distance")
            guard distance <= radius else { continue }
            pairs.append(CoveringProblem.Pair(site: site, demand: number))
            distances.append(distance)
        }
        guard !siteIDs.isEmpty else { throw RequestError(.badData, "\(path) holds no site below its header") }
        (self.siteIDs, demandIDs, weights) = (siteIDs, demand.ids, demand.weights)
        (self.pairs, self.distances) = (pairs, distances)
        let ignored = table.remark(onColumnsBesides: ["site_id", "demand_id", "distance_m"])
        warnings = [ignored, demand.warning].compactMap(\.self)
    }
}

/// A table of demands.
private struct DemandWeights {
    let ids: [String]
    let weights: [Double]
    let numbers: [String: Int]
    let warning: String?

    init(_ path: String) throws {
        let table = try TableInput(path)
        let (id, weight) = (try table.column("demand_id"), try table.column("weight"))
        var ids: [String] = []
        var weights: [Double] = []
        var numbers: [String: Int] = [:]
        for row in table.rows {
            let name = try table.text(row, id)
            guard numbers.updateValue(ids.count, forKey: name) == nil else {
                throw table.fault(row, id, "demand \(name) stands here twice; keep one row")
            }
            ids.append(name)
            weights.append(try table.amount(row, weight, "the weight"))
        }
        guard !ids.isEmpty else { throw RequestError(.badData, "\(path) holds no demand below its header") }
        guard weights.reduce(0, +).isFinite else {
            throw RequestError(.badData, "\(path): the weights add up to more than a number can hold; scale them down")
        }
        (self.ids, self.weights, self.numbers) = (ids, weights, numbers)
        warning = table.remark(onColumnsBesides: ["demand_id", "weight"])
    }
}
