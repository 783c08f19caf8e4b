/// An axis-parallel box, edges included, in degrees of longitude and latitude.
///
/// A box that crosses the antimeridian has `west > east` (RFC 7946 section 5.2).
public struct BoundingBox: Hashable, Sendable {
    /// Western longitude.
    public var west: Double
    /// Southern latitude.
    public var south: Double
    /// Eastern longitude.
    public var east: Double
    /// Northern latitude.
    public var north: Double

    /// A box from its four edges.
    public init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// The smallest box round `points`, or nil for none; longitudes are taken as they are.
    public init?(around points: some Sequence<GeographicPoint>) {
        var box: BoundingBox?
        for p in points {
            guard let b = box else {
                box = BoundingBox(west: p.longitude, south: p.latitude, east: p.longitude, north: p.latitude)
                continue
            }
            box = BoundingBox(
                west: min(b.west, p.longitude), south: min(b.south, p.latitude),
                east: max(b.east, p.longitude), north: max(b.north, p.latitude))
        }
        guard let box else { return nil }
        self = box
    }

    /// Whether `point` lies in the box or on its edge.
    public func contains(_ point: GeographicPoint) -> Bool {
        let inLatitude = point.latitude >= south && point.latitude <= north
        guard west <= east else { return inLatitude && (point.longitude >= west || point.longitude <= east) }
        return inLatitude && point.longitude >= west && point.longitude <= east
    }

    /// The box grown by `degrees` on every side; latitudes stay within −90…90.
    public func expanded(byDegrees degrees: Double) -> BoundingBox {
        BoundingBox(
            west: west - degrees, south: max(-90, south - degrees),
            east: east + degrees, north: min(90, north + degrees))
    }
}
