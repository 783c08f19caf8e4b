internal import Foundation

/// The whole content of a file.
enum FileBytes {
    /// - Throws: ``IngestError`` of kind `missing` when there is no such file or it may not be read, of kind `content` for
    ///   a folder or a file that holds nothing.
    static func read(_ path: String) throws(IngestError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IngestError(.missing, file: path, problem: "there is no such file", mend: "check the path")
        }
        guard !isFolder.boolValue else {
            throw IngestError(file: path, problem: "is a folder, not a file", mend: "name a file")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw IngestError(.missing, file: path, problem: "cannot be read", mend: "check its permissions")
        }
        guard !data.isEmpty else {
            throw IngestError(file: path, problem: "the file is empty", mend: "restore its content or leave it out")
        }
        return [UInt8](data)
    }
}
