internal import Export
internal import Foundation
public import Network
public import SpatialEngine
public import SpatialFormats

/// The structure for shortest passages that avoid land, made once and kept in a file.
public struct PreparedSea: Sendable {
    /// What it holds.
    public private(set) var network: SeaNetwork

    /// Makes the structure.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage for a water mask, whose ways need no preparation.
    public init(preparing waters: SeaWaters, threads: Int) throws(RequestError) {
        network = SeaNetwork(preparing: try Self.chart(waters), threads: threads)
    }

    /// Reads the structure that was made for these waters.
    ///
    /// - Throws: ``SpatialFormats/FormatError`` for a file that is missing; ``SpatialFormats/RequestError`` of bad data for one
    ///   that is none, cut off, damaged, of another version or for other water.
    public init(_ path: String, for waters: SeaWaters) throws {
        let chart = try Self.chart(waters)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FormatError.missing(path: path)
        }
        guard !isFolder.boolValue, let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
            throw FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
        }
        do {
            network = try data.withUnsafeBytes { try SeaNetwork(decoding: $0, for: chart) }
        } catch let fault as SeaNetworkFault {
            throw RequestError(.badData, "\(path) \(fault)")
        }
    }

    /// Writes the file; returns its size in bytes.
    ///
    /// - Throws: ``Export/OutputError``.
    @discardableResult
    public func write(to path: String, overwrite: Bool) throws -> Int {
        let bytes = network.encoded()
        try AtomicOutput.write(bytes, to: path, overwrite: overwrite)
        return bytes.count
    }

    private static func chart(_ waters: SeaWaters) throws(RequestError) -> SeaChart {
        guard case .chart(let chart) = waters else {
            throw RequestError(
                .wrongUsage, "a water mask is searched without preparation; leave --prepare and --prepared out")
        }
        return chart
    }

    /// The shortest passage that touches no land, as ``SeaWaters/passage(from:to:snap:)`` finds it.
    ///
    /// - Throws: ``Network/SeaError`` for a place that is none.
    public func passage(from: GeographicPoint, to: GeographicPoint, snap: Metres) throws(SeaError) -> SeaPassageResult {
        try network.passage(from: from, to: to, snap: snap)
    }
}
