import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct LandCorridorTests {
    /// A valley between two ranges.
    private func valley() throws -> TravelSurface {
        let grid = landGrid(rows: 40, columns: 50)
        let heights = (0..<2000).map { cell -> Float in
            let (row, column) = (Double(cell / 50), Double(cell % 50))
            return Float(
                (row - 20) * (row - 20) * 3 + column * 6 + (row * 7 + column * 3).truncatingRemainder(dividingBy: 11))
        }
        return try TravelSurface(grid: grid, elevation: heights, timeMultiplier: [Float](repeating: 1.2, count: 2000))
    }

    @Test(arguments: Neighbourhood.allCases)
    func `the corridor is cheapest along the path and nowhere cheaper`(neighbourhood: Neighbourhood) throws {
        let surface = try valley()
        let (from, to) = (10 * 50 + 4, 31 * 50 + 45)
        let corridor = try Corridor(
            surface: surface, slope: .irmischerClarkeOffPath, neighbourhood: neighbourhood, from: from, to: to)
        let through = (0..<2000).map { corridor.forward.cost[$0] + corridor.backward.cost[$0] }
        let least = try #require(through.min())
        #expect(abs(least - corridor.leastCost) <= 1e-9 * corridor.leastCost)
        #expect(corridor.backward.cost[from] == least || abs(corridor.backward.cost[from] - least) <= 1e-9 * least)
        let path = try #require(corridor.path)
        #expect(path.cost == corridor.leastCost)
        for cell in path.cells { #expect(corridor.excess(at: cell) <= 1e-9 * corridor.leastCost) }
    }

    @Test func `there and back differ on a slope`() throws {
        let surface = try valley()
        let (a, b) = (10 * 50 + 4, 31 * 50 + 45)
        let there = try Corridor(surface: surface, slope: .irmischerClarkeOffPath, from: a, to: b)
        let back = try Corridor(surface: surface, slope: .irmischerClarkeOffPath, from: b, to: a)
        #expect(abs(there.leastCost - back.leastCost) > 0.001 * there.leastCost)
    }

    @Test func `bands are nested and hold the path`() throws {
        let corridor = try Corridor(
            surface: try valley(), slope: .irmischerClarkeOffPath, from: 10 * 50 + 4, to: 31 * 50 + 45)
        let path = try #require(corridor.path)
        var smaller = corridor.band(percent: 0)
        #expect(path.cells.allSatisfy { smaller[$0] })
        for percent in [1.0, 2, 5, 10] {
            let band = corridor.band(percent: percent)
            #expect(zip(smaller, band).allSatisfy { !$0 || $1 })
            #expect(band.filter(\.self).count > smaller.filter(\.self).count)
            for cell in band.indices where band[cell] {
                #expect(corridor.excess(at: cell) <= corridor.leastCost * (percent / 100 + 1e-8))
            }
            smaller = band
        }
    }

    @Test func `the raster of excess is the excess, and NaN where no way passes`() throws {
        var values = [Float](repeating: 2, count: 100)
        for row in 0..<10 { values[row * 10 + 8] = .nan }
        let friction = try FrictionSurface(Raster(grid: landGrid(rows: 10, columns: 10), values: values))
        let corridor = try Corridor(friction: friction, from: 0, to: 95)
        let raster = corridor.excessRaster
        for cell in 0..<100 {
            #expect(raster.values[cell].isNaN == (cell % 10 >= 8))
            if cell % 10 < 8 { #expect(raster.values[cell] == Float(corridor.excess(at: cell))) }
        }
    }

    @Test func `an end out of reach gives an empty corridor, not an error`() throws {
        var values = [Float](repeating: 2, count: 100)
        for row in 0..<10 { values[row * 10 + 5] = .nan }
        let friction = try FrictionSurface(Raster(grid: landGrid(rows: 10, columns: 10), values: values))
        let corridor = try Corridor(friction: friction, from: 0, to: 99)
        #expect(corridor.leastCost == .infinity && corridor.path == nil)
        #expect(!corridor.band(percent: 10).contains(true))
        #expect(corridor.excessRaster.values.allSatisfy { $0.isNaN })
    }
}
