public import Export
internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// `sea drift`: where a casualty may be, hour by hour.
public struct DriftSearch: Sendable {
    /// Wind or current.
    public enum Source: Hashable, Sendable {
        /// `A,B` everywhere and always.
        case uniform(String)
        /// A file.
        case file(String)
        /// The region's, or none.
        case builtIn
    }

    /// Where the casualty was, `lon,lat` or on a plane `x,y`.
    public var from: String
    /// When, ISO 8601; nil where nothing depends on time.
    public var time: String?
    /// The name of a class.
    public var className: String
    /// A table of classes; nil for the published ones.
    public var classTable: String?
    /// How long it is followed.
    public var hours: Int
    /// How many particles stand for it.
    public var particles = 1000
    /// Radius of the disc over which starts are evenly spread, m.
    public var radius = 0.0
    /// Speed in m/s and where the wind blows from.
    public var wind = Source.builtIn
    /// East and north in m/s.
    public var current = Source.builtIn
    /// Standard deviations of each component, m/s.
    public var windDeviation = 0.0, currentDeviation = 0.0
    /// Seconds.
    public var step = 600.0
    /// Changes of side per hour.
    public var jibeRate = 0.04
    /// Two particles without chance.
    public var isDeterministic = false
    /// Wind that capsizes, its scale, and what leeway is left; all nil for none.
    public var capsizeWind, capsizeScale, capsizeLeeway: Double?
    /// A vector file of land, `none`, or nil for the built-in coast.
    public var land: String?
    /// °C.
    public var waterCelsius: Double?
    /// `planar` for metres on a plane, nil for degrees.
    public var system: String?
    /// Times without zone are universal ones.
    public var assumesUTC = false
    /// Zones and gap radius of the files of wind and current.
    public var files = SeaConditionsSource.Options()
    /// A `.csv` path, or `-`.
    public var output: String
    /// A `.geojson` path for the areas of 50 and 90 %.
    public var areas: String?
    /// A `.tif` path for the density at the last hour.
    public var density: RasterDestination?
    /// Side of its cells, m.
    public var densityCell = 1000.0
    /// Replace what is there.
    public var overwrite = false
    /// Seed of the draws.
    public var seed: UInt64 = 1
    /// Threads; the result does not depend on it.
    public var threads = 1

    /// A thousand particles in the region's mean wind.
    public init(from: String, className: String, hours: Int, output: String) {
        self.from = from
        self.className = className
        self.hours = hours
        self.output = output
    }

    /// Reads, follows the particles and writes.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for options or files that cannot be used, and a start on land; the errors of
    ///   files.
    public func run() throws -> DriftOutcome {
        try checkOptions()
        let object = try DriftClassTable(classTable).object(className)
        let settings = try settings()
        try requirePlaces()
        let needsPack = !isPlanar && (land == nil || wind == .builtIn)
        let pack = needsPack ? try RegionPack.load(try RegionPack.defaultFolder(), verifyingManifest: false) : nil
        let coast = try coast(pack, settings)
        try requireWater(settings.start, coast)
        let (metocean, source) = try conditions(settings, try moment(), pack)
        let ensemble = DriftEnsemble(object, settings, in: metocean, coast: coast, threads: threads)
        try write(ensemble, settings)
        return DriftOutcome(self, object, ensemble, settings, source)
    }

    /// Positions are metres on a plane.
    var isPlanar: Bool { system == "planar" }

    /// Fails for a start on land and names the nearest shore.
    private func requireWater(_ start: GeographicPoint, _ coast: DriftCoast?) throws(RequestError) {
        guard let coast, coast.isLand(start) else { return }
        let space: SeaSpace = isPlanar ? .plane : .globe
        let shore = coast.nearestShore(to: start, in: space)
        let away = (space.distance(start, shore).value * 10).rounded() / 10
        throw RequestError(
            .badData,
            "--from \(from) lies on land; the nearest water is at \(shore.longitude),\(shore.latitude), \(away) m away")
    }

    private func coast(_ pack: RegionPack?, _ settings: DriftSettings) throws -> DriftCoast? {
        switch land {
        case "none"?: return nil
        case let path?:
            let file = LandFile(path: path, space: settings.space, extent: reach(of: settings))
            return DriftCoast(land: try file.polygons())
        case nil: return pack.flatMap { DriftCoast(land: $0.coast) }
        }
    }

    /// Every output can be put in place.
    private func requirePlaces() throws {
        _ = try OutputFormat(of: output, allowed: [.csv])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        if let areas {
            _ = try OutputFormat(of: areas, allowed: [.geojson])
            try OutputFormat.requirePlace(areas, overwrite: overwrite)
        }
        try density?.check()
    }
}
