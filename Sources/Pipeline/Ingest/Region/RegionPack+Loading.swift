internal import Foundation
internal import Incidents
internal import SpatialEngine

extension RegionPack {
    /// Reads and checks the pack in `folder`.
    ///
    /// - Parameter verifyingManifest: Whether sums and reference systems are compared with `manifest.json` first.
    /// - Throws: ``IngestError`` for the first fault; ``check(_:)`` gives them all.
    /// - Complexity: O(*n*) time and space for *n* bytes in the folder.
    public static func load(_ folder: String, verifyingManifest: Bool = true) throws(IngestError) -> RegionPack {
        let (pack, faults) = examine(folder, verifyingManifest: verifyingManifest)
        if let first = faults.first { throw first }
        guard let pack else {
            throw IngestError(file: folder, problem: "the pack could not be read", mend: "run region check on it")
        }
        return pack
    }

    /// Every fault of the pack in `folder`; none for a sound pack.
    ///
    /// First what differs from the manifest, files that it does not list among it, then file by file and row by row, last
    /// positions that contradict the coast beyond their precision.
    public static func check(_ folder: String) -> [IngestError] {
        examine(folder, verifyingManifest: true, thoroughly: true).faults
    }

    private static func examine(
        _ folder: String, verifyingManifest: Bool, thoroughly: Bool = false
    ) -> (pack: RegionPack?, faults: [IngestError]) {
        var reader = RegionReader(folder: folder, isThorough: thoroughly)
        if verifyingManifest { reader.verifyManifest() }
        let pack = reader.pack()
        return (pack, reader.faults)
    }
}

/// Reads the files of a pack one after the other and keeps what is wrong with them.
struct RegionReader {
    let folder: String
    /// Whether strays and contradictions with the coast count as faults.
    let isThorough: Bool
    var faults: [IngestError] = []

    init(folder: String, isThorough: Bool) {
        self.isThorough = isThorough
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    func path(_ file: String) -> String { folder + "/" + file }

    /// The whole pack, or nil when something that the rest needs could not be read.
    mutating func pack() -> RegionPack? {
        let settings: RegionSettings
        do { settings = try RegionSettings.read(path(RegionPack.settingsFile)) } catch {
            faults.append(error)
            return nil
        }
        let extent = settings.extent
        let tables = RegionTables(
            settings: settings,
            sources: table("sources.csv", Source.columns, Source.init),
            places: table("places.csv", Place.columns) { row throws(IngestError) in try Place(row, extent: extent) },
            legs: table("legs.csv", Leg.columns, Leg.init),
            crossings: table("crossings.csv", Crossing.columns, Crossing.init),
            shareStatements: optionalTable("share_statements.csv", ShareStatement.columns, ShareStatement.init),
            seaState: table("sea_state.csv", SeaStateRow.columns, SeaStateRow.init),
            measures: table("measures.csv", Measure.columns, Measure.init),
            spotHeights: table("spot_heights.csv", SpotHeight.columns) { row throws(IngestError) in
                try SpotHeight(row, extent: extent)
            },
            harmClasses: table("harm_taxonomy.csv", HarmClass.columns, HarmClass.init),
            winds: table("wind.csv", WindCell.columns, WindCell.init))
        let rules = IncidentRules(
            extent: extent, corridors: settings.corridors, places: tables.places.map(\.value),
            harmClasses: tables.harmClasses.map(\.value), sources: Set(tables.sources.map(\.value.id)))
        let incidents = table("incidents.csv", Incident.columns) { row throws(IngestError) in
            try Incident(row, extent: extent, categories: rules.categories)
        }
        faults += tables.referenceFaults(in: self)
        rules.checkReferences(incidents, in: path("incidents.csv"), &faults)
        guard isThorough || faults.isEmpty, let layers = layers() else { return nil }
        if isThorough { compare(places: tables.places, incidents: incidents, with: layers.coast) }
        return faults.isEmpty ? RegionPack(folder: folder, tables, incidents: incidents.map(\.value), layers) : nil
    }

    /// No rows where the pack has no such file.
    private mutating func optionalTable<Value>(
        _ file: String, _ columns: [String], _ parse: (TableRow) throws(IngestError) -> Value
    ) -> [Row<Value>] {
        FileManager.default.fileExists(atPath: path(file)) ? table(file, columns, parse) : []
    }

    private mutating func table<Value>(
        _ file: String, _ columns: [String], _ parse: (TableRow) throws(IngestError) -> Value
    ) -> [Row<Value>] {
        do {
            return try TableFile(path: path(file), columns: columns).read(&faults, parse)
        } catch {
            faults.append(error)
            return []
        }
    }
}

extension RegionPack {
    fileprivate init(folder: String, _ tables: RegionTables, incidents: [Incident], _ layers: RegionLayers) {
        self.init(
            folder: folder, settings: tables.settings, sources: tables.sources.map(\.value),
            places: tables.places.map(\.value), legs: tables.legs.map(\.value),
            crossings: tables.crossings.map(\.value), shareStatements: tables.shareStatements.map(\.value),
            incidents: incidents, seaState: tables.seaState.map(\.value),
            measures: tables.measures.map(\.value), spotHeights: tables.spotHeights.map(\.value),
            harmClasses: tables.harmClasses.map(\.value), winds: tables.winds.map(\.value), coast: layers.coast,
            borders: layers.borders, rivers: layers.rivers)
    }
}
