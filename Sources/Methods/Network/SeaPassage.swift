public import SpatialEngine

/// A line over water between two places.
public struct SeaPassage: Hashable, Sendable {
    /// Straight in longitude and latitude between its vertices, which follow the geodesic to within 10 m where the sea is
    /// open.
    public let line: LineString
    /// The sum of the geodesics between the vertices; the gaps do not count.
    public let length: Metres
    /// From the place asked for to the first vertex, over land; 0 for a place on charted water.
    public let fromGap: Metres
    /// From the last vertex to the place asked for.
    public let toGap: Metres
    /// Where it turns round land or touches it, in order; the ends are not among them.
    public let bends: [GeographicPoint]
}

/// The answer to a question for a passage.
///
/// A place on land is told apart from waters that do not join: the one is a bad request, the other a result.
public enum SeaPassageResult: Hashable, Sendable {
    case route(SeaPassage)
    /// There is no way by sea, and why.
    case unreachable(String)
    /// An end lies on land, farther than allowed from any water.
    case ashore(SeaAshore)
}

/// An end of a passage that lies on land.
public struct SeaAshore: Hashable, Sendable, CustomStringConvertible {
    /// The place asked for.
    public let place: GeographicPoint
    /// The start, or else the destination.
    public let isStart: Bool
    /// How far it may move.
    public let snap: Metres
    /// The water nearest to it; nil where the window has none.
    public let nearest: SeaNearestWater?

    /// Which end, and where the nearest water is.
    public var description: String {
        let end = "no water within \(SeaChart.text(snap)) of the \(isStart ? "start" : "destination") "
        guard let nearest else { return end + "\(SeaChart.text(place)); the sea window has none" }
        return end + "\(SeaChart.text(place)); the nearest is at \(SeaChart.text(nearest.point)), "
            + "\(SeaChart.text(nearest.distance)) away"
    }
}

extension SeaChart {
    /// The shortest passage between two places that touches no land.
    ///
    /// A place that is not on charted water moves to the water nearest to it that joins the other end's (least sum of both
    /// moves), at most `snap`. Lengths are compared in a plane scaled at the middle latitude of the ends, which over 5
    /// degrees of latitude changes the order of two ways only if they differ by less than 1 %.
    /// - Throws: ``SeaError/invalidPosition(_:)`` for a place that is not on the globe.
    /// - Complexity: usually the water triangles between the ends; at worst O(*n* log *n*).
    public func passage(
        from: GeographicPoint, to: GeographicPoint, snap: Metres
    ) throws(SeaError) -> SeaPassageResult {
        try passage(from: from, to: to, snap: snap) { start, target in
            let scale = SeaScale(lattice, between: start.point, and: target.point)
            return scratch.with {
                SeaSearch(self, scale: scale, from: start.point, to: target.point, scratch: $0)
                    .bends(from: start.triangle, to: target.triangle)?.map { SeaBend(vertex: $0) }
            }
        }
    }

    /// The passage between two places that bends at the vertices which `bends` finds between its ends.
    func passage(
        from: GeographicPoint, to: GeographicPoint, snap: Metres, bends: (SeaEnd, SeaEnd) -> [SeaBend]?
    ) throws(SeaError) -> SeaPassageResult {
        for p in [from, to] where !space.isPosition(p) { throw .invalidPosition(p) }
        for (name, p) in [("start", from), ("destination", to)] where !extent.contains(p) {
            return .unreachable("the \(name) \(Self.text(p)) lies outside the sea window")
        }
        let reach = farthestMove(snap)
        var radius = min(reach, 250)
        var (starts, targets) = (ends(near: from, within: Metres(radius)), ends(near: to, within: Metres(radius)))
        var found = Self.joined(starts, targets)
        // Ends that are farther off may join by smaller moves only if these are larger than the radius.
        while radius < reach, found.map({ $0.start.gap + $0.target.gap > radius }) ?? true {
            radius = min(reach, 4 * radius)
            (starts, targets) = (ends(near: from, within: Metres(radius)), ends(near: to, within: Metres(radius)))
            found = Self.joined(starts, targets)
        }
        for (p, found) in [(from, starts), (to, targets)] where found.isEmpty {
            return .ashore(
                SeaAshore(place: p, isStart: starts.isEmpty, snap: snap, nearest: nearestWater(to: p)))
        }
        guard let (start, target) = found else {
            return .unreachable(
                "no water within \(Self.text(snap)) of the start \(Self.text(from)) joins water within "
                    + "\(Self.text(snap)) of the destination \(Self.text(to)) inside the sea window")
        }
        guard let bends = bends(start, target) else {
            return .unreachable("the waters at the two ends do not join inside the sea window")
        }
        let stops = hugging(bends, from: start, to: target)
        let line = LineString(followingGeodesics(through: stops))
        return .route(
            SeaPassage(
                line: line, length: space.length(of: line), fromGap: Metres(start.gap), toGap: Metres(target.gap),
                bends: stops.dropFirst().dropLast().map(lattice.position)))
    }

    /// How far an end may move, in metres: what stands on the coast may stand some steps within its rim.
    func farthestMove(_ snap: Metres) -> Double {
        max(snap.value, 4 * lattice.scale(at: LatticePoint(x: 0, y: frame.south)).northMetres)
    }

    /// The pair of ends in one water body that moves the places least.
    private static func joined(_ starts: [SeaEnd], _ targets: [SeaEnd]) -> (start: SeaEnd, target: SeaEnd)? {
        var best: (start: SeaEnd, target: SeaEnd)?
        for start in starts {
            for target in targets where target.body == start.body {
                if let b = best, b.start.gap + b.target.gap <= start.gap + target.gap { continue }
                best = (start, target)
            }
        }
        return best
    }

    static func text(_ p: GeographicPoint) -> String { "\(p.longitude),\(p.latitude)" }

    /// Metres, with millimetres below ten.
    static func text(_ length: Metres) -> String {
        guard length.value < 1e15 else { return "\(length.value) m" }
        guard length.value < 10, length.value != length.value.rounded() else {
            return "\(Int(length.value.rounded())) m"
        }
        return "\((length.value * 1000).rounded() / 1000) m"
    }
}
