internal import SpatialEngine

/// The bytes of a file with their sum.
struct HashedFile: Sendable {
    let bytes: [UInt8]
    /// SHA-256, 64 hexadecimal digits.
    let sha256: String

    init(_ bytes: [UInt8]) { self.init(bytes, sha256: SHA256.hexDigest(of: bytes)) }

    init(_ bytes: [UInt8], sha256: String) { (self.bytes, self.sha256) = (bytes, sha256) }
}
