internal import Export
internal import SpatialEngine

/// Something of a batch's folder that is not as it was written.
public struct BatchFault: Hashable, Sendable {
    /// What is wrong with it.
    public enum Kind: String, Sendable {
        /// The bytes are others, or it is no file any more.
        case changed
        /// It is not there.
        case missing
        /// Nothing lists it.
        case stray
        /// It is not yet finished.
        case incomplete
    }

    /// Relative to the folder.
    public let path: String
    /// What is wrong with it.
    public let kind: Kind
}

/// A job's folder against its manifest.
struct JobFolderCheck {
    private(set) var faults: [BatchFault] = []
    /// Sum of each file that the folder shall hold, `manifest.json` among them; empty without a readable manifest.
    private(set) var sums: [String: String] = [:]
    /// What the folder holds; nil when something is wrong.
    private(set) var written: WrittenJob?

    /// - Parameters:
    ///   - folder: Relative to the batch's folder.
    ///   - manifestSum: What the sum of `manifest.json` must be; nil takes it as it is.
    init(_ folder: String, manifestSum: String?, in store: BatchStore) {
        let manifest = "\(folder)/manifest.json"
        guard let bytes = try? store.read(manifest) else {
            faults.append(BatchFault(path: manifest, kind: store.entry(manifest) == nil ? .missing : .changed))
            return
        }
        let sum = SHA256.hexDigest(of: bytes)
        guard sum == manifestSum ?? sum, let files = Self.files(in: bytes) else {
            faults.append(BatchFault(path: manifest, kind: .changed))
            return
        }
        sums[manifest] = sum
        var total = bytes.count
        for file in files {
            let path = "\(folder)/\(file.path)"
            sums[path] = file.sum
            total += file.bytes
            check(path, file, in: store)
        }
        checkStrays(folder, in: store)
        if faults.isEmpty { written = WrittenJob(files: files.count + 1, bytes: total, manifestSHA256: sum) }
    }

    private mutating func check(_ path: String, _ file: ListedFile, in store: BatchStore) {
        guard let entry = store.entry(path) else { return faults.append(BatchFault(path: path, kind: .missing)) }
        // A length that differs needs no sum.
        guard entry.kind == .file, entry.bytes == file.bytes, store.sum(path)?.hex == file.sum else {
            return faults.append(BatchFault(path: path, kind: .changed))
        }
    }

    private mutating func checkStrays(_ folder: String, in store: BatchStore) {
        let folders = Set(sums.keys.flatMap { BatchTree.folders(above: $0) })
        for entry in store.tree(folder) where sums[entry.path] == nil && !folders.contains(entry.path) {
            faults.append(BatchFault(path: entry.path, kind: .stray))
        }
    }

    private struct ListedFile {
        let path: String
        let sum: String
        let bytes: Int
    }

    /// The sum of each file that a job's folder shall hold, as its manifest says; nil without a readable manifest.
    static func listedSums(_ folder: String, in store: BatchStore) -> [String: String]? {
        guard let bytes = try? store.read("\(folder)/manifest.json"), let files = files(in: bytes) else { return nil }
        var sums = Dictionary(files.map { ("\(folder)/\($0.path)", $0.sum) }) { $1 }
        sums["\(folder)/manifest.json"] = SHA256.hexDigest(of: bytes)
        return sums
    }

    /// What a manifest lists; nil for what is no manifest, or one that lists files outside the folder.
    private static func files(in bytes: [UInt8]) -> [ListedFile]? {
        guard let items = (try? JSONValue(parsing: bytes))?.object?["files"]?.array else { return nil }
        var files: [ListedFile] = []
        for item in items {
            guard let object = item.object, let path = object["path"]?.text, let sum = object["sha256"]?.text,
                case .integer(let bytes) = object["bytes"], !path.hasPrefix("/"),
                !path.split(separator: "/").contains("..")
            else { return nil }
            files.append(ListedFile(path: path, sum: sum, bytes: bytes))
        }
        return files.contains { $0.path == "item.json" } ? files : nil
    }
}

/// Paths within a batch.
enum BatchTree {
    /// The folders in which a path lies, outermost first.
    static func folders(above path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
    }
}
