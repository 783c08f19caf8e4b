internal import Glibc

/// A folder of results that appears whole or not at all.
///
/// Files are written into ``workingPath``, a hidden folder `.NAME.partial-*` beside the final one; ``commit()`` syncs and
/// renames it. A value that goes away uncommitted removes the hidden folder with all in it; what a killed run left is removed
/// when the next one begins.
public struct AtomicFolder: ~Copyable {
    /// The path as it was given, without a slash at its end.
    public let path: String
    /// Where to write until ``commit()``.
    public let workingPath: String
    /// Holds the lock on the hidden folder.
    private let lock: Int32
    private let replacesOld: Bool

    /// Makes the hidden folder.
    ///
    /// - Parameters:
    ///   - overwrite: Replace what is there.
    ///   - marker: A file that every result of this kind holds (`manifest.json`); a folder that lacks it and is not empty is
    ///     never replaced, whatever `overwrite` says.
    ///   - removingAbandoned: Whether to look for what killed runs left of it, which reads the whole folder that it lies in; a
    ///     batch of many folders looks once, with ``partials(in:)``.
    /// - Throws: ``OutputError``; nothing is left behind then.
    public init(
        path: String, overwrite: Bool, marker: String, removingAbandoned: Bool = true
    ) throws(OutputError) {
        let target = try Self.target(of: path)
        _ = try Self.checkOld(target, overwrite: overwrite, marker: marker)
        let (working, lock, isThere) = try PartialFolders.make(
            for: target, removingAbandoned: removingAbandoned
        ) { () throws(OutputError) in
            try Self.checkOld(target, overwrite: overwrite, marker: marker)
        }
        (self.path, workingPath, self.lock, replacesOld) = (target, working, lock, isThere)
    }

    deinit {
        TemporaryFiles.removeTree(workingPath)
        TemporaryFiles.unregister(workingPath)
        if lock >= 0 { close(lock) }
    }

    /// Puts the folder in place of its name; an earlier result steps aside first and is removed last.
    ///
    /// A run killed between the two renames leaves the earlier result aside; the next run puts it back.
    public consuming func commit() throws(OutputError) {
        try PartialFolders.syncTree(workingPath, path: path)
        let old = workingPath + PartialFolders.oldSuffix
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

    /// The hidden folders in `folder`, and whether the run that made each still lives.
    public static func partials(in folder: String) -> [(name: String, isLive: Bool)] {
        TemporaryFiles.names(in: folder).filter { $0.hasPrefix(".") && $0.contains(".partial-") }.map { name in
            let descriptor = open("\(folder)/\(name)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { return (name, false) }
            defer { close(descriptor) }
            return (name, flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        }
    }

    /// `path` without slashes at its end, and as its full path when it ends in `.` or `..`.
    private static func target(of path: String) throws(OutputError) -> String {
        var trimmed = path[...]
        while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
        var target = String(trimmed)
        if target.isEmpty || target == "/" { throw OutputError.isFolder(path: path) }
        if [".", ".."].contains(TemporaryFiles.split(target).name), let resolved = realpath(target, nil) {
            target = String(cString: resolved)
            free(resolved)
        }
        try requireFolder(of: target)
        return target
    }

    /// Whether an earlier result is there to be replaced; fails when it may not be.
    private static func checkOld(_ target: String, overwrite: Bool, marker: String) throws(OutputError) -> Bool {
        var status = stat()
        guard lstat(target, &status) == 0 else {
            if errno == EACCES { throw OutputError.noPermission(path: target) }
            return false
        }
        guard overwrite, status.st_mode & S_IFMT == S_IFDIR else { throw OutputError.exists(path: target) }
        let names = TemporaryFiles.names(in: target)
        if !names.isEmpty && !names.contains(marker) { throw OutputError.foreignFolder(path: target, missing: marker) }
        return true
    }
}
