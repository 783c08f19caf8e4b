import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// `--dem`: what is taken and what is refused.
@Suite struct ElevationModelTests {
    /// A run that must fail, with the words that its message must hold.
    private func refusal(_ path: String, in folder: TemporaryFolder, naming words: String...) throws {
        let outcome = try TrochaCommand.run("assess", "--dem", path, "-o", folder.file("out"))
        #expect(outcome.isOneError(3), "\(outcome)")
        for word in [path] + words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        #expect(!folder.names.contains { $0.contains("out") })
    }

    @Test func `another reference system is named and refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        let metres = BoundingBox(west: 100_000, south: 700_000, east: 300_000, north: 1_100_000)
        try ElevationFile.write(to: path, extent: metres, cell: 5000, crs: CoordinateReferenceSystem("EPSG:32617"))
        try refusal(path, in: folder, naming: "EPSG:32617", "EPSG:4326")
    }

    @Test func `a raster without a reference system is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        try ElevationFile.write(to: path, crs: .unnamed)
        try refusal(path, in: folder, naming: "reference system")
    }

    @Test func `a raster that ends too early is refused with the corridors and their uncovered boxes`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        // Ends west of the upper Cacarica: C1 to C4 are covered, C6 is not.
        try ElevationFile.write(
            to: path, extent: BoundingBox(west: -78.5, south: 8.1, east: -76.5, north: 9.3))
        let outcome = try TrochaCommand.run("assess", "--dem", path, "-o", folder.file("out"))
        #expect(outcome.isOneError(3), "\(outcome)")
        let boxes = outcome.errors.matches(of: #/(C\d|R3) in (-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)/#)
        #expect(boxes.map { String($0.output.1) } == ["C6"], "\(outcome.errors)")
        for box in boxes {
            let numbers = [box.output.2, box.output.3, box.output.4, box.output.5].compactMap { Double($0) }
            #expect(numbers[0] < numbers[2] && numbers[1] < numbers[3] && numbers[3] <= 8.2)
        }
    }

    @Test func `a hole in a corridor is refused with its box`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        try ElevationFile.write(to: path) { x, y in abs(x + 77.6) < 0.04 && abs(y - 8.5) < 0.04 ? .nan : nil }
        try refusal(path, in: folder, naming: "C1", "-77.")
    }

    @Test func `a height that no land has is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        try ElevationFile.write(to: path) { x, y in abs(x + 77.6) < 0.02 && abs(y - 8.5) < 0.02 ? 1e30 : nil }
        try refusal(path, in: folder)
    }

    @Test(arguments: [0, 100, 3000]) func `a file that is cut off or no raster is refused`(_ kept: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        try ElevationFile.write(to: path)
        let bytes = try Assessed.bytes(path)
        try Data(bytes.prefix(min(kept, bytes.count / 2))).write(to: URL(filePath: path))
        try refusal(path, in: folder)
    }

    @Test func `land that the model leaves out far from the corridors does not matter`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("dem.tif")
        try ElevationFile.write(to: path) { x, y in x < -78.3 || y < 7.4 ? .nan : nil }
        let outcome = try TrochaCommand.run("assess", "--dem", path, "--direction", "north", "-o", folder.file("out"))
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: ["srtm30_panama_full_30s", "composite_darien_30s"])
    func `real elevation models trace the same corridors in times like the sketch's`(_ name: String) throws {
        let dem = SharedData.path("data/dem/\(name).tif")
        let real = try Assessed(name, ["--dem", dem, "--direction", "north"])
        #expect(real.manifest["terrain"] == .string("dem"))
        #expect(real.manifest["settings"]?.object?["dem"] == .string("\(name).tif"))
        let sketch = try Assessed.Scenario.north.assessed
        let times = { (run: Assessed) in
            Dictionary(
                uniqueKeysWithValues: try run.features("corridors").map { ($0.name, $0.number("least_time_s") ?? .nan) }
            )
        }
        let (realTimes, sketchTimes) = (try times(real), try times(sketch))
        #expect(Set(realTimes.keys) == Set(sketchTimes.keys))
        for (corridor, seconds) in realTimes {
            let ratio = seconds / (sketchTimes[corridor] ?? .nan)
            #expect((0.5...3).contains(ratio), "\(corridor) \(ratio)")
        }
    }

    @Test(.enabled(if: SharedData.isPresent)) func `a real model that ends east of the corridors' start is refused`()
        throws
    {
        let folder = try TemporaryFolder()
        let source = try RasterFile.read(SharedData.path("data/dem/composite_darien_30s.tif")).raster
        let extent = BoundingBox(west: -78.2, south: 7.9, east: -77.5, north: 8.9)
        let path = folder.file("crop.tif")
        try ElevationFile.write(to: path, extent: extent, cell: 1.0 / 120) { x, y in
            source.grid.cell(containing: PlanarPoint(x: x, y: y)).map { source.values[$0] }
        }
        try refusal(path, in: folder, naming: "C1 in -77.", "C6 in -77.")
    }
}
