internal import Glibc

/// What an output path stands for.
enum OutputPlace {
    case standardOutput
    /// A device or pipe.
    case stream
    /// A file, there already or not; `mode` = the permissions of the one that is replaced.
    case file(String, mode: mode_t?)

    /// Looks at `path` without changing anything.
    init(of path: String, overwrite: Bool) throws(OutputError) {
        if path == "-" || path == "/dev/stdout" {
            self = .standardOutput
            return
        }
        if path.isEmpty || path.hasSuffix("/") { throw OutputError.isFolder(path: path) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            try requireFolder(of: path)
            self = .file(path, mode: nil)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw OutputError.isFolder(path: path)
        case S_IFREG:
            guard overwrite else { throw OutputError.exists(path: path) }
            self = .file(resolvingLinks(path), mode: status.st_mode & 0o7777)
        default: self = .stream
        }
    }
}

/// Fails unless the folder that shall hold `path` is there.
func requireFolder(of path: String) throws(OutputError) {
    let folder = TemporaryFiles.split(path).folder
    var status = stat()
    guard stat(folder, &status) == 0 else {
        if errno == EACCES { throw OutputError.noPermission(path: path) }
        throw OutputError.folderMissing(path: path, folder: folder)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw OutputError.folderMissing(path: path, folder: folder) }
}

/// `path` with every link followed; itself if that fails.
private func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Gives the file `temporary` the name `target` in one step and brings the folder's entry to the disk.
func putInPlace(_ temporary: String, as target: String, overwrite: Bool, path: String) throws(OutputError) {
    if overwrite {
        guard rename(temporary, target) == 0 else { throw OutputError.system(errno, path: path) }
    } else if link(temporary, target) == 0 {
        unlink(temporary)
    } else {
        // A hard link never replaces a file; where the file system has none: look, then rename.
        guard errno != EEXIST, access(target, F_OK) != 0 else { throw OutputError.exists(path: path) }
        guard rename(temporary, target) == 0 else { throw OutputError.system(errno, path: path) }
    }
    TemporaryFiles.unregister(temporary)
    try? syncToDisk(TemporaryFiles.split(target).folder, path: path)
}

/// Brings a file or folder that others have written to the disk.
func syncToDisk(_ name: String, path: String) throws(OutputError) {
    let descriptor = open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError.system(errno, path: path) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 && errno != EINVAL { throw OutputError.system(errno, path: path) }
}
