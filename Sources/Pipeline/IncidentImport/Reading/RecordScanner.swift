internal import SpatialFormats

/// The records of a delimited text one by one, in a buffer of fixed size.
///
/// Quotes as in RFC 4180; LF, CRLF and CR end a record, blank lines are skipped. A record whose quotes or whose number of
/// fields are wrong is given as malformed, and reading goes on at the next line from which a record reads well.
struct RecordScanner: ~Copyable {
    enum Step {
        case record
        case malformed(String)
        case end
    }

    /// How many fields a record has; nil while the header is sought.
    var expectedFields: Int?
    /// Bytes consumed so far.
    private(set) var consumed = 0

    private let source: SourceText
    private let delimiter: UInt8
    private var buffer: [UInt8]
    private var position = 0
    private var end = 0
    private var offset = 0
    /// Up to here no line was found on which reading could go on; lines before it are malformed one by one.
    private var searchedUntil = 0

    /// A longer record is malformed: its quote is most likely never closed.
    private static let longestRecord = 1 << 20
    private static let bufferSize = 1 << 22
    /// How far on a line that reads well is sought behind a malformed record.
    private static let searchedBytes = 1 << 16

    init(_ source: SourceText, delimiter: UInt8) {
        (self.source, self.delimiter) = (source, delimiter)
        buffer = [UInt8](repeating: 0, count: min(Self.bufferSize, source.size + 1))
        offset = source.start
    }

    /// Moves to the next record and puts its fields into `record`, undecoded.
    mutating func next(into record: inout RecordText) throws(FormatError) -> Step {
        while true {
            if end - position < Self.longestRecord { try refill() }
            while position < end, buffer[position] == 0x0A || buffer[position] == 0x0D { advance(to: position + 1) }
            guard position < end else { return .end }
            let (parsed, isMultiline) = parse(at: position, limit: end, into: &record)
            switch parsed {
            case .fault(let problem): return skipMalformed(problem)
            case .record(let next):
                if record.fields.count == 1 && record.isEmpty(0) && expectedFields != 1 {
                    advance(to: next)
                    continue
                }
                if let problem = mend(&record) {
                    if isMultiline { return skipMalformed(problem) }
                    advance(to: next)
                    return .malformed(problem)
                }
                advance(to: next)
                return .record
            }
        }
    }

    private mutating func advance(to place: Int) {
        consumed += place - position
        position = place
    }

    /// What is wrong with the number of fields; blank ones beyond the header's are dropped.
    private func mend(_ record: inout RecordText) -> String? {
        guard let expectedFields, record.fields.count != expectedFields else { return nil }
        if record.fields.count > expectedFields, record.fields[expectedFields...].allSatisfy(\.isEmpty) {
            record.keepFields(expectedFields)
            return nil
        }
        return "\(record.fields.count) fields where the header has \(expectedFields)"
    }

    /// Steps over a malformed record: to the next line from which a record reads well, or that has enough fields for one.
    private mutating func skipMalformed(_ problem: String) -> Step {
        let firstLine = lineEnd(from: position)
        guard consumed >= searchedUntil, let expectedFields else {
            advance(to: firstLine)
            return .malformed(problem)
        }
        var trial = RecordText()
        var line = firstLine
        let last = min(end, position + Self.searchedBytes)
        while line < last {
            let (parsed, _) = parse(at: line, limit: min(end, line + Self.searchedBytes), into: &trial)
            let next = lineEnd(from: line)
            var isRecord = hasDelimiters(expectedFields - 1, in: line..<next)
            if case .record = parsed { isRecord = isRecord || trial.fields.count == expectedFields }
            if isRecord {
                advance(to: line)
                return .malformed(problem)
            }
            line = next
        }
        searchedUntil = consumed + (last - position)
        advance(to: firstLine)
        return .malformed(problem)
    }

    private func hasDelimiters(_ wanted: Int, in range: Range<Int>) -> Bool {
        var count = 0
        for place in range where buffer[place] == delimiter { count += 1 }
        return count >= wanted
    }

    /// The place behind the line break that follows `place`.
    private func lineEnd(from place: Int) -> Int {
        var at = place
        while at < end, buffer[at] != 0x0A, buffer[at] != 0x0D { at += 1 }
        while at < end, buffer[at] == 0x0A || buffer[at] == 0x0D { at += 1 }
        return at
    }

    /// Drops what is consumed and fills the buffer.
    private mutating func refill() throws(FormatError) {
        guard offset < source.end else { return }
        if position > 0 {
            _ = buffer.withUnsafeMutableBufferPointer { pointer in
                pointer[0..<(end - position)].update(fromContentsOf: pointer[position..<end])
            }
            (position, end) = (0, end - position)
        }
        while end < buffer.count, offset < source.end {
            let count = try source.read(into: &buffer, from: end, at: offset)
            if count == 0 { break }
            end += count
            offset += count
        }
    }
}

// MARK: - One record

extension RecordScanner {
    private enum Parsed {
        /// Where the next record begins.
        case record(next: Int)
        case fault(String)
    }

    private func parse(at start: Int, limit: Int, into record: inout RecordText) -> (Parsed, isMultiline: Bool) {
        record.removeAll()
        return buffer.withUnsafeBufferPointer { bytes in
            var lexer = FieldLexer(bytes: bytes, at: start, end: limit, delimiter: delimiter)
            while true {
                if let problem = lexer.readField(into: &record) { return (.fault(problem), lexer.isMultiline) }
                guard lexer.at < limit, bytes[lexer.at] == delimiter else { break }
                lexer.at += 1
            }
            var next = lexer.at
            if next < limit {
                next += bytes[next] == 0x0D && next + 1 < limit && bytes[next + 1] == 0x0A ? 2 : 1
            } else if limit < end || offset < source.end {
                return (.fault("a quote is not closed, or the record is longer than 1 MiB"), true)
            }
            return (.record(next: next), lexer.isMultiline)
        }
    }
}

/// Reads fields from bytes; the caller keeps the bytes alive.
private struct FieldLexer {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    let end: Int
    let delimiter: UInt8
    var isMultiline = false

    init(bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int, delimiter: UInt8) {
        (self.bytes, self.at, self.end, self.delimiter) = (bytes, at, end, delimiter)
    }

    /// Reads one field and stops on what ends it; what is wrong with it, if anything.
    mutating func readField(into record: inout RecordText) -> String? {
        var first = at
        while first < end, bytes[first] == 0x20 { first += 1 }
        if first < end, bytes[first] == 0x22 {
            at = first + 1
            return readQuoted(into: &record)
        }
        let start = record.bytes.count
        first = at
        while at < end {
            let byte = bytes[at]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            at += 1
        }
        record.append(UnsafeBufferPointer(rebasing: bytes[first..<at]))
        record.endField(from: start)
        return nil
    }

    private mutating func readQuoted(into record: inout RecordText) -> String? {
        let start = record.bytes.count
        var from = at
        while at < end {
            let byte = bytes[at]
            at += 1
            if byte == 0x0A || byte == 0x0D { isMultiline = true }
            guard byte == 0x22 else { continue }
            record.append(UnsafeBufferPointer(rebasing: bytes[from..<(at - 1)]))
            if at < end, bytes[at] == 0x22 {
                record.append(0x22)
                at += 1
                from = at
                continue
            }
            while at < end, bytes[at] == 0x20 { at += 1 }
            guard at == end || bytes[at] == delimiter || bytes[at] == 0x0A || bytes[at] == 0x0D else {
                return "text after a closing quote"
            }
            record.endField(from: start)
            return nil
        }
        return "a quote is never closed"
    }
}
