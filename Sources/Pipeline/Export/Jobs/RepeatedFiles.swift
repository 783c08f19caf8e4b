internal import Glibc
internal import SpatialEngine
internal import Synchronization

/// Files that several jobs of a batch hold alike, kept in memory with what they were made from.
///
/// A file is found again by the contents of its layer or raster, compared whole, so that a file from here is the one that
/// would have been written anew. The least recently used go when there are too many. Safe from any thread.
public final class RepeatedFiles: Sendable {
    private struct Entry {
        let file: HashedFile
        let weight: Int
        var lastUse: Int
    }

    private struct State {
        var entries: [FileKey: Entry] = [:]
        var weight = 0
        var uses = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// A store without files.
    ///
    /// - Parameter capacityBytes: About the memory that files and their sources may take; 0 keeps nothing.
    public init(capacityBytes: Int = 128 << 20) { capacity = capacityBytes }

    /// Whether anything is kept.
    var keepsFiles: Bool { capacity > 0 }

    /// The file `name` of a source, if it was made before.
    func file(_ name: String, of source: FileSource) -> HashedFile? {
        let key = FileKey(name: name, source: source)
        return state.withLock { state in
            guard let found = state.entries.index(forKey: key) else { return nil }
            state.uses += 1
            state.entries.values[found].lastUse = state.uses
            return state.entries.values[found].file
        }
    }

    /// Keeps a file, if it is not so large that it would drive most others out.
    func keep(_ file: HashedFile, named name: String, of source: FileSource) {
        let key = FileKey(name: name, source: source)
        let weight = file.bytes.count + source.bytes
        guard weight <= capacity / 4 else { return }
        state.withLock { state in
            guard state.entries[key] == nil else { return }
            state.uses += 1
            state.entries[key] = Entry(file: file, weight: weight, lastUse: state.uses)
            state.weight += weight
            while state.weight > capacity, let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
                state.entries[oldest.key] = nil
                state.weight -= oldest.value.weight
            }
        }
    }
}

private struct FileKey: Hashable {
    let name: String
    let source: FileSource
}

/// What a file is made from.
struct FileSource: Hashable {
    private enum Content {
        case layer(Layer)
        case raster(RasterOutput)
    }

    private let content: Content
    /// Of the content, or of a part of it.
    private let digest: Int

    /// The source of a layer's files.
    init(_ layer: Layer) {
        var hasher = Hasher()
        hasher.combine(layer.schema.name)
        hasher.combine(layer.features)
        (content, digest) = (.layer(layer), hasher.finalize())
    }

    /// The source of a raster's files.
    init(_ raster: RasterOutput) {
        var hasher = Hasher()
        hasher.combine(raster.name)
        hasher.combine(raster.raster.grid)
        // A few hundred cells tell rasters apart; equality is of all.
        let values = raster.raster.values
        for i in stride(from: 0, to: values.count, by: max(1, values.count / 512)) {
            hasher.combine(values[i].bitPattern)
        }
        (content, digest) = (.raster(raster), hasher.finalize())
    }

    /// About the memory that it takes.
    var bytes: Int {
        switch content {
        case .layer(let layer): layer.features.map { 16 * $0.geometry.points.count + 32 * $0.values.count }.reduce(0, +)
        case .raster(let raster): 4 * raster.raster.values.count
        }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }

    static func == (a: FileSource, b: FileSource) -> Bool {
        guard a.digest == b.digest else { return false }
        switch (a.content, b.content) {
        case (.layer(let a), .layer(let b)): return a.schema == b.schema && a.features == b.features
        case (.raster(let a), .raster(let b)): return a.isSame(as: b)
        default: return false
        }
    }
}

extension RasterOutput {
    /// Whether the files of both are the same, bit by bit, since a cell without value equals nothing.
    fileprivate func isSame(as other: RasterOutput) -> Bool {
        guard name == other.name, description == other.description, unit == other.unit, theme == other.theme,
            raster.grid == other.raster.grid
        else { return false }
        return raster.values.withUnsafeBytes { mine in
            other.raster.values.withUnsafeBytes { others in
                guard let a = mine.baseAddress, let b = others.baseAddress else { return mine.count == others.count }
                return mine.count == others.count && (a == b || memcmp(a, b, mine.count) == 0)
            }
        }
    }
}
