internal import SpatialEngine
internal import Surfaces

/// The CSV forms of waves, winds and currents: a grid, or zones by month.
enum MetoceanRows {
    static func read(
        _ path: String, _ reader: MetoceanReader, _ role: MetoceanReader.Role
    ) throws(IngestError) -> MetoceanFile {
        let table = try Self.table(path, reader)
        try SeaStateRows.checkColumns(table)
        let quantities = try quantities(of: table, role)
        let warnings = warnings(table, quantities, role)
        let variables = variables(of: table, quantities)
        if table.header.contains("zone_id") {
            let zones = try SeaZoneTable(table, quantities, reader)
            return MetoceanFile(
                path: path, grids: [], zones: zones, variables: variables, warnings: warnings, span: nil)
        }
        var faults: [IngestError] = []
        var clock = SeaStateTimes(assumesUTC: reader.assumesUTC)
        let rows = table.read(&faults) { row throws(IngestError) in
            try SeaStateNode(row, isPlanar: reader.isPlanar, times: &clock)
        }
        if let first = faults.first { throw first }
        let lattice = SeaStateLattice(rows)
        let times = table.header.contains("time") ? lattice.times.numbers : []
        try lattice.checkAxes(path, isPlanar: reader.isPlanar)
        try lattice.check(rows, path, isPlanar: reader.isPlanar)
        var grids: [MetoceanGrid] = []
        for quantity in quantities {
            grids.append(try grid(quantity, rows, lattice, times, reader, path))
        }
        return MetoceanFile(
            path: path, grids: grids, zones: nil, variables: variables, warnings: warnings, span: grids.first?.span)
    }

    private static func table(_ path: String, _ reader: MetoceanReader) throws(IngestError) -> TableFile {
        let known = ["zone_id", "month", reader.isPlanar ? "x" : "lon", reader.isPlanar ? "y" : "lat", "time"]
        let columns = known + SeaStateNode.columns
        let table = try TableFile(path: path, columns: columns, optional: Set(columns), ignoresUnknown: true)
        let places = table.header.contains("zone_id") ? ["zone_id", "month"] : Array(known[2...3])
        guard let missing = places.first(where: { !table.header.contains($0) }) else { return table }
        let hint = missing == "lon" && table.header.contains("x") ? ", or add --crs planar if x,y are metres" : ""
        throw IngestError(
            file: path, row: 1, field: missing,
            problem: "column \"\(missing)\" is missing; the header has \(table.header.joined(separator: ","))",
            mend: "name its columns \(places.joined(separator: ","))\(hint)")
    }

    /// What the table has of what counts.
    private static func quantities(
        of table: TableFile, _ role: MetoceanReader.Role
    ) throws(IngestError) -> [MetoceanQuantity] {
        let header = Set(table.header)
        var quantities: [MetoceanQuantity] = []
        if role == .seaState && header.contains("hs_m") { quantities.append(.waves) }
        if role != .currents && header.contains("wind_mps") { quantities.append(.wind) }
        if role != .currents && header.contains("wind_u_mps") { quantities.append(.windParts) }
        if role != .wind && header.contains("current_u_mps") { quantities.append(.current) }
        if quantities.isEmpty || role == .seaState && !header.contains("hs_m") && header.contains("tp_s") {
            let wanted = ["hs_m", "wind_mps or wind_u_mps,wind_v_mps", "current_u_mps,current_v_mps"]
            let needed = role == .wind ? wanted[1] : role == .currents ? wanted[2] : wanted[0]
            throw IngestError(
                file: table.file, row: 1,
                problem: "\(role.rawValue) needs \(needed); the header has \(table.header.joined(separator: ","))",
                mend: "add the column or give another file")
        }
        return quantities
    }

    private static func warnings(
        _ table: TableFile, _ quantities: [MetoceanQuantity], _ role: MetoceanReader.Role
    ) -> [String] {
        var warnings: [String] = []
        if !table.unknown.isEmpty {
            warnings.append("\(table.file): columns left alone: \(table.unknown.joined(separator: ", "))")
        }
        if role == .seaState && !quantities.contains(.waves) {
            warnings.append("\(table.file): no hs_m; the sea counts as flat")
        }
        return warnings
    }

    private static func variables(of table: TableFile, _ quantities: [MetoceanQuantity]) -> [SeaInputVariable] {
        table.header.compactMap { name in
            guard let quantity = MetoceanColumn.quantities[name], quantities.contains(quantity) else { return nil }
            let unit =
                name.hasSuffix("_m") ? "m" : name.hasSuffix("_s") ? "s" : name.hasSuffix("_deg") ? "degree" : "m s-1"
            return SeaInputVariable(
                file: table.file, variable: name, quantity: MetoceanColumn.names[name] ?? name, unit: unit, repairs: [])
        }
    }

    private static func grid(
        _ quantity: MetoceanQuantity, _ rows: [Row<SeaStateNode>], _ lattice: SeaStateLattice, _ times: [Double],
        _ reader: MetoceanReader, _ path: String
    ) throws(IngestError) -> MetoceanGrid {
        let size = lattice.times.numbers.count * lattice.y.numbers.count * lattice.x.numbers.count
        var values = [Double](repeating: .nan, count: size * quantity.lanes)
        for row in rows {
            guard let place = lattice.place(of: row.value) else { continue }
            for (lane, value) in row.value.lanes(of: quantity).enumerated() {
                values[place * quantity.lanes + lane] = value
            }
        }
        try checkContent(values, quantity, path)
        do {
            return try MetoceanGrid(
                quantity, x: lattice.x.numbers, y: lattice.y.numbers, times: times, isPlanar: reader.isPlanar,
                gapRadius: reader.gapRadius, values: values)
        } catch {
            throw .irregular(path, error)
        }
    }

    /// - Throws: ``IngestError`` for a quantity that is a gap everywhere.
    static func checkContent(
        _ values: [Double], _ quantity: MetoceanQuantity, _ path: String
    ) throws(IngestError) {
        let lanes = quantity.lanes
        guard !stride(from: 0, to: values.count, by: lanes).contains(where: { !values[$0].isNaN }) else { return }
        let name = quantity == .waves ? "wave height" : quantity == .current ? "current" : "wind"
        throw IngestError(
            file: path, problem: "there is no \(name) in it, only gaps", mend: "give a file with values at sea")
    }
}

/// What the columns of tables stand for.
enum MetoceanColumn {
    static let quantities: [String: MetoceanQuantity] = [
        "hs_m": .waves, "tp_s": .waves, "tz_s": .waves, "wave_from_deg": .waves, "wind_mps": .wind,
        "wind_from_deg": .wind, "wind_u_mps": .windParts, "wind_v_mps": .windParts, "current_u_mps": .current,
        "current_v_mps": .current,
    ]
    static let names = [
        "hs_m": "wave height", "tp_s": "peak period", "tz_s": "mean period", "wave_from_deg": "wave direction",
        "wind_mps": "wind speed", "wind_from_deg": "wind direction", "wind_u_mps": "wind to the east",
        "wind_v_mps": "wind to the north", "current_u_mps": "current to the east",
        "current_v_mps": "current to the north",
    ]
}
