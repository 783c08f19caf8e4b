/// A piece of shore inside one bin, with land on its left.
struct ShoreSegment: Equatable {
    var points: [LatticePoint]
    /// The polygon of the world file to which the piece belongs.
    var polygon: Int
}

/// The shores of one level in a window, joined across bin edges.
struct ShoreChains: Equatable {
    /// Closed shores: the last point repeats the first.
    var rings: [ShoreSegment] = []
    /// Shores that enter at one point of the window's edge and leave at another.
    var open: [ShoreSegment] = []

    /// Joins pieces whose ends meet.
    ///
    /// - Throws: ``Fault`` when two pieces start at one point, or a shore ends inside the window: the file is damaged.
    /// - Complexity: O(*n*) for *n* points.
    init(joining segments: [ShoreSegment], in window: BinWindow) throws(Fault) {
        var following: [LatticePoint: Int] = [:]
        var ends = Set<LatticePoint>()
        for (index, segment) in segments.enumerated() {
            guard let first = segment.points.first, let last = segment.points.last, segment.points.count > 1 else {
                continue
            }
            if first == last {
                rings.append(segment)
                continue
            }
            guard following.updateValue(index, forKey: first) == nil else { throw Fault(at: first, problem: .fork) }
            ends.insert(last)
        }
        // Open shores begin where no other ends; what is left after them closes on itself.
        for opening in [true, false] {
            for segment in segments {
                guard let first = segment.points.first, following[first] != nil else { continue }
                guard !opening || !ends.contains(first) else { continue }
                let chain = Self.follow(from: first, through: segments, &following)
                try place(chain, in: window)
            }
        }
    }

    /// Takes pieces out of `following` one after the other, from the one at `start` to the end of the shore.
    private static func follow(
        from start: LatticePoint, through segments: [ShoreSegment], _ following: inout [LatticePoint: Int]
    ) -> ShoreSegment {
        var chain = ShoreSegment(points: [start], polygon: -1)
        var end = start
        while let index = following.removeValue(forKey: end) {
            if chain.polygon < 0 { chain.polygon = segments[index].polygon }
            chain.points += segments[index].points.dropFirst()
            end = chain.points.last ?? start
        }
        return chain
    }

    private mutating func place(_ chain: ShoreSegment, in window: BinWindow) throws(Fault) {
        guard let first = chain.points.first, let last = chain.points.last else { return }
        if first == last {
            rings.append(chain)
            return
        }
        for end in [first, last] where window.perimeterPosition(of: end) == nil {
            throw Fault(at: end, problem: .looseEnd)
        }
        open.append(chain)
    }

    /// Where the shores of a file do not fit together.
    struct Fault: Error, Equatable, CustomStringConvertible {
        enum Problem: String {
            case fork = "two shores start"
            case looseEnd = "a shore ends inside the window"
        }

        let at: LatticePoint
        let problem: Problem

        init(at point: LatticePoint, problem: Problem) { (at, self.problem) = (point, problem) }

        var description: String { "\(problem.rawValue) at lattice point (\(at.x), \(at.y))" }
    }
}
