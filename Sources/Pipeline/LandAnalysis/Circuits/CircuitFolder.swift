internal import Connectivity
internal import Export
internal import Foundation
internal import SpatialFormats

/// The folder with the maps of each solve.
struct CircuitFolder {
    let path: String
    let job: CircuitAnalysis
    let circuit: CircuitGraph

    /// Fails for a path that is no folder, and for one whose parent is missing.
    static func check(_ path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw OutputError.failed(path: path, reason: "it is a file; --maps needs a folder")
            }
            return
        }
        let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
        try OutputFormat.requirePlace(trimmed, overwrite: false)
    }

    /// Fails if the maps of some solves could not be put in place.
    func check(_ tags: [String]) throws {
        for tag in tags {
            if tag.contains("/") || tag.contains("\0") {
                throw RequestError(
                    .badData, "the ids \(tag) cannot be part of a file name; --maps needs ids without '/'")
            }
            guard FileManager.default.fileExists(atPath: path) else { continue }
            for name in files(tag) { try OutputFormat.requirePlace(name, overwrite: job.packing.overwrite) }
        }
    }

    private func files(_ tag: String) -> [String] {
        let kinds = circuit.isNetwork ? ["current", "voltage", "branches"] : ["current", "voltage"]
        return kinds.map { "\(path)/\($0)\(tag).\(circuit.isNetwork ? "csv" : "tif")" }
    }

    /// Writes the maps of one solve.
    func write(_ flow: CircuitFlow, _ tag: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            guard (try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)) != nil
            else { throw OutputError.failed(path: path, reason: "the folder cannot be made") }
        }
        let names = files(tag)
        try circuit.write(flow.currents, "current", job.packing.at(names[0]), job)
        try circuit.write(flow.volts, "voltage", job.packing.at(names[1]), job)
        guard case .names(let ids) = circuit.nodes else { return }
        var writer = try TableWriter(path: names[2], overwrite: job.packing.overwrite)
        try writer.append(record: ["id_from", "id_to", "current"])
        try circuit.graph.forEachEdge { from, to, conductance in
            writer.append(ids[from], isFirst: true)
            writer.append(ids[to])
            writer.append(flow.branchCurrent(from: from, to: to, conductance: conductance))
            try writer.endRecord()
        }
        try writer.commit()
    }
}
