internal import CGDAL
import Glibc
public import SpatialEngine

/// Writes vector tiles: MBTiles 1.3 with Mapbox Vector Tiles 2 inside, in Web Mercator.
public enum VectorTiles {
    /// What is said of the tiles as a whole.
    public struct Settings: Sendable {
        /// A heading.
        public var name: String
        /// A few sentences.
        public var description: String
        /// The zoom of the smallest scale, at least 0.
        public var lowestZoom: Int
        /// The zoom of the largest scale, at most 22.
        public var highestZoom: Int
        /// Where a map begins.
        public var centre: GeographicPoint
        /// The zoom at which it begins.
        public var centreZoom: Int

        /// Settings for features in a box, in degrees.
        ///
        /// A map begins at the zoom where the box fits one tile. Tiles reach from two zooms above, where it takes a quarter of
        /// a tile's edge, to four below, from which viewers magnify: 20 m a step for a region of 10°.
        public init(name: String, description: String, covering box: BoundingBox) {
            (self.name, self.description) = (name, description)
            let width = max(box.east - box.west, box.north - box.south, 0.01)
            var fit = 0
            while fit < 14, 360 / Double(1 << (fit + 1)) >= width { fit += 1 }
            (lowestZoom, highestZoom, centreZoom) = (max(0, fit - 2), fit + 4, fit)
            centre = GeographicPoint(longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
        }
    }

    /// Writes a new file, or over an old one; same input, same bytes.
    ///
    /// A value that is null has no attribute in a tile, since the format knows no null; days are text.
    /// - Parameter path: It ends in `.mbtiles`; the library takes no other.
    /// - Throws: ``FormatError`` for a value that does not fit its column, or a path that cannot be written.
    public static func write(_ layers: [VectorLayer], settings: Settings, to path: String) throws(FormatError) {
        for file in [path, path + "-journal", path + ".temp.db", path + ".temp.db-journal"] { unlink(file) }
        do throws(FormatError) {
            // On one thread features stand in a tile in their order.
            try Library.with("GDAL_NUM_THREADS", "1") { () throws(FormatError) in
                try Library.with("OGR_SQLITE_JOURNAL", "MEMORY") { () throws(FormatError) in
                    try create(layers, settings, path)
                }
            }
        } catch {
            for file in [path, path + ".temp.db"] { unlink(file) }
            throw error
        }
    }

    private static func create(_ layers: [VectorLayer], _ settings: Settings, _ path: String) throws(FormatError) {
        let driver = try Library.driver("MBTiles", for: path)
        let centre = "\(settings.centre.longitude),\(settings.centre.latitude),\(settings.centreZoom)"
        let options = StringList([
            "NAME=\(settings.name)", "DESCRIPTION=\(settings.description)", "TYPE=overlay",
            "MINZOOM=\(settings.lowestZoom)", "MAXZOOM=\(settings.highestZoom)", "CENTER=\(centre)",
            "TEMPORARY_DB=\(path).temp.db",
        ])
        guard let raw = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, options.raw) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        do {
            let dataset = OwnedDataset(raw: raw)
            for layer in layers {
                try LayerWriter(layer: layer.withDatesAsText(), path: path).write(into: dataset, options: [])
            }
            // The tiles themselves are made on closing.
            CPLErrorReset()
        }
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }
}
