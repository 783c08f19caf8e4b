public import SpatialEngine

/// Everything that an assessment folder holds.
public struct AssessmentContents: Sendable {
    /// Id of the region; names the GeoPackage.
    public var region: String
    /// What the assessment rests on.
    public var manifest: ManifestModel
    /// The six layers of ``LayerSchema/all``, in any order.
    public var layers: [Layer]
    /// Layers that explain and are no result, in any order; they lie in `context/`.
    public var context: [Layer]
    /// The rasters, in any order.
    public var rasters: [RasterOutput]
    /// The text of `report.html`.
    public var report: String
    /// Further tables, in any order.
    public var tables: [TableOutput]
    /// Further texts beside the report, in any order.
    public var documents: [DocumentOutput]
    /// The date that stands inside files instead of the clock's.
    public var dataDate: DataDate

    /// The parts of an assessment folder.
    public init(
        region: String, manifest: ManifestModel, layers: [Layer], context: [Layer] = [], rasters: [RasterOutput],
        report: String,
        tables: [TableOutput] = [], documents: [DocumentOutput] = [], dataDate: DataDate
    ) {
        self.region = region
        self.manifest = manifest
        self.layers = layers
        self.context = context
        self.rasters = rasters
        self.report = report
        self.tables = tables
        self.documents = documents
        self.dataDate = dataDate
    }
}

/// A raster that becomes `rasters/NAME.tif` with its style.
public struct RasterOutput: Sendable {
    /// File name without folder and extension, such as `corridor_C1`.
    public var name: String
    /// The values; NaN where there is none.
    public var raster: Raster
    /// What a value is, for the band's description.
    public var description: String
    /// Unit of the values, such as `s`.
    public var unit: String
    /// What the values are, which decides the colours.
    public var theme: RasterTheme

    /// A raster to write.
    public init(name: String, raster: Raster, description: String, unit: String, theme: RasterTheme) {
        self.name = name
        self.raster = raster
        self.description = description
        self.unit = unit
        self.theme = theme
    }
}

/// A table that becomes `tables/NAME.csv`.
public struct TableOutput: Sendable {
    /// File name without folder and extension.
    public var name: String
    /// The whole text, header included.
    public var text: String

    /// A table to write.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A text that becomes a file of the folder itself.
public struct DocumentOutput: Sendable {
    /// File name with its extension, such as `model_card.md`.
    public var name: String
    /// The whole text.
    public var text: String
    /// Its media type, such as `text/markdown`.
    public var mediaType: String

    /// A text to write.
    public init(name: String, text: String, mediaType: String) {
        (self.name, self.text, self.mediaType) = (name, text, mediaType)
    }
}

/// What was written.
public struct WrittenAssessment: Hashable, Sendable {
    /// The folder.
    public let path: String
    /// The path of `report.html`.
    public let reportPath: String
    /// `run_id` of the manifest.
    public let runID: String
    /// Name and number of features of each layer, in the order of ``LayerSchema/all``.
    public let layers: [LayerCount]

    /// Size of a layer.
    public struct LayerCount: Hashable, Sendable {
        /// The layer's name.
        public let name: String
        /// Number of its features.
        public let features: Int
    }
}
