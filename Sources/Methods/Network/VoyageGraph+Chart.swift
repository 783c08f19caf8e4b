internal import SpatialEngine

extension VoyageGraph {
    /// How many edges of the triangulation a leg may span.
    private static let hops = 3
    /// No place has more legs than this.
    private static let mostLegs = 44

    /// Covers the chart's water with places, the coast's corners among them, and joins those that see each other.
    ///
    /// - Parameters:
    ///   - places: Positions on charted water that become places 0, 1, … of the graph.
    ///   - largest: The side of the largest cell, metres.
    ///   - isNeeded: Whether a circle of that radius in metres holds a place that a search may need.
    /// - Complexity: O(*n* log *n*) for *n* cells and coast vertices.
    init(
        over chart: SeaChart, places: [GeographicPoint], largest: Double, threads: Int,
        isNeeded: @escaping @Sendable (GeographicPoint, Double) -> Bool
    ) throws(SeaError) {
        var cells = VoyageCells(over: chart, largest: largest, isNeeded: isNeeded)
        let centres = cells.all()
        let refined = try RefinedMesh(chart, centres: centres, places: places)
        self = refined.graph(space: chart.space, position: chart.lattice.position, threads: threads) { point in
            isNeeded(point, 0)
        }
    }

    /// The chart's triangulation with more vertices, and which of them are places of a graph.
    private struct RefinedMesh {
        let mesh: SeaMesh
        let waters: SeaWaters
        /// The vertices of the places asked for.
        let ends: [Int]

        init(_ chart: SeaChart, centres: [LatticePoint], places: [GeographicPoint]) throws(SeaError) {
            var mesh = chart.mesh
            let curve = HilbertCurve(around: chart.frame)
            let ordered = centres.map { (curve.key(of: $0), $0) }.sorted {
                ($0.0, $0.1.x, $0.1.y) < ($1.0, $1.1.x, $1.1.y)
            }
            for (_, centre) in ordered { _ = mesh.insert(centre) }
            var ends: [Int] = []
            for place in places {
                guard let p = chart.lattice.point(near: place), let vertex = mesh.insert(p) else {
                    throw .invalidPosition(place)
                }
                ends.append(vertex)
            }
            self.mesh = mesh
            self.ends = ends
            waters = SeaWaters(of: mesh)
        }

        func graph(
            space: SeaSpace, position: (LatticePoint) -> GeographicPoint, threads: Int,
            isNeeded: (GeographicPoint) -> Bool
        ) -> VoyageGraph {
            var numbers = [Int32](repeating: -1, count: mesh.points.count)
            var vertices: [Int] = []
            var points: [GeographicPoint] = []
            func take(_ vertex: Int) {
                guard numbers[vertex] < 0 else { return }
                numbers[vertex] = Int32(vertices.count)
                vertices.append(vertex)
                points.append(position(mesh.points[vertex]))
            }
            for vertex in ends { take(vertex) }
            for vertex in 4..<mesh.points.count where numbers[vertex] < 0 && isAfloat(vertex) {
                if isNeeded(position(mesh.points[vertex])) { take(vertex) }
            }
            let offset = LocalOffset(space: space)
            let (from, of, positions) = (vertices, numbers, points)
            let share = max(1, (from.count + 16 * threads - 1) / (16 * threads))
            let joined = parallelMap(Array(stride(from: 0, to: from.count, by: share)), threads: threads) { start in
                var ring = HopRing(size: of.count)
                return (start..<min(start + share, from.count)).map { i in
                    ring.seen(from: from[i], in: self).compactMap { other -> Leg? in
                        guard of[other] >= 0 else { return nil }
                        let way = offset(from: positions[i], to: positions[Int(of[other])])
                        return Leg(to: of[other], east: Float(way.east), north: Float(way.north))
                    }
                }
            }
            var starts: [Int32] = [0]
            var legs: [Leg] = []
            for list in joined.joined() {
                legs += list
                starts.append(Int32(legs.count))
            }
            return VoyageGraph(
                points: points, places: ends.map { numbers[$0] }, starts: starts, legs: legs)
        }

        private func isAfloat(_ vertex: Int) -> Bool {
            var found = false
            mesh.forEachSpoke(of: vertex) { if waters.body[$0 / 3] >= 0 { found = true } }
            return found
        }
    }

    /// The vertices within some hops of one, found again and again without new memory.
    private struct HopRing {
        private var round: [Int32]
        private var current: Int32 = 0
        private var queue: [Int] = []

        init(size: Int) { round = [Int32](repeating: 0, count: size) }

        /// The vertices within ``hops`` edges over water that `vertex` sees.
        mutating func seen(from vertex: Int, in refined: RefinedMesh) -> [Int] {
            current += 1
            queue.removeAll(keepingCapacity: true)
            queue.append(vertex)
            round[vertex] = current
            var (first, found) = (0, [Int]())
            for hop in 0..<VoyageGraph.hops {
                let last = queue.count
                for i in first..<last {
                    refined.mesh.forEachSpoke(of: queue[i]) { h in
                        let isWater =
                            refined.waters.body[h / 3] >= 0
                            || (refined.mesh.opposite(h) >= 0
                                && refined.waters.body[refined.mesh.opposite(h) / 3] >= 0)
                        let other = refined.mesh.end(h)
                        guard isWater, other > 3, round[other] != current else { return }
                        round[other] = current
                        queue.append(other)
                    }
                }
                for other in queue[last...] where found.count < VoyageGraph.mostLegs {
                    if hop == 0 || refined.mesh.sees(from: vertex, to: other, refined.waters) { found.append(other) }
                }
                first = last
            }
            return found
        }
    }
}

extension SeaMesh {
    /// Calls `visit` with every half-edge that leaves `vertex`, which must lie inside the frame.
    @inline(__always)
    func forEachSpoke(of vertex: Int, _ visit: (Int) -> Void) {
        let first = Int(spoke[vertex])
        var h = first
        repeat {
            visit(h)
            h = opposite(Self.previous(h))
        } while h != first && h >= 0
    }

    /// Whether the straight line between two vertices runs over water or along its edge.
    func sees(from a: Int, to b: Int, _ waters: SeaWaters) -> Bool {
        var here = a
        while here != b {
            guard let next = advance(from: here, to: b, waters) else { return false }
            here = next
        }
        return true
    }

    /// The next vertex on the line from `a` to `b`, if the line gets there over water.
    private func advance(from a: Int, to b: Int, _ waters: SeaWaters) -> Int? {
        let (pa, pb) = (points[a], points[b])
        let first = Int(spoke[a])
        var h = first
        repeat {
            let (right, left) = (points[end(h)], points[apex(h)])
            let (atRight, atLeft) = (Lattice.turn(pa, pb, right), Lattice.turn(pa, pb, left))
            if atRight == 0 && Lattice.isAhead(right, of: pa, towards: pb) {
                let g = opposite(h)
                let isWater = waters.body[h / 3] >= 0 || (g >= 0 && waters.body[g / 3] >= 0)
                return isWater ? end(h) : nil
            }
            if atRight < 0 && atLeft > 0 {
                return waters.body[h / 3] >= 0 ? cross(Self.next(h), from: a, to: b, waters) : nil
            }
            h = opposite(Self.previous(h))
        } while h >= 0 && h != first
        return nil
    }

    private func cross(_ first: Int, from a: Int, to b: Int, _ waters: SeaWaters) -> Int? {
        let (pa, pb) = (points[a], points[b])
        var e = first
        while waters.isOpen(e, in: self) {
            let g = opposite(e)
            let corner = apex(g)
            let side = corner == b ? 0 : Lattice.turn(pa, pb, points[corner])
            if side == 0 { return corner }
            e = side < 0 ? Self.previous(g) : Self.next(g)
        }
        return nil
    }
}
