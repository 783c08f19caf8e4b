internal import SpatialEngine

/// What a query of a network writes down; an earlier query's is told by its stamp.
final class SeaNetworkScratch {
    private var stamp: UInt32 = 0
    private var stamps: [UInt32] = []
    private var labels: [Label] = []
    private var targetStamps: [UInt32] = []
    private var targetLengths: [Double] = []
    var queue = SeaQueue()

    struct Label {
        var length: Double
        /// To the target, at least.
        var bound: Double
        /// The corner before; −1 for the start.
        var parent: Int32
    }

    func begin(corners: Int) {
        if stamps.count != corners || stamp == .max {
            stamps = [UInt32](repeating: 0, count: corners)
            targetStamps = stamps
            labels = [Label](repeating: Label(length: 0, bound: 0, parent: -1), count: corners)
            targetLengths = [Double](repeating: 0, count: corners)
            stamp = 0
        }
        stamp += 1
        queue.removeAll()
    }

    @inline(__always) func label(of corner: Int) -> Label? { stamps[corner] == stamp ? labels[corner] : nil }

    @inline(__always) func set(_ label: Label, of corner: Int) { (stamps[corner], labels[corner]) = (stamp, label) }

    /// Metres from a corner straight to the target; infinite where it is not seen.
    @inline(__always) func last(of corner: Int) -> Double {
        targetStamps[corner] == stamp ? targetLengths[corner] : .infinity
    }

    func setLast(_ length: Double, of corner: Int) { (targetStamps[corner], targetLengths[corner]) = (stamp, length) }
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
        var best = (length: Double.infinity, corner: -1)
        while true {
            let sawMore = fromStart.goOn(steps: steps, limit: best.length)
            let sawToo = fromTarget.goOn(steps: steps, limit: best.length)
            if steps == .max, !sawMore, !sawToo { break }
            best = shortest(from: fromStart.corners, to: fromTarget.corners)
            if steps == .max { break }
            let isFound = best.corner >= 0 || fromStart.isOver && fromTarget.isOver
            steps = isFound ? .max : 4 * steps
        }
        return best.corner >= 0 ? way(to: best.corner) : nil
    }

    /// A* over the corners, from those that the start sees to those that the target sees.
    private func shortest(from starts: [Int32], to targets: [Int32]) -> (length: Double, corner: Int) {
        let (core, graph) = (core, core.graph)
        scratch.begin(corners: graph.corners.count)
        var goal = SeaLandmarks.Target()
        for v in targets {
            let corner = Int(core.numbers[Int(v)])
            let length = core.metric.distance(targetSpot, core.spots[corner])
            scratch.setLast(length, of: corner)
            goal.include(corner, length: length, of: core.landmarks)
        }
        for v in starts {
            let corner = Int(core.numbers[Int(v)])
            reach(corner, core.metric.distance(startSpot, core.spots[corner]), from: -1, goal)
        }
        var best = (length: Double.infinity, corner: -1)
        while let (corner, key) = scratch.queue.popFirstWithKey(), key < best.length {
            guard let label = scratch.label(of: corner), key <= label.length + label.bound else { continue }
            let whole = label.length + scratch.last(of: corner)
            if whole < best.length { best = (whole, corner) }
            let before = label.parent < 0 ? start.point : point(Int(label.parent))
            let here = point(corner)
            let side = core.chart.waters.side(of: graph.corners[corner], from: before, in: core.chart.mesh)
            for e in Int(graph.starts[corner])..<Int(graph.starts[corner + 1]) {
                let next = Int(graph.heads[e])
                // A path bends towards the land that it touches.
                let turn = Lattice.turn(before, here, point(next))
                guard side == 0 || turn == 0 || (turn > 0) == (side > 0) else { continue }
                reach(next, label.length + graph.lengths[e], from: Int32(truncatingIfNeeded: corner), goal)
            }
        }
        return best
    }

    @inline(__always)
    private func reach(_ corner: Int, _ length: Double, from parent: Int32, _ goal: borrowing SeaLandmarks.Target) {
        let known = scratch.label(of: corner)
        if let known, known.length <= length { return }
        let bound =
            known?.bound
            ?? max(
                core.landmarks.bound(from: corner, to: goal),
                core.metric.distance(core.spots[corner], targetSpot) * (1 - 1e-7))
        scratch.set(.init(length: length, bound: bound, parent: parent), of: corner)
        scratch.queue.insert(corner, key: length + bound)
    }

    private func way(to last: Int) -> [Int] {
        var way: [Int] = []
        var corner = last
        while corner >= 0, let label = scratch.label(of: corner) {
            way.append(Int(core.graph.corners[corner]))
            corner = Int(label.parent)
        }
        return way.reversed()
    }

    @inline(__always) private func point(_ corner: Int) -> LatticePoint {
        core.chart.mesh.points[Int(core.graph.corners[corner])]
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
