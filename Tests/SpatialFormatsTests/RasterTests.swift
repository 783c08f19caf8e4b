import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct RasterTests {
    let folder: TemporaryFolder
    let grid = Grid(
        shape: GridShape(rows: 300, columns: 700),
        transform: GeoTransform(originX: -78, originY: 9, cellWidth: 0.005, cellHeight: 0.004))

    init() throws { folder = try TemporaryFolder() }

    func slope(_ grid: Grid) -> Raster {
        Raster(grid: grid, values: (0..<grid.shape.count).map { Float($0 % 977) * 0.25 - 3 })
    }

    func write(_ raster: Raster, _ name: String) throws -> String {
        let path = folder.path(name)
        try CloudOptimizedGeoTIFF.write([.init(raster: raster, description: "cost", unit: "s")], to: path)
        return path
    }

    @Test func `what is written is read back the same`() throws {
        var raster = slope(grid)
        raster.values[5] = .nan
        raster.values[6] = .infinity
        let back = try RasterFile.read(try write(raster, "a.tif"))
        #expect(back.raster.grid == grid && back.crs == .wgs84)
        #expect(back.description == "cost" && back.unit == "s" && back.noData == -9999 && back.bandCount == 1)
        #expect(back.raster.values[5].isNaN && back.raster.values[6].isNaN)
        for i in raster.values.indices where i != 5 && i != 6 { #expect(back.raster.values[i] == raster.values[i]) }
    }

    @Test func `bands that are made one after another are those of a file written at once`() throws {
        let bands = (1...5).map { number in
            var raster = slope(grid)
            for i in raster.values.indices { raster.values[i] *= Float(number) }
            raster.values[number] = .nan
            return CloudOptimizedGeoTIFF.Band(raster: raster, description: "day \(number)", unit: "1/day")
        }
        var packing = CloudOptimizedGeoTIFF.Packing()
        try CloudOptimizedGeoTIFF.write(bands, to: folder.path("whole.tif"))
        for threads in 1...2 {
            packing.threads = threads
            var asked: [Int] = []
            try CloudOptimizedGeoTIFF.write(
                series: 5, on: grid, to: folder.path("series\(threads).tif"), staging: folder.path("staging.tif"),
                packing: packing
            ) { index in
                asked.append(index)
                return bands[index]
            }
            #expect(asked == [0, 1, 2, 3, 4])
        }
        #expect(try folder.bytes("series1.tif") == folder.bytes("series2.tif"))
        let whole = try RasterFile(folder.path("whole.tif"))
        let series = try RasterFile(folder.path("series1.tif"))
        #expect(series.bandCount == 5 && series.grid == grid && series.crs == .wgs84)
        for number in 1...5 {
            let (one, other) = (try whole.band(number), try series.band(number))
            #expect(other.description == "day \(number)" && other.unit == "1/day" && other.noData == -9999)
            #expect(other.raster.values[number].isNaN)
            #expect(zip(one.raster.values, other.raster.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
    }

    @Test func `a band that cannot be made ends the series with its own error`() throws {
        struct Stop: Error {}
        let path = folder.path("none.tif")
        #expect(throws: Stop.self) {
            try CloudOptimizedGeoTIFF.write(series: 2, on: grid, to: path, staging: folder.path("staging.tif")) {
                index in
                if index == 1 { throw Stop() }
                return .init(raster: slope(grid), description: "", unit: "")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: FormatError.self) {
            try CloudOptimizedGeoTIFF.write(series: 1, on: grid, to: path, staging: folder.path("no/folder.tif")) { _ in
                .init(raster: slope(grid), description: "", unit: "")
            }
        }
    }

    @Test func `the same input gives the same bytes and no file beside`() throws {
        let raster = slope(grid)
        _ = try write(raster, "a.tif")
        _ = try write(raster, "b.tif")
        #expect(try folder.bytes("a.tif") == folder.bytes("b.tif"))
        #expect(folder.names == ["a.tif", "b.tif"])
    }

    @Test(.enabled(if: isInstalled("gdalinfo")))
    func `the file is a cloud-optimised GeoTIFF with tiles, overviews, unit and no-data`() throws {
        let path = folder.path("a.tif")
        let band = CloudOptimizedGeoTIFF.Band(raster: slope(grid), description: "density", unit: "events/km²")
        let second = CloudOptimizedGeoTIFF.Band(raster: slope(grid), description: "error", unit: "")
        try CloudOptimizedGeoTIFF.write([band, second], to: path, metadata: [("TERRAIN", "sketch")])
        let text = try run("gdalinfo", [path])
        for words in [
            "LAYOUT=COG", "Block=256x256", "Overviews: 350x150, 175x75", "NoData Value=-9999", "Unit Type: events/km²",
            "Description = density", "Description = error", "COMPRESSION=DEFLATE", "ID[\"EPSG\",4326]",
            "TERRAIN=sketch",
        ] {
            #expect(text.contains(words), "\(words) is not in \(text)")
        }
        #expect(!text.contains("nan"))
    }

    @Test func `small rasters, projected ones and ones without a system are written`() throws {
        let small = Grid(
            shape: GridShape(rows: 5, columns: 4),
            transform: GeoTransform(originX: 500_000, originY: 900_000, cellWidth: 30, cellHeight: 30),
            crs: CoordinateReferenceSystem("EPSG:32618"))
        let projected = try RasterFile.read(try write(slope(small), "utm.tif"))
        #expect(projected.crs?.identifier == "EPSG:32618" && projected.raster.values == slope(small).values)
        let bare = Grid(shape: small.shape, transform: small.transform, crs: .unnamed)
        let unnamed = try RasterFile.read(try write(slope(bare), "bare.tif"))
        #expect(unnamed.crs == nil && unnamed.raster.grid == bare)
    }

    @Test func `rows can be read one strip at a time`() throws {
        let raster = slope(grid)
        let file = try RasterFile(try write(raster, "a.tif"))
        #expect(try file.values(rows: 10..<12) == Array(raster.values[7000..<8400]))
        #expect(try file.values(rows: 10..<10).isEmpty)
    }

    @Test func `overviews average only cells that have a value`() throws {
        let shape = GridShape(rows: 8, columns: 8)
        let grid = Grid(shape: shape, transform: GeoTransform(originX: 0, originY: 8, cellWidth: 1, cellHeight: 1))
        let values = (0..<64).map { $0 % 2 == 0 ? Float.nan : Float(10) }
        let path = try write(Raster(grid: grid, values: values), "a.tif")
        let half = folder.path("half.tif")
        _ = try run("gdal_translate", ["-q", "-oo", "OVERVIEW_LEVEL=0", path, half])
        #expect(try RasterFile.read(half).raster.values == [Float](repeating: 10, count: 16))
    }

    // MARK: - Faults

    @Test func `a missing file is told apart from a bad one`() throws {
        let missing = #expect(throws: FormatError.self) { _ = try RasterFile.read(folder.path("none.tif")) }
        #expect(missing?.isMissingFile == true && missing.map { "\($0)" }?.contains("none.tif") == true)
        let text = try folder.write("not a raster", "a.tif")
        let unreadable = #expect(throws: FormatError.self) { _ = try RasterFile.read(text) }
        #expect(unreadable?.isMissingFile == false)
        #expect(unreadable.map { "\($0)" }?.contains("not recognized") == true, "\(unreadable as Any)")
    }

    @Test func `a truncated file is an error at any length and never values`() throws {
        _ = try write(slope(grid), "whole.tif")
        let whole = try folder.bytes("whole.tif")
        for share in [0.02, 0.3, 0.6, 0.95] {
            let path = try folder.write(whole.prefix(Int(Double(whole.count) * share)), "cut.tif")
            let error = #expect(throws: FormatError.self) { _ = try RasterFile.read(path) }
            #expect(error?.isMissingFile == false)
        }
    }

    @Test func `bands that are not there, odd grids and unknown systems are refused`() throws {
        let path = try write(slope(grid), "a.tif")
        let band = #expect(throws: FormatError.self) { _ = try RasterFile.read(path, band: 2) }
        #expect(band.map { "\($0)" }?.contains("there is no band 2; the file has 1") == true)
        #expect(throws: FormatError.self) { try CloudOptimizedGeoTIFF.write([], to: path) }
        let odd = Grid(shape: grid.shape, transform: grid.transform, crs: CoordinateReferenceSystem("EPSG:0"))
        let system = #expect(throws: FormatError.self) { _ = try write(slope(odd), "b.tif") }
        #expect(system.map { "\($0)" }?.contains("EPSG:0") == true)
        #expect(throws: FormatError.self) { _ = try write(slope(grid), "no/such/folder/c.tif") }
    }

    @Test(.enabled(if: isInstalled("gdal_translate")))
    func `rotated rasters and rasters without a place are refused and named`() throws {
        let path = try write(slope(grid), "a.tif")
        let vrt = try String(
            decoding: Data(run("gdal_translate", ["-q", "-of", "VRT", path, "/vsistdout/"]).utf8), as: UTF8.self)
        let start = try #require(vrt.range(of: "<GeoTransform>")), end = try #require(vrt.range(of: "</GeoTransform>"))
        let rotated = vrt.replacingCharacters(
            in: start.upperBound..<end.lowerBound, with: "-78,0.005,0.001,9,0.001,-0.004")
        let error = #expect(throws: FormatError.self) { _ = try RasterFile.read(folder.write(rotated, "rotated.vrt")) }
        #expect(error.map { "\($0)" }?.contains("rotated") == true)
        let nowhere = vrt.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "")
        let place = #expect(throws: FormatError.self) { _ = try RasterFile.read(folder.write(nowhere, "nowhere.vrt")) }
        #expect(place.map { "\($0)" }?.contains("no place on Earth") == true)
    }

    @Test(.enabled(if: isInstalled("gdal_translate")))
    func `south-up rasters, scale, offset and integers are understood`() throws {
        let small = Grid(
            shape: GridShape(rows: 3, columns: 2),
            transform: GeoTransform(originX: 0, originY: 3, cellWidth: 1, cellHeight: 1))
        let path = try write(Raster(grid: small, values: [1, 2, 3, .nan, 5, 6]), "a.tif")
        _ = try run(
            "gdal_translate",
            ["-q", "-ot", "Int16", "-a_scale", "0.5", "-a_offset", "100", path, folder.path("scaled.tif")])
        let scaled = try RasterFile.read(folder.path("scaled.tif")).raster.values
        #expect(scaled[0] == 100.5 && scaled[3].isNaN && scaled[5] == 103)
        // -a_ullr with the corners swapped turns the rows south up.
        _ = try run("gdal_translate", ["-q", "-a_ullr", "0", "0", "2", "3", path, folder.path("south.tif")])
        let south = try RasterFile.read(folder.path("south.tif")).raster
        #expect(south.grid == small && south.values[0] == 5 && south.values[3].isNaN && south.values[5] == 2)
    }

    @Test(.enabled(if: SharedData.isPresent)) func `the real elevation model is read with its voids`() throws {
        let band = try RasterFile.read(SharedData.path("data/dem/srtm30_panama_full_30s.tif"))
        #expect(band.raster.grid.shape == GridShape(rows: 312, columns: 732))
        #expect(band.crs == .wgs84 && band.noData == -9999)
        let known = band.raster.values.filter { !$0.isNaN }
        #expect(known.min() == -4 && known.max() == 3368)
        #expect(isClose(band.raster.grid.transform.originX, -83.2, within: 1e-9))
        let volcan = try #require(
            band.raster.grid.cell(containing: GeographicPoint(longitude: -82.5425, latitude: 8.8086)))
        #expect(band.raster.values[volcan] > 3000)
    }
}
