import Glibc
import SpatialEngine

/// A map's frame on the page: longitude and latitude to pixels, true to shape at the middle latitude.
struct MapProjection {
    let extent: BoundingBox
    let width: Double
    let height: Double
    private let scaleX: Double
    private let scaleY: Double

    /// A frame of the given width in pixels.
    init(extent: BoundingBox, width: Double) {
        self.extent = extent
        self.width = width
        let shrink = cos((extent.south + extent.north) / 2 * .pi / 180)
        scaleX = width / (extent.east - extent.west)
        scaleY = scaleX / shrink
        height = (extent.north - extent.south) * scaleY
    }

    func place(_ point: GeographicPoint) -> PlanarPoint {
        PlanarPoint(x: (point.longitude - extent.west) * scaleX, y: (extent.north - point.latitude) * scaleY)
    }

    func contains(_ point: GeographicPoint) -> Bool { extent.contains(point) }

    /// Pixels for a length at the middle of the map.
    func pixels(_ length: Metres) -> Double { length.value / 110_574 * scaleY }

    /// SVG path data for a line, thinned to what the eye can tell apart; nil when it lies outside the frame.
    func path(_ points: [GeographicPoint], isClosed: Bool) -> String? {
        guard let box = BoundingBox(around: points), touches(box) else { return nil }
        let kept = Self.thinned(points.map(place), tolerance: 0.35)
        guard kept.count >= (isClosed ? 3 : 2) else { return nil }
        var text = "M"
        for (index, p) in kept.enumerated() {
            text += (index == 0 ? "" : "L") + SVG.number(clamped(p.x, width)) + " " + SVG.number(clamped(p.y, height))
        }
        return isClosed ? text + "Z" : text
    }

    /// SVG path data for the outlines of areas.
    func path(_ areas: MultiPolygon) -> String {
        areas.polygons.flatMap(\.rings).compactMap { path($0, isClosed: true) }.joined()
    }

    /// Far outside the frame all places look alike.
    private func clamped(_ value: Double, _ size: Double) -> Double { min(max(value, -3 * size), 4 * size) }

    private func touches(_ box: BoundingBox) -> Bool {
        box.west <= extent.east && box.east >= extent.west && box.south <= extent.north && box.north >= extent.south
    }

    /// Drops vertices that lie within `tolerance` pixels of the line without them (Douglas and Peucker 1973).
    static func thinned(_ points: [PlanarPoint], tolerance: Double) -> [PlanarPoint] {
        guard points.count > 2 else { return points }
        var keeps = [Bool](repeating: false, count: points.count)
        (keeps[0], keeps[points.count - 1]) = (true, true)
        var waiting = [(0, points.count - 1)]
        while let (first, last) = waiting.popLast() {
            var (farthest, index) = (tolerance, -1)
            for candidate in (first + 1)..<max(first + 1, last) {
                let distance = distance(points[candidate], points[first], points[last])
                if distance > farthest { (farthest, index) = (distance, candidate) }
            }
            guard index > 0 else { continue }
            keeps[index] = true
            waiting.append((first, index))
            waiting.append((index, last))
        }
        return points.indices.filter { keeps[$0] }.map { points[$0] }
    }

    private static func distance(_ p: PlanarPoint, _ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square)) : 0
        return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
    }
}
