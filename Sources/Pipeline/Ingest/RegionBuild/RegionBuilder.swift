internal import Foundation
public import SpatialEngine
internal import SpatialFormats

/// Makes the derived layers of a region pack from the files of installed packages.
///
/// The same packages and the same extent give the same bytes. How each layer is made, and what it does not hold, stands in
/// `geodata/README.md`.
public struct RegionBuilder {
    /// How far the winds reach beyond the extent, so that every place in it lies between cell centres.
    static let windMarginDegrees = 2.0

    /// One file that was made.
    public struct Made: Equatable, Sendable {
        /// Which file.
        public let layer: DerivedLayer
        /// Features, or rows without the header.
        public let rows: Int
    }

    private let folder: URL
    private let extent: BoundingBox
    private let sources: RegionSources
    private let topology = TopologyContext()

    private init(folder: String, extent: BoundingBox, sources: RegionSources) {
        (self.folder, self.extent, self.sources) = (URL(filePath: folder), extent, sources)
    }

    /// Makes `coast.fgb`, `rivers.fgb`, `borders.fgb` and `wind.csv` in `folder`, and brings `manifest.json` up to date: the
    /// entries of these files in full, of the other files that it lists the sum and the length.
    ///
    /// Each file is written beside its place and then moved there, so an error leaves the old ones.
    ///
    /// - Parameters:
    ///   - region: The region's id, for a manifest that does not exist yet and for the rebuild command.
    ///   - extent: Degrees; must not cross the antimeridian and must have an area.
    ///   - progress: Called before each file is made.
    /// - Returns: What was made, in order.
    /// - Throws: ``RegionBuildError``: for a missing package before anything is written.
    /// - Complexity: Seconds for a hundred square degrees; of the world files only the indices and the belt of latitude are
    ///   read.
    @discardableResult
    public static func build(
        _ folder: String, region: String, extent: BoundingBox, sources: RegionSources = .installed,
        progress: (DerivedLayer) -> Void = { _ in }
    ) throws(RegionBuildError) -> [Made] {
        try check(extent)
        if let missing = sources.firstMissing {
            throw .missingPackage(package: missing.package, file: missing.path)
        }
        let builder = RegionBuilder(folder: folder, extent: extent, sources: sources)
        var made: [Made] = []
        for layer in DerivedLayer.allCases {
            progress(layer)
            made.append(Made(layer: layer, rows: try builder.make(layer)))
        }
        try builder.updateManifest(region: region)
        return made
    }

    private static func check(_ extent: BoundingBox) throws(RegionBuildError) {
        guard extent.west < extent.east, extent.south < extent.north else {
            throw .badExtent(extent, reason: "west must be less than east and south less than north")
        }
        guard extent.west >= -180, extent.east <= 180, extent.south >= -90, extent.north <= 90 else {
            throw .badExtent(extent, reason: "longitudes must lie within ±180 and latitudes within ±90")
        }
    }

    private func make(_ layer: DerivedLayer) throws(RegionBuildError) -> Int {
        switch layer {
        case .coast: try write(layer, coast())
        case .rivers: try write(layer, rivers())
        case .borders: try write(layer, borders())
        case .wind: try writeWind()
        }
    }
}

// MARK: - Tables

extension RegionBuilder {
    private func coast() throws(RegionBuildError) -> VectorLayer {
        let land: [CoastLayer.Land]
        do {
            let file = try BinnedShoreFile(reading: sources.shorelines, around: extent)
            land = try CoastLayer(topology: topology, extent: extent).land(from: file)
        } catch let error as RegionBuildError {
            throw error
        } catch CoastFault.topology(let error) {
            throw .topology(layer: DerivedLayer.coast.rawValue, error)
        } catch {
            throw unreadable(sources.shorelines, "\(error)")
        }
        let features = land.map { piece in
            let squareMetres = (piece.areaKm2 * 1e6).rounded()
            return Feature(
                geometry: .polygon(piece.polygon),
                properties: ["level": .integer(1), "area_km2": .number(squareMetres / 1e6)])
        }
        return VectorLayer(
            name: DerivedLayer.coast.rawValue,
            fields: [VectorLayer.Field("level", .integer), VectorLayer.Field("area_km2", .real)], features: features)
    }

    private func rivers() throws(RegionBuildError) -> VectorLayer {
        let lines = try lines(from: sources.rivers)
        return VectorLayer(
            name: DerivedLayer.rivers.rawValue, fields: [VectorLayer.Field("level", .integer)],
            features: lines.map { Feature(geometry: $0.geometry, properties: ["level": .integer($0.level)]) })
    }

    private func borders() throws(RegionBuildError) -> VectorLayer {
        let lines = try lines(from: sources.borders)
        let countries = try [CountryOutline](reading: sources.countries, near: extent)
        let features = lines.map { line in
            let codes = countries.codes(along: line.points, isNational: line.level == 1)
            return Feature(
                geometry: line.geometry,
                properties: ["level": .integer(line.level), "countries": codes.map { .string($0) } ?? .null])
        }
        return VectorLayer(
            name: DerivedLayer.borders.rawValue,
            fields: [VectorLayer.Field("level", .integer), VectorLayer.Field("countries", .text)], features: features)
    }

    private func lines(from source: RegionSources.File) throws(RegionBuildError) -> [LineLayer.Line] {
        let file = try BinnedLineFile(reading: source, around: extent)
        do {
            return try LineLayer.lines(from: file, in: extent)
        } catch {
            throw unreadable(source, error.problem)
        }
    }

    private func unreadable(_ source: RegionSources.File, _ reason: String) -> RegionBuildError {
        .unreadableSource(file: source.path, package: source.package, reason: reason)
    }
}

// MARK: - Files

extension RegionBuilder {
    private func write(_ layer: DerivedLayer, _ content: VectorLayer) throws(RegionBuildError) -> Int {
        let part = folder.appending(path: ".part-\(layer.fileName)")
        do {
            try FlatGeobuf.write(content, to: part.path)
        } catch {
            throw .unwritable(path: folder.appending(path: layer.fileName).path, reason: error.description)
        }
        try move(part, to: layer)
        return content.features.count
    }

    private func writeWind() throws(RegionBuildError) -> Int {
        let wind = try WindClimatology(reading: sources.wind)
        let text = wind.table(in: extent.expanded(byDegrees: Self.windMarginDegrees))
        let url = folder.appending(path: DerivedLayer.wind.fileName)
        do {
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw .unwritable(path: url.path, reason: error.localizedDescription)
        }
        return text.utf8.count { $0 == 0x0A } - 1
    }

    private func move(_ part: URL, to layer: DerivedLayer) throws(RegionBuildError) {
        let url = folder.appending(path: layer.fileName)
        guard rename(part.path, url.path) == 0 else {
            try? FileManager.default.removeItem(at: part)
            throw .unwritable(path: url.path, reason: String(cString: strerror(errno)))
        }
    }

    private func updateManifest(region: String) throws(RegionBuildError) {
        do {
            let path = folder.appending(path: RegionManifest.fileName).path
            let exists = FileManager.default.fileExists(atPath: path)
            var manifest = exists ? try RegionManifest.read(folder.path) : RegionManifest(region: region)
            for layer in DerivedLayer.allCases { manifest.put(layer.entry(region: region, extent: extent)) }
            try manifest.refreshed(in: folder.path).write(to: folder.path)
        } catch {
            throw .manifest(error)
        }
    }
}
