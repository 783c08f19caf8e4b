internal import SpatialEngine
public import SpatialFormats
public import Surfaces

/// The open boats that `--craft` may name.
public struct CraftTable: Sendable {
    /// In the order of the file.
    public let crafts: [Craft]

    /// The columns of a table of boats.
    public static let columns = [
        "craft", "length_m", "beam_m", "freeboard_m", "design_persons", "person_mass_kg", "speed_mps",
        "loss_head_per_m", "loss_beam_per_m", "loss_follow_per_m", "loss_per_load", "min_speed_fraction", "hs_limit_m",
        "source",
    ]

    /// The built-in boats, or those of a file.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of bad data for a figure that no boat has, two rows with one name or no
    ///   row; ``SpatialFormats/FormatError`` for a file that is missing.
    public init(_ path: String?) throws {
        guard let path else {
            crafts = try Craft.builtIn()
            return
        }
        let table = try TableInput(path)
        let columns = try Self.columns.map { try table.column($0) }
        var crafts: [Craft] = []
        for row in table.rows {
            let name = try table.text(row, columns[0])
            if crafts.contains(where: { $0.name == name }) {
                throw table.fault(row, columns[0], "the craft \(name) appears twice; names must differ")
            }
            crafts.append(try Self.craft(name, row, columns, table))
        }
        if crafts.isEmpty { throw RequestError(.badData, "\(path) holds no craft; add rows below the header") }
        self.crafts = crafts
    }

    private static func craft(
        _ name: String, _ row: CommaSeparatedTable.Row, _ columns: [Int], _ table: TableInput
    ) throws -> Craft {
        let n = try columns[1...12].map { try table.number(row, $0) }
        guard let persons = Int(exactly: n[3]) else {
            throw table.fault(row, columns[4], "\(n[3]) is no whole number of persons")
        }
        do {
            return try Craft(
                name: name, length: Metres(n[0]), beam: Metres(n[1]), freeboard: Metres(n[2]), designPersons: persons,
                personKilograms: n[4], speedMetresPerSecond: n[5], lossHeadPerMetre: n[6], lossBeamPerMetre: n[7],
                lossFollowPerMetre: n[8], lossPerLoad: n[9], minimumSpeedFraction: n[10], heightLimit: Metres(n[11]),
                source: row.fields[columns[13]])
        } catch {
            throw RequestError(.badData, "\(table.path), line \(row.line): \(error)")
        }
    }

    /// The craft of a name; the first one without a name.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage with the names that there are.
    public func craft(_ name: String?) throws(RequestError) -> Craft {
        guard let name else { return crafts[0] }
        if let craft = crafts.first(where: { $0.name == name }) { return craft }
        throw RequestError(
            .wrongUsage, "there is no craft \"\(name)\"; name one of \(crafts.map(\.name).joined(separator: ", "))")
    }
}
