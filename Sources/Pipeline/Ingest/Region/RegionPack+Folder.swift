internal import Foundation

extension RegionPack {
    /// The folder of the pack that is used when nobody names one.
    ///
    /// `TROCHA_GEODATA` when it is set; else the first folder with a `region.yaml` among `geodata/darien` in the folder of
    /// the executable or in one above it, in the current folder, and `../share/trocha/geodata/darien` beside an installed
    /// executable.
    ///
    /// - Throws: ``IngestError`` of kind `missing` when there is none.
    public static func defaultFolder() throws(IngestError) -> String {
        try defaultFolder(
            environment: ProcessInfo.processInfo.environment, executable: executablePath(),
            current: FileManager.default.currentDirectoryPath)
    }

    /// ``defaultFolder()`` with everything that it looks at given.
    static func defaultFolder(
        environment: [String: String], executable: String, current: String
    ) throws(IngestError) -> String {
        if let named = environment["TROCHA_GEODATA"], !named.isEmpty { return named }
        let pack = "geodata/darien"
        var candidates: [URL] = []
        var folder = URL(filePath: executable).deletingLastPathComponent()
        candidates.append(folder.deletingLastPathComponent().appending(path: "share/trocha/\(pack)"))
        while folder.path != "/" {
            candidates.append(folder.appending(path: pack))
            folder.deleteLastPathComponent()
        }
        candidates.append(URL(filePath: current).appending(path: pack))
        let found = candidates.first { isPack($0) }
        guard let found else {
            throw IngestError(
                .missing, file: pack, problem: "no region pack beside the program or in the current folder",
                mend: "name one with --region DIR or set TROCHA_GEODATA")
        }
        return found.path
    }

    private static func isPack(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: settingsFile).path)
    }

    private static func executablePath() -> String {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return own ?? CommandLine.arguments.first ?? "."
    }
}
