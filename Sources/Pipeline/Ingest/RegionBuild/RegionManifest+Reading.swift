internal import Foundation

extension RegionManifest {
    /// Reads the manifest of the pack in `folder`.
    ///
    /// - Throws: ``RegionManifestError`` when the file is missing, is not the expected JSON, has another format, or lists a
    ///   path twice or outside the folder.
    public static func read(_ folder: String) throws(RegionManifestError) -> RegionManifest {
        let path = URL(filePath: folder).appending(path: fileName).path
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            let missing = !FileManager.default.fileExists(atPath: path)
            throw .unreadable(path: path, reason: missing ? "no such file" : error.localizedDescription)
        }
        let manifest = try decoded(data, path: path)
        try checkPaths(of: manifest, at: path)
        return manifest
    }

    private static func decoded(_ data: Data, path: String) throws(RegionManifestError) -> RegionManifest {
        let stored: Stored
        do {
            stored = try JSONDecoder().decode(Stored.self, from: data)
        } catch let error as DecodingError {
            let (place, reason) = explanation(of: error)
            throw .malformed(path: path, place: place, reason: reason)
        } catch {
            throw .malformed(path: path, place: "the file", reason: "\(error)")
        }
        guard stored.format == 1 else { throw .unknownFormat(path: path, format: stored.format) }
        return RegionManifest(region: stored.region, files: stored.files.map(\.entry))
    }

    private static func checkPaths(of manifest: RegionManifest, at path: String) throws(RegionManifestError) {
        var seen = Set<String>()
        for entry in manifest.files {
            let steps = entry.path.split(separator: "/", omittingEmptySubsequences: false)
            if steps.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
                throw .badPath(manifest: path, path: entry.path, reason: "is not a plain relative path")
            }
            guard seen.insert(entry.path).inserted else {
                throw .badPath(manifest: path, path: entry.path, reason: "is listed twice")
            }
        }
    }

    private static func explanation(of error: DecodingError) -> (place: String, reason: String) {
        func place(_ context: DecodingError.Context) -> String {
            let steps = context.codingPath.map { step in step.intValue.map { "[\($0)]" } ?? ".\(step.stringValue)" }
            let text = steps.joined().drop { $0 == "." }
            return text.isEmpty ? "the file" : String(text)
        }
        return switch error {
        case .keyNotFound(let key, let context): (place(context), "key \"\(key.stringValue)\" is missing")
        case .typeMismatch(let type, let context): (place(context), "the value is not of type \(type)")
        case .valueNotFound(let type, let context): (place(context), "null stands where a \(type) is needed")
        case .dataCorrupted(let context): (place(context), context.debugDescription)
        @unknown default: ("the file", "\(error)")
        }
    }
}

/// The manifest as it stands in the file.
private struct Stored: Decodable {
    let format: Int
    let region: String
    let files: [File]

    struct File: Decodable {
        let path, title, publisher, licence, source, date, sha256: String
        let bytes: Int
        let crs, units: String?
        let extent: [Double]?
        let rebuild: String

        var entry: RegionManifest.Entry {
            RegionManifest.Entry(
                path: path, title: title, publisher: publisher, licence: licence, source: source, date: date,
                sha256: sha256, bytes: bytes, crs: crs, units: units, extent: extent, rebuild: rebuild)
        }
    }
}
