import Foundation
import SpatialEngine

/// A folder that `assess` wrote, read once for all tests.
struct Assessed: Sendable {
    /// The runs that the tests share; each happens once, when a test first asks for it.
    enum Scenario: String, CaseIterable, Sendable {
        /// No option: both directions, the region's own incidents, sketch terrain.
        case standard
        /// One direction with a portfolio, and the summary as JSON.
        case north
        /// The other direction, a user's few incidents, part of the window.
        case south
        /// An elevation model over the whole terrain.
        case elevation

        var assessed: Assessed {
            get throws {
                switch self {
                case .standard: try Self.standardRun.get()
                case .north: try Self.northRun.get()
                case .south: try Self.southRun.get()
                case .elevation: try Self.elevationRun.get()
                }
            }
        }

        private static let standardRun = Result { try Assessed("standard", []) }
        private static let northRun = Result {
            try Assessed("north", ["--direction", "north", "--budget", "3", "--json"])
        }
        private static let southRun = Result {
            try Assessed(
                "south", ["--direction", "south", "--incidents", try IncidentRows.write(), "--from", "2021-01"])
        }
        private static let elevationRun = Result {
            try Assessed("elevation", ["--dem", try ElevationFile.ramp(in: Scratch.folder)])
        }
    }

    let path: String
    let outcome: TrochaCommand.Outcome
    let layers: [LayerFile]
    let manifest: JSONObject
    /// Paths of all files below the folder, sorted.
    let files: [String]

    /// Runs `assess` into a folder `name` of the scratch folder and reads the result.
    init(_ name: String, _ options: [String]) throws {
        path = Scratch.folder + "/" + name
        outcome = try TrochaCommand.run(["assess"] + options + ["-o", path])
        guard outcome.status == 0 else { throw Failure(description: "\(options): \(outcome.errors)") }
        let folder = path
        layers = try OutputSchema.layers.map { try LayerFile($0.name, in: folder) }
        guard let manifest = try JSONValue(parsing: Self.bytes(folder + "/manifest.json")).object else {
            throw Failure(description: "manifest.json holds no object")
        }
        self.manifest = manifest
        files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
            var isFolder = ObjCBool(false)
            return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

    func bytes(_ name: String) throws -> [UInt8] { try Self.bytes(path + "/" + name) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func layer(_ name: String) throws -> LayerFile {
        guard let layer = layers.first(where: { $0.name == name }) else { throw Failure(description: "no \(name)") }
        return layer
    }

    func features(_ name: String) throws -> [Feature] { try layer(name).features }

    /// Segments by their `segment_id`.
    func segments() throws -> [String: Feature] {
        Dictionary(try features("segments").map { ($0.text("segment_id"), $0) }) { first, _ in first }
    }
}

/// A layer's GeoJSON: the members as written, and the features.
struct LayerFile: Sendable {
    let name: String
    let object: JSONObject
    let features: [Feature]

    init(_ name: String, in folder: String) throws {
        let bytes = try Assessed.bytes("\(folder)/\(name).geojson")
        guard let object = try JSONValue(parsing: bytes).object else {
            throw Assessed.Failure(description: "\(name).geojson holds no object")
        }
        self.name = name
        self.object = object
        features = try GeoJSON.decoded(bytes).features
    }
}

extension Feature {
    var name: String { id?.description ?? "" }
    func text(_ key: String) -> String { properties[key]?.text ?? "" }
    func number(_ key: String) -> Double? { properties[key]?.double }
    func list(_ key: String) -> [String] { text(key).split(separator: ";").map(String.init) }
    func isTrue(_ key: String) -> Bool { properties[key] == .boolean(true) }
    var lines: [LineString] { geometry?.lines ?? [] }
}

/// Where the shared runs live; removed when the tests end.
enum Scratch {
    static let folder: String = {
        atexit { try? FileManager.default.removeItem(atPath: Scratch.folder) }
        let path = FileManager.default.temporaryDirectory.appending(
            path: "trocha-tests-\(ProcessInfo.processInfo.processIdentifier)"
        ).path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()
}
