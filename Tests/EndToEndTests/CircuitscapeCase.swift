import Foundation

/// A case of Circuitscape's verification suite, as `Tests/ConnectivityTests/Fixtures/circuitscape.csv` holds it.
struct CircuitscapeCase {
    private let parts: [String: [String]]

    private static func records() throws -> [[Substring]] {
        let file = Repository.root.appending(path: "Tests/ConnectivityTests/Fixtures/circuitscape.csv").path
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.dropFirst().map { $0.split(separator: ",") }
    }

    /// The names of all cases.
    static var all: [String] {
        let records = (try? records()) ?? []
        return Set(records.map { String($0[0]) }).sorted()
    }

    init(_ name: String) throws {
        var parts: [String: [String]] = [:]
        for record in try Self.records() where record[0] == name {
            parts[String(record[1]), default: []].append(String(record[3]))
        }
        self.parts = parts
    }

    var isNetwork: Bool { has("network") }
    var output: String { isNetwork ? "o.csv" : "o.tif" }
    func has(_ part: String) -> Bool { parts[part] != nil }
    func lines(_ part: String) -> [String] { parts[part] ?? [] }

    /// All numbers of a part, row by row.
    func numbers(_ part: String) -> [Double] {
        lines(part).flatMap { $0.split(separator: " ").map { Double($0) ?? .nan } }
    }

    /// Writes the inputs and gives the arguments that name them.
    func write(to folder: TemporaryFolder) throws -> [String] {
        var arguments = lines("options").flatMap { $0.split(separator: " ").map(String.init) }
        let headers = ["pairs": "from,to", "strengths": "id,amperes", "network": "id_from,id_to,value"]
        for part in [
            "resistance", "conductance", "network", "focal", "regions", "mask", "sources", "grounds", "pairs",
            "strengths",
        ] where has(part) {
            if isNetwork || headers[part] != nil {
                let rows = lines(part).map { $0.replacingOccurrences(of: " ", with: ",") }
                let header = headers[part] ?? (part == "focal" ? "id" : "id,value")
                let text = ([header] + rows).joined(separator: "\n") + "\n"
                arguments += ["--" + part, try folder.write(text, to: part + ".csv")]
            } else {
                let columns = lines(part)[0].split(separator: " ").count
                let values = numbers(part)
                try LandRaster.write(folder.file(part + ".tif"), rows: lines(part).count, columns: columns) {
                    Float(values[$0 * columns + $1])
                }
                arguments += ["--" + part, folder.file(part + ".tif")]
            }
        }
        return arguments
    }
}
