internal import Glibc
internal import SpatialEngine

extension StepLengths {
    /// The lengths of a grid's steps as a rule asks for them.
    ///
    /// - Throws: ``NetworkError/noGroundLengths(crs:reason:)``.
    init(of offsets: [CellOffset], on grid: Grid, _ rule: LengthRule) throws(NetworkError) {
        let transform = grid.transform
        func planar(_ width: Double, _ height: Double) -> [Double] {
            offsets.map { hypot(Double($0.columns) * width, Double($0.rows) * height) }
        }
        switch rule {
        case .grid: self.init(uniform: planar(transform.cellWidth, transform.cellHeight), offsets: offsets)
        case .cells: self.init(uniform: planar(1, transform.cellHeight / transform.cellWidth), offsets: offsets)
        case .ground:
            if let ellipsoid = grid.geographicEllipsoid {
                self.init(geographic: grid, ellipsoid, offsets)
            } else {
                try self.init(projected: grid, offsets)
            }
        }
    }

    /// Geodesics, which depend on the row alone.
    private init(geographic grid: Grid, _ ellipsoid: Ellipsoid, _ offsets: [CellOffset]) {
        let rows = grid.shape.rows
        var lengths = [Double](repeating: 0, count: rows * offsets.count)
        for row in 0..<rows {
            let north = grid.transform.centre(row: row, column: 0).y
            for (step, offset) in offsets.enumerated() where offset.isCanonical && row + offset.rows < rows {
                let south = grid.transform.centre(row: row + offset.rows, column: 0).y
                let east = Double(abs(offset.columns)) * grid.transform.cellWidth
                lengths[row * offsets.count + step] =
                    ellipsoid.inverse(
                        from: GeographicPoint(longitude: 0, latitude: north),
                        to: GeographicPoint(longitude: east, latitude: south)
                    ).distance.value
            }
        }
        self.init(rowCount: rows, degree: 0, coefficients: lengths, offsets: offsets, columns: grid.shape.columns)
    }

    /// Geodesics between cell centres of a projected grid, which change slowly over it: fitted, and checked to 1e−8.
    private init(projected grid: Grid, _ offsets: [CellOffset]) throws(NetworkError) {
        let ground = try GroundDistances(grid)
        for degree in [2, 4, 6, 8, 12, 16] {
            var surfaces: [LengthSurface?] = []
            var worst = 0.0
            for offset in offsets {
                let surface = offset.isCanonical ? ground.fit(offset, degree: degree) : nil
                if let surface { worst = max(worst, ground.worstError(of: surface)) }
                surfaces.append(surface)
            }
            guard worst <= 1e-8 || degree == 16 && worst <= 1e-6 else { continue }
            let rows = grid.shape.rows
            var coefficients = [Double](repeating: 0, count: rows * offsets.count * (degree + 1))
            for row in 0..<rows {
                for (step, surface) in surfaces.enumerated() {
                    guard let surface, row + surface.offset.rows < rows else { continue }
                    let polynomial = surface.polynomial(row: row)
                    for (power, value) in polynomial.enumerated() {
                        coefficients[(row * offsets.count + step) * (degree + 1) + power] = value
                    }
                }
            }
            self.init(
                rowCount: rows, degree: degree, coefficients: coefficients, offsets: offsets,
                columns: grid.shape.columns)
            return
        }
        throw .noGroundLengths(crs: grid.crs, reason: "its scale changes too unevenly over the grid")
    }
}
