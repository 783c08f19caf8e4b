internal import Foundation
internal import SpatialFormats

extension DemandTable {
    /// Reads a TNTP trip table: `Origin n`, then `destination : persons;`.
    ///
    /// Pairs without persons are left out.
    ///
    /// - Throws: ``RequestError`` with the line of what is wrong.
    init(_ file: TransportationNetworkFile, places links: LinkTable) throws {
        let zones = try file.count("NUMBER OF ZONES")
        let numbers = Dictionary(uniqueKeysWithValues: links.placeIDs.enumerated().map { ($1, $0) })
        var origin: Int?
        var pairs: [Pair] = []
        var seen = Set<[Int]>()
        for (line, text) in file.lines {
            let words = text.split(whereSeparator: \.isWhitespace)
            if words.first?.lowercased() == "origin" {
                guard words.count == 2 else { throw file.fault(line, "a line such as Origin 1 is needed") }
                origin = try file.node(words[1], line, "the origin", of: zones)
                continue
            }
            guard let origin else { throw file.fault(line, "there is no line such as Origin 1 before it") }
            for (zone, persons) in try file.trips(text, line, zones: zones) {
                guard seen.insert([origin, zone]).inserted else {
                    throw file.fault(line, "origin \(origin) has destination \(zone) twice")
                }
                guard persons > 0 else { continue }
                guard let from = numbers[String(origin)], let to = numbers[String(zone)] else {
                    throw file.fault(line, "\(links.path) has no place \(origin) or no place \(zone)")
                }
                pairs.append(Pair(from: from, to: to, persons: persons))
            }
        }
        guard !pairs.isEmpty else { throw RequestError(.badData, "\(file.path) holds no pair with persons") }
        self.init(pairs: pairs, remarks: Self.remarks(on: pairs, file))
    }

    private static func remarks(on pairs: [Pair], _ file: TransportationNetworkFile) -> [String] {
        let total = pairs.reduce(0) { $0 + $1.persons }
        guard let stated = file.optionalNumber("TOTAL OD FLOW"), abs(total - stated) > 1e-3 * max(total, stated) else {
            return []
        }
        return ["\(file.path) holds \(total) trips, but its metadata say \(stated); it may be cut short"]
    }
}

extension TransportationNetworkFile {
    /// The records `destination : persons;` of a line.
    fileprivate func trips(_ text: Substring, _ line: Int, zones: Int) throws -> [(zone: Int, persons: Double)] {
        var records = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let rest = records.popLast(), rest.allSatisfy(\.isWhitespace) else {
            throw fault(line, "the last record does not end with ;")
        }
        return try records.filter { !$0.allSatisfy(\.isWhitespace) }.map { record in
            let parts = record.split(separator: ":", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2 else { throw fault(line, "a record such as 2 : 100.0; is needed") }
            return (
                try node(parts[0], line, "a destination", of: zones), try number(parts[1], line, "the persons")
            )
        }
    }
}
