import Glibc
import SpatialEngine

/// Events spread along lines by a kernel, in events a unit of length.
public struct NetworkDensity: Sendable {
    /// What becomes of a kernel at a node where `deg` lines meet.
    public enum Method: String, CaseIterable, Sendable {
        /// It goes on whole along every shortest way: Σ w K(d). Its mass grows with each fork.
        case simple
        /// It is divided among the other lines, 1/(deg − 1) each; at a dead end it is lost.
        case discontinuous
        /// 2/deg goes on along each of the other lines and (2 − deg)/deg comes back; at a dead end all comes back.
        ///
        /// With the Gaussian this is the heat kernel of the network (McSwiggan, Baddeley & Nair 2017,
        /// doi:10.1111/sjos.12255).
        case continuous
    }

    /// Where a density is wanted.
    public struct Query: Sendable {
        /// The place.
        public var place: LineNetwork.Place
        /// The number of an event that is left out, or nil.
        public var omitted: Int?

        /// A place at which all events count, or all but one.
        public init(_ place: LineNetwork.Place, omitting omitted: Int? = nil) {
            self.place = place
            self.omitted = omitted
        }
    }

    /// A density with the mass of all events.
    public struct Estimate: Sendable {
        /// One a query.
        public let values: [Double]
        /// The integral over the network, by the kernel's own integral on every stretch.
        public let mass: Double
        /// What passed dead ends; 0 unless the method is ``Method/discontinuous``.
        public let lost: Double
        /// Events with so many ways that these were gathered on equal steps.
        public let gathered: Int
    }

    let network: LineNetwork
    let events: [LineNetwork.Place]
    let weights: [Double]
    let method: Method
    let kernel: SmoothingKernel
    let bandwidth: Double

    /// A density along lines (Okabe, Satoh & Sugihara 2009, doi:10.1080/13658810802475491): the sum over all ways from an
    /// event to a place, cycles included.
    ///
    /// An event exactly on a node is at the end of the line that it is given on; ways that leave by that line start whole,
    /// the others are split at the node. A Gaussian ends at 6.5 σ.
    /// - Throws: ``HotspotError``: weights that do not match or are none, a bandwidth not above 0, a place off its line.
    public init(
        _ network: LineNetwork, events: [LineNetwork.Place], weights: [Double], method: Method, kernel: SmoothingKernel,
        bandwidth: Double
    ) throws(HotspotError) {
        guard weights.count == events.count else { throw .countMismatch(expected: events.count, found: weights.count) }
        if let unit = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .invalidValue(unit: unit) }
        guard bandwidth > 0, bandwidth.isFinite else { throw .notPositive("the bandwidth", bandwidth) }
        if let unit = events.firstIndex(where: { place in
            !network.lengths.indices.contains(place.edge)
                || !(place.offset >= 0 && place.offset <= network.lengths[place.edge])
        }) {
            throw .invalidValue(unit: unit)
        }
        (self.network, self.events, self.weights) = (network, events, weights)
        (self.method, self.kernel, self.bandwidth) = (method, kernel, bandwidth)
    }

    /// Beyond it a kernel is 0: less than 10⁻¹⁰ of a Gaussian.
    var reach: Double { kernel == .quartic ? bandwidth : 6.5 * bandwidth }

    /// The density at places of the network.
    ///
    /// The same at any number of threads: events are summed in parts whose number depends on the input only.
    /// - Complexity: O(ways within reach) an event; beyond 20,000 ways they are gathered on 2,048 distances (10⁻⁶ of the height),
    ///   those of 16 events at once.
    public func estimate(at queries: [Query], threads: Int) -> Estimate {
        var byEdge: [Int: [Int]] = [:]
        for (index, query) in queries.enumerated() { byEdge[query.place.edge, default: []].append(index) }
        let parts = max(1, min(32, events.count, 50_000_000 / max(1, queries.count)))
        let bounds = (0...parts).map { $0 * events.count / parts }
        let grouped = byEdge
        let sums = parallelMap(Array(0..<parts), threads: threads) { part in
            var sum = PartialSum(values: [Double](repeating: 0, count: queries.count))
            addEvents(bounds[part]..<bounds[part + 1], queries, grouped, to: &sum)
            return sum
        }
        var total = PartialSum(values: [Double](repeating: 0, count: queries.count))
        for sum in sums {
            for (i, value) in sum.values.enumerated() { total.values[i] += value }
            total.mass += sum.mass
            total.lost += sum.lost
            total.gathered += sum.gathered
        }
        // Where ways with weights of either sign cancel, rounding may leave less than nothing.
        return Estimate(
            values: total.values.map { max(0, $0) }, mass: total.mass, lost: total.lost, gathered: total.gathered)
    }

    struct PartialSum: Sendable {
        var values: [Double]
        var mass = 0.0
        var lost = 0.0
        var gathered = 0
    }

    @inline(__always)
    func height(_ distance: Double) -> Double {
        distance < reach ? kernel.linearHeight(distance: distance, bandwidth: bandwidth) : 0
    }

    func tail(_ distance: Double) -> Double { kernel.linearTail(from: distance, bandwidth: bandwidth) }

    private func addSimple(_ event: Int, _ queries: [Query], _ byEdge: [Int: [Int]], to sum: inout PartialSum) {
        let (place, weight) = (events[event], weights[event])
        let nodes = NodeDistances(from: place, on: network, within: reach)
        var last = -1
        for stretch in network.stretches(from: place, nodes) {
            let meeting = min(stretch.length, max(0, (stretch.far + stretch.length - stretch.near) / 2))
            let middle = stretch.near.isInfinite ? 0 : stretch.far.isInfinite ? stretch.length : meeting
            if middle > 0 { sum.mass += weight * (tail(stretch.near) - tail(stretch.near + middle)) }
            if middle < stretch.length {
                sum.mass += weight * (tail(stretch.far) - tail(stretch.far + stretch.length - middle))
            }
            guard stretch.edge != last else { continue }
            last = stretch.edge
            for index in byEdge[stretch.edge] ?? [] where queries[index].omitted != event {
                sum.values[index] += weight * height(network.distance(from: place, nodes, to: queries[index].place))
            }
        }
    }

    private func addEvents(
        _ numbers: Range<Int>, _ queries: [Query], _ byEdge: [Int: [Int]], to sum: inout PartialSum
    ) {
        // What is left out of a sum must be followed by itself.
        let together = queries.contains { $0.omitted != nil } ? 1 : 16
        var waiting: [Int] = []
        for event in numbers where weights[event] > 0 {
            if method == .simple {
                addSimple(event, queries, byEdge, to: &sum)
                continue
            }
            addDirect(event, queries, byEdge, to: &sum)
            let isContinuous = method == .continuous
            if let ways = NetworkWays(from: events[event], on: network, continuous: isContinuous, within: reach) {
                add(ways, weight: weights[event], of: event, queries, byEdge, to: &sum)
            } else {
                waiting.append(event)
                sum.gathered += 1
            }
            if waiting.count == together { addGathered(&waiting, queries, byEdge, to: &sum) }
        }
        addGathered(&waiting, queries, byEdge, to: &sum)
    }

    private func addGathered(
        _ waiting: inout [Int], _ queries: [Query], _ byEdge: [Int: [Int]], to sum: inout PartialSum
    ) {
        guard let event = waiting.first else { return }
        let ways = NetworkWays(
            gatheredFrom: waiting.map { (events[$0], weights[$0]) }, on: network, continuous: method == .continuous,
            within: reach)
        add(ways, weight: 1, of: event, queries, byEdge, to: &sum)
        waiting = []
    }

    /// The part that an event has on its own line before it comes to a node.
    private func addDirect(_ event: Int, _ queries: [Query], _ byEdge: [Int: [Int]], to sum: inout PartialSum) {
        let (place, weight) = (events[event], weights[event])
        let length = network.lengths[place.edge]
        sum.mass += weight * (1 - tail(place.offset) - tail(length - place.offset))
        for index in byEdge[place.edge] ?? [] where queries[index].omitted != event {
            sum.values[index] += weight * height(abs(queries[index].place.offset - place.offset))
        }
    }

    private func add(
        _ ways: NetworkWays, weight: Double, of event: Int, _ queries: [Query], _ byEdge: [Int: [Int]],
        to sum: inout PartialSum
    ) {
        for (distance, share) in ways.lost { sum.lost += weight * share * tail(distance) }
        for (departure, arrivals) in ways.arrivals {
            let length = network.lengths[departure.edge]
            let wanted = (byEdge[departure.edge] ?? []).filter { queries[$0].omitted != event }
            for (distance, share) in arrivals {
                sum.mass += weight * share * (tail(distance) - tail(distance + length))
                for index in wanted {
                    let offset = queries[index].place.offset
                    let along = departure.isForward ? offset : length - offset
                    sum.values[index] += weight * share * height(distance + along)
                }
            }
        }
    }
}
