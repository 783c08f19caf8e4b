/// The records of a CSV file one by one (RFC 4180; LF, CRLF or CR; a byte-order mark is skipped), without a copy of each field.
///
/// Memory is bounded by the longest record. Blank lines are skipped.
struct RecordReader: ~Copyable {
    /// A field of the current record as a range of ``RecordReader/bytes``, quotes included.
    struct Field {
        var start: Int
        var end: Int
    }

    let input: InputFile
    private(set) var bytes: [UInt8]
    /// The fields of the current record.
    private(set) var fields: [Field] = []
    /// The line on which the current record begins, counted from 1.
    private(set) var line = 0
    /// Bytes consumed so far.
    private(set) var consumed = 0
    private var nextLine = 1
    private var position = 0
    private var end = 0
    private var isAtEnd = false

    init(_ input: consuming InputFile) throws(CommandFailure) {
        self.input = input
        // One byte more than is filled: a zero that stops the number parser.
        bytes = [UInt8](repeating: 0, count: (1 << 18) + 1)
        while end < 3 && !isAtEnd { try refill() }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Moves to the next record; false at the end.
    mutating func advance() throws(CommandFailure) -> Bool {
        while true {
            switch scan() {
            case .record(let isBlank):
                if !isBlank { return true }
            case .incomplete:
                guard !isAtEnd else { return false }
                try refill()
            case .badQuote:
                throw failure("text after a closing quote; double the quotes inside a field")
            case .openQuote:
                throw failure("a quoted field is never closed")
            case .notText:
                throw failure("bytes that are not UTF-8; save the file as UTF-8")
            }
        }
    }

    /// An error in the current record.
    func failure(_ problem: String, column: String? = nil) -> CommandFailure {
        let place = column.map { ", column \($0)" } ?? ""
        return CommandFailure(.badData, "\(input.name), line \(line)\(place): \(problem)")
    }

    /// The content of a field without its quotes.
    func text(_ field: Field) -> String {
        let raw = bytes[field.start..<field.end]
        guard raw.first == 0x22 else { return String(decoding: raw, as: UTF8.self) }
        let inner = String(decoding: raw.dropFirst().dropLast(), as: UTF8.self)
        return inner.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }

    private enum Scan { case record(isBlank: Bool), incomplete, badQuote, openQuote, notText }

    /// Drops what is consumed, then reads more behind what is left; a record longer than the buffer makes it grow.
    private mutating func refill() throws(CommandFailure) {
        if position > 0 {
            bytes.replaceSubrange(0..<(end - position), with: Array(bytes[position..<end]))
            (position, end) = (0, end - position)
        }
        if end + 1 >= bytes.count { bytes.append(contentsOf: [UInt8](repeating: 0, count: bytes.count)) }
        let from = end
        let outcome: Result<Int, CommandFailure> = bytes.withUnsafeMutableBytes { buffer in
            do throws(CommandFailure) {
                let free = UnsafeMutableRawBufferPointer(rebasing: buffer[from..<(buffer.count - 1)])
                return .success(try input.read(into: free))
            } catch {
                return .failure(error)
            }
        }
        let count = try outcome.get()
        isAtEnd = count == 0
        end += count
        bytes[end] = 0
    }

    /// Finds the fields of the record at ``position`` and steps over it, if it lies in the buffer whole.
    private mutating func scan() -> Scan {
        line = nextLine
        fields.removeAll(keepingCapacity: true)
        guard position < end else { return .incomplete }
        var at = position
        var lines = nextLine
        var isASCII = true
        while true {
            let start = at
            if at < end, bytes[at] == 0x22 {
                at += 1
                while true {
                    guard at < end else { return isAtEnd ? .openQuote : .incomplete }
                    let byte = bytes[at]
                    at += 1
                    if byte >= 0x80 { isASCII = false }
                    if byte == 0x0A { lines += 1 }
                    guard byte == 0x22 else { continue }
                    guard at < end || isAtEnd else { return .incomplete }
                    guard at < end, bytes[at] == 0x22 else { break }
                    at += 1
                }
                if at < end, bytes[at] != 0x2C, bytes[at] != 0x0A, bytes[at] != 0x0D { return .badQuote }
            } else {
                while at < end, bytes[at] != 0x2C, bytes[at] != 0x0A, bytes[at] != 0x0D {
                    if bytes[at] >= 0x80 { isASCII = false }
                    at += 1
                }
            }
            guard at < end || isAtEnd else { return .incomplete }
            fields.append(Field(start: start, end: at))
            guard at < end, bytes[at] == 0x2C else { break }
            at += 1
        }
        if !isASCII && String(validating: bytes[position..<at], as: UTF8.self) == nil { return .notText }
        let isBlank = at == position
        if at < end, bytes[at] == 0x0D {
            // CR alone ends a line too; whether LF follows may only be known after the next chunk.
            guard at + 1 < end || isAtEnd else { return .incomplete }
            at += at + 1 < end && bytes[at + 1] == 0x0A ? 2 : 1
            lines += 1
        } else if at < end {
            at += 1
            lines += 1
        }
        consumed += at - position
        position = at
        nextLine = lines
        return .record(isBlank: isBlank)
    }
}
