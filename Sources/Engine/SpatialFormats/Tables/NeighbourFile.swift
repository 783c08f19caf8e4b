internal import Foundation

/// A file of neighbours among units that the caller knows by their ids, GAL or GWT.
public struct NeighbourFile {
    private let path: String
    /// Lines that are not empty, with their number from 1.
    private let lines: [(number: Int, words: [Substring])]

    /// Reads the words of a file.
    ///
    /// - Throws: ``FormatError`` for a missing file, ``RequestError`` for one without a header.
    public init(_ path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw FileManager.default.fileExists(atPath: path)
                ? FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
                : FormatError.missing(path: path)
        }
        self.path = path
        var text = String(decoding: bytes, as: UTF8.self)
        if text.first == "\u{FEFF}" { text.removeFirst() }
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            let words = $1.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : ($0 + 1, words)
        }
        guard lines.count > 0 else {
            throw RequestError(.badData, "\(path) is empty; a file of neighbours has a header")
        }
    }

    /// The neighbours of each unit in the order of the units, from a GAL file: a header `n` or `0 n name id`, then for each
    /// unit its id and how many neighbours, and these.
    ///
    /// - Parameters:
    ///   - ids: Of the units, all different.
    ///   - units: What has these units, for messages.
    /// - Throws: ``RequestError`` for an unknown id, a unit that is listed twice or not at all, a wrong number.
    public func gal(ids: [String], of units: String) throws -> [[Int]] {
        try checkHeader(ids.count, units)
        let rows = Self.rows(ids)
        var lists = [[Int]?](repeating: nil, count: ids.count)
        var words = lines.dropFirst().flatMap { line in line.words.map { (line.number, $0) } }[...]
        while let (line, id) = words.popFirst() {
            let unit = try row(id, line, rows, units)
            guard lists[unit] == nil else { throw fault(line, "unit \(id) is listed a second time") }
            guard let (_, text) = words.popFirst(), let count = Int(text), count >= 0 else {
                throw fault(line, "unit \(id) needs the number of its neighbours after its id")
            }
            var list: [Int] = []
            for _ in 0..<count {
                guard let (place, neighbour) = words.popFirst() else {
                    throw fault(line, "the file ends before the \(count) neighbours of unit \(id)")
                }
                list.append(try self.neighbour(neighbour, of: unit, place, rows, units))
            }
            guard Set(list).count == count else { throw fault(line, "unit \(id) has the same neighbour twice") }
            // In the order of the units, so that sums do not depend on the order of the lines.
            lists[unit] = list.sorted()
        }
        return try lists.enumerated().map { unit, list in
            guard let list else {
                throw RequestError(
                    .badData, "\(path): unit \(ids[unit]) of \(units) is not listed; give it 0 neighbours")
            }
            return list
        }
    }

    /// Neighbours and their weights in the order of the units, from a GWT file: a header `0 n name id` or `n`, then a line
    /// `i j weight` for each pair; who begins no line has no neighbours.
    ///
    /// - Parameters:
    ///   - ids: Of the units, all different.
    ///   - units: What has these units, for messages.
    /// - Throws: ``RequestError`` for an unknown id, a pair that comes twice, a weight that is none.
    public func gwt(ids: [String], of units: String) throws -> (neighbours: [[Int]], weights: [[Double]]) {
        try checkHeader(ids.count, units)
        let rows = Self.rows(ids)
        var lists = [[(unit: Int, weight: Double)]](repeating: [], count: ids.count)
        for (line, words) in lines.dropFirst() {
            guard words.count == 3 else { throw fault(line, "\(words.count) words; a line is \"i j weight\"") }
            let unit = try row(words[0], line, rows, units)
            let other = try neighbour(words[1], of: unit, line, rows, units)
            guard let weight = Double(words[2]), weight.isFinite, weight >= 0 else {
                throw fault(line, "weight \"\(words[2])\" is not a finite number of 0 or more")
            }
            guard !lists[unit].contains(where: { $0.unit == other }) else {
                throw fault(line, "the pair \(words[0]) \(words[1]) is listed a second time")
            }
            lists[unit].append((other, weight))
        }
        // In the order of the units, so that sums do not depend on the order of the lines.
        for unit in lists.indices { lists[unit].sort { $0.unit < $1.unit } }
        return (lists.map { $0.map(\.unit) }, lists.map { $0.map(\.weight) })
    }

    private static func rows(_ ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    private func checkHeader(_ expected: Int, _ units: String) throws {
        let (line, words) = lines[0]
        guard words.count == 1 || words.count == 4, let count = Int(words.count == 1 ? words[0] : words[1]) else {
            throw fault(line, "the first line must be the number of units, alone or as \"0 n name id\"")
        }
        guard count == expected else {
            throw fault(line, "the file is for \(count) units, but \(units) has \(expected)")
        }
    }

    private func row(_ id: Substring, _ line: Int, _ rows: [String: Int], _ units: String) throws -> Int {
        guard let row = rows[String(id)] else {
            throw fault(line, "unit \(id) is unknown: no unit of \(units) has this id")
        }
        return row
    }

    private func neighbour(
        _ id: Substring, of unit: Int, _ line: Int, _ rows: [String: Int], _ units: String
    ) throws -> Int {
        let other = try row(id, line, rows, units)
        guard other != unit else { throw fault(line, "unit \(id) is listed as its own neighbour") }
        return other
    }

    private func fault(_ line: Int, _ problem: String) -> RequestError {
        RequestError(.badData, "\(path), line \(line): \(problem)")
    }
}
