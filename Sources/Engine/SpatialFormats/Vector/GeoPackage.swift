internal import CGDAL
import Glibc

/// Writes GeoPackage (OGC 12-128r18) with styles, data dictionary and lineage inside.
public enum GeoPackage {
    /// How a layer is drawn, kept where QGIS looks for it (`layer_styles`).
    public struct Style: Sendable {
        /// Its name, at most 30 characters.
        public let name: String
        /// A few words on it.
        public let description: String
        /// QGIS's own style document.
        public let qml: String
        /// The same as Styled Layer Descriptor.
        public let sld: String

        /// A style in both forms.
        public init(name: String, description: String = "", qml: String, sld: String) {
            self.name = name
            self.description = description
            self.qml = qml
            self.sld = sld
        }
    }

    /// A layer with what is said of it.
    public struct Layer: Sendable {
        /// Columns and rows.
        public let content: VectorLayer
        /// A name for readers, unique in the file; empty for the layer's own name.
        public let title: String
        /// A few sentences on it.
        public let description: String
        /// The style that it opens with, if any.
        public let style: Style?

        /// A layer with its title, description and style.
        public init(_ content: VectorLayer, title: String = "", description: String = "", style: Style? = nil) {
            self.content = content
            self.title = title
            self.description = description
            self.style = style
        }
    }

    /// Where the contents come from, for the whole file.
    public struct Lineage: Sendable {
        /// The standard or scheme that the text follows, as an address.
        public let standard: String
        /// The media type of the text, such as `text/xml` or `application/json`.
        public let mediaType: String
        /// The text itself.
        public let text: String

        /// A statement of lineage.
        public init(standard: String, mediaType: String, text: String) {
            self.standard = standard
            self.mediaType = mediaType
            self.text = text
        }
    }

    /// Writes a new file, or over an old one; same input, same bytes, and no journal is left beside it.
    ///
    /// Each layer has an R-tree, its extent, and columns as given; features with an id get a first column `id`.
    /// - Parameter date: The day, `YYYY-MM-DD`, or moment, `YYYY-MM-DDThh:mm:ss.sssZ`, that stands wherever the format wants to
    ///   know when; the clock is not asked.
    /// - Throws: ``FormatError`` for a value that does not fit its column, a bad date, or a path that cannot be written.
    public static func write(
        _ layers: [Layer], lineage: [Lineage] = [], date: String, to path: String
    ) throws(FormatError) {
        guard let moment = moment(of: date) else {
            throw .unwritable(path: path, reason: "a date YYYY-MM-DD or a moment in UTC is needed, got \"\(date)\"")
        }
        for file in [path, path + "-journal", path + "-wal"] { unlink(file) }
        do throws(FormatError) {
            try Library.with("OGR_CURRENT_DATE", moment) { () throws(FormatError) in
                try Library.with("OGR_SQLITE_JOURNAL", "MEMORY") { () throws(FormatError) in
                    try write(layers, lineage, moment, path)
                }
            }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// The moment as the format wants it: midnight for a day; nil for another text.
    private static func moment(of date: String) -> String? {
        let moment = date.utf8.count == 10 ? "\(date)T00:00:00.000Z" : date
        let pattern = "dddd-dd-ddTdd:dd:dd.dddZ"
        let fits = zip(moment.utf8, pattern.utf8).allSatisfy { byte, expected in
            expected == UInt8(ascii: "d") ? 48...57 ~= byte : byte == expected
        }
        return fits && moment.utf8.count == pattern.utf8.count ? moment : nil
    }

    private static func write(
        _ layers: [Layer], _ lineage: [Lineage], _ moment: String, _ path: String
    ) throws(FormatError) {
        let driver = try Library.driver("GPKG", for: path)
        guard let raw = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        do {
            let dataset = OwnedDataset(raw: raw)
            let database = GeoPackageDatabase(path: path, moment: moment)
            guard GDALDatasetStartTransaction(raw, 0) == OGRERR_NONE else {
                throw .unwritable(path: path, reason: Library.lastMessage)
            }
            for layer in layers {
                var options = [
                    "GEOMETRY_NAME=geom", "FID=fid", "SPATIAL_INDEX=YES", "DESCRIPTION=\(layer.description)",
                ]
                options.append("IDENTIFIER=\(layer.title.isEmpty ? layer.content.name : layer.title)")
                try LayerWriter(layer: layer.content, path: path).write(into: dataset, options: options)
            }
            GDALFlushCache(raw)
            try database.addExtensionTable(dataset)
            try database.addStyles(of: layers, dataset)
            try database.addDictionary(of: layers, dataset)
            try database.addLineage(lineage, dataset)
            try database.setDates(dataset)
            guard GDALDatasetCommitTransaction(raw) == OGRERR_NONE else {
                throw .unwritable(path: path, reason: Library.lastMessage)
            }
            CPLErrorReset()
        }
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }
}
