internal import Foundation

/// The whole content of a file.
enum FileBytes {
    /// - Throws: ``IngestError`` of kind `missing` when there is no such file, of kind `content` when it cannot be read
    ///   or holds nothing.
    static func read(_ path: String) throws(IngestError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IngestError(.missing, file: path, problem: "there is no such file", mend: "check the path")
        }
        guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
            throw IngestError(
                file: path, problem: isFolder.boolValue ? "is a folder, not a file" : "cannot be read",
                mend: "check the path and its permissions")
        }
        guard !data.isEmpty else {
            throw IngestError(file: path, problem: "the file is empty", mend: "restore its content or leave it out")
        }
        return [UInt8](data)
    }
}
