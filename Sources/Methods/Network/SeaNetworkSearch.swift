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

    /// One label a hub, none on two lines of memory.
    ///
    /// No array: nothing here is shared, and each look at it would be checked.
    let labels: UnsafeMutablePointer<Label>
    /// Room for the entries of a corner.
    let entries: UnsafeMutablePointer<SeaHubLabels.Entry>
    private(set) var stamp = UInt32(0)
    private let count: Int

    /// - Parameter longest: The number of entries of the corner that has most.
    init(corners: Int, longest: Int) {
        count = corners
        labels = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, corners) * MemoryLayout<Label>.stride, alignment: 64
        )
        .initializeMemory(as: Label.self, repeating: Label(), count: corners)
        entries = .allocate(capacity: max(1, longest))
    }

    deinit {
        labels.deallocate()
        entries.deallocate()
    }

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
    /// The ways to corners that are longer than the geodesic.
    private let detours: SeaDetours
    /// No way longer than this is worth a look: the best one, and what rounding may hide.
    private var limit: Double { best.length * (1 + 1e-7) }

    init(
        _ core: SeaNetworkCore, from start: SeaEnd, to target: SeaEnd, _ scratch: SeaNetworkScratch,
        _ view: SeaGates.View, detours: SeaDetours
    ) {
        (self.core, self.start, self.target, self.scratch, self.view) = (core, start, target, scratch, view)
        self.detours = detours
    }

    /// The shortest way; nil if there is none.
    ///
    /// Both ends look round a little, which gives a way that may not be the best; then as far as a better one may lead.
    mutating func way() -> SeaWay? {
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
        return SeaWay(first: label.first, hub: best.hub, last: label.last, length: best.length)
    }

    /// Weighs the corners that are new to the ends; each puts down its ways to its hubs and takes those that are there.
    private mutating func meet(_ near: inout Outlook, _ far: inout Outlook) {
        // Those first by which a way may be shortest: a good way spares the look at others.
        let all = (candidates(&near, isStart: true) + candidates(&far, isStart: false)).sorted {
            ($0.bound, $0.corner, $0.isStart ? 0 : 1) < ($1.bound, $1.corner, $1.isStart ? 0 : 1)
        }
        core.waysOn.withUnsafeBufferPointer { ways in
            core.labels.entries.withUnsafeBufferPointer { entries in
                // While the ways of one corner are chosen, memory brings the distances of the one before.
                var (chosen, before): ([Range<Int>], [Range<Int>]) = ([], [])
                var last: Candidate?
                for (i, candidate) in all.enumerated() {
                    guard candidate.bound <= limit else { break }
                    if i + 1 < all.count { prefetch(all[i + 1], ways) }
                    choose(candidate, ways, entries, &chosen)
                    if let last { weigh(last, before, entries) }
                    last = candidate
                    swap(&chosen, &before)
                }
                if let last { weigh(last, before, entries) }
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
        let eye = outlook.look.eye
        let seen = outlook.look.corners[outlook.weighed...]
        outlook.weighed += seen.count
        var result: [Candidate] = []
        result.reserveCapacity(seen.count)
        core.spots.withUnsafeBufferPointer { spots in
            guard let base = spots.baseAddress else { return }
            for v in seen { prefetch_line(base + Int(core.numbers[Int(v)])) }
            for v in seen {
                let corner = Int(core.numbers[Int(v)])
                let rest = core.metric.distance(spots[corner], outlook.other)
                guard core.metric.distance(outlook.spot, spots[corner]) + rest <= limit else { continue }
                let point = view.point(v)
                let length =
                    detours[corner, isStart]
                    ?? core.metric.distance(outlook.spot, spots[corner], from: eye, to: point)
                let bound = length + rest
                result.append(
                    Candidate(
                        corner: corner, isStart: isStart, length: length, bound: bound, eye: eye, point: point,
                        landSide: view.landSide(of: v, from: eye)))
            }
        }
        return result
    }

    /// The entries of a corner by which a shortest way may go.
    ///
    /// A shortest way bends at the corner round its land, so that those which go on to the other side are left out.
    private func choose(
        _ candidate: Candidate, _ ways: UnsafeBufferPointer<SeaWayOn>,
        _ entries: UnsafeBufferPointer<SeaHubLabels.Entry>, _ chosen: inout [Range<Int>]
    ) {
        chosen.removeAll(keepingCapacity: true)
        let frame = core.chart.frame
        let here = candidate.point
        let (spot, other) = (
            core.shortest.place(of: here), core.shortest.place(of: candidate.isStart ? target.point : start.point)
        )
        let limit = limit - candidate.length
        for g in core.labels.range(of: candidate.corner) {
            let next = LatticePoint(x: frame.west &+ Int64(ways[g].x), y: frame.south &+ Int64(ways[g].y))
            guard core.bending.allows(candidate.eye, here, next, landSide: candidate.landSide) else { continue }
            let place = core.shortest.place(of: next)
            guard place.distance(to: spot) + place.distance(to: other) <= limit else { continue }
            let range = Int(ways[g].start)..<Int(ways[g + 1].start)
            if let base = entries.baseAddress {
                for e in stride(from: range.lowerBound, to: range.upperBound, by: 8) { prefetch_line(base + e) }
            }
            chosen.append(range)
        }
    }

    /// Goes through the ways from a corner to its hubs.
    private mutating func weigh(
        _ candidate: Candidate, _ chosen: [Range<Int>], _ entries: UnsafeBufferPointer<SeaHubLabels.Entry>
    ) {
        // Hubs lie anywhere in memory; all are fetched at once.
        let (room, labels) = (scratch.entries, scratch.labels)
        var count = 0
        for range in chosen {
            for e in range {
                prefetch_line(labels + Int(entries[e].hub))
                room[count] = entries[e]
                count += 1
            }
        }
        let corner = Int32(truncatingIfNeeded: candidate.corner)
        let (length, stamp, unit) = (candidate.length, scratch.stamp, core.metric.unit)
        var found = best
        for i in 0..<count {
            let total = length + room[i].length * unit
            guard total < found.length else { continue }
            put(total, corner, at: Int(room[i].hub), stamp, isStart: candidate.isStart, &found)
        }
        best = found
    }

    /// Notes a way to a hub if it is the shortest from its end; with the one from the other end it may be the best of all.
    @inline(__always)
    private func put(
        _ total: Double, _ corner: Int32, at hub: Int, _ stamp: UInt32, isStart: Bool, _ found: inout Meeting
    ) {
        let label = scratch.labels + hub
        if label.pointee.stamp != stamp { label.pointee = SeaNetworkScratch.Label(stamp: stamp) }
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

/// A way between two ends by the corners on it that the ends see and a hub between these.
struct SeaWay {
    let first: Int32
    let hub: Int32
    let last: Int32
    let length: Double
}

/// The ways from an end to a corner that are drawn longer than the geodesic, which would lead over land.
struct SeaDetours {
    private var start: [Int: Double] = [:]
    private var target: [Int: Double] = [:]

    var isEmpty: Bool { start.isEmpty && target.isEmpty }

    @inline(__always)
    subscript(corner: Int, isStart: Bool) -> Double? {
        get { isEmpty ? nil : isStart ? start[corner] : target[corner] }
        set { if isStart { start[corner] = newValue } else { target[corner] = newValue } }
    }
}

extension SeaNetworkCore {
    /// The shortest way between two corners that have a hub in common on it.
    func bends(from first: Int32, by hub: Int32, to last: Int32) -> [SeaBend] {
        let way = labels.way(from: Int(first), toHub: hub)
        let rest = labels.way(from: Int(last), toHub: hub)
        var result = way.map { SeaBend(vertex: Int(corners[$0.corner]), isFree: $0.isFree) }
        for (stop, next) in zip(rest.dropLast(), rest.dropFirst()).reversed() {
            result.append(SeaBend(vertex: Int(corners[stop.corner]), isFree: next.isFree))
        }
        return result
    }
}
