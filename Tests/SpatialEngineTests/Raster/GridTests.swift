import SpatialEngine
import Testing

@Suite struct GridTests {
    let grid = Grid(
        shape: GridShape(rows: 20, columns: 30),
        transform: GeoTransform(originX: -77.5, originY: 8.5, cellWidth: 0.01, cellHeight: 0.01))

    @Test func `a point on a border belongs to the cell east or south of it, whatever binary fractions make of it`() {
        for row in 0..<20 {
            for column in 0..<30 {
                let corner = PlanarPoint(
                    x: Double(-7_750 + column) / 100, y: Double(850 - row) / 100)
                #expect(grid.cell(containing: corner) == row * 30 + column)
            }
        }
    }

    @Test func `on the outer border it belongs to the last cell, beyond it to none`() {
        #expect(grid.cell(containing: PlanarPoint(x: -77.2, y: 8.3)) == 599)
        #expect(grid.cell(containing: PlanarPoint(x: -77.5, y: 8.3)) == 570)
        #expect(grid.cell(containing: PlanarPoint(x: -77.199_999, y: 8.4)) == nil)
        #expect(grid.cell(containing: PlanarPoint(x: -77.4, y: 8.500_001)) == nil)
    }

    @Test func `a point a thousandth of a millimetre west of a border is west of it`() {
        #expect(grid.cell(containing: PlanarPoint(x: -77.4 - 1e-9, y: 8.4 + 1e-9)) == 9 * 30 + 9)
    }
}
