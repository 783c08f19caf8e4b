import Flows
import Incidents
import Ingest
import SpatialEngine

/// The network of segments and how travellers choose among its routes.
struct RouteModel {
    let segments: [Segment]
    private let placeIDs: [String]
    private let penaltySeconds: [Double]
    private let closedLegs: Set<String>
    let beta: Double
    /// θ per second.
    let sensitivity: Double

    /// - Parameter closedLegs: Ids of legs that nobody can use.
    init(_ inputs: JobInputs, _ segments: [Segment], closedLegs: [String] = []) throws(JobError) {
        self.segments = segments
        self.closedLegs = Set(closedLegs)
        placeIDs = inputs.pack.places.map(\.id).sorted()
        var penalties: [Double] = []
        for segment in segments { penalties.append(try Self.penalty(of: segment, inputs)) }
        penaltySeconds = penalties
        beta = try inputs.parameter("choice_beta")
        sensitivity = try inputs.parameter("choice_theta_per_hour") / 3600
    }

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

    /// Whether each segment is in use in a month in a direction.
    func legsInUse(in month: YearMonth, _ direction: TravelDirection) -> [Bool] {
        segments.map {
            $0.direction == direction && $0.leg.isActive(in: month) && !closedLegs.contains($0.leg.id)
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
