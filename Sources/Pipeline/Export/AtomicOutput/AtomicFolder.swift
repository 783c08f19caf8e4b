internal import Glibc

/// A folder of results that appears whole or not at all.
///
/// Files are written into ``workingPath``, a hidden folder beside the final one; ``commit()`` renames it. A value that goes
/// away uncommitted removes the hidden folder with all in it.
public struct AtomicFolder: ~Copyable {
    /// The path as it was given, without a slash at its end.
    public let path: String
    /// Where to write until ``commit()``.
    public let workingPath: String
    private let replacesOld: Bool

    /// Makes the hidden folder.
    ///
    /// - Parameters:
    ///   - overwrite: Replace an earlier result.
    ///   - marker: A file that every result of this kind holds (`manifest.json`); a folder that is not empty and lacks it is
    ///     never replaced, whatever `overwrite` says.
    /// - Throws: ``OutputError``; nothing is left behind then.
    public init(path: String, overwrite: Bool, marker: String) throws(OutputError) {
        let target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if target.isEmpty { throw OutputError.isFolder(path: path) }
        try requireFolder(of: target)
        let isThere = try Self.isReplaceable(target, overwrite: overwrite, marker: marker)
        let working = TemporaryFiles.register(besides: target)
        guard mkdir(working, 0o777) == 0 else {
            let code = errno
            TemporaryFiles.unregister(working)
            throw OutputError.system(code, path: path)
        }
        self.path = target
        workingPath = working
        replacesOld = isThere
    }

    /// Whether something stands at `path`; fails unless it may be replaced.
    private static func isReplaceable(_ path: String, overwrite: Bool, marker: String) throws(OutputError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        guard overwrite, status.st_mode & S_IFMT == S_IFDIR else { throw OutputError.exists(path: path) }
        let names = TemporaryFiles.names(in: path)
        guard names.isEmpty || names.contains(marker) else {
            throw OutputError.foreignFolder(path: path, missing: marker)
        }
        return true
    }

    deinit {
        TemporaryFiles.removeTree(workingPath)
        TemporaryFiles.unregister(workingPath)
    }

    /// Puts the folder in place of its name; an earlier result is moved aside first and removed last.
    public consuming func commit() throws(OutputError) {
        try syncToDisk(workingPath, path: path)
        let old = workingPath + "-old"
        if replacesOld && rename(path, old) != 0 { throw OutputError.system(errno, path: path) }
        // Onto a folder that appeared meanwhile this fails, unless that is empty.
        guard rename(workingPath, path) == 0 else {
            let code = errno
            if replacesOld { rename(old, path) }
            throw code == ENOTEMPTY || code == ENOTDIR ? .exists(path: path) : .system(code, path: path)
        }
        if replacesOld { TemporaryFiles.removeTree(old) }
        try? syncToDisk(TemporaryFiles.split(path).folder, path: path)
    }
}
