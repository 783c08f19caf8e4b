internal import SpatialEngine

/// What a query of a network writes down; an earlier query's is told by its stamp.
final class SeaNetworkScratch {
    /// All that a search knows of a corner, side by side.
    struct Label {
        /// From the start.
        var length = 0.0
        /// To the target, at least.
        var bound = 0.0
        /// Straight to the target, where it is seen.
        var last = Double.infinity
        /// The corner before; −1 for the start.
        var parent = Int32(-1)
        var stamp = UInt32(0)
        var lastStamp = UInt32(0)
    }

    /// One label a corner.
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
        let scale = SeaScale(shortestIn: core.chart.frame)
        var fromStart = SeaLook(core.chart, from: start, towards: target, scale: scale)
        var fromTarget = SeaLook(core.chart, from: target, towards: start, scale: scale)
        var steps = 24
        var limit = Double.infinity
        while limit == .infinity, !(fromStart.isOver && fromTarget.isOver) {
            _ = fromStart.goOn(steps: steps, limit: .infinity)
            _ = fromTarget.goOn(steps: steps, limit: .infinity)
            limit = shortest(from: fromStart.corners, to: fromTarget.corners, haste: 1.05, limit: .infinity).length
            steps *= 4
        }
        _ = fromStart.goOn(steps: .max, limit: limit)
        _ = fromTarget.goOn(steps: .max, limit: limit)
        let best = shortest(from: fromStart.corners, to: fromTarget.corners, haste: 1, limit: limit * (1 + 1e-9))
        return best.corner >= 0 ? way(to: best.corner) : nil
    }

    /// A* over the corners, from those that the start sees to those that the target sees.
    ///
    /// - Parameter haste: By how much the way still ahead is overrated: above 1 a way is found sooner, and may be longer by
    ///   that factor.
    /// - Parameter limit: No shortest way is longer.
    private func shortest(
        from starts: [Int32], to targets: [Int32], haste: Double, limit: Double
    ) -> (length: Double, corner: Int) {
        guard !starts.isEmpty, !targets.isEmpty else { return (.infinity, -1) }
        scratch.begin()
        let (graph, labels, stamp) = (core.graph, scratch.labels, scratch.stamp)
        var queue = SeaQueue()
        let goal = self.goal(targets)
        func reach(_ corner: Int, _ length: Double, from parent: Int32) {
            let label = labels + corner
            if label.pointee.stamp == stamp {
                if label.pointee.length <= length { return }
            } else {
                let straight = core.metric.distance(core.spots[corner], targetSpot) * (1 - 1e-7)
                label.pointee.bound = haste * max(core.landmarks.bound(from: corner, to: goal), straight)
                label.pointee.stamp = stamp
            }
            label.pointee.length = length
            label.pointee.parent = parent
            let key = length + label.pointee.bound
            if key <= limit { queue.insert(corner, key: key) }
        }
        for v in starts {
            let corner = Int(core.numbers[Int(v)])
            reach(corner, core.metric.distance(startSpot, core.spots[corner]), from: -1)
        }
        var best = (length: Double.infinity, corner: -1)
        while let (corner, key) = queue.popFirstWithKey(), key < best.length {
            let label = labels[corner]
            guard key <= label.length + label.bound else { continue }
            if label.lastStamp == stamp, label.length + label.last < best.length {
                best = (label.length + label.last, corner)
            }
            let before = label.parent < 0 ? start.point : core.points[Int(label.parent)]
            let here = core.points[corner]
            let side = core.chart.waters.side(of: graph.corners[corner], from: before, in: core.chart.mesh)
            for e in Int(graph.starts[corner])..<Int(graph.starts[corner + 1]) {
                let next = Int(graph.heads[e])
                // A path bends towards the land that it touches.
                let turn = Lattice.turn(before, here, core.points[next])
                guard side == 0 || turn == 0 || (turn > 0) == (side > 0) else { continue }
                reach(next, label.length + graph.lengths[e], from: Int32(truncatingIfNeeded: corner))
            }
        }
        return best
    }

    /// Notes the corners that see the target.
    private func goal(_ targets: [Int32]) -> SeaLandmarks.Target {
        var goal = SeaLandmarks.Target()
        for v in targets {
            let corner = Int(core.numbers[Int(v)])
            let length = core.metric.distance(targetSpot, core.spots[corner])
            scratch.labels[corner].last = length
            scratch.labels[corner].lastStamp = scratch.stamp
            goal.include(corner, length: length, of: core.landmarks)
        }
        return goal
    }

    private func way(to last: Int) -> [Int] {
        var way: [Int] = []
        var corner = last
        while corner >= 0 {
            way.append(Int(core.graph.corners[corner]))
            corner = Int(scratch.labels[corner].parent)
        }
        return way.reversed()
    }
}

extension SeaWaters {
    /// On which side of the line from `p` the land of a corner lies that the line touches: above 0 left, 0 unknown.
    func side(of corner: Int32, from p: LatticePoint, in mesh: SeaMesh) -> Int64 {
        let v = mesh.points[Int(corner)]
        let one = Lattice.turn(p, v, mesh.points[Int(shoreAhead[Int(corner)])])
        let other = Lattice.turn(p, v, mesh.points[Int(shoreBehind[Int(corner)])])
        return one == 0 ? other.signum() : other == 0 || (one > 0) == (other > 0) ? one.signum() : 0
    }
}
