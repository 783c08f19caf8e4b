import LandAnalysis
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct AlignedRastersTests {
    let files: LandFiles
    let values: [[Float]] = [[1, .nan, 3], [4, 5, .infinity]]

    init() throws { files = try LandFiles() }

    @Test func `values without a number are NaN`() throws {
        var rasters = AlignedRasters(bytesPerCell: 12)
        let floats = try rasters.floats(try files.raster(values, "a.tif"))
        #expect(floats[0] == 1 && floats[1].isNaN && floats[4] == 5)
        #expect(rasters.grid?.shape == GridShape(rows: 2, columns: 3))
    }

    @Test func `a raster elsewhere is refused with both names and the difference`() throws {
        let first = try files.raster(values, "a.tif")
        let others = [
            (try files.raster([[1, 2], [3, 4]], "b.tif"), "3 × 2 cells and 2 × 2"),
            (try files.raster(values, "c.tif", x: 1e-5), "north-west corners"),
            (try files.raster(values, "d.tif", cell: 1.00001, y: 2), "cells of"),
            (try files.raster(values, "e.tif", crs: .wgs84), "reference systems none and EPSG:4326"),
        ]
        for (other, words) in others {
            var rasters = AlignedRasters(bytesPerCell: 12)
            _ = try rasters.floats(first)
            let error = #expect(throws: RequestError.self) { _ = try rasters.floats(other) }
            #expect(error?.kind == .badData)
            #expect(error?.description.contains(first) == true && error?.description.contains(other) == true)
            #expect(error?.description.contains(words) == true, "\(error as Any)")
        }
        var rasters = AlignedRasters(bytesPerCell: 12)
        _ = try rasters.floats(first)
        _ = try rasters.doubles(try files.raster(values, "f.tif", x: 1e-7))
    }

    @Test func `ids are whole numbers above zero`() throws {
        var rasters = AlignedRasters(bytesPerCell: 12)
        #expect(try rasters.ids(try files.raster([[0, 7], [.nan, 2_000_000]], "a.tif")) == [0, 7, 0, 2_000_000])
        for bad in [Float(1.5), -1, 3e9] {
            let path = try files.raster([[0, 1], [bad, 2]], "b.tif")
            let error = #expect(throws: RequestError.self) { _ = try rasters.ids(path) }
            #expect(error?.description.contains("row 1, column 0") == true)
        }
    }
}
