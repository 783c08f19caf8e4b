import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct RasterTypesTests {
    let folder: TemporaryFolder
    let grid = Grid(
        shape: GridShape(rows: 40, columns: 700),
        transform: GeoTransform(originX: -78, originY: 9, cellWidth: 0.005, cellHeight: 0.004))

    init() throws { folder = try TemporaryFolder() }

    private func write(
        _ values: CellValues, _ name: String = "a.tif", packing: CloudOptimizedGeoTIFF.Packing = .init()
    ) throws -> String {
        try CloudOptimizedGeoTIFF.write(
            [.init(grid: grid, values: values, description: "cost", unit: "s")], to: folder.path(name),
            packing: packing)
        return folder.path(name)
    }

    @Test func `doubles keep all their digits and lose only what is not finite`() throws {
        var values = (0..<grid.shape.count).map { Double($0) / 3 }
        values[7] = .nan
        values[8] = -.infinity
        let file = try RasterFile(try write(.doubles(values)))
        let back = try file.doubles(rows: 0..<40)
        #expect(back[7].isNaN && back[8].isNaN)
        for i in values.indices where i != 7 && i != 8 { #expect(back[i] == values[i]) }
        #expect(try file.values(rows: 3..<5) == values[2100..<3500].map { Float($0) })
    }

    @Test func `whole numbers are read back without a change, -9999 as no value`() throws {
        var values = (0..<grid.shape.count).map { Int32($0) &* 76_801 }
        values[5] = -9999
        let back = try RasterFile(try write(.integers(values))).doubles(rows: 0..<40)
        #expect(back[5].isNaN)
        for i in values.indices where i != 5 { #expect(back[i] == Double(values[i])) }
    }

    @Test func `the bytes do not depend on the number of threads`() throws {
        let values = CellValues.floats((0..<grid.shape.count).map { Float($0 % 977) * 0.25 })
        for compression in [CloudOptimizedGeoTIFF.Compression.deflate, .zstandard, .none] {
            var packing = CloudOptimizedGeoTIFF.Packing()
            packing.compression = compression
            _ = try write(values, "one.tif", packing: packing)
            packing.threads = 4
            _ = try write(values, "four.tif", packing: packing)
            #expect(try folder.bytes("one.tif") == folder.bytes("four.tif"))
        }
    }

    @Test(.enabled(if: isInstalled("gdalinfo"))) func `overviews are left out on request`() throws {
        var packing = CloudOptimizedGeoTIFF.Packing()
        packing.overviews = .none
        let path = try write(.floats([Float](repeating: 1, count: grid.shape.count)), packing: packing)
        let text = try run("gdalinfo", [path])
        #expect(text.contains("LAYOUT=COG") && !text.contains("Overviews"))
    }

    @Test func `a no-data number that only a double can hold does not close a float of the same digits`() throws {
        let values = [Float](repeating: 0.1, count: grid.shape.count)
        let path = try write(.floats(values))
        #expect(try RasterFile(path).doubles(rows: 0..<1).allSatisfy { $0 == Double(Float(0.1)) })
        #expect(try RasterFile(path).values(rows: 0..<1).allSatisfy { $0 == 0.1 })
    }
}
