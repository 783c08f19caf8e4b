internal import Foundation
internal import SpatialEngine
internal import SpatialFormats

extension RegionManifest {
    /// One way in which a folder differs from its manifest.
    public struct Fault: Equatable, Sendable, CustomStringConvertible {
        /// What differs.
        public enum Kind: String, Sendable {
            /// Listed, but not in the folder.
            case missing
            /// In the folder, but not listed.
            case stray
            /// The length differs.
            case size
            /// The length is right and the sum differs.
            case changed
            /// The layer's reference system is not the one that is listed.
            case crs
            /// The file is there but cannot be read.
            case unreadable
        }

        /// Relative to the pack's folder.
        public let path: String
        /// What differs.
        public let kind: Kind
        /// Both values where there are two, and what to do.
        public let detail: String

        /// `<kind> <path>: <detail>`.
        public var description: String { "\(kind.rawValue) \(path): \(detail)" }
    }

    /// Compares the pack in `folder` with its manifest.
    ///
    /// The reference system is compared for each intact file whose entry has a `crs` and whose name does not end in `.csv`
    /// (a table has no place to name one).
    ///
    /// - Returns: The faults, sorted by path; none for an intact pack.
    /// - Throws: ``RegionManifestError`` when there is no manifest to compare with.
    /// - Complexity: O(*n*) time for *n* bytes in the folder.
    public static func verify(_ folder: String) throws(RegionManifestError) -> [Fault] {
        try verify(folder) { path in try CoordinateReferenceSystem.ofLayer(at: path) }
    }

    /// As ``verify(_:)``, with another way to tell the reference system of the layer at a path.
    static func verify(
        _ folder: String, referenceSystem: (_ path: String) throws -> CoordinateReferenceSystem?
    ) throws(RegionManifestError) -> [Fault] {
        let manifest = try read(folder)
        let present = try files(in: folder)
        var faults: [Fault] = []
        for entry in manifest.files {
            guard present.contains(entry.path) else {
                faults.append(Fault(path: entry.path, kind: .missing, detail: "restore it, or \(entry.rebuild)"))
                continue
            }
            let path = URL(filePath: folder).appending(path: entry.path).path
            if let fault = contentFault(of: entry, at: path) {
                faults.append(fault)
            } else if let fault = referenceFault(of: entry, at: path, referenceSystem) {
                faults.append(fault)
            }
        }
        let listed = Set(manifest.files.map(\.path))
        for path in present.sorted() where !listed.contains(path) {
            faults.append(Fault(path: path, kind: .stray, detail: "it is not in the manifest; list it or remove it"))
        }
        return faults.sorted { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
    }

    /// The manifest with sums and lengths taken anew from the files in `folder`; the describing fields stay.
    ///
    /// - Parameter paths: Only these entries are touched; nil means all.
    /// - Throws: ``RegionManifestError/file(_:)`` when a listed file cannot be read.
    public func refreshed(in folder: String, paths: [String]? = nil) throws(RegionManifestError) -> RegionManifest {
        var manifest = self
        for index in files.indices where paths?.contains(files[index].path) ?? true {
            do {
                let sum = try SHA256.digest(ofFile: URL(filePath: folder).appending(path: files[index].path).path)
                (manifest.files[index].sha256, manifest.files[index].bytes) = (sum.hex, sum.bytes)
            } catch {
                throw .file(error)
            }
        }
        return manifest
    }

    /// The manifest of the pack in `folder` with sums and lengths taken anew; nothing is written.
    public static func updated(_ folder: String) throws(RegionManifestError) -> RegionManifest {
        try read(folder).refreshed(in: folder)
    }

    private static func contentFault(of entry: Entry, at path: String) -> Fault? {
        let again = "restore it, or \(entry.rebuild)"
        do {
            let sum = try SHA256.digest(ofFile: path)
            if sum.bytes != entry.bytes {
                return Fault(
                    path: entry.path, kind: .size,
                    detail: "\(sum.bytes) bytes where \(entry.bytes) are listed; \(again)")
            }
            guard sum.hex != entry.sha256 else { return nil }
            return Fault(
                path: entry.path, kind: .changed, detail: "SHA-256 \(sum.hex), listed \(entry.sha256); \(again)")
        } catch {
            return Fault(path: entry.path, kind: .unreadable, detail: error.reason)
        }
    }

    private static func referenceFault(
        of entry: Entry, at path: String, _ referenceSystem: (String) throws -> CoordinateReferenceSystem?
    ) -> Fault? {
        guard let listed = entry.crs, !entry.path.hasSuffix(".csv") else { return nil }
        do {
            let found = try referenceSystem(path)
            guard found?.identifier != listed else { return nil }
            let name = found.map(\.identifier) ?? "no reference system"
            return Fault(
                path: entry.path, kind: .crs, detail: "the layer has \(name), listed \(listed); \(entry.rebuild)")
        } catch {
            return Fault(path: entry.path, kind: .unreadable, detail: "\(error)")
        }
    }

    /// Every file in `folder` and below but the manifest, relative, with `/`.
    private static func files(in folder: String) throws(RegionManifestError) -> Set<String> {
        let found: [String]
        do {
            found = try FileManager.default.subpathsOfDirectory(atPath: folder)
        } catch {
            throw .unreadable(path: folder, reason: error.localizedDescription)
        }
        return Set(
            found.filter { path in
                var isFolder: ObjCBool = false
                let full = URL(filePath: folder).appending(path: path).path
                return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
                    && path != fileName
            })
    }
}
