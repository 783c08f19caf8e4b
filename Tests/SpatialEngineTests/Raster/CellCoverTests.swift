import SpatialEngine
import Testing

@Suite struct CellCoverTests {
    let grid = Grid(
        shape: GridShape(rows: 24, columns: 30),
        transform: GeoTransform(originX: 500_000, originY: 900_000, cellWidth: 128, cellHeight: 64),
        crs: CoordinateReferenceSystem("EPSG:32618"))

    /// A position in cells from the north-west corner.
    func at(_ column: Double, _ row: Double) -> GeographicPoint {
        GeographicPoint(longitude: 500_000 + column * 128, latitude: 900_000 - row * 64)
    }

    func ring(_ corners: [(Double, Double)]) -> [GeographicPoint] {
        let points = corners.map { at($0.0, $0.1) }
        return points + points.prefix(1)
    }

    var shapes: [Geometry] {
        [
            .point(at(2, 2)), .point(at(7.5, 2.25)), .multiPoint([at(20, 20.5), at(0, 24), at(31, 3)]),
            .lineString(LineString([at(5, 5), at(20, 5), at(29.5, 17.75), at(35, 30)])),
            .multiLineString([LineString([at(3, 10), at(3, 14)]), LineString([at(10, 20), at(14, 16)])]),
            .polygon(
                Polygon(
                    exterior: ring([(12.5, 8.5), (12.5, 16.5), (20.5, 16.5), (20.5, 8.5)]),
                    holes: [ring([(14, 10), (18, 10), (18, 15), (14, 15)])])),
            .multiPolygon(
                MultiPolygon([
                    Polygon(exterior: ring([(22, 18), (27, 18), (24, 23.5)])),
                    Polygon(exterior: ring([(-4, -4), (-4, 3), (3, -4)])),
                ])),
        ]
    }

    @Test(arguments: 0..<7)
    func `the cells that a shape touches are those whose closed squares meet it`(_ i: Int) throws {
        let context = TopologyContext()
        let shape = shapes[i]
        var cover = [CellCover](repeating: .outside, count: grid.shape.count)
        grid.markCells(touchedBy: shape, in: &cover)
        for cell in cover.indices {
            let (row, column) = (Double(cell / 30), Double(cell % 30))
            let square = Polygon(
                exterior: ring([(column, row), (column, row + 1), (column + 1, row + 1), (column + 1, row)]))
            let meets = try context.intersects(.polygon(square), shape)
            #expect((cover[cell] != .outside) == meets, "cell \(row), \(column)")
        }
    }

    @Test func `positions far away or without a number mark nothing`() {
        var cover = [CellCover](repeating: .outside, count: grid.shape.count)
        grid.markCells(touchedBy: .point(GeographicPoint(longitude: .nan, latitude: 0)), in: &cover)
        grid.markCells(
            touchedBy: .lineString(LineString([at(-1e18, -5), at(1e18, -4)])), in: &cover)
        #expect(cover.allSatisfy { $0 == .outside })
    }
}
