import Glibc
import Incidents
import Ingest
import Risk
import SpatialEngine

/// The routes that measures can move people between: those with counted travellers and known risk, season by season.
struct PriorityRoutes {
    let routes: [PriorityRoute]
    /// Draws of each route's harm per person.
    let harmDraws: [[Double]]
    /// Segments of each route; empty for the outside option.
    private let segments: [[Int]]
    /// Month group of each route.
    private let monthGroups: [Int]
    /// Mean harm per person-trip of each segment of the network.
    private let meanHarm: [Double]

    init(
        _ inputs: JobInputs, _ segments: [Segment], _ flows: NetworkFlows, _ rates: SegmentRates, years: Double
    ) throws(JobError) {
        let theta = try inputs.parameter("choice_theta_per_hour") / 3600
        let outside = try inputs.parameter("outside_cost_hours") * 3600
        let inflicted = Self.inflictedShares(inputs, rates)
        let meanHarm = rates.risks.draws.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Double($0.count) }
        self.meanHarm = meanHarm
        var routes: [PriorityRoute] = []
        var members: [[Int]] = []
        var draws: [[Double]] = []
        var groups: [Int] = []
        for set in flows.routeSets {
            let known = set.options.filter { option in
                option.share > 0 && option.segments.allSatisfy { !rates.risks.draws[$0].isEmpty }
            }
            guard known.count == set.options.count, let best = known.first else { continue }
            let persons = known.reduce(0) { $0 + ($1.persons ?? 0) } / years
            guard persons > 0 else { continue }
            let od = "\(set.pair.id):\(inputs.pack.settings.monthGroups[set.monthGroup].id)"
            for (number, option) in known.enumerated() {
                let parts = option.segments.map { segment in
                    (harm: meanHarm[segment], inflicted: inflicted[RiskJob.riskGroup(of: segments[segment].leg.mode)])
                }
                let harm = parts.reduce(0) { $0 + $1.harm }
                let byPersons = parts.reduce(0) { $0 + $1.harm * $1.inflicted }
                // The cost at which a plain logit has the share that the path-size model gave.
                let cost = best.costSeconds - log(option.share / best.share) / theta
                routes.append(
                    PriorityRoute(
                        od: od, route: "\(number + 1)", cost: cost, persons: persons, harmInflicted: byPersons,
                        harmEnvironment: harm - byPersons))
                members.append(option.segments)
                groups.append(set.monthGroup)
                draws.append(try Self.draws(along: option.segments, rates))
            }
            routes.append(
                PriorityRoute(
                    od: od, route: "outside", cost: max(outside, best.costSeconds), persons: persons,
                    harmInflicted: 0, harmEnvironment: 0))
            members.append([])
            groups.append(set.monthGroup)
            draws.append([])
        }
        self.routes = routes
        self.segments = members
        monthGroups = groups
        let count = draws.first { !$0.isEmpty }?.count ?? 0
        harmDraws = (0..<count).map { draw in draws.map { $0.isEmpty ? 0 : $0[draw] } }
    }

    private static func draws(along segments: [Int], _ rates: SegmentRates) throws(JobError) -> [Double] {
        do {
            return try RouteRisk(along: segments, of: rates.risks).draws
        } catch {
            throw .method(stage: JobStage.priorities.rawValue, problem: "\(error)")
        }
    }

    /// Harm that persons do to others; everything else is the surroundings' doing.
    private static let inflictedCategories: Set<String> = [
        "killing", "armed_robbery", "mass_robbery", "kidnapping", "sexual_violence", "extortion",
    ]

    /// The share of persons dead or missing that other persons inflicted, by risk group.
    static func inflictedShares(_ inputs: JobInputs, _ rates: SegmentRates) -> [Double] {
        var total = [Double](repeating: 0, count: RiskJob.riskGroups.count)
        var inflicted = total
        for index in rates.used {
            let incident = inputs.incidents[index]
            let group = RiskJob.riskGroup(of: incident.mode)
            total[group] += Double(incident.deadOrMissing ?? 0)
            if inflictedCategories.contains(incident.category) {
                inflicted[group] += Double(incident.deadOrMissing ?? 0)
            }
        }
        return zip(inflicted, total).map { $1 > 0 ? $0 / $1 : 0 }
    }

    /// How an area's measure is felt on each route: the length within reach, and the share of the route's harm there.
    func effects(of area: PriorityArea, site: Int) -> [SiteEffect] {
        segments.indices.compactMap { route in
            var (metres, harm) = (0.0, 0.0)
            for segment in segments[route] {
                guard let felt = area.reach.first(where: { $0.segment == segment }) else { continue }
                metres += felt.metres
                harm += meanHarm[segment] * felt.shareOfSegment
            }
            let whole = segments[route].reduce(0) { $0 + meanHarm[$1] }
            guard metres > 0 else { return nil }
            return SiteEffect(
                site: site, route: route,
                size: .length(metres: metres, harmShare: whole > 0 ? min(1, harm / whole) : 0))
        }
    }

    /// Corridors of the routes that people are diverted to, largest gain first, each once.
    func corridors(receivingFrom outcome: SiteOutcome, _ all: [Segment]) -> [String] {
        var corridors: [String] = []
        for receiver in outcome.receiving {
            for segment in segments[receiver.route] where !corridors.contains(all[segment].leg.corridorID) {
                corridors.append(all[segment].leg.corridorID)
            }
        }
        return corridors
    }

    /// Persons and harm of the routes before and after, by main corridor, in the order of corridor ids; staying away comes last.
    func shifts(_ routeShifts: [RouteShift], _ all: [Segment]) -> [CorridorShift] {
        var shifts: [String: CorridorShift] = [:]
        for shift in routeShifts {
            let corridor =
                RiskJob.mainCorridor(of: segments[shift.route], all, monthGroups[shift.route]) ?? CorridorShift.outside
            var sum = shifts[corridor] ?? CorridorShift(corridorID: corridor)
            let persons = routes[shift.route].persons
            sum.personsBefore += persons * shift.shareBefore
            sum.personsAfter += persons * shift.shareAfter
            sum.harmBefore += shift.harmBefore
            sum.harmAfter += shift.harmAfter
            shifts[corridor] = sum
        }
        return shifts.values.sorted { ($0.isOutside ? 1 : 0, $0.corridorID) < ($1.isOutside ? 1 : 0, $1.corridorID) }
    }
}

/// Persons and harm a year on the routes of one main corridor, before and after a measure.
struct CorridorShift: Sendable {
    /// Those who do not travel.
    static let outside = "outside"

    let corridorID: String
    var personsBefore = 0.0
    var personsAfter = 0.0
    var harmBefore = 0.0
    var harmAfter = 0.0

    init(corridorID: String) { self.corridorID = corridorID }

    var isOutside: Bool { corridorID == Self.outside }
}
