internal import CIntrinsics
internal import SpatialEngine

/// What a query of a network writes down at each hub; an earlier query's is told by its stamp.
final class SeaNetworkScratch {
    /// The shortest known ways from both ends to a hub.
    struct Label {
        var fromStart = Double.infinity
        var fromTarget = Double.infinity
        /// The first corner on each way.
        var first = Int32(-1)
        var last = Int32(-1)
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
    /// An end with what it has seen so far.
    private struct Outlook {
        var look: SeaLook
        let spot: SeaMetric.Spot
        let other: SeaMetric.Spot
        /// How many of the corners seen have been weighed.
        var weighed = 0
    }

    /// A corner that an end sees.
    private struct Candidate {
        let corner: Int
        /// Whether it is the start that sees it.
        let isStart: Bool
        /// From the end to the corner.
        let length: Double
        /// No way between the ends by this corner is shorter.
        let bound: Double
        /// Where the end stands.
        let eye: LatticePoint
        /// Where the corner is.
        let point: LatticePoint
        /// The side of the land as seen from there: above 0 left, below right, 0 for neither.
        let landSide: Int64
    }

    /// A way between the ends by a hub.
    private struct Meeting {
        var length = Double.infinity
        var hub = Int32(-1)
    }

    private let core: SeaNetworkCore
    private let scratch: SeaNetworkScratch
    private let start: SeaEnd
    private let target: SeaEnd
    private let view: SeaGates.View
    private var best = Meeting()
    /// No way longer than this is worth a look: the best one, and what rounding may hide.
    private var limit: Double { best.length * (1 + 1e-7) }

    init(
        _ core: SeaNetworkCore, from start: SeaEnd, to target: SeaEnd, _ scratch: SeaNetworkScratch,
        _ view: SeaGates.View
    ) {
        (self.core, self.start, self.target, self.scratch, self.view) = (core, start, target, scratch, view)
    }

    /// The vertices where the shortest way bends; nil if there is none.
    ///
    /// Both ends look round a little, which gives a way that may not be the best; then as far as a better one may lead.
    mutating func bends() -> [Int]? {
        let (startSpot, targetSpot) = (core.metric.spot(start.point), core.metric.spot(target.point))
        let around = [start, target].flatMap { core.chart.triangles(at: $0.point, near: $0.triangle) }
        let branches = SeaBranches(around: around, core.chart.waters)
        var near = Outlook(
            look: SeaLook(core, from: start, towards: target, into: branches, view), spot: startSpot, other: targetSpot)
        var far = Outlook(
            look: SeaLook(core, from: target, towards: start, into: branches, view), spot: targetSpot, other: startSpot)
        scratch.begin()
        var steps = 24
        while best.hub < 0, !(near.look.isOver && far.look.isOver) {
            near.look.goOn(steps: steps, view)
            far.look.goOn(steps: steps, view)
            meet(&near, &far)
            steps *= 4
        }
        near.look.finish(limit: limit, view)
        far.look.finish(limit: limit, view)
        meet(&near, &far)
        guard best.hub >= 0 else { return nil }
        let label = scratch.labels[Int(best.hub)]
        let way = core.labels.way(from: Int(label.first), toHub: best.hub)
        let rest = core.labels.way(from: Int(label.last), toHub: best.hub).reversed().dropFirst()
        return (way + rest).map { Int(core.corners[$0]) }
    }

    /// Weighs the corners that are new to the ends; each puts down its ways to its hubs and takes those that are there.
    private mutating func meet(_ near: inout Outlook, _ far: inout Outlook) {
        // Those first by which a way may be shortest: a good way spares the look at others.
        let all = (candidates(&near, isStart: true) + candidates(&far, isStart: false)).sorted {
            ($0.bound, $0.corner, $0.isStart ? 0 : 1) < ($1.bound, $1.corner, $1.isStart ? 0 : 1)
        }
        core.waysOn.withUnsafeBufferPointer { ways in
            core.labels.entries.withUnsafeBufferPointer { entries in
                for (i, candidate) in all.enumerated() {
                    guard candidate.bound <= limit else { return }
                    if i + 1 < all.count { prefetch(all[i + 1], ways) }
                    weigh(candidate, ways, entries)
                }
            }
        }
    }

    /// Has the memory fetched that the weighing of a corner begins with.
    private func prefetch(_ candidate: Candidate, _ ways: UnsafeBufferPointer<SeaWayOn>) {
        let range = core.labels.range(of: candidate.corner)
        guard let base = ways.baseAddress else { return }
        for g in stride(from: range.lowerBound, to: min(range.upperBound, range.lowerBound + 32), by: 5) {
            prefetch_line(base + g)
        }
    }

    /// The corners seen since the last time.
    private func candidates(_ outlook: inout Outlook, isStart: Bool) -> [Candidate] {
        let corners = outlook.look.corners
        let eye = outlook.look.eye
        var result: [Candidate] = []
        for v in corners[outlook.weighed...] {
            let corner = Int(core.numbers[Int(v)])
            let length = core.metric.distance(outlook.spot, core.spots[corner])
            let bound = length + core.metric.distance(core.spots[corner], outlook.other)
            guard bound <= limit else { continue }
            let side = view.landSide(of: v, from: eye)
            result.append(
                Candidate(
                    corner: corner, isStart: isStart, length: length, bound: bound, eye: eye, point: view.point(v),
                    landSide: side))
        }
        outlook.weighed = corners.count
        return result
    }

    /// Goes through the ways from a corner to its hubs.
    ///
    /// A shortest way bends at the corner round its land, so that those which go on to the other side are left out.
    private mutating func weigh(
        _ candidate: Candidate, _ ways: UnsafeBufferPointer<SeaWayOn>,
        _ entries: UnsafeBufferPointer<SeaHubLabels.Entry>
    ) {
        let corner = Int32(truncatingIfNeeded: candidate.corner)
        let length = candidate.length
        let frame = core.chart.frame
        let here = candidate.point
        let (spot, other) = (
            core.shortest.place(of: here), core.shortest.place(of: candidate.isStart ? target.point : start.point)
        )
        let limit = limit
        var found = best
        for g in core.labels.range(of: candidate.corner) {
            let next = LatticePoint(x: frame.west &+ Int64(ways[g].x), y: frame.south &+ Int64(ways[g].y))
            guard Lattice.turn(candidate.eye, here, next).signum() * candidate.landSide >= 0 else { continue }
            let place = core.shortest.place(of: next)
            guard length + place.distance(to: spot) + place.distance(to: other) <= limit else { continue }
            let end = Int(ways[g + 1].start)
            for e in Int(ways[g].start)..<end {
                // Hubs lie anywhere in memory; those that come next are fetched in the meantime.
                if e + 8 < end { prefetch_line(scratch.labels + Int(entries[e + 8].hub)) }
                let total = length + Double(entries[e].length)
                guard total < found.length else { continue }
                put(total, corner, at: Int(entries[e].hub), isStart: candidate.isStart, &found)
            }
        }
        best = found
    }

    /// Notes a way to a hub if it is the shortest from its end; with the one from the other end it may be the best of all.
    @inline(__always)
    private func put(_ total: Double, _ corner: Int32, at hub: Int, isStart: Bool, _ found: inout Meeting) {
        let label = scratch.labels + hub
        if label.pointee.stamp != scratch.stamp { label.pointee = SeaNetworkScratch.Label(stamp: scratch.stamp) }
        let across: Double
        if isStart {
            guard total < label.pointee.fromStart else { return }
            (label.pointee.fromStart, label.pointee.first) = (total, corner)
            across = total + label.pointee.fromTarget
        } else {
            guard total < label.pointee.fromTarget else { return }
            (label.pointee.fromTarget, label.pointee.last) = (total, corner)
            across = total + label.pointee.fromStart
        }
        if across < found.length { found = Meeting(length: across, hub: Int32(truncatingIfNeeded: hub)) }
    }
}
