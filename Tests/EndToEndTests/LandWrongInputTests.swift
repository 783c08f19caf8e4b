import Foundation
import Testing

@Suite struct LandWrongInputTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.friction(folder.file("f.tif"))
        try LandRaster.write(folder.file("other.tif"), rows: 12, columns: 14) { _, _ in 1 }
        try LandRaster.write(folder.file("negative.tif"), rows: 12, columns: 15) { row, column in
            row == 3 && column > 4 ? -2 : 1
        }
    }

    private func path(_ arguments: [String: String], output: String = "p.geojson") throws -> TrochaCommand.Outcome {
        var options = ["--friction": folder.file("f.tif"), "--from": "8.5,5.5", "--to": "1.5,1.5"]
        for (name, value) in arguments { options[name] = value.isEmpty ? nil : value }
        let list = options.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        return try TrochaCommand.run(["land", "path"] + list + ["-o", folder.file(output)])
    }

    @Test(arguments: [
        ["--neighbours": "12"], ["--length": "miles"], ["--length": "ground"], ["--friction": ""],
        ["--slope-function": "rees"], ["--from": "7.5"], ["--from": "8.5,5.5;1.5,1.5"], ["--wat": "1"],
        ["--fords": "none.geojson"],
    ])
    func `wrong usage is 2`(_ arguments: [String: String]) throws {
        #expect(try path(arguments).isOneError(2), "\(arguments)")
        #expect(!folder.names.contains("p.geojson"))
    }

    @Test func `an unknown extension or slope function is 2 and the names are listed`() throws {
        #expect(try path([:], output: "p.shp").isOneError(2))
        let outcome = try path(["--friction": "", "--dem": folder.file("f.tif"), "--slope-function": "tobler"])
        #expect(outcome.isOneError(2) && outcome.errors.contains("toblerOffPath") && outcome.errors.contains("pandolf"))
    }

    @Test func `bad data is 3 and says where`() throws {
        #expect(try path(["--from": "70,5"]).errors.contains("outside the raster"))
        #expect(try path(["--from": "0.5,11.5"]).errors.contains("nearest open cell is at"))
        #expect(try path(["--to": "0.5,11.5"]).isOneError(3))
        let grids = try path(["--terrain": folder.file("other.tif")])
        #expect(grids.isOneError(3) && grids.errors.contains("f.tif") && grids.errors.contains("15 × 12 cells"))
        let negative = try path(["--friction": folder.file("negative.tif")])
        #expect(negative.isOneError(3) && negative.errors.contains("10 cells"))
        #expect(negative.errors.contains("row 3, column 5"))
        let text = try folder.write("not a raster", to: "t.tif")
        #expect(try path(["--friction": text]).isOneError(3))
        // Written in a few bytes, ten thousand million cells.
        let huge = try folder.write(
            """
            <VRTDataset rasterXSize="100000" rasterYSize="100000"><GeoTransform>0,1,0,100000,0,-1</GeoTransform>
            <VRTRasterBand dataType="Float32" band="1"/></VRTDataset>
            """, to: "huge.vrt")
        let outcome = try path(["--friction": huge])
        #expect(outcome.isOneError(3) && outcome.errors.contains("too many"))
    }

    @Test func `a missing file is 4, an output that is there or nowhere is 7`() throws {
        #expect(try path(["--friction": folder.file("none.tif")]).isOneError(4))
        #expect(try path(["--from": folder.file("none.csv")]).isOneError(4))
        #expect(try path(["--barriers": folder.file("none.geojson")]).isOneError(4))
        #expect(try path([:], output: "no/p.geojson").isOneError(7))
        let old = try folder.write("old", to: "p.geojson")
        #expect(try path([:]).isOneError(7))
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
    }

    @Test func `a raster does not go to standard output, and the message says so`() throws {
        let outcome = try TrochaCommand.run(
            "land", "accumulate", "--friction", folder.file("f.tif"), "--from", "8.5,5.5", "-o", "-")
        #expect(outcome.isOneError(2) && outcome.errors.contains("standard output"))
    }

    @Test func `an existing output is refused before anything is read`() throws {
        _ = try folder.write("old", to: "a.tif")
        let outcome = try TrochaCommand.run(
            "land", "accumulate", "--friction", folder.file("none.tif"), "--from", "1,1", "-o", folder.file("a.tif"))
        #expect(outcome.isOneError(7))
    }

    @Test(arguments: ["none", "deflate", "zstd"])
    func `a disk that is full while a raster is written is 7 and leaves nothing`(_ compression: String) throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "ulimit -f 1; exec \"$0\" land accumulate --friction \"$1\" --from 8.5,5.5 -o \"$2\" \"${@:3}\"",
            TrochaCommand.binary.path, folder.file("f.tif"), folder.file("a.tif"), "--compress", compression,
        ]
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 7)
        #expect(folder.names == ["f.tif", "negative.tif", "other.tif"])
    }

    @Test func `slopes and deviations are printed`() throws {
        let table = try TrochaCommand.run("land", "slope-table", "minetti", "--slopes", "-0.6,0,0.5")
        #expect(
            table.output.split(separator: "\n") == [
                "slope,value,unit,valid", "-0.6,-3.4063999999999997,J/kg/m,false", "0,2.5,J/kg/m,true",
                "0.5,20.771875,J/kg/m,true",
            ])
        let a = try folder.write("x,y\n0,0\n500,300\n1000,0\n", to: "a.csv")
        let b = try folder.write("x,y\n0,0\n1000,0\n", to: "b.csv")
        let found = try TrochaCommand.run("land", "deviation", a, b, "--crs", "planar", "--buffer", "150").json()
        #expect(found["area_m2"] as? Double == 150_000 && found["pdi_m"] as? Double == 150)
        #expect(found["pdi_percent"] as? Double == 15 && found["endpoint_distance_m"] as? Double == 1000)
        #expect(abs((found["buffer_share"] as? Double ?? 0) - 0.5) < 1e-12)
        #expect(try TrochaCommand.run("land", "deviation", a, b, "--buffer", "0").isOneError(2))
    }
}
