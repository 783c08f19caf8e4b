/// The version of this program, as `--version` prints it and manifests record it.
public enum ProductVersion {
    /// Semantic version.
    public static let text = "0.1.0"
}
