internal import Foundation
internal import Ingest
internal import SpatialEngine
internal import SpatialFormats

/// A leg as it was asked for.
struct RouteLeg: Sendable {
    let id: String
    /// nil where the row is wrong; `fault` says why.
    let ends: (from: GeographicPoint, to: GeographicPoint)?
    /// The row's own departure.
    let departure: UniversalTime?
    let fault: String?
    /// Tells the row from one before it with the same id.
    var line: Int?
}

extension SeaRouting.Legs {
    /// Reads the legs; rows that are wrong are kept with their fault.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for an option that is no place, and for a table that lacks a column.
    func read(isPlanar: Bool, assumesUTC: Bool) throws -> [RouteLeg] {
        switch self {
        case .ends(let from, let to):
            let ends = (
                from: try RouteLeg.place(from, option: "--from", isPlanar),
                to: try RouteLeg.place(to, option: "--to", isPlanar)
            )
            return [RouteLeg(id: "1", ends: ends, departure: nil, fault: nil)]
        case .table(let path):
            return try Self.rows(try TableInput(path), isPlanar: isPlanar, assumesUTC: assumesUTC)
        }
    }

    private static func rows(_ table: TableInput, isPlanar: Bool, assumesUTC: Bool) throws -> [RouteLeg] {
        let (x, y) = isPlanar ? ("x", "y") : ("lon", "lat")
        let id = try table.column("pair_id")
        let columns = try ["from_" + x, "from_" + y, "to_" + x, "to_" + y].map { try table.column($0) }
        let depart = table.optionalColumn("depart")
        if table.rows.isEmpty { throw RequestError(.badData, "\(table.path) holds no pair; add rows below the header") }
        var seen = Set<String>()
        return try table.rows.map { row in
            let given = row.fields[id].trimmingCharacters(in: .whitespaces)
            let name = given.isEmpty ? "line \(row.line)" : given
            do {
                _ = try table.text(row, id)
                guard seen.insert(name).inserted else { throw table.fault(row, id, "the id \(name) appears twice") }
                let n = try columns.map { try table.number(row, $0) }
                let ends = (
                    from: GeographicPoint(longitude: n[0], latitude: n[1]),
                    to: GeographicPoint(longitude: n[2], latitude: n[3])
                )
                if !isPlanar { try RouteLeg.check([ends.from, ends.to], at: "\(table.path), line \(row.line)") }
                let text = depart.map { row.fields[$0] } ?? ""
                let moment = try depart.flatMap { column in
                    text.isEmpty ? nil : try UniversalTime(row, column, of: table, assumesUTC: assumesUTC)
                }
                return RouteLeg(id: name, ends: ends, departure: moment, fault: nil)
            } catch let error as RequestError {
                return RouteLeg(
                    id: name, ends: nil, departure: nil, fault: error.description, line: row.line)
            }
        }
    }
}

extension RouteLeg {
    /// The position in `X,Y`.
    static func place(_ text: String, option: String, _ isPlanar: Bool) throws(RequestError) -> GeographicPoint {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Double(String($0).filter { !$0.isWhitespace })
        }
        guard parts.count == 2, let x = parts[0], let y = parts[1], x.isFinite, y.isFinite else {
            throw RequestError(
                .wrongUsage,
                "\(option) \"\(text)\" is no position; write \(isPlanar ? "X,Y in metres" : "LON,LAT in degrees")")
        }
        let point = GeographicPoint(longitude: x, latitude: y)
        if !isPlanar {
            do { try check([point], at: option) } catch { throw RequestError(.wrongUsage, error.description) }
        }
        return point
    }

    static func check(_ points: [GeographicPoint], at place: String) throws(RequestError) {
        for p in points where abs(p.latitude) > 90 || abs(p.longitude) > 360 {
            let isSwapped = abs(p.longitude) <= 90 && abs(p.latitude) <= 180
            throw RequestError(
                .badData,
                "\(place): \(ShortestNumber.text(p.longitude)),\(ShortestNumber.text(p.latitude)) is not on the globe; "
                    + (isSwapped ? "longitude comes first" : "give degrees on WGS 84, or --crs planar for metres"))
        }
    }
}
