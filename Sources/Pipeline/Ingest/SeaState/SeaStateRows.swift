internal import SpatialEngine
internal import Surfaces

/// The CSV grid of sea states.
enum SeaStateRows {
    static let columns = ["lon", "lat", "time"] + SeaStateNode.columns
    private static let needed: Set<String> = ["lon", "lat", "hs_m"]

    static func read(_ path: String) throws(IngestError) -> SeaStateGrid {
        let table = try TableFile(path: path, columns: columns, optional: Set(columns).subtracting(needed))
        try checkColumns(table)
        var faults: [IngestError] = []
        var times = SeaStateTimes()
        let rows = table.read(&faults) { row throws(IngestError) in try SeaStateNode(row, times: &times) }
        if let first = faults.first { throw first }
        let lattice = SeaStateLattice(rows)
        var means: SeaStateMeans
        do {
            means = try SeaStateMeans(
                longitudes: lattice.x.numbers, latitudes: lattice.y.numbers, isSeasonal: table.header.contains("time"))
        } catch {
            throw .irregular(path, error)
        }
        try lattice.check(rows, path)
        for row in rows {
            let node = row.value
            guard let y = lattice.y[node.y], let x = lattice.x[node.x] else { continue }
            node.add(to: &means, at: SeaStateMeans.Place(row: y, column: x, month: node.time?.month ?? 1))
        }
        return means.grid
    }

    /// The parts of a vector come in pairs, and the wind in one form.
    static func checkColumns(_ table: TableFile) throws(IngestError) {
        func fault(_ field: String, _ problem: String, _ mend: String) -> IngestError {
            IngestError(file: table.file, row: 1, field: field, problem: problem, mend: mend)
        }
        let header = Set(table.header)
        for (u, v) in [("wind_u_mps", "wind_v_mps"), ("current_u_mps", "current_v_mps")] {
            for (one, other) in [(u, v), (v, u)] where header.contains(one) && !header.contains(other) {
                throw fault(one, "\(other) is missing beside it", "add it or take \(one) out")
            }
        }
        if header.contains("wind_u_mps"), let other = ["wind_mps", "wind_from_deg"].first(where: header.contains) {
            throw fault(other, "the wind is given twice, by parts and by speed or direction", "take one form out")
        }
    }
}

extension IngestError {
    /// Positions that make no grid.
    static func irregular(_ path: String, _ error: SeaStateError) -> IngestError {
        let problem = if case .irregularGrid(let what) = error { what } else { "\(error)" }
        let fields = [("latitudes", "lat"), ("y positions", "y"), ("x positions", "x"), ("the times", "time")]
        return IngestError(
            file: path, field: fields.first { problem.contains($0.0) }?.1 ?? "lon",
            problem: "no regular grid: \(problem)", mend: "give values on a grid with equal steps")
    }
}
