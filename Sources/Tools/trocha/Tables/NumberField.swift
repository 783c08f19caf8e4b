internal import Foundation

extension RecordReader {
    /// The finite number in a field, spaces and quotes round it allowed.
    ///
    /// - Throws: ``CommandFailure`` that names file, line and column for an empty field, text, NaN or an infinity.
    func number(_ field: Field, column: String) throws(CommandFailure) -> Double {
        var (start, end) = (field.start, field.end)
        if start < end, bytes[start] == 0x22 { (start, end) = (start + 1, end - 1) }
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        guard start < end else { throw failure("the field is empty; a number is needed", column: column) }
        guard bytes[start..<end].allSatisfy(Self.isNumeric) else { throw notANumber(field, column) }
        // The buffer ends in a zero byte, and what follows the field is no part of a number.
        let (value, length) = bytes.withUnsafeBytes { buffer in
            guard let text = buffer.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self) else {
                return (Double.nan, 0)
            }
            var stop: UnsafeMutablePointer<CChar>?
            let value = strtod(text, &stop)
            return (value, stop.map { UnsafePointer($0) - text } ?? 0)
        }
        guard length == end - start, value.isFinite else { throw notANumber(field, column) }
        return value
    }

    private func notANumber(_ field: Field, _ column: String) -> CommandFailure {
        failure("\"\(text(field).prefix(40))\" is not a finite number; write it like -77.25", column: column)
    }

    /// Digits, signs, point and exponent: neither hexadecimal numbers nor `nan` nor `inf`.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }
}
