internal import SpatialEngine

/// What a query of a network writes down at each hub; an earlier query's is told by its stamp.
final class SeaNetworkScratch {
    struct Label {
        /// From the start.
        var length = 0.0
        /// The first corner on the way.
        var corner = Int32(-1)
        var stamp = UInt32(0)
    }

    /// One label a hub.
    ///
    /// No array: nothing here is shared, and each look at it would be checked.
    let labels: UnsafeMutablePointer<Label>
    private(set) var stamp = UInt32(0)
    private let count: Int

    init(corners: Int) {
        count = corners
        labels = .allocate(capacity: max(1, corners))
        labels.initialize(repeating: Label(), count: corners)
    }

    deinit { labels.deallocate() }

    func begin() {
        if stamp == .max {
            labels.update(repeating: Label(), count: count)
            stamp = 0
        }
        stamp += 1
    }
}

/// A query of a network between two ends.
struct SeaNetworkSearch {
    /// A corner that an end sees.
    private struct Candidate {
        let corner: Int
        /// From the end to the corner.
        let length: Double
        /// No way between the ends by this corner is shorter.
        let bound: Double
    }

    private let core: SeaNetworkCore
    private let scratch: SeaNetworkScratch
    private let start: SeaEnd
    private let target: SeaEnd
    private let startSpot: SeaMetric.Spot
    private let targetSpot: SeaMetric.Spot

    init(_ core: SeaNetworkCore, from start: SeaEnd, to target: SeaEnd, _ scratch: SeaNetworkScratch) {
        (self.core, self.start, self.target, self.scratch) = (core, start, target, scratch)
        (startSpot, targetSpot) = (core.metric.spot(start.point), core.metric.spot(target.point))
    }

    /// The vertices where the shortest way bends; nil if there is none.
    ///
    /// Both ends look round a little, which gives a way that may not be the best; then as far as a better one may lead.
    func bends() -> [Int]? {
        var fromStart = SeaLook(core.chart, from: start, towards: target, scale: core.shortest)
        var fromTarget = SeaLook(core.chart, from: target, towards: start, scale: core.shortest)
        var steps = 24
        var limit = Double.infinity
        while limit == .infinity, !(fromStart.isOver && fromTarget.isOver) {
            fromStart.goOn(steps: steps)
            fromTarget.goOn(steps: steps)
            limit =
                meeting(
                    candidates(fromStart, startSpot, targetSpot, limit),
                    candidates(fromTarget, targetSpot, startSpot, limit)
                )?.length ?? .infinity
            steps *= 4
        }
        limit *= 1 + 1e-7
        fromStart.finish(limit: limit)
        fromTarget.finish(limit: limit)
        guard
            let best = meeting(
                candidates(fromStart, startSpot, targetSpot, limit),
                candidates(fromTarget, targetSpot, startSpot, limit))
        else { return nil }
        let way = core.labels.way(from: best.first, toHub: best.hub)
        let rest = core.labels.way(from: best.last, toHub: best.hub).reversed().dropFirst()
        return (way + rest).map { Int(core.corners[$0]) }
    }

    private func candidates(
        _ look: SeaLook, _ spot: SeaMetric.Spot, _ other: SeaMetric.Spot, _ limit: Double
    ) -> [Candidate] {
        var result: [Candidate] = []
        for v in look.corners {
            let corner = Int(core.numbers[Int(v)])
            let length = core.metric.distance(spot, core.spots[corner])
            let bound = length + core.metric.distance(core.spots[corner], other)
            if bound <= limit { result.append(Candidate(corner: corner, length: length, bound: bound)) }
        }
        return result
    }

    /// The shortest way that leaves by one of the corners and arrives by one of the others.
    private func meeting(
        _ starts: [Candidate], _ targets: [Candidate]
    ) -> (length: Double, first: Int, hub: Int32, last: Int)? {
        scratch.begin()
        let (labels, stamp) = (scratch.labels, scratch.stamp)
        var best = (length: Double.infinity, hub: Int32(-1), last: -1)
        core.labels.entries.withUnsafeBufferPointer { entries in
            for candidate in starts {
                let corner = Int32(truncatingIfNeeded: candidate.corner)
                for entry in entries[core.labels.range(of: candidate.corner)] {
                    let total = candidate.length + Double(entry.length)
                    let label = labels + Int(entry.hub)
                    if label.pointee.stamp != stamp || total < label.pointee.length {
                        label.pointee = SeaNetworkScratch.Label(length: total, corner: corner, stamp: stamp)
                    }
                }
            }
            for candidate in targets {
                for entry in entries[core.labels.range(of: candidate.corner)] {
                    let label = labels + Int(entry.hub)
                    let total = candidate.length + Double(entry.length) + label.pointee.length
                    if label.pointee.stamp == stamp, total < best.length { best = (total, entry.hub, candidate.corner) }
                }
            }
        }
        return best.last < 0 ? nil : (best.length, Int(labels[Int(best.hub)].corner), best.hub, best.last)
    }
}
