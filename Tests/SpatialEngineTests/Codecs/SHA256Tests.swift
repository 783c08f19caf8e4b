import Foundation
import SpatialEngine
import Testing

/// Vectors: FIPS 180-2 appendix B and the NIST example values for SHA-256 (csrc.nist.gov, "Cryptographic Standards and
/// Guidelines: Examples with Intermediate Values"), exact.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `published messages have their published digests`(message: String, digest: String) {
        #expect(SHA256.hexDigest(of: message) == digest)
    }

    @Test func `a million letters a have their published digest`() {
        let message = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(
            SHA256.hexDigest(of: message) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `the cut into pieces does not change the digest`() {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = SHA256.hexDigest(of: message)
        for size in [1, 7, 55, 56, 63, 64, 65, 127, 128, 500] {
            var hash = SHA256()
            for start in stride(from: 0, to: message.count, by: size) {
                hash.update(Array(message[start..<min(start + size, message.count)]))
            }
            #expect(hash.hexDigest() == whole, "pieces of \(size) bytes")
        }
    }

    @Test func `every length up to three blocks has a digest of its own`() {
        let digests = (0...192).map { SHA256.hexDigest(of: [UInt8](repeating: 0x61, count: $0)) }
        #expect(Set(digests).count == 193)
        // coreutils sha256sum of 55, 56 and 64 letters a: the lengths at which the padding changes its shape.
        #expect(digests[55] == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318")
        #expect(digests[56] == "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a")
        #expect(digests[64] == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")
    }

    @Test func `a file has the digest and the length of its bytes`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "digest-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let message = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        try Data(message).write(to: URL(filePath: path))
        let (hex, bytes) = try SHA256.digest(ofFile: path)
        #expect(bytes == 600_000)
        #expect(hex == SHA256.hexDigest(of: message))
    }

    @Test func `a missing file is an error that names it`() {
        #expect(throws: FileDigestError.self) { try SHA256.digest(ofFile: "/nowhere/file.bin") }
        do {
            _ = try SHA256.digest(ofFile: "/nowhere/file.bin")
        } catch {
            #expect(error.description.contains("/nowhere/file.bin"))
            #expect(error.description.contains("No such file"))
        }
    }
}
