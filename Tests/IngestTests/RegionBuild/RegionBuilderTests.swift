import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@testable import Ingest

private let packagesArePresent = RegionSources.installed.firstMissing == nil
private let corner = BoundingBox(west: -82.2, south: 12, east: -81, north: 13.6)

/// An empty folder, removed with the value.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "region-\(UUID().uuidString)")
    var path: String { url.path }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }
}

@Suite struct RegionBuilderTests {
    @Test func `a missing package is named before anything is written`() throws {
        let folder = try Folder()
        var sources = RegionSources.installed
        sources.shorelines.path = "/nowhere/binned_GSHHS_f.nc"
        let error = #expect(throws: RegionBuildError.self) {
            try RegionBuilder.build(folder.path, region: "x", extent: corner, sources: sources)
        }
        #expect(error == .missingPackage(package: "gmt-gshhg-full", file: "/nowhere/binned_GSHHS_f.nc"))
        #expect(
            error?.description
                == "/nowhere/binned_GSHHS_f.nc is missing; install it with: apt-get install gmt-gshhg-full")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test(arguments: [(10.0, 0.0, 5.0, 1.0), (0, 1, 5, 1), (-190, 0, 0, 1), (0, -91, 1, 0)])
    func `an extent without area or off the globe is refused`(
        west: Double, south: Double, east: Double, north: Double
    ) {
        let box = BoundingBox(west: west, south: south, east: east, north: north)
        #expect(throws: RegionBuildError.self) { try RegionBuilder.build("/nowhere", region: "x", extent: box) }
    }

    @Test(.enabled(if: packagesArePresent))
    func `a source that is no array file names the file, the reason and the package`() throws {
        let folder = try Folder()
        var sources = RegionSources.installed
        sources.shorelines.path = folder.url.appending(path: "bad.nc").path
        try Data("not a NetCDF file".utf8).write(to: folder.url.appending(path: "bad.nc"))
        let error = #expect(throws: RegionBuildError.self) {
            try RegionBuilder.build(folder.path, region: "x", extent: corner, sources: sources)
        }
        #expect(error?.description.contains("bad.nc") == true)
        #expect(error?.description.contains("--reinstall gmt-gshhg-full") == true)
        // A NetCDF file without the arrays.
        sources.shorelines.path = RegionSources.installed.wind.path
        let other = #expect(throws: RegionBuildError.self) {
            try RegionBuilder.build(folder.path, region: "x", extent: corner, sources: sources)
        }
        #expect(other?.description.contains("there is no variable") == true)
    }

    @Test(.enabled(if: packagesArePresent))
    func `two builds have the same bytes, and the manifest fits them`() throws {
        let (one, two) = (try Folder(), try Folder())
        var seen: [DerivedLayer] = []
        let made = try RegionBuilder.build(one.path, region: "islands", extent: corner) { seen.append($0) }
        try RegionBuilder.build(two.path, region: "islands", extent: corner)
        #expect(seen == [.coast, .rivers, .borders, .wind])
        #expect(made.map(\.layer) == seen)
        let names = ["borders.fgb", "coast.fgb", "manifest.json", "rivers.fgb", "wind.csv"]
        #expect(try FileManager.default.contentsOfDirectory(atPath: one.path).sorted() == names)
        for name in names { #expect(try one.bytes(name) == two.bytes(name), "\(name)") }
        #expect(try RegionManifest.verify(one.path) == [])
        let coast = try #require(RegionManifest.read(one.path).entry("coast.fgb"))
        #expect(coast.extent == [-82.2, 12, -81, 13.6])
        #expect(coast.title.contains("lakes are not cut out"))
        #expect(try RegionManifest.read(one.path).entry("wind.csv")?.extent == [-84.2, 10, -79, 15.6])
    }

    @Test(.enabled(if: packagesArePresent))
    func `what the manifest says of other files stays, their sums are taken anew`() throws {
        let folder = try Folder()
        try Data("abc".utf8).write(to: folder.url.appending(path: "places.csv"))
        var hand = RegionManifest.Entry(
            path: "places.csv", title: "Places", publisher: "P", licence: "L", source: "S", date: "2026",
            sha256: "old", bytes: 5, rebuild: "by hand")
        try RegionManifest(region: "kept", files: [hand]).write(to: folder.path)
        try RegionBuilder.build(folder.path, region: "other", extent: corner)
        let manifest = try RegionManifest.read(folder.path)
        #expect(manifest.region == "kept")
        // FIPS 180-4: the digest of "abc".
        hand.sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        hand.bytes = 3
        #expect(manifest.entry("places.csv") == hand)
        #expect(manifest.files.count == 5)
        #expect(try RegionManifest.verify(folder.path) == [])
    }

    @Test(.enabled(if: packagesArePresent))
    func `a folder that is not there is an error that names the file`() {
        let error = #expect(throws: RegionBuildError.self) {
            try RegionBuilder.build("/nowhere/at/all", region: "x", extent: corner)
        }
        #expect(error?.description.contains("/nowhere/at/all/coast.fgb") == true)
    }

    /// The pack in the repository, found from this file's place.
    private var pack: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "geodata/darien").path
    }

    @Test func `the embedded pack is intact`() throws {
        #expect(try RegionManifest.verify(pack) == [])
    }

    @Test(.enabled(if: packagesArePresent))
    func `the embedded layers are what the packages give`() throws {
        let folder = try Folder()
        let extent = BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9)
        let made = try RegionBuilder.build(folder.path, region: "darien", extent: extent)
        #expect(made.map(\.rows) == [786, 133, 31, 504])
        // Other versions of GEOS and GDAL may order or round otherwise; the committed files are those of Debian 12.
        guard TopologyContext.geosVersion.hasPrefix("3.11"), gdalVersion.hasPrefix("3.6") else { return }
        let manifest = try RegionManifest.read(pack)
        for layer in DerivedLayer.allCases {
            #expect(try RegionManifest.read(folder.path).entry(layer.fileName) == manifest.entry(layer.fileName))
        }
    }
}
