internal import Foundation
internal import SpatialFormats

/// Who is whose neighbour, from a GAL file: a header `n` or `0 n name id`, then per unit its id, how many neighbours, and these.
struct NeighbourFile {
    /// By unit, the rows of its neighbours.
    let neighbours: [[Int]]

    /// - Parameter units: The units that there are.
    /// - Throws: ``FormatError``, or ``RequestError`` for a damaged header, an unknown id, a unit that stands twice or not at all.
    init(_ path: String, units: UnitValueTable) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard FileManager.default.fileExists(atPath: path) else { throw FormatError.missing(path: path) }
            throw FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
        }
        func fault(_ line: Int, _ problem: String) -> RequestError {
            RequestError(.badData, "\(path), line \(line): \(problem)")
        }
        let lines = String(decoding: data, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated().map { (number: $0 + 1, words: $1.split(whereSeparator: \.isWhitespace).map(String.init)) }
        .filter { !$0.words.isEmpty }
        guard let (top, header) = lines.first, [1, 4].contains(header.count),
            let stated = Int(header[header.count == 1 ? 0 : 1])
        else { throw fault(1, "the first line must be the number of units, alone or as \"0 n name id\"") }
        guard stated == units.ids.count else {
            throw fault(top, "the file is for \(stated) units, but \(units.path) has \(units.ids.count)")
        }
        var words = lines.dropFirst().flatMap { line in line.words.map { (line.number, $0) } }[...]
        func row(_ id: String, _ line: Int) throws -> Int {
            guard let row = units.rows[id] else {
                throw fault(line, "unit \(id) is unknown: \(units.path) has no such unit_id")
            }
            return row
        }
        var lists = [[Int]?](repeating: nil, count: units.ids.count)
        while let (line, id) = words.popFirst() {
            let unit = try row(id, line)
            guard lists[unit] == nil else { throw fault(line, "unit \(id) is listed a second time") }
            guard let (_, text) = words.popFirst(), let count = Int(text), count >= 0, count <= words.count else {
                throw fault(line, "unit \(id) needs the number of its neighbours and as many ids")
            }
            var list = Set<Int>()
            for _ in 0..<count {
                guard let (place, neighbour) = words.popFirst() else { break }
                let other = try row(neighbour, place)
                guard other != unit, list.insert(other).inserted else {
                    throw fault(place, "unit \(id) has neighbour \(neighbour) twice or is its own")
                }
            }
            lists[unit] = list.sorted()
        }
        neighbours = try lists.enumerated().map { unit, list in
            guard let list else { throw fault(top, "unit \(units.ids[unit]) is not listed; give it 0 neighbours") }
            return list
        }
    }
}
