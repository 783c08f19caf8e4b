/// Any geometry of ours, in degrees on WGS 84.
public enum Geometry: Hashable, Sendable {
    case point(GeographicPoint)
    case multiPoint([GeographicPoint])
    case lineString(LineString)
    case multiLineString([LineString])
    case polygon(Polygon)
    case multiPolygon(MultiPolygon)

    /// Every position, in order of appearance.
    public var points: [GeographicPoint] {
        switch self {
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lineString(let line): line.points
        case .multiLineString(let lines): lines.flatMap(\.points)
        case .polygon(let polygon): polygon.rings.flatMap(\.self)
        case .multiPolygon(let multi): multi.polygons.flatMap { $0.rings.flatMap(\.self) }
        }
    }

    /// The name that GeoJSON and simple features give this type.
    public var typeName: String {
        switch self {
        case .point: "Point"
        case .multiPoint: "MultiPoint"
        case .lineString: "LineString"
        case .multiLineString: "MultiLineString"
        case .polygon: "Polygon"
        case .multiPolygon: "MultiPolygon"
        }
    }
}
