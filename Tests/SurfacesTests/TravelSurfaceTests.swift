import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct TravelSurfaceTests {
    private let grid = Grid(covering: BoundingBox(west: 0, south: 0, east: 6, north: 6), cellDegrees: 1)

    private func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        Polygon(
            exterior: [(west, south), (east, south), (east, north), (west, north), (west, south)]
                .map { GeographicPoint(longitude: $0.0, latitude: $0.1) })
    }

    @Test func `only cells wholly on land are open, rivers cost a ford, mud slows all`() throws {
        let land = MultiPolygon([rectangle(0.5, 0.5, 5.5, 5.5)])
        let river = LineString([
            GeographicPoint(longitude: 2.5, latitude: 5.4), GeographicPoint(longitude: 2.5, latitude: 3.5),
        ])
        let surface = try TravelSurface.land(
            elevation: Raster(grid: grid, values: [Float](repeating: 5, count: 36)), land: land, rivers: [river],
            factors: GroundFactors(ford: 3, mud: 1.25))
        for cell in 0..<36 {
            let (row, column) = (cell / 6, cell % 6)
            let isInner = (1...4).contains(row) && (1...4).contains(column)
            #expect(surface.isOpen(cell) == isInner)
            guard isInner else { continue }
            let isRiver = column == 2 && row <= 2
            #expect(surface.timeMultiplier[cell] == (isRiver ? 3.75 : 1.25))
        }
    }

    @Test func `land without a height is an error, sea without one is not`() throws {
        let land = MultiPolygon([rectangle(0.5, 0.5, 5.5, 5.5)])
        var heights = [Float](repeating: .nan, count: 36)
        for row in 1...4 { for column in 1...4 { heights[row * 6 + column] = 7 } }
        let factors = GroundFactors(ford: 2, mud: 1)
        let surface = try TravelSurface.land(
            elevation: Raster(grid: grid, values: heights), land: land, rivers: [], factors: factors)
        #expect(surface.elevation.allSatisfy { $0 == 7 || $0 == 0 })
        heights[2 * 6 + 3] = .nan
        #expect(throws: SurfaceError.elevationMissing(count: 1, row: 2, column: 3)) {
            try TravelSurface.land(
                elevation: Raster(grid: grid, values: heights), land: land, rivers: [], factors: factors)
        }
        #expect(throws: SurfaceError.badMultiplier(layer: "ford", value: 0)) {
            try TravelSurface.land(
                elevation: Raster(grid: grid, values: heights), land: land, rivers: [],
                factors: GroundFactors(ford: 0, mud: 1))
        }
    }

    @Test func `barriers of friction are NaN and infinity, and a negative friction is counted`() throws {
        var values = [Float](repeating: 1, count: 36)
        values[4] = .nan
        values[5] = .infinity
        let friction = try FrictionSurface(Raster(grid: grid, values: values))
        #expect(friction.friction[4] == .infinity && friction.friction[5] == .infinity && friction.friction[6] == 1)
        values[20] = -1
        values[30] = -.infinity
        #expect(throws: SurfaceError.negativeFriction(count: 2, row: 3, column: 2)) {
            try FrictionSurface(Raster(grid: grid, values: values))
        }
    }

    @Test func `layers of another size and multipliers of nothing are refused`() {
        let ones = [Float](repeating: 1, count: 36)
        #expect(throws: SurfaceError.wrongCellCount(layer: "elevation", count: 35, expected: 36)) {
            try TravelSurface(grid: grid, elevation: Array(ones.dropLast()), timeMultiplier: ones)
        }
        #expect(throws: SurfaceError.badMultiplier(layer: "time", value: 0)) {
            try TravelSurface(grid: grid, elevation: ones, timeMultiplier: [Float](repeating: 0, count: 36))
        }
    }
}
