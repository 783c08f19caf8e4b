/// Numbers as the shortest digits that read back to the same double.
public enum ShortestNumber {
    /// Appends `value`, which must be finite; a whole number has no `.0`, minus zero no sign.
    public static func append(_ value: Double, to bytes: inout [UInt8]) {
        if value == 0 {
            bytes.append(0x30)
            return
        }
        bytes.append(contentsOf: value.description.utf8)
        if bytes.hasSuffix(0x2E, 0x30) { bytes.removeLast(2) }
    }

    /// The digits of `value`, which must be finite.
    public static func bytes(_ value: Double) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// The digits of `value`, which must be finite.
    public static func text(_ value: Double) -> String { String(decoding: bytes(value), as: UTF8.self) }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ a: UInt8, _ b: UInt8) -> Bool {
        count >= 2 && self[count - 1] == b && self[count - 2] == a
    }
}
