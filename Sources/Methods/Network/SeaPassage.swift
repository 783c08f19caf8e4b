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
}

/// The answer to a question for a passage.
public enum SeaPassageResult: Hashable, Sendable {
    case route(SeaPassage)
    /// There is no way by sea, and why.
    case unreachable(String)
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
        for p in [from, to] where !p.isValid { throw .invalidPosition(p) }
        for (name, p) in [("start", from), ("destination", to)] where !extent.contains(p) {
            return .unreachable("the \(name) \(Self.text(p)) lies outside the sea window")
        }
        let (starts, targets) = (ends(near: from, within: snap), ends(near: to, within: snap))
        for (name, p, found) in [("start", from, starts), ("destination", to, targets)] where found.isEmpty {
            return .unreachable(
                "no water within \(Self.text(snap)) of the \(name) \(Self.text(p))\(nearestWater(to: p, beyond: snap))")
        }
        guard let (start, target) = Self.joined(starts, targets) else {
            return .unreachable(
                "no water within \(Self.text(snap)) of the start \(Self.text(from)) joins water within "
                    + "\(Self.text(snap)) of the destination \(Self.text(to)) inside the sea window")
        }
        let scale = SeaScale(between: start.point, and: target.point)
        var search = SeaSearch(mesh, waters, scale: scale, from: start, to: target)
        guard let bends = search.bends(from: start.triangle) else {
            return .unreachable("the waters at the two ends do not join inside the sea window")
        }
        let stops = [start.point] + bends.map { mesh.points[$0] } + [target.point]
        let line = LineString(followingGeodesics(through: stops))
        return .route(
            SeaPassage(
                line: line, length: Geodesic.length(of: line), fromGap: Metres(start.gap), toGap: Metres(target.gap)))
    }

    /// The pair of ends in one water body that moves the places least.
    private static func joined(_ starts: [SeaEnd], _ targets: [SeaEnd]) -> (SeaEnd, SeaEnd)? {
        var best: (SeaEnd, SeaEnd)?
        for start in starts {
            for target in targets where target.body == start.body {
                if let b = best, b.0.gap + b.1.gap <= start.gap + target.gap { continue }
                best = (start, target)
            }
        }
        return best
    }

    /// Where the nearest water is, for a place that has none within `snap`.
    private func nearestWater(to place: GeographicPoint, beyond snap: Metres) -> String {
        var reach = max(snap.value, 500) * 2
        while reach < 1e6 {
            if let end = ends(near: place, within: Metres(reach)).min(by: { $0.gap < $1.gap }) {
                return "; the nearest is at \(Self.text(end.point.geographic)), \(Self.text(Metres(end.gap))) away"
            }
            reach *= 2
        }
        return ""
    }

    private static func text(_ p: GeographicPoint) -> String { "\(p.longitude),\(p.latitude)" }
    private static func text(_ length: Metres) -> String { "\(Int(length.value.rounded())) m" }
}
