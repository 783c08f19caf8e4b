import Foundation
import Testing

@Suite struct NetworkBuildTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func build(_ month: String, to name: String) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run([
            "network", "build", "--places", Repository.pack + "/places.csv", "--legs", Repository.pack + "/legs.csv",
            "--month",
            month, "--json", "--overwrite", "-o", folder.file(name),
        ])
    }

    private func routes(_ links: String, from: String, to: String) throws -> String {
        try TrochaCommand.run([
            "network", "alternatives", "--links", folder.file(links), "--from", from, "--to", to, "--weight", "time_s",
            "-o", "-",
        ]).output
    }

    @Test func `the embedded legs make a network whose ways change with the months`() throws {
        let before = try build("2023-06", to: "before.csv")
        #expect(before.status == 0 && before.output.contains("\"inactive\":22"))
        #expect(try build("2025-08", to: "after.csv").status == 0)
        #expect(try routes("before.csv", from: "necocli", to: "meteti").contains(",ok"))
        // Carreto, Caledonia and the reception at Lajas Blancas are out of use by August 2025; the way south has opened.
        #expect(try routes("after.csv", from: "necocli", to: "meteti").contains("disconnected"))
        #expect(try routes("after.csv", from: "miramar", to: "necocli").contains(",ok"))
        #expect(try routes("before.csv", from: "paso_canoas", to: "miramar").contains("disconnected"))
    }

    @Test func `links drawn as GeoJSON are read back`() throws {
        #expect(try build("2023-06", to: "links.geojson").status == 0)
        #expect(try routes("links.geojson", from: "turbo", to: "acandi").contains("L004"))
    }

    @Test(arguments: [
        ("L1,a,z,sea,2021-01,2022-01,5", 3, "line 2, column to_id"),
        ("L1,a,b,sea,2022-01,2021-01,5", 3, "line 2, column active_to"),
        ("L1,a,b,sea,2021-01,2022-01,-5", 3, "line 2, column distance_km"),
        ("L1,a,b,sea,2021-01,2022-01,NaN", 3, "line 2, column distance_km"),
    ])
    func `a bad leg writes nothing and says where it is`(row: String, status: Int32, place: String) throws {
        let places = try folder.write("place_id,lon,lat\na,-77,8\nb,-78,9\n", to: "p.csv")
        let legs = try folder.write(
            "leg_id,from_id,to_id,mode,active_from,active_to,distance_km\n\(row)\n", to: "l.csv")
        let outcome = try TrochaCommand.run([
            "network", "build", "--places", places, "--legs", legs, "-o", folder.file("out.csv"),
        ])
        #expect(outcome.status == status && outcome.errors.contains(place))
        #expect(!FileManager.default.fileExists(atPath: folder.file("out.csv")))
    }
}
