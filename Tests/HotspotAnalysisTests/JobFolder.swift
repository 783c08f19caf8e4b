import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// A folder with the inputs and outputs of one job, on a plane that is nowhere.
struct JobFolder {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func file(_ name: String, _ text: String) throws -> String { try folder.file(name, text) }

    func path(_ name: String) -> String { folder.url.appending(path: name).path }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// A table of events.
    func request(_ header: String, _ rows: [String], id: String? = nil, output: String = "out.csv") throws
        -> HotspotRequest
    {
        let text = ([header] + rows).joined(separator: "\n") + "\n"
        var source = UnitSource(path: try file("in.csv", text))
        (source.crs, source.idField) = ("planar", id)
        var request = HotspotRequest(source: source, output: path(output))
        (request.overwrite, request.threads) = (true, 2)
        return request
    }

    func table(_ name: String = "out.csv") throws -> CommaSeparatedTable {
        try CommaSeparatedTable(bytes: bytes(name))
    }

    /// A column of numbers; nil where a field is empty.
    func numbers(_ column: String, _ name: String = "out.csv") throws -> [Double?] {
        let table = try table(name)
        let place = try #require(table.header.firstIndex(of: column))
        return table.rows.map { Double($0.fields[place]) }
    }

    func bytes(_ name: String = "out.csv") throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }
}

extension HotspotOutcome {
    /// A number of the summary; nil for one that is not there.
    func number(_ name: String) -> Double? { summary[name]?.double }

    /// A text of the gate.
    func gate(_ name: String) -> String? {
        guard case .object(let gate)? = summary["gate"] else { return nil }
        return gate[name]?.text
    }

    /// Whether the keys that every summary has come first.
    var hasCommonKeys: Bool {
        summary.members.map(\.name).starts(with: ["method", "n", "seed", "permutations", "parameters", "gate"])
    }
}

/// The error of a job that must fail.
func failure(_ body: () throws -> HotspotOutcome) -> RequestError? {
    #expect(throws: RequestError.self) { _ = try body() }
}
