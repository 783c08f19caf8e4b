/// Which file holds the units or events of a `hotspots` verb, and how it is read.
public struct UnitSource: Sendable {
    /// How distances are measured: the values of `--metric`.
    public enum Distance: String, CaseIterable, Sendable {
        case geodesic
        case greatCircle = "great-circle"
        case euclidean, manhattan
    }

    /// A `.csv`, `.geojson`, `.gpkg`, `.fgb` or `.shp`; `-` is CSV on standard input.
    public var path: String
    /// `planar`, or a name that PROJ reads; nil for what the file says, else longitude and latitude.
    public var crs: String?
    /// nil: geodesic for longitude and latitude, else Euclidean.
    public var distance: Distance?
    /// The two columns of a CSV with the positions; nil for `x,y` or `lon,lat`.
    public var positionFields: (x: String, y: String)?
    /// The column that identifies a unit; nil for the number of its row.
    public var idField: String?

    /// A file with the defaults of the command line.
    public init(path: String) { self.path = path }
}
