internal import Export
internal import Foundation
internal import SpatialEngine
internal import SpatialFormats
internal import Synchronization

/// The files of a batch in an object store, through GDAL's virtual file systems (`/vsis3/bucket/prefix`, …).
///
/// A store can neither append nor rename nor lock. So a job's folder is filled on the local disk and sent file by file,
/// `manifest.json` last: without that the folder does not count. Ledgers are kept in memory and sent anew every few seconds; a
/// run that is killed between finds the jobs by their folders. Two whole runs at once are not kept apart; shards do not meet.
final class ObjectFiles: Sendable {
    private struct Ledgers {
        var texts: [String: [UInt8]] = [:]
        var unsent: Set<String> = []
        var lastSent = ContinuousClock.now
    }

    private let path: String
    private let ledgers = Mutex(Ledgers())
    /// Between two sendings of a ledger that grows.
    private static let pause = Duration.seconds(5)

    init(_ path: String) { self.path = path }

    func entry(_ relative: String) -> BatchStore.Entry? {
        guard let status = file(relative).status else { return nil }
        return BatchStore.Entry(path: relative, kind: status.isFolder ? .folder : .file, bytes: status.bytes)
    }

    func names(in relative: String) -> [String] { file(relative).names }

    func read(_ relative: String) throws(OutputError) -> [UInt8]? {
        try result(relative) { () throws(FormatError) in try file(relative).read() }
    }

    func sum(_ relative: String) -> (hex: String, bytes: Int)? { try? file(relative).digest() }

    func write(_ bytes: [UInt8], to relative: String) throws(OutputError) {
        ledgers.withLock { ledgers in
            ledgers.texts[relative] = nil
            ledgers.unsent.remove(relative)
        }
        try result(relative) { () throws(FormatError) in try file(relative).write(bytes) }
    }

    /// Adds a line, which is sent with others a little later.
    func append(_ line: String, to relative: String) throws(OutputError) {
        let known = ledgers.withLock { $0.texts[relative] != nil }
        let there = known ? [] : try read(relative) ?? []
        let isDue = ledgers.withLock { ledgers in
            ledgers.texts[relative, default: there] += Array((line + "\n").utf8)
            ledgers.unsent.insert(relative)
            return ContinuousClock.now - ledgers.lastSent >= Self.pause
        }
        if isDue { try sendLedgers() }
    }

    /// Sends every line that was added.
    func sendLedgers() throws(OutputError) {
        let texts = ledgers.withLock { ledgers in
            let texts = ledgers.unsent.sorted().map { (name: $0, text: ledgers.texts[$0] ?? []) }
            ledgers.unsent = []
            ledgers.lastSent = .now
            return texts
        }
        for (name, text) in texts { try result(name) { () throws(FormatError) in try file(name).write(text) } }
    }

    /// Fills a folder on the local disk and sends it; of a folder that cannot be sent whole nothing stays.
    func put<Result, Failure: Error>(
        _ relative: String, orFail failure: (OutputError) -> Failure,
        write: (_ workingPath: String) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if entry("\(relative)/manifest.json") != nil { throw failure(.exists(path: "\(path)/\(relative)")) }
        let name = relative.split(separator: "/").last.map(String.init) ?? "job"
        let local = FileManager.default.temporaryDirectory.appending(path: "trocha-\(getpid())-\(name)").path
        let folder: AtomicFolder
        do throws(OutputError) {
            folder = try AtomicFolder(path: local, overwrite: true, marker: "manifest.json", removingAbandoned: false)
        } catch { throw failure(error) }
        let result = try write(folder.workingPath)
        do throws(OutputError) { try send(folder.workingPath, to: relative) } catch {
            remove(relative)
            throw failure(error)
        }
        return result
    }

    private func send(_ local: String, to relative: String) throws(OutputError) {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: local)) ?? []
        let files = names.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(local)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        let last = "manifest.json"
        for name in files.sorted().filter({ $0 != last }) + files.filter({ $0 == last }) {
            guard let bytes = FileManager.default.contents(atPath: "\(local)/\(name)") else {
                throw .failed(path: "\(local)/\(name)", reason: "it cannot be read back")
            }
            try result("\(relative)/\(name)") { () throws(FormatError) in
                try file("\(relative)/\(name)").write([UInt8](bytes))
            }
        }
    }

    func remove(_ relative: String) {
        ledgers.withLock { ledgers in
            ledgers.texts[relative] = nil
            ledgers.unsent.remove(relative)
        }
        file(relative).remove()
    }

    private func file(_ relative: String) -> VirtualFile {
        VirtualFile(relative.isEmpty ? path : "\(path)/\(relative)")
    }

    private func result<Value>(
        _ relative: String, _ body: () throws(FormatError) -> Value
    ) throws(OutputError) -> Value {
        do throws(FormatError) { return try body() } catch {
            let reason =
                switch error {
                case .missing: "it is gone"
                case .unreadable(_, let reason), .unsuitable(_, let reason), .unwritable(_, let reason): reason
                }
            throw .failed(path: "\(path)/\(relative)", reason: reason)
        }
    }
}
