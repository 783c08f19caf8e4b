import Flows
import Incidents
import Ingest
import SpatialEngine

/// A route with its share at three sensitivities of choice.
struct WeighedRoute: Sendable {
    let segments: [Int]
    let share: Double
    let shareLow: Double
    let shareHigh: Double
    let seconds: Double
    let costSeconds: Double
}

/// The network of segments and how travellers choose among its routes.
struct RouteModel {
    let segments: [Segment]
    private let placeIDs: [String]
    private let penaltySeconds: [Double]
    private let rules: AlternativeRules
    let beta: Double
    /// θ per second: typical, low, high.
    private let sensitivities: [Double]

    init(_ inputs: JobInputs, _ segments: [Segment]) throws(JobError) {
        self.segments = segments
        placeIDs = inputs.pack.places.map(\.id).sorted()
        var penalties: [Double] = []
        for segment in segments { penalties.append(try Self.penalty(of: segment, inputs)) }
        penaltySeconds = penalties
        rules = AlternativeRules(
            count: Int(try inputs.parameter("choice_alternatives")),
            maxOverlap: try inputs.parameter("choice_max_overlap"),
            maxStretch: try inputs.parameter("choice_max_stretch"))
        beta = try inputs.parameter("choice_beta")
        let theta = try inputs.parameterRange("choice_theta_per_hour")
        sensitivities = [theta.typical, theta.low, theta.high].map { $0 / 3600 }
    }

    /// The typical θ per second.
    var sensitivity: Double { sensitivities[0] }

    /// A corridor's penalty, spread over its legs by their time, so that whoever takes a part of it bears that part.
    private static func penalty(of segment: Segment, _ inputs: JobInputs) throws(JobError) -> Double {
        guard let hours = inputs.optionalParameter("corridor_penalty_h_\(segment.leg.corridorID)"), hours > 0 else {
            return 0
        }
        let whole = inputs.pack.legs.filter { $0.corridorID == segment.leg.corridorID && $0.mode == .foot }
        guard segment.leg.mode == .foot else { return 0 }
        let total = whole.reduce(0) { $0 + ($1.durationHigh?.value ?? 0) }
        guard total > 0 else { return 0 }
        return hours * 3600 * (segment.leg.durationHigh?.value ?? 0) / total
    }

    /// Consecutive months in which the same legs are in use.
    func runs(of months: [YearMonth], pair: ODPair) -> [(months: [YearMonth], legs: [Bool])] {
        var runs: [(months: [YearMonth], legs: [Bool])] = []
        for month in months {
            let legs = segments.map { $0.direction == pair.direction && $0.leg.isActive(in: month) }
            if let last = runs.indices.last, runs[last].legs == legs {
                runs[last].months.append(month)
            } else {
                runs.append(([month], legs))
            }
        }
        return runs
    }

    /// The alternatives of a pair over the legs in use, with their shares.
    func routes(
        for pair: ODPair, legsInUse: [Bool], monthGroup: Int
    ) throws(JobError) -> [WeighedRoute] {
        let (graph, used) = try network(legsInUse: legsInUse, monthGroup: monthGroup)
        do {
            let found = try graph.alternatives(
                from: rank(pair.originID), to: rank(pair.destinationID), rules: rules
            ).routes.map(\.path)
            var shares: [[Double]] = []
            for theta in sensitivities {
                shares.append(try graph.choice(among: found, sensitivity: theta, model: .pathSize(beta: beta)).shares)
            }
            return found.indices.map { r in
                let range = shares.map { $0[r] }
                let route = found[r].links.map { used[$0] }
                return WeighedRoute(
                    segments: route, share: range[0], shareLow: range.min() ?? range[0],
                    shareHigh: range.max() ?? range[0],
                    seconds: route.reduce(0) { $0 + segments[$1].seconds[monthGroup] },
                    costSeconds: found[r].cost)
            }
        } catch {
            throw .method(stage: JobStage.flows.rawValue, problem: "\(pair.id): \(error)")
        }
    }

    /// The graph of the legs in use, with the index of the segment that each of its links stands for.
    func network(
        legsInUse: [Bool], monthGroup: Int
    ) throws(JobError) -> (graph: RoutingGraph, used: [Int]) {
        let used = segments.indices.filter { legsInUse[$0] }
        let links = used.map { index in
            let segment = segments[index]
            return RoutingLink(
                id: segment.id, from: rank(segment.fromID), to: rank(segment.toID),
                cost: segment.seconds[monthGroup] + penaltySeconds[index], lengthMetres: segment.length.value)
        }
        do {
            return (try RoutingGraph(placeIDs: placeIDs, links: links), used)
        } catch {
            throw .method(stage: JobStage.flows.rawValue, problem: "\(error)")
        }
    }

    func rank(_ placeID: String) -> Int {
        var (low, high) = (0, placeIDs.count)
        while low < high {
            let middle = (low + high) / 2
            if placeIDs[middle] < placeID { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
