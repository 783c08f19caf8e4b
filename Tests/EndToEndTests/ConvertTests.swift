import Foundation
import Testing

/// `trocha convert`, as a user runs it.
struct ConvertTests {
    private static let table = "id,lon,lat,name,n,open\na,-77.5,8.25,Río,007,true\nb,-77,8,\"x, \"\"y\"\"\",12,\n"

    @Test(arguments: ["geojson", "geojsonl", "gpkg", "fgb"]) func aTableComesBack(_ format: String) throws {
        let folder = try TemporaryFolder()
        let (input, middle, end) = (
            try folder.write(Self.table, to: "in.csv"), folder.file("m.\(format)"), folder.file("e.csv")
        )
        #expect(try TrochaCommand.run("convert", input, "-o", middle).status == 0)
        let outcome = try TrochaCommand.run("convert", middle, "-o", end, "--json")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#""features":2"#))
        // The one column of digits with a leading zero is text and stays so without a mark.
        #expect(try String(contentsOfFile: end, encoding: .utf8) == Self.table)
        #expect(folder.names.filter { $0.hasPrefix(".") }.isEmpty)
    }

    @Test func pipesAreTextInAndOut() throws {
        let outcome = try TrochaCommand.run("convert", "-", "-o", "-", "--to", "geojsonl", input: Self.table)
        #expect(outcome.status == 0)
        #expect(outcome.output.split(separator: "\n").count == 2)
        #expect(
            outcome.output.hasPrefix(
                #"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[-77.5,8.25]}"#))
        let sequence = try TrochaCommand.run("convert", "-", "-o", "-", "--to", "csv", input: outcome.output)
        #expect(sequence.output == Self.table)
    }

    @Test func sameInputSameBytes() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(Self.table, to: "in.csv")
        for format in ["geojson", "gpkg", "fgb"] {
            let (first, second) = (folder.file("1.\(format)"), folder.file("2.\(format)"))
            for output in [first, second] { #expect(try TrochaCommand.run("convert", input, "-o", output).status == 0) }
            #expect(try Data(contentsOf: URL(filePath: first)) == Data(contentsOf: URL(filePath: second)))
        }
    }

    @Test func anExistingOutputStays() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(Self.table, to: "in.csv")
        let output = try folder.write("mine", to: "out.geojson")
        #expect(try TrochaCommand.run("convert", input, "-o", output).isOneError(7))
        #expect(try String(contentsOfFile: output, encoding: .utf8) == "mine")
        #expect(try TrochaCommand.run("convert", input, "-o", output, "--overwrite").status == 0)
    }

    @Test func faultsEndWithTheirCode() throws {
        let folder = try TemporaryFolder()
        let output = folder.file("out.geojson")
        #expect(try TrochaCommand.run("convert", folder.file("none.csv"), "-o", output).isOneError(4))
        let repeated = try folder.write("id,lon,lat\na,1,2\na,1,2\n", to: "repeated.csv")
        let outcome = try TrochaCommand.run("convert", repeated, "-o", output)
        #expect(outcome.isOneError(3))
        #expect(outcome.errors.contains("features 1 and 2 (lines 2 and 3) have the same id a"))
        #expect(try TrochaCommand.run("convert", repeated, "-o", folder.file("out.xyz")).isOneError(2))
        #expect(folder.names == ["repeated.csv"])
    }
}
