/// The water of a chart as a look passes through it: what a step needs lies in one or two places of memory.
struct SeaGates: Sendable {
    /// An open half-edge on the side of the triangle that a look enters by it.
    struct Gate: BitwiseCopyable {
        /// The vertex on the far side of the triangle.
        var apex = Int32(-1)
        /// Where it is, in steps from the first vertex.
        var x = Int32(0)
        var y = Int32(0)
        /// The gates by which a look goes on, on the left and on the right of that vertex; ``shut`` where there is no way.
        ///
        /// Below that, all its bits turned, a gate into a branch that a way leaves where it entered.
        var left = shut
        var right = shut

        static let shut = Int32(-1)
    }

    /// The shore on both sides of a corner.
    struct Shore: BitwiseCopyable {
        var ahead: LatticePoint
        var behind: LatticePoint
    }

    /// A vertex and where it is.
    struct Post: BitwiseCopyable {
        var vertex: Int32
        var point: LatticePoint
    }

    /// What a look reads, without the checks of arrays.
    struct View {
        let origin: LatticePoint
        let gates: UnsafePointer<Gate>
        let points: UnsafePointer<LatticePoint>
        let isCorner: UnsafePointer<Bool>
        let shores: UnsafePointer<Shore>
    }

    private let gates: [Gate]
    private let points: [LatticePoint]
    private let isCorner: [Bool]
    private let shores: [Shore]

    init(of mesh: SeaMesh, _ waters: SeaWaters) {
        let origin = mesh.points[0]
        func beyond(_ h: Int) -> Int32 {
            guard waters.isOpen(h, in: mesh) else { return Gate.shut }
            let gate = mesh.opposite(h)
            // A gate 0 could not be told from one that is shut.
            let isBranch = waters.outlet[gate / 3] >= 0 && gate > 0
            return Int32(isBranch ? ~gate : gate)
        }
        gates = mesh.origin.indices.map { h in
            let (left, right) = (SeaMesh.previous(h), SeaMesh.next(h))
            let p = mesh.points[mesh.start(left)]
            return Gate(
                apex: mesh.origin[left], x: Int32(truncatingIfNeeded: p.x - origin.x),
                y: Int32(truncatingIfNeeded: p.y - origin.y), left: beyond(left), right: beyond(right))
        }
        points = mesh.points
        isCorner = mesh.points.indices.map { waters.isCorner($0) }
        shores = mesh.points.indices.map { v in
            guard waters.isCorner(v) else { return Shore(ahead: mesh.points[v], behind: mesh.points[v]) }
            return Shore(
                ahead: mesh.points[Int(waters.shoreAhead[v])], behind: mesh.points[Int(waters.shoreBehind[v])])
        }
    }

    /// Reads as long as `body` runs.
    func read<Result>(_ body: (View) -> Result) -> Result {
        gates.withUnsafeBufferPointer { gates in
            points.withUnsafeBufferPointer { points in
                isCorner.withUnsafeBufferPointer { isCorner in
                    shores.withUnsafeBufferPointer { shores in
                        guard let gates = gates.baseAddress, let points = points.baseAddress,
                            let isCorner = isCorner.baseAddress, let shores = shores.baseAddress
                        else { preconditionFailure("a chart has at least the triangles of its frame") }
                        return body(
                            View(origin: points[0], gates: gates, points: points, isCorner: isCorner, shores: shores))
                    }
                }
            }
        }
    }
}

extension SeaGates.View {
    @inline(__always) func point(_ v: Int32) -> LatticePoint { points[Int(v)] }

    @inline(__always) func post(_ v: Int32) -> SeaGates.Post { SeaGates.Post(vertex: v, point: point(v)) }

    /// The vertex on the far side of a gate's triangle.
    @inline(__always) func apex(of gate: SeaGates.Gate) -> SeaGates.Post {
        SeaGates.Post(
            vertex: gate.apex, point: LatticePoint(x: origin.x &+ Int64(gate.x), y: origin.y &+ Int64(gate.y)))
    }

    /// Whether the line from `p` through a corner has all the land of the corner on one side.
    @inline(__always) func touches(_ corner: Int32, from p: LatticePoint) -> Bool {
        let (v, shore) = (point(corner), shores[Int(corner)])
        let one = Lattice.turn(p, v, shore.ahead)
        let other = Lattice.turn(p, v, shore.behind)
        return (one >= 0 && other >= 0) || (one <= 0 && other <= 0)
    }

    /// The side on which the land of a corner lies, seen from `p`: above 0 left, below right, 0 for neither or both.
    @inline(__always) func landSide(of corner: Int32, from p: LatticePoint) -> Int64 {
        let (v, shore) = (point(corner), shores[Int(corner)])
        let one = Lattice.turn(p, v, shore.ahead)
        let other = Lattice.turn(p, v, shore.behind)
        let (least, most) = (min(one, other), max(one, other))
        return least >= 0 ? (most > 0 ? 1 : 0) : most <= 0 ? -1 : 0
    }
}
