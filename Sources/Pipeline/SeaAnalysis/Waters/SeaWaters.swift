public import Ingest
public import Network
public import SpatialEngine
internal import SpatialFormats

/// The water that a job's boats may use.
public enum SeaWaters: Sendable {
    /// Exact to polygons of land.
    case chart(SeaChart)
    /// The water cells of a raster.
    case mask(SeaMask)

    /// What a user says of land and water.
    public struct Options: Hashable, Sendable {
        /// A vector file of land, `none`, or nil for the built-in coast.
        public var land: String?
        /// A raster whose valid cells above 0 are water; replaces all land.
        public var waterMask: String?
        /// Where passages may go, `minx,miny,maxx,maxy`; nil for the region's window, on a plane the ends' box grown.
        public var extent: String?
        /// `planar`, `native` (the raster's own), or nil for degrees.
        public var system: String?

        /// The built-in coast in the region's window.
        public init(
            land: String? = nil, waterMask: String? = nil, extent: String? = nil, system: String? = nil
        ) {
            (self.land, self.waterMask, self.extent, self.system) = (land, waterMask, extent, system)
        }

        /// Positions are metres on a plane.
        public var isPlanar: Bool { system == "planar" }

        /// The built-in region must be at hand, for its coast or its window.
        public var needsRegion: Bool { waterMask == nil && !isPlanar && (land == nil || extent == nil) }
    }

    /// Reads the water.
    ///
    /// - Parameters:
    ///   - region: Needed where ``Options/needsRegion`` says so.
    ///   - ends: All places that passages begin or end at, for the window on a plane.
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage for options that do not go together, of bad data for what a
    ///   file holds; ``SpatialFormats/FormatError`` for a file that is missing or cannot be read.
    public init(_ options: Options, region: RegionPack?, ends: [GeographicPoint]) throws {
        try options.check()
        if let path = options.waterMask {
            self = .mask(try WaterMaskFile.read(path, options))
            return
        }
        let space: SeaSpace = options.isPlanar ? .plane : .globe
        let extent = try options.window(region, ends)
        let land: MultiPolygon
        switch options.land {
        case "none"?: land = MultiPolygon([])
        case let path?: land = try LandFile(path: path, space: space, extent: extent).polygons()
        case nil: land = region?.coast ?? MultiPolygon([])
        }
        do throws(SeaError) {
            self = .chart(try SeaChart(land: land, extent: extent, clearance: Metres(0), in: space))
        } catch {
            throw RequestError(.badData, "\(options.land.map { "\($0): " } ?? "")\(error)")
        }
    }

    /// What positions mean.
    public var space: SeaSpace {
        switch self {
        case .chart(let chart): chart.space
        case .mask(let mask): mask.space
        }
    }

    /// Where passages may go.
    public var extent: BoundingBox {
        switch self {
        case .chart(let chart): chart.extent
        case .mask(let mask): mask.grid.extent
        }
    }

    /// The shortest passage that touches no land, whatever the sea.
    ///
    /// - Parameter snap: How far an end on land may move.
    /// - Throws: ``Network/SeaError`` for a place that is none.
    public func passage(from: GeographicPoint, to: GeographicPoint, snap: Metres) throws(SeaError) -> SeaPassageResult {
        switch self {
        case .chart(let chart): try chart.passage(from: from, to: to, snap: snap)
        case .mask(let mask): try mask.passage(from: from, to: to, snap: snap)
        }
    }
}

extension SeaWaters.Options {
    /// Fails for options that do not go together.
    func check() throws(RequestError) {
        guard system == nil || system == "planar" || system == "native" else {
            throw RequestError(
                .wrongUsage,
                "--crs is \"\(system ?? "")\"; use planar, native with --water-mask, or leave it out for degrees")
        }
        if waterMask != nil {
            for (name, value) in [("--land", land), ("--extent", extent)] where value != nil {
                throw RequestError(.wrongUsage, "--water-mask and \(name) exclude each other; leave one out")
            }
        } else if system == "native" {
            throw RequestError(.wrongUsage, "--crs native means the system of --water-mask; name the raster")
        } else if isPlanar, land == nil {
            throw RequestError(
                .wrongUsage,
                "--crs planar has no built-in coast; name polygons with --land F, or --land none for open sea")
        }
    }

    /// Where passages may go.
    func window(_ region: RegionPack?, _ ends: [GeographicPoint]) throws(RequestError) -> BoundingBox {
        if let extent { return try Self.box(extent) }
        guard isPlanar else {
            guard let region else { throw RequestError(.wrongUsage, "no region is at hand; give --extent BOX") }
            return region.settings.extent
        }
        guard let box = BoundingBox(around: ends) else {
            throw RequestError(.wrongUsage, "there are no ends to draw a window round; give --extent BOX")
        }
        let side = max(box.east - box.west, box.north - box.south)
        let margin = side > 0 ? side / 2 : 1
        return BoundingBox(
            west: box.west - margin, south: box.south - margin, east: box.east + margin, north: box.north + margin)
    }

    private static func box(_ text: String) throws(RequestError) -> BoundingBox {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Double(String($0).filter { !$0.isWhitespace })
        }
        guard numbers.count == 4, let west = numbers[0], let south = numbers[1], let east = numbers[2],
            let north = numbers[3], [west, south, east, north].allSatisfy(\.isFinite)
        else {
            throw RequestError(.wrongUsage, "--extent is \"\(text)\"; write minx,miny,maxx,maxy")
        }
        guard west < east, south < north else {
            throw RequestError(
                .wrongUsage, "--extent is \"\(text)\"; minx must be less than maxx and miny less than maxy")
        }
        return BoundingBox(west: west, south: south, east: east, north: north)
    }
}
