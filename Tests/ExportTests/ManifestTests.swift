import Foundation
import Testing

@testable import Export

@Suite struct ManifestTests {
    private var text: String {
        Manifest(
            model: SampleAssessment.manifest, layerCounts: [("corridors", 4), ("routes", 1)],
            files: [
                FileRecord(
                    path: "routes.geojson", sha256: "00", bytes: 10, mediaType: "application/geo+json", features: 1),
                FileRecord(path: "dictionary.csv", sha256: "11", bytes: 20, mediaType: "text/csv"),
            ]
        ).text
    }

    /// The keys that stand at an indent of two, in order.
    private func topKeys(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
            .map { String($0.dropFirst(3).prefix { $0 != "\"" }) }
    }

    @Test func `keys stand in the order of the contract`() {
        #expect(
            topKeys(text) == [
                "format", "product", "versions", "run_id", "settings", "terrain", "sea_state", "inputs", "parameters",
                "parameter_hash", "data_hash", "gates", "counts", "caveats", "files",
            ])
        #expect(
            topKeys(SampleAssessment.timings.text) == [
                "started_at", "wall_s", "cpu_s", "peak_rss_bytes", "threads", "stages",
            ])
    }

    @Test func `the text is JSON with an indent of two and a final newline`() throws {
        #expect(text.hasPrefix("{\n  \"format\": 1,\n  \"product\": {\n    \"name\": \"trocha\",\n"))
        #expect(text.hasSuffix("\n}\n"))
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let parameters = try #require(object["parameters"] as? [[String: Any]])
        #expect(parameters.map { $0["name"] as? String } == ["slope_function", "theta"])
        #expect(text.contains("\"value\": 20,"))
        let files = try #require(object["files"] as? [[String: Any]])
        #expect(files.map { $0["path"] as? String } == ["dictionary.csv", "routes.geojson"])
        let counts = try #require(object["counts"] as? [String: [String: Int]])
        #expect(counts["layers"] == ["corridors": 4, "routes": 1])
        #expect(
            counts["incidents"] == [
                "read": 172, "accepted": 165, "repaired": 5, "rejected": 2, "used": 100, "not_used": 64, "withheld": 6,
            ])
        let settings = try #require(object["settings"] as? [String: Any])
        #expect(settings["dem"] is NSNull && settings["budget"] is NSNull && settings["seed"] as? Int == 1)
    }

    @Test func `caveats that must stand do, and those that do not hold go`() {
        #expect(
            SampleAssessment.manifest.caveats.map(\.id) == [
                "sample_incidents", "sketch_terrain", "modelled_sea_state", "assumed_parameters", "own",
            ])
        let sample = SampleAssessment.manifest
        let measured = ManifestModel(
            version: "1", libraries: [], settings: sample.settings, terrain: .dem, seaState: .given, inputs: [],
            parameters: [], gates: [], incidentCounts: sample.incidentCounts,
            caveats: [.sketchTerrain, .smallNumbers, .smallNumbers])
        #expect(measured.caveats.map(\.id) == ["sample_incidents", "small_numbers"])
    }

    @Test func `built-in caveats have ids of their own and two languages`() {
        #expect(Set(Caveat.builtIn.map(\.id)).count == Caveat.builtIn.count)
        for caveat in Caveat.builtIn {
            #expect(caveat.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
            #expect(caveat.text.hasSuffix(".") && caveat.textES.hasSuffix(".") && caveat.text != caveat.textES)
            #expect(Caveat.named(caveat.id) == caveat)
        }
    }

    @Test func `the run id follows inputs, settings, parameters and version, and nothing else`() {
        let original = SampleAssessment.manifest
        #expect(original.runID.count == 16 && original.runID.allSatisfy(\.isHexDigit))
        func changed(_ change: (inout ManifestModel) -> Void) -> Bool {
            var copy = original
            change(&copy)
            return copy.runID != original.runID
        }
        #expect(changed { $0.version = "0.1.1" })
        #expect(changed { $0.settings.seed = 2 })
        #expect(changed { $0.inputs[0].sha256 = String(repeating: "cd", count: 32) })
        #expect(changed { $0.parameters[0].value = 21 })
        #expect(!changed { $0.inputs[0].path = "copy.csv" })
        #expect(!changed { $0.parameters.reverse() })
        #expect(!changed { $0.gates = [] })
        #expect(!changed { $0.libraries = [] })
    }

    @Test func `hashes are the first digits of a SHA-256 that anyone can compute`() {
        // sha256sum of ["incidents abab…"] without a newline, by coreutils 9.1.
        #expect(SampleAssessment.manifest.dataHash == "5dcac076640a0fdb")
    }

    @Test func `numbers take their shortest form and whole ones no point`() {
        let cases: [(Double, String)] = [
            (0, "0"), (-0.0, "0"), (5, "5"), (0.1, "0.1"), (1 / 3.0, "0.3333333333333333"), (1e21, "1e+21"),
            (-2.5e-7, "-2.5e-07"), (123_456_789.125, "123456789.125"),
        ]
        for (number, text) in cases { #expect(shortestText(of: number) == text) }
    }
}
