import Foundation

@testable import Ingest

/// The embedded pack of the checkout.
enum EmbeddedPack {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "geodata/darien").path

    static func load() throws -> RegionPack { try RegionPack.load(folder, verifyingManifest: false) }
}

/// A copy of the embedded pack in a folder of its own, to be spoilt; it goes away with the value.
final class PackCopy {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: URL(filePath: EmbeddedPack.folder), to: url)
        folder = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ file: String) -> String { folder + "/" + file }

    func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path(file))), as: UTF8.self)
    }

    func write(_ text: String, to file: String) throws { try Data(text.utf8).write(to: URL(filePath: path(file))) }

    /// Replaces the first occurrence of `old`, which must be there.
    func replace(_ old: String, with new: String, in file: String) throws {
        let text = try text(file)
        guard let range = text.range(of: old) else { throw NotThere(file: file, text: old) }
        try write(text.replacingCharacters(in: range, with: new), to: file)
    }

    /// What the tables and settings say is wrong, sums apart.
    func fault() -> IngestError? {
        do {
            _ = try RegionPack.load(folder, verifyingManifest: false)
            return nil
        } catch { return error }
    }

    struct NotThere: Error {
        let file: String
        let text: String
    }
}
