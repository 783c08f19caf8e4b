import Foundation
import Testing

@Suite struct LandCurrentErrorTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.write(folder.file("r.tif"), rows: 3, columns: 4) { _, _ in 1 }
        try LandRaster.write(folder.file("zero.tif"), rows: 3, columns: 4) { row, _ in row == 1 ? 0 : 1 }
        try LandRaster.write(folder.file("ids.tif"), rows: 3, columns: 4) { row, column in
            column == 0 ? Float(row) : .nan
        }
        _ = try folder.write("id_from,id_to,value\na,b,1\nb,c,0\n", to: "zero.csv")
        _ = try folder.write("id_from,id_to,value\na,b,1\n", to: "e.csv")
        _ = try folder.write("id\na\nq\n", to: "strange.csv")
        _ = try folder.write("from,to\n1,9\n", to: "pairs.csv")
        _ = try folder.write("id_from,id_to\na,b\n", to: "short.csv")
        _ = try folder.write("", to: "empty.csv")
    }

    private func current(_ line: String) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            ["land", "current"] + line.split(separator: " ").map(String.init), in: folder.path)
    }

    @Test(arguments: [
        "--resistance r.tif --conductance r.tif --focal ids.tif -o c.tif", "--focal ids.tif -o c.tif",
        "--resistance r.tif -o c.tif", "--resistance r.tif --focal ids.tif -o c.csv",
        "--resistance r.tif --focal ids.tif --neighbours 16 -o c.tif", "--resistance r.tif --focal ids.tif",
        "--resistance r.tif --focal ids.tif --mode both -o c.tif", "--network e.csv --focal strange.csv -o c.csv",
        "--resistance r.tif --mode advanced --sources ids.tif -o c.tif", "--resistance r.tif --from 1,1 -o c.tif",
        "--resistance r.tif --focal ids.tif --strengths pairs.csv -o c.tif",
    ])
    func `wrong usage is 2`(_ line: String) throws {
        let outcome = try current(line)
        #expect(outcome.isOneError(2), "\(outcome.errors)")
        #expect(!folder.names.contains("c.tif"))
    }

    @Test func `bad data is 3 and says where`() throws {
        let zero = try current("--resistance zero.tif --focal ids.tif -o c.tif")
        #expect(zero.isOneError(3) && zero.errors.contains("row 1, column 0") && zero.errors.contains("4 cells"))
        let edge = try current("--network zero.csv --values resistance --focal strange.csv -o c.csv")
        #expect(edge.isOneError(3) && edge.errors.contains("zero.csv, line 3, column value"))
        let id = try current("--network e.csv --values resistance --focal strange.csv -o c.csv")
        #expect(id.isOneError(3) && id.errors.contains("no node q"))
        let pair = try current("--resistance r.tif --focal ids.tif --pairs pairs.csv -o c.tif")
        #expect(pair.isOneError(3) && pair.errors.contains("no terminal 9"))
        for file in ["short.csv", "empty.csv"] {
            let outcome = try current("--network \(file) --values resistance --focal strange.csv -o c.csv")
            #expect(outcome.isOneError(3), "\(outcome.errors)")
        }
        #expect(try current("--resistance r.tif --focal empty.csv -o c.tif").isOneError(3))
        #expect(try current("--resistance empty.csv --focal ids.tif -o c.tif").isOneError(3))
    }

    @Test func `a missing input is 4, an output that is there or nowhere is 7`() throws {
        #expect(try current("--resistance none.tif --focal ids.tif -o c.tif").isOneError(4))
        #expect(try current("--resistance r.tif --focal none.csv -o c.tif").isOneError(4))
        #expect(try current("--resistance r.tif --focal ids.tif -o no/c.tif").isOneError(7))
        #expect(try current("--resistance r.tif --focal ids.tif --maps no/m").isOneError(7))
        #expect(try current("--resistance r.tif --focal ids.tif --maps r.tif").isOneError(7))
        #expect(try current("--resistance r.tif --focal ids.tif --maps m -o c.tif").status == 0)
        let again = try current("--resistance r.tif --focal ids.tif --maps m")
        #expect(again.isOneError(7) && again.errors.contains("m/current_1_2.tif"))
        #expect(try current("--resistance r.tif --focal ids.tif --maps m -o c.tif --overwrite").status == 0)
        let table = try folder.write("old", to: "R.csv")
        #expect(try current("--resistance r.tif --focal ids.tif --resistances R.csv").isOneError(7))
        #expect(try String(contentsOfFile: table, encoding: .utf8) == "old")
    }
}
