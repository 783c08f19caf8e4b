internal import Glibc
public import SpatialEngine

extension SketchParameters {
    /// Points of the coast inside `window`, one every ``coastSpacing`` along each shore, in the order of the rings.
    ///
    /// Outer rings only: a lake does not lie at 0 m. Where a ring runs along the edge of the box round all of `land`, there
    /// the file was cut, and that is no coast.
    /// - Complexity: O(*n*) for *n* vertices.
    public func coastNodes(of land: MultiPolygon, within window: BoundingBox) -> [GeographicPoint] {
        guard let extent = BoundingBox(around: land.polygons.lazy.flatMap(\.exterior)) else { return [] }
        var nodes: [GeographicPoint] = []
        for polygon in land.polygons where squareMetres(polygon.exterior) > leastIslandSquareMetres {
            var sinceLast: Double?
            for (a, b) in zip(polygon.exterior, polygon.exterior.dropFirst()) {
                guard window.contains(a), window.contains(b), !extent.hasOnOneEdge(a, b) else {
                    sinceLast = nil
                    continue
                }
                if sinceLast == nil { nodes.append(a) }
                sinceLast = walk(from: a, to: b, sinceLast: sinceLast ?? 0, into: &nodes)
            }
        }
        return nodes
    }

    /// Adds the nodes of one segment; returns the way from the last node to the segment's end.
    private func walk(
        from a: GeographicPoint, to b: GeographicPoint, sinceLast: Double, into nodes: inout [GeographicPoint]
    ) -> Double {
        let (start, end) = (plane(a), plane(b))
        let length = hypot(end.x - start.x, end.y - start.y)
        var next = coastSpacing.value - sinceLast
        while next <= length {
            let t = length > 0 ? next / length : 0
            nodes.append(
                GeographicPoint(
                    longitude: a.longitude + (b.longitude - a.longitude) * t,
                    latitude: a.latitude + (b.latitude - a.latitude) * t))
            next += coastSpacing.value
        }
        return length - (next - coastSpacing.value)
    }

    private func squareMetres(_ ring: [GeographicPoint]) -> Double {
        guard let origin = ring.first.map(plane) else { return 0 }
        var twice = 0.0
        for (a, b) in zip(ring, ring.dropFirst()) {
            let (p, q) = (plane(a), plane(b))
            twice += (p.x - origin.x) * (q.y - origin.y) - (q.x - origin.x) * (p.y - origin.y)
        }
        return abs(twice) / 2
    }
}

extension BoundingBox {
    /// Whether both points lie on the same edge.
    fileprivate func hasOnOneEdge(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
        (a.longitude == west && b.longitude == west) || (a.longitude == east && b.longitude == east)
            || (a.latitude == south && b.latitude == south) || (a.latitude == north && b.latitude == north)
    }
}
