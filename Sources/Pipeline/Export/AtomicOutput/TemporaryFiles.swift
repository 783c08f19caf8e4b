internal import Glibc
internal import Synchronization

/// The temporary files and folders of this process that are not yet outputs.
///
/// An interrupted run calls ``removeAll(thenExit:)``, so that nothing half written stays. One register for the process,
/// because a signal reaches the process and not one job. Safe from any thread.
public enum TemporaryFiles {
    private static let live = Mutex<(count: Int, paths: [String])>((0, []))

    /// A new name beside `target`, registered for removal; it keeps the extension, by which GDAL chooses a driver.
    static func register(besides target: String) -> String {
        let (folder, name) = split(target)
        return live.withLock { state in
            state.count += 1
            let path = "\(folder)/.trocha-\(getpid())-\(state.count)-\(name.suffix(100))"
            state.paths.append(path)
            return path
        }
    }

    /// A new name `.NAME.partial-<process>-<count>` beside the folder `target`, registered for removal.
    static func registerPartial(of target: String) -> String {
        live.withLock { state in
            state.count += 1
            let path = PartialFolders.prefix(of: target) + "\(getpid())-\(state.count)"
            state.paths.append(path)
            return path
        }
    }

    static func unregister(_ path: String) {
        live.withLock { state in state.paths.removeAll { $0 == path } }
    }

    /// Removes all that is registered and ends the process at once; no output can be completed meanwhile.
    public static func removeAll(thenExit code: Int32) -> Never {
        live.withLock { state in
            for path in state.paths { removeTree(path) }
            _exit(code)
        }
    }

    /// The folder of `path` (`.` when it has none) and the last name in it.
    static func split(_ path: String) -> (folder: String, name: Substring) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), path[path.index(after: slash)...])
    }

    /// Removes a file, or a folder with all in it, without following links; what is gone already does not matter.
    static func removeTree(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        // A thread that still writes may add a file between the listing and the removal: try again.
        for _ in 0..<100 {
            for name in names(in: path) { removeTree(path + "/" + name) }
            if rmdir(path) == 0 || errno != ENOTEMPTY { return }
        }
    }

    /// The names in a folder without `.` and `..`, in byte order; none if it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
