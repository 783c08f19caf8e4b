internal import Foundation
internal import SpatialFormats

/// Who is whose neighbour, from a GAL file: a header `n` or `0 n name id`, then per unit a line `id count` and a line of ids.
struct NeighbourFile {
    /// By unit, the rows of its neighbours; empty for a unit that the file lacks.
    let neighbours: [[Int]]

    /// - Parameter units: The units that there are; a unit is not its own neighbour, even where the file says so.
    /// - Throws: ``FormatError``, or ``RequestError`` for an unknown id, a unit that stands twice, a wrong count.
    init(_ path: String, units: UnitValueTable) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard FileManager.default.fileExists(atPath: path) else { throw FormatError.missing(path: path) }
            throw FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
        }
        let lines = String(decoding: data, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        func fault(_ line: Int, _ problem: String) -> RequestError {
            RequestError(.badData, "\(path), line \(line + 1): \(problem)")
        }
        func row(_ id: String, _ line: Int) throws -> Int {
            guard let row = units.rows[id] else { throw fault(line, "unit \(id) is unknown: \(units.path) has no such unit_id") }
            return row
        }
        guard let header = lines.first, header.count == 1 || header.count >= 2, header.allSatisfy({ !$0.isEmpty }),
            let stated = Int(header[header.count == 1 ? 0 : 1])
        else { throw fault(0, "no GAL header; it is the number of units, or 0, that number, a name and the id field") }
        var found = [[Int]?](repeating: nil, count: units.ids.count)
        var line = 1
        while line < lines.count {
            guard !lines[line].isEmpty else {
                line += 1
                continue
            }
            guard lines[line].count == 2, let count = Int(lines[line][1]), count >= 0 else {
                throw fault(line, "a unit's line is its id and the number of its neighbours")
            }
            let unit = try row(lines[line][0], line)
            guard found[unit] == nil else { throw fault(line, "unit \(lines[line][0]) stands here twice") }
            let list = line + 1 < lines.count ? lines[line + 1] : []
            guard list.count == count else {
                throw fault(line + 1, "\(list.count) neighbours where \(count) were announced")
            }
            found[unit] = try list.map { try row($0, line + 1) }.filter { $0 != unit }
            line += 2
        }
        let described = found.count { $0 != nil }
        guard described == stated else {
            throw fault(0, "\(stated) units are announced but \(described) described; is the file whole?")
        }
        neighbours = found.map { $0 ?? [] }
    }
}
