import Glibc
internal import SpatialEngine

extension StudyWindow {
    /// The share of a circle's circumference that lies in the window, exact in the plane; 1 where nothing of it does.
    func circleShare(round centre: PlanarPoint, radius: Double) -> Double {
        guard radius > 0 else { return 1 }
        var angles: [Double] = []
        for id in sides(within: radius, of: centre) {
            let (a, b) = (sides[id].from, sides[id].to)
            let (ax, ay) = (a.x - centre.x, a.y - centre.y)
            let (dx, dy) = (b.x - a.x, b.y - a.y)
            let square = dx * dx + dy * dy
            let foot = -(ax * dx + ay * dy) / square
            let cross = (ax * dy - ay * dx) * (ax * dy - ay * dx) / square
            guard cross < radius * radius else { continue }
            let half = ((radius * radius - cross) / square).squareRoot()
            for t in [foot - half, foot + half] where t >= -1e-12 && t <= 1 + 1e-12 {
                angles.append(atan2(ay + t * dy, ax + t * dx))
            }
        }
        guard !angles.isEmpty else { return 1 }
        angles.sort()
        var inside = 0.0
        for (i, angle) in angles.enumerated() {
            let next = i + 1 < angles.count ? angles[i + 1] : angles[0] + 2 * .pi
            guard next - angle > 1e-13 else { continue }
            let middle = (angle + next) / 2
            if contains(PlanarPoint(x: centre.x + radius * cos(middle), y: centre.y + radius * sin(middle))) {
                inside += next - angle
            }
        }
        return inside > 0 ? min(1, inside / (2 * .pi)) : 1
    }

    /// The area of the window that lies in the window shifted by a step, in the plane.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` where the polygons cannot be laid over each other.
    func commonArea(shiftedBy dx: Double, _ dy: Double, in context: TopologyContext) throws(HotspotError) -> Double {
        if isBox {
            return max(0, high.x - low.x - abs(dx)) * max(0, high.y - low.y - abs(dy))
        }
        let shifted = MultiPolygon(
            outline.polygons.map { polygon in
                let rings = polygon.rings.map { ring in
                    ring.map { GeographicPoint(longitude: $0.longitude + dx, latitude: $0.latitude + dy) }
                }
                return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
            })
        guard let common = try? context.intersection(outline, shifted) else {
            throw .notPositive("the area that the window shares with its shifted copy", .nan)
        }
        return common.polygons.flatMap { $0.rightHanded().rings }.reduce(0) { sum, ring in
            sum + StudyWindow.area(of: ring.map { PlanarPoint(x: $0.longitude, y: $0.latitude) })
        }
    }
}
