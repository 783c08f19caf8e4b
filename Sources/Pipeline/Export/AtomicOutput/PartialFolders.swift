internal import Glibc

/// The hidden folders `.NAME.partial-*` in which runs write the folder `NAME`.
///
/// A run holds a lock on its hidden folder as long as it lives, so that one left by a killed run can be told from one in use.
enum PartialFolders {
    /// What the name of an earlier result ends with while the new one takes its place.
    static let oldSuffix = "-old"

    /// What every hidden folder of `target` begins with, its place included.
    static func prefix(of target: String) -> String {
        let (folder, name) = TemporaryFiles.split(target)
        return "\(folder)/.\(name).partial-"
    }

    /// Removes what killed runs left of `target` if asked to, then makes and locks a new hidden folder.
    ///
    /// - Parameter check: Looks at `target` once that is done, before the folder is made.
    /// - Returns: Its path, the descriptor that holds the lock until it is closed, and what `check` said.
    /// - Throws: ``OutputError/inUse(path:process:)`` while another run writes to `target`.
    static func make(
        for target: String, removingAbandoned: Bool, check: () throws(OutputError) -> Bool
    ) throws(OutputError) -> (path: String, lock: Int32, isThere: Bool) {
        let parent = removingAbandoned ? lockParent(of: target) : -1
        defer { if parent >= 0 { close(parent) } }
        if removingAbandoned { try removeAbandoned(of: target) }
        let isThere = try check()
        let working = TemporaryFiles.registerPartial(of: target)
        guard mkdir(working, 0o777) == 0 else {
            let code = errno
            TemporaryFiles.unregister(working)
            throw OutputError.system(code, path: target)
        }
        let lock = open(working, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { flock(lock, LOCK_EX | LOCK_NB) }
        return (working, lock, isThere)
    }

    /// Takes the lock that keeps two runs from looking and making at once; goes on without it after a second.
    private static func lockParent(of target: String) -> Int32 {
        let parent = open(TemporaryFiles.split(target).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for _ in 0..<100 where parent >= 0 {
            if flock(parent, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { break }
            usleep(10_000)
        }
        return parent
    }

    private static func removeAbandoned(of target: String) throws(OutputError) {
        let start = prefix(of: target)
        let (folder, beginning) = TemporaryFiles.split(start)
        for name in TemporaryFiles.names(in: folder) where name.hasPrefix(beginning) {
            let partial = "\(folder)/\(name)"
            let descriptor = open(partial, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                let isOnlyCopy = name.hasSuffix(oldSuffix) && access(target, F_OK) != 0
                if !isOnlyCopy || rename(partial, target) != 0 { TemporaryFiles.removeTree(partial) }
            } else if errno == EWOULDBLOCK {
                let process = name.dropFirst(beginning.count).prefix { $0 != "-" }
                throw .inUse(path: target, process: Int(process))
            }
        }
    }

    /// Brings a folder with all its files to the disk.
    static func syncTree(_ folder: String, path: String) throws(OutputError) {
        for name in TemporaryFiles.names(in: folder) {
            let entry = "\(folder)/\(name)"
            var status = stat()
            guard lstat(entry, &status) == 0 else { throw OutputError.system(errno, path: path) }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try syncTree(entry, path: path)
            case S_IFREG: try syncToDisk(entry, path: path)
            default: break
            }
        }
        try syncToDisk(folder, path: path)
    }
}
