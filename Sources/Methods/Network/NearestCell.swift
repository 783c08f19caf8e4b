internal import Glibc
public import SpatialEngine
public import Surfaces

extension TravelSurface {
    /// The open cell whose centre is nearest to `point`, with the distance; nil if every cell is closed.
    ///
    /// - Complexity: O(cells).
    public func nearestOpenCell(to point: GeographicPoint) -> (cell: Int, distance: Metres)? {
        grid.nearestCell(to: point) { isOpen($0) }
    }

    /// The cell of a component whose centre is nearest to `point`; nil if no cell belongs to it.
    public func nearestOpenCell(
        to point: GeographicPoint, in component: Int, of components: OpenComponents
    ) -> (cell: Int, distance: Metres)? {
        grid.nearestCell(to: point) { Int(components.labels[$0]) == component }
    }
}

extension Grid {
    /// The cell that satisfies `isWanted` and whose centre is nearest to the centre of `cell`.
    func nearestCell(to cell: Int, where isWanted: (Int) -> Bool) -> (cell: Int, distance: Metres)? {
        nearestCell(to: geographicCentre(of: cell), where: isWanted)
    }

    /// The cell that satisfies `isWanted` and whose centre is nearest to `point`, the first of equals.
    ///
    /// Distances are geodesics on a geographic grid, else plane distances, in metres where the grid lies on Earth.
    func nearestCell(to point: GeographicPoint, where isWanted: (Int) -> Bool) -> (cell: Int, distance: Metres)? {
        var nearest: (cell: Int, distance: Double)?
        let ellipsoid = geographicEllipsoid
        let metresPerUnit = ellipsoid == nil ? metresPerCell.width / transform.cellWidth : 1
        // Distances on a sphere and on the ellipsoid differ by less than 0.6 %, so only cells within 2 % of the nearest
        // on the sphere can be the nearest on the ellipsoid.
        let chords = ellipsoid == nil ? planarDistances(to: point) : sphericalChords(to: point)
        var best = Double.infinity
        for cell in 0..<shape.count where isWanted(cell) { best = min(best, chords(cell)) }
        guard best < .infinity else { return nil }
        for cell in 0..<shape.count where isWanted(cell) && chords(cell) <= best * 1.02 + 1e-12 {
            let distance =
                ellipsoid?.inverse(from: point, to: geographicCentre(of: cell)).distance.value
                ?? chords(cell) * metresPerUnit
            if distance < nearest?.distance ?? .infinity { nearest = (cell, distance) }
        }
        return nearest.map { ($0.cell, Metres($0.distance)) }
    }

    private func planarDistances(to point: GeographicPoint) -> (Int) -> Double {
        { cell in
            let centre = centre(of: cell)
            let (x, y) = (centre.x - point.longitude, centre.y - point.latitude)
            return (x * x + y * y).squareRoot()
        }
    }

    /// Straight lines through a unit sphere; over grid distances they keep the order and nearly the ratio of arcs.
    private func sphericalChords(to point: GeographicPoint) -> (Int) -> Double {
        let radians = Double.pi / 180
        let (sine, cosine) = (sin(point.latitude * radians), cos(point.latitude * radians))
        let rows: [(sine: Double, cosine: Double)] = (0..<shape.rows).map { row in
            let latitude = transform.centre(row: row, column: 0).y * radians
            return (sin(latitude), cos(latitude))
        }
        let columns: [Double] = (0..<shape.columns).map { column in
            let half = sin((transform.centre(row: 0, column: column).x - point.longitude) * radians / 2)
            return half * half
        }
        let width = shape.columns
        return { cell in
            let row = rows[cell / width]
            let (x, y) = (row.cosine - cosine, row.sine - sine)
            return (x * x + y * y + 4 * cosine * row.cosine * columns[cell % width]).squareRoot()
        }
    }
}
