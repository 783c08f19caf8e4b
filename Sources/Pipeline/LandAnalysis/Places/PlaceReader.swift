internal import Export
public import SpatialEngine
internal import SpatialFormats

/// Reads places that an option gives.
public struct PlaceReader: Sendable {
    /// The grid in which cells are looked for.
    public let grid: Grid
    /// What the coordinates mean.
    public let system: PlaceSystem

    /// A reader for one grid.
    public init(grid: Grid, system: PlaceSystem) {
        self.grid = grid
        self.system = system
    }

    /// The places in `text`: `X,Y`, several separated by `;`, or the path of a CSV with `x,y` and perhaps `id`.
    ///
    /// - Parameters:
    ///   - option: The option that gave the text, such as `--from`.
    ///   - mayRepeat: Whether several rows may have one id.
    /// - Throws: ``RequestError`` of wrong usage for a text that is neither, of bad data for a place outside the grid, two rows
    ///   with one id, or a table without rows; ``SpatialFormats/FormatError`` for a missing file;
    ///   ``SpatialEngine/TransformationError`` for an unknown system.
    public func places(_ text: String, option: String, mayRepeat: Bool = false) throws -> [Place] {
        if let points = try Self.points(in: text, option: option) {
            return try located(points.enumerated().map { ("\($0 + 1)", option, $1) })
        }
        let table = try TableInput(text)
        let (x, y, id) = (try table.column("x"), try table.column("y"), table.optionalColumn("id"))
        var seen = Set<String>()
        let rows = try table.rows.map { row in
            let name = try id.map { try table.text(row, $0) } ?? "\(row.line)"
            if let id, !seen.insert(name).inserted, !mayRepeat {
                throw table.fault(row, id, "the id \(name) appears twice; ids must differ")
            }
            let point = PlanarPoint(x: try table.number(row, x), y: try table.number(row, y))
            return (name, "\(text), line \(row.line):", point)
        }
        if rows.isEmpty { throw RequestError(.badData, "\(text) holds no place; add rows below the header") }
        return try located(rows)
    }

    /// The one place in `text`.
    ///
    /// - Throws: As ``places(_:option:)``, and ``RequestError`` for more than one.
    public func place(_ text: String, option: String) throws -> Place {
        let all = try places(text, option: option)
        guard all.count == 1 else {
            throw RequestError(.wrongUsage, "\(option) names \(all.count) places; name one")
        }
        return all[0]
    }

    /// The coordinates of `X,Y;X,Y…`, or nil for a text that looks like a path.
    private static func points(in text: String, option: String) throws -> [PlanarPoint]? {
        let usage = RequestError(
            .wrongUsage, "\(option) \"\(text)\" is neither X,Y (several separated by ';') nor the name of a CSV file")
        let parts = text.split(separator: ";")
        let numbers = parts.map { part in
            part.split(separator: ",", omittingEmptySubsequences: false).map {
                Double(String($0).filter { !$0.isWhitespace })
            }
        }
        let isNumeric = !text.isEmpty && text.allSatisfy { $0.isNumber || " ,;+-.eE".contains($0) }
        if !isNumeric {
            if text.isEmpty || (!text.hasExtension("csv") && text.contains(",")) { throw usage }
            return nil
        }
        var points: [PlanarPoint] = []
        for pair in numbers {
            guard pair.count == 2, let x = pair[0], let y = pair[1], x.isFinite, y.isFinite else { throw usage }
            points.append(PlanarPoint(x: x, y: y))
        }
        if points.isEmpty { throw usage }
        return points
    }

    private func located(_ rows: [(id: String, source: String, point: PlanarPoint)]) throws -> [Place] {
        let positions = try system.carry(rows.map(\.point), to: grid.crs)
        return try zip(rows, positions).map { row, position in
            guard position.x.isFinite, position.y.isFinite, let cell = grid.cell(containing: position) else {
                throw outside(row.source, row.point)
            }
            return Place(id: row.id, source: row.source, point: row.point, cell: cell)
        }
    }

    private func outside(_ source: String, _ point: PlanarPoint) -> RequestError {
        let place = "\(source) \(ShortestNumber.text(point.x)),\(ShortestNumber.text(point.y))"
        return RequestError(.badData, "\(place) lies outside the raster; \(advice(for: point))")
    }

    private func advice(for point: PlanarPoint) -> String {
        let swapped = try? system.carry([PlanarPoint(x: point.y, y: point.x)], to: grid.crs).first
        if let swapped, swapped.x.isFinite, swapped.y.isFinite, grid.cell(containing: swapped) != nil {
            return "x and y seem to be swapped; write longitude or easting first"
        }
        let box = grid.extent
        let span = "x \(box.west)…\(box.east), y \(box.south)…\(box.north)"
        if system.system(for: grid.crs) == grid.crs { return "it spans \(span)" }
        return "in its own units, which --crs native means, it spans \(span)"
    }
}
