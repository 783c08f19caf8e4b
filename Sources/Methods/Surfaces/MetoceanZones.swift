import Glibc
public import SpatialEngine

/// One quantity that is the same all over a zone.
///
/// Outside all zones, and in one without a value, the nearest zone with one stands in up to the gap radius. Where zones
/// overlap, the first one counts.
public final class MetoceanZones: Sendable {
    /// One zone and what holds in it.
    public struct Zone: Hashable, Sendable {
        /// Where it is; even–odd.
        public var area: MultiPolygon
        /// One number for each lane of the quantity; NaN is none.
        public var values: [Double]

        /// A zone with its values.
        public init(area: MultiPolygon, values: [Double]) {
            self.area = area
            self.values = values
        }
    }

    /// What the zones hold.
    public let quantity: MetoceanQuantity
    private let isPlanar: Bool
    private let gapRadius: Metres
    private let values: [SIMD8<Double>]
    private let bands: ZoneBands

    /// Zones whose values do not change.
    ///
    /// - Complexity: O(edges × bands that they cross).
    public init(
        _ quantity: MetoceanQuantity, _ zones: [Zone], isPlanar: Bool = false,
        gapRadius: Metres = SeaStateGrid.defaultGapRadius
    ) {
        (self.quantity, self.isPlanar, self.gapRadius) = (quantity, isPlanar, gapRadius)
        let known = zones.filter { zone in
            precondition(zone.values.count == quantity.lanes, "\(zone.values.count) values for \(quantity)")
            return !zone.values[0].isNaN && !(quantity.isVector && zone.values[1].isNaN)
        }
        values = known.map { zone in
            var vector = SIMD8<Double>(repeating: .nan)
            for (lane, value) in zone.values.enumerated() { vector[lane] = value }
            return vector
        }
        bands = ZoneBands(known.map(\.area))
    }

    /// The numbers of a place, one for each lane; nil in a gap that no zone near enough fills.
    func values(at point: GeographicPoint) -> SIMD8<Double>? {
        (bands.zone(at: point) ?? nearest(to: point)).map { values[$0] }
    }

    /// Whether a place lies outside the zones.
    func gap(at point: GeographicPoint) -> MetoceanGap {
        bands.zone(at: point) != nil ? .known : nearest(to: point) != nil ? .filled : .missing
    }

    private func nearest(to point: GeographicPoint) -> Int? {
        let scale = GroundScale(at: point.latitude, isPlanar: isPlanar)
        return bands.nearest(to: point, scale, within: gapRadius.value)
    }
}

/// The edges of polygons in bands of latitude, so that a place is compared with few of them.
private struct ZoneBands: Sendable {
    private struct Edge {
        let zone: Int
        let a: SIMD2<Double>
        let b: SIMD2<Double>
    }

    private let south: Double
    private let height: Double
    private let starts: [Int]
    /// By band, in each by zone.
    private let edges: [Edge]

    init(_ areas: [MultiPolygon]) {
        var all: [Edge] = []
        for (zone, area) in areas.enumerated() {
            for ring in area.polygons.flatMap(\.rings) {
                for (a, b) in zip(ring, ring.dropFirst()) {
                    all.append(
                        Edge(zone: zone, a: SIMD2(a.longitude, a.latitude), b: SIMD2(b.longitude, b.latitude)))
                }
            }
        }
        let count = max(1, min(4096, all.count / 2))
        let low = all.map { min($0.a.y, $0.b.y) }.min() ?? 0
        let high = all.map { max($0.a.y, $0.b.y) }.max() ?? 1
        let height = max(1e-12, (high - low) / Double(count))
        var bands = [[Edge]](repeating: [], count: count)
        for edge in all {
            let first = Self.band(min(edge.a.y, edge.b.y), low, height, count)
            for band in first...Self.band(max(edge.a.y, edge.b.y), low, height, count) { bands[band].append(edge) }
        }
        (south, self.height) = (low, height)
        starts = bands.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        edges = bands.flatMap(\.self)
    }

    private static func band(_ y: Double, _ south: Double, _ height: Double, _ count: Int) -> Int {
        Int(min(Double(count - 1), max(0, (y - south) / height)))
    }

    private func band(_ y: Double) -> Int { Self.band(y, south, height, starts.count - 1) }

    /// The first zone that a ray to the east leaves an odd number of times.
    func zone(at point: GeographicPoint) -> Int? {
        let (x, y) = (point.longitude, point.latitude)
        let band = band(y)
        var (zone, isInside) = (-1, false)
        for i in starts[band]..<starts[band + 1] {
            let edge = edges[i]
            if edge.zone != zone {
                if isInside { return zone }
                (zone, isInside) = (edge.zone, false)
            }
            guard (edge.a.y > y) != (edge.b.y > y) else { continue }
            if x < edge.a.x + (y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x) { isInside.toggle() }
        }
        return isInside ? zone : nil
    }

    /// The zone with the nearest edge, at most `radius` metres away.
    func nearest(to point: GeographicPoint, _ scale: GroundScale, within radius: Double) -> Int? {
        let origin = SIMD2(point.longitude, point.latitude)
        let metres = SIMD2(scale.east, scale.north)
        let reach = radius / scale.north
        var (zone, least): (Int?, Double) = (nil, radius * radius)
        guard starts.count > 1, starts[starts.count - 1] > 0 else { return nil }
        for i in starts[band(point.latitude - reach)]..<starts[band(point.latitude + reach) + 1] {
            let (a, b) = ((edges[i].a - origin) * metres, (edges[i].b - origin) * metres)
            let along = b - a
            let length = (along * along).sum()
            let share = length > 0 ? min(1, max(0, -(a * along).sum() / length)) : 0
            let foot = a + along * share
            let square = (foot * foot).sum()
            if square < least || zone == nil && square <= least { (zone, least) = (edges[i].zone, square) }
        }
        return zone
    }
}

/// Metres to the east and north of one unit of the positions, near a place.
struct GroundScale: Sendable {
    let east: Double
    let north: Double

    /// On the ellipsoid of WGS 84 by its radii of curvature, within 0.1 % as far as gaps are filled; 1 on a plane.
    init(at latitude: Double, isPlanar: Bool) {
        guard !isPlanar else {
            (east, north) = (1, 1)
            return
        }
        let eccentricity = 0.006_694_379_990_14
        let degree = Double.pi / 180
        let sine = sin(latitude * degree)
        let curvature = 1 - eccentricity * sine * sine
        let prime = 6_378_137 / curvature.squareRoot()
        east = prime * cos(latitude * degree) * degree
        north = prime * (1 - eccentricity) / curvature * degree
    }
}
