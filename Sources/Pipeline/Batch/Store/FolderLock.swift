internal import Export
internal import Foundation

/// The lock that keeps two runs out of one folder, as long as the process lives or until ``release()``.
///
/// A whole run holds `run.lock` alone; shards share it, and each holds a lock of its own besides. The files go away with the
/// run that is last to hold them; a killed run's stay, unlocked, and do no harm.
final class FolderLock {
    private let store: BatchStore
    private var held: [(name: String, descriptor: Int32)] = []

    /// - Throws: ``OutputError/inUse(path:process:)`` while another run holds it.
    init(_ store: BatchStore, shard: Shard?) throws(OutputError) {
        self.store = store
        // An object store has no locks: whoever shares it keeps whole runs apart, and shards do not meet.
        guard store.isLocal else { return }
        if let shard {
            try take(BatchFiles.lock, LOCK_SH)
            try take(BatchFiles.lock(of: shard), LOCK_EX)
        } else {
            try take(BatchFiles.lock, LOCK_EX)
        }
    }

    deinit { release() }

    private func take(_ name: String, _ operation: Int32) throws(OutputError) {
        let file = store.place(name)
        while true {
            let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw .system(errno, path: file) }
            guard flock(descriptor, operation | LOCK_NB) == 0 else {
                let code = errno
                let process = Self.process(in: descriptor)
                close(descriptor)
                throw code == EWOULDBLOCK ? .inUse(path: store.path, process: process) : .system(code, path: file)
            }
            // Whoever held it before may have removed the file between the two calls: then the lock is on nothing.
            var (own, there) = (stat(), stat())
            if fstat(descriptor, &own) == 0, stat(file, &there) == 0, own.st_ino == there.st_ino {
                let text = Array("\(getpid())\n".utf8)
                ftruncate(descriptor, 0)
                pwrite(descriptor, text, text.count, 0)
                held.append((name, descriptor))
                return
            }
            close(descriptor)
        }
    }

    /// The process that a lock file names.
    private static func process(in descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Lets go of the locks and removes the files that nobody else holds.
    func release() {
        for (name, descriptor) in held.reversed() {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(store.place(name)) }
            close(descriptor)
        }
        held = []
    }
}
