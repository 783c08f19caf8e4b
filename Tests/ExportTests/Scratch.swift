import Foundation

/// A folder of its own for one test; removed with what it holds.
final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "trocha-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
    /// All names, hidden ones included.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
    func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    /// The bytes of every file below a folder, by their path in it.
    func tree(_ folder: String) throws -> [String: Data] {
        var tree: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: file(folder)) {
            let path = "\(file(folder))/\(name)"
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
                tree[name] = try Data(contentsOf: URL(filePath: path))
            }
        }
        return tree
    }
}
