internal import Foundation

/// The lines of a TNTP file, the text form of the Transportation Networks for Research collection.
///
/// Metadata `<NAME> value` up to `<END OF METADATA>`; `~` begins a comment; `;` ends a record.
public struct TransportationNetworkFile: Sendable {
    /// The file's name, for messages.
    public let path: String
    /// Values by name, with their lines.
    private let metadata: [String: (value: String, line: Int)]
    /// What stands below the metadata, without comments and empty lines.
    public let lines: [(number: Int, text: Substring)]
    /// How many lines the file has.
    public let lineCount: Int

    /// Reads a file.
    ///
    /// - Throws: ``FormatError`` for a file that cannot be read, ``RequestError`` for one without an end of its metadata.
    public init(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard FileManager.default.fileExists(atPath: path) else { throw FormatError.missing(path: path) }
            throw FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
        }
        let text = String(decoding: data, as: UTF8.self)
        var metadata: [String: (value: String, line: Int)] = [:]
        var lines: [(number: Int, text: Substring)] = []
        var isBelow = false
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let content = line.prefix { $0 != "~" }
            if content.allSatisfy(\.isWhitespace) { continue }
            if isBelow {
                lines.append((number, content))
                continue
            }
            let trimmed = content.drop(while: \.isWhitespace)
            guard trimmed.first == "<", let end = trimmed.firstIndex(of: ">") else {
                throw RequestError(
                    .badData,
                    "\(path), line \(number): a TNTP file begins with lines such as <NUMBER OF ZONES> 24 and "
                        + "<END OF METADATA>")
            }
            let name = trimmed[trimmed.index(after: trimmed.startIndex)..<end].uppercased()
            isBelow = name == "END OF METADATA"
            let value = trimmed[trimmed.index(after: end)...].trimmingCharacters(in: .whitespaces)
            metadata[name] = (value, number)
        }
        guard isBelow else {
            throw RequestError(.badData, "\(path) has no line <END OF METADATA>; it may be cut short")
        }
        self.path = path
        self.metadata = metadata
        self.lines = lines
        lineCount = number
    }

    /// A whole number of the metadata, at least 0; nil if the file does not say it.
    public func optionalCount(_ name: String) throws -> Int? {
        guard let (value, line) = metadata[name] else { return nil }
        guard let count = Int(value), count >= 0 else {
            throw fault(line, "<\(name)> is \"\(value.prefix(40))\"; a whole number is needed")
        }
        return count
    }

    /// A whole number that the metadata must have.
    public func count(_ name: String) throws -> Int {
        guard let count = try optionalCount(name) else {
            throw RequestError(.badData, "\(path): the metadata lack <\(name)>")
        }
        return count
    }

    /// A number of the metadata, nil if there is none or it is no number.
    public func optionalNumber(_ name: String) -> Double? { metadata[name].flatMap { Double($0.value) } }

    /// A node between 1 and the number of nodes.
    public func node(_ text: some StringProtocol, _ line: Int, _ field: String, of count: Int) throws -> Int {
        guard let node = Int(text), (1...max(1, count)).contains(node), count > 0 else {
            throw fault(line, "\(field) is \"\(text.prefix(40))\"; it must be a whole number from 1 to \(count)")
        }
        return node
    }

    /// A finite number of 0 or more.
    public func number(_ text: some StringProtocol, _ line: Int, _ field: String) throws -> Double {
        guard let number = Double(text), number.isFinite, !text.lowercased().contains("x") else {
            throw fault(line, "\(field) is \"\(text.prefix(40))\"; a finite number is needed")
        }
        guard number >= 0 else { throw fault(line, "\(field) is \(number); it must be 0 or more") }
        return number
    }

    /// An error in a line.
    public func fault(_ line: Int, _ problem: String) -> RequestError {
        RequestError(.badData, "\(path), line \(line), \(problem)")
    }
}
