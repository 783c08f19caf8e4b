import Foundation

/// The real data that only the developers have (`../shared` beside the checkout); nil elsewhere.
///
/// A test that needs it is declared with `.enabled(if: SharedData.isPresent)`, so that it reports itself as skipped on a
/// machine that has only the clone; with `TROCHA_REQUIRE_SHARED=1` its absence is a failure (`SharedDataTests`).
public enum SharedData {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

    /// Whether that data is there.
    public static let isPresent = FileManager.default.fileExists(atPath: root.appending(path: "data/MANIFEST.md").path)

    /// The path of a file below `../shared`.
    public static func path(_ relative: String) -> String { root.appending(path: relative).path }
}
