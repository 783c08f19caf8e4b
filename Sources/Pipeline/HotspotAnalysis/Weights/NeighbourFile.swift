internal import Foundation
internal import Hotspots
internal import SpatialFormats

/// A file of neighbours, GAL or GWT, as lines of words.
struct NeighbourFile {
    private let path: String
    /// Lines that are not empty, with their number from 1.
    private let lines: [(number: Int, words: [Substring])]

    /// - Throws: ``FormatError`` for a missing file, ``RequestError`` for one without a header.
    init(_ path: String) throws {
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

    /// Contiguities: a header `n` or `0 n name id`, then for each unit its id and how many neighbours, and these.
    ///
    /// - Throws: ``RequestError`` for an unknown id, a unit that is listed twice or not at all, a wrong number.
    func gal(_ units: UnitTable, _ style: SpatialWeights.Style) throws -> SpatialWeights {
        try checkHeader(units, allowed: [1, 4])
        let rows = try units.rowsByID()
        var lists = [[Int]?](repeating: nil, count: units.count)
        var words = lines.dropFirst().flatMap { line in line.words.map { (line.number, $0) } }[...]
        while let (line, id) = words.popFirst() {
            let unit = try row(id, line, rows)
            guard lists[unit] == nil else { throw fault(line, "unit \(id) is listed a second time") }
            guard let (_, text) = words.popFirst(), let count = Int(text), count >= 0 else {
                throw fault(line, "unit \(id) needs the number of its neighbours after its id")
            }
            var list: [Int] = []
            for _ in 0..<count {
                guard let (place, neighbour) = words.popFirst() else {
                    throw fault(line, "the file ends before the \(count) neighbours of unit \(id)")
                }
                list.append(try self.neighbour(neighbour, of: unit, place, rows))
            }
            guard Set(list).count == count else { throw fault(line, "unit \(id) has the same neighbour twice") }
            // In the order of the units, so that sums do not depend on the order of the lines.
            lists[unit] = list.sorted()
        }
        let complete = try lists.enumerated().map { unit, list in
            guard let list else {
                throw RequestError(
                    .badData, "\(path): unit \(units.ids[unit]) of \(units.path) is not listed; give it 0 neighbours")
            }
            return list
        }
        return try .contiguity(neighbours: complete, style: style)
    }

    /// Weights: a header `0 n name id` or `n`, then a line `i j weight` for each pair; who begins no line has no neighbours.
    ///
    /// - Throws: ``RequestError`` for an unknown id, a pair that comes twice, a weight that is none.
    func gwt(_ units: UnitTable, _ style: SpatialWeights.Style) throws -> SpatialWeights {
        try checkHeader(units, allowed: [1, 4])
        let rows = try units.rowsByID()
        var lists = [[Int]](repeating: [], count: units.count)
        var weights = [[Double]](repeating: [], count: units.count)
        for (line, words) in lines.dropFirst() {
            guard words.count == 3 else { throw fault(line, "\(words.count) words; a line is \"i j weight\"") }
            let unit = try row(words[0], line, rows)
            let other = try neighbour(words[1], of: unit, line, rows)
            guard let weight = Double(words[2]), weight.isFinite, weight >= 0 else {
                throw fault(line, "weight \"\(words[2])\" is not a finite number of 0 or more")
            }
            guard !lists[unit].contains(other) else {
                throw fault(line, "the pair \(words[0]) \(words[1]) is listed a second time")
            }
            lists[unit].append(other)
            weights[unit].append(weight)
        }
        // In the order of the units, so that sums do not depend on the order of the lines.
        for unit in lists.indices {
            let order = lists[unit].indices.sorted { lists[unit][$0] < lists[unit][$1] }
            weights[unit] = order.map { weights[unit][$0] }
            lists[unit].sort()
        }
        return try .weighted(neighbours: lists, weights: weights, style: style)
    }

    private func checkHeader(_ units: UnitTable, allowed: Set<Int>) throws {
        let (line, words) = lines[0]
        guard allowed.contains(words.count), let count = Int(words.count == 1 ? words[0] : words[1]) else {
            throw fault(line, "the first line must be the number of units, alone or as \"0 n name id\"")
        }
        guard count == units.count else {
            throw fault(line, "the file is for \(count) units, but \(units.path) has \(units.count)")
        }
    }

    private func row(_ id: Substring, _ line: Int, _ rows: [String: Int]) throws -> Int {
        guard let row = rows[String(id)] else {
            throw fault(line, "there is no unit with id \(id); ids are those of --id, else row numbers from 1")
        }
        return row
    }

    private func neighbour(_ id: Substring, of unit: Int, _ line: Int, _ rows: [String: Int]) throws -> Int {
        let other = try row(id, line, rows)
        guard other != unit else { throw fault(line, "unit \(id) is listed as its own neighbour") }
        return other
    }

    private func fault(_ line: Int, _ problem: String) -> RequestError {
        RequestError(.badData, "\(path), line \(line): \(problem)")
    }
}
