import Foundation
import SpatialEngine
import Surfaces
import TestSupport
import Testing

private typealias Place = SeaStateMeans.Place

/// Longitudes −80…−78, latitudes 8…10, a quarter of a degree apart.
private let longitudes = (0...8).map { -80 + 0.25 * Double($0) }
private let latitudes = (0...8).map { 8 + 0.25 * Double($0) }

/// Heights from a formula on that grid; NaN is a gap.
private func grid(
    _ longitudes: [Double] = longitudes, _ latitudes: [Double] = latitudes, height: (Double, Double) -> Double
) throws -> SeaStateGrid {
    var means = try SeaStateMeans(longitudes: longitudes, latitudes: latitudes, isSeasonal: false)
    for (row, y) in latitudes.enumerated() {
        for (column, x) in longitudes.enumerated() {
            means.add(height(x, y), of: .significantHeight, at: Place(row: row, column: column, month: 1))
        }
    }
    return means.grid
}

private func point(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
}

@Suite struct SeaStateGridTests {
    private func height(_ grid: SeaStateGrid, _ longitude: Double, _ latitude: Double, month: Int = 1) throws -> Double?
    {
        try grid.seaState(at: point(longitude, latitude), month: month)?.significantHeight.value
    }

    @Test func `a plane and the product of its axes are met exactly between the points`() throws {
        func surface(_ x: Double, _ y: Double) -> Double {
            let plane: Double = 40 + 0.5 * x + 0.3 * y
            return plane + 0.25 * (x + 79) * (y - 9)
        }
        let waves = try grid(height: surface)
        let places: [(Double, Double)] = [
            (-79.83, 8.04), (-79.1, 9.99), (-78.001, 8.6), (-80, 8), (-78, 10), (-79.25, 8.75),
        ]
        for (x, y) in places {
            let found = try #require(try height(waves, x, y))
            #expect(isClose(found, surface(x, y), within: 1e-12), "\(x),\(y)")
        }
        let sample = try #require(try waves.seaState(at: point(-79.1, 9.1), month: 6))
        #expect(sample.origin == .supplied && sample.peakPeriod == nil && sample.waveFromDegrees == nil)
        #expect(sample.currentEastMetresPerSecond == 0 && sample.currentNorthMetresPerSecond == 0)
    }

    @Test func `longitudes of any turn are the same places`() throws {
        let east = try grid(longitudes.map { $0 + 360 }) { x, _ in x - 279 }
        let west = try grid { x, _ in x + 81 }
        for x in [-80, -79.87, -78.5, -78] {
            for turn in [-360.0, 0, 360] {
                let (a, b) = (try #require(try height(east, x + turn, 9)), try #require(try height(west, x + turn, 9)))
                #expect(isClose(a, x + 81, within: 1e-9) && isClose(b, x + 81, within: 1e-9))
            }
        }
    }

    @Test func `a grid round the globe has no seam`() throws {
        let whole = try grid((0..<360).map(Double.init), [8, 9]) { x, _ in x == 359 ? 2 : x == 0 ? 4 : 1 }
        #expect(isClose(try #require(try height(whole, -0.25, 8.5)), 3.5, within: 1e-9))
        #expect(isClose(try #require(try height(whole, 359.75, 8.5)), 3.5, within: 1e-9))
        #expect(isClose(try #require(try height(whole, 180.5, 8.5)), 1, within: 1e-12))
    }

    @Test func `a gap takes the nearest value, not that of the nearest column or row`() throws {
        // Values stand west of 79° W, and on it from 9° N.
        let waves = try grid { x, y in x > -79 || (x == -79 && y < 9) ? .nan : 100 * x + y }
        #expect(try height(waves, -78.95, 9.1) == -7900 + 9)
        #expect(try height(waves, -78.95, 9.2) == -7900 + 9.25)
        #expect(try height(waves, -79.1, 8.97) == -7900 + 9)
    }

    @Test func `the nearest value is the one that a search of all points finds`() throws {
        var random = SplitMix64(seed: 7)
        var held: [(GeographicPoint, Double)] = []
        let waves = try grid { x, y in
            guard Double.random(in: 0..<1, using: &random) < 0.2 else { return .nan }
            held.append((point(x, y), Double(held.count)))
            return Double(held.count - 1)
        }
        #expect(held.count > 5 && held.count < 40)
        var (gaps, filled) = (0, 0)
        for _ in 0..<500 {
            let x = Double.random(in: -80.2 ... -77.8, using: &random)
            let place = point(x, Double.random(in: 7.8...10.2, using: &random))
            let corners = held.count { (corner, _) in
                abs(corner.longitude - place.longitude) < 0.25 && abs(corner.latitude - place.latitude) < 0.25
            }
            guard corners < 4 else { continue }
            var (metres, value) = (Double.infinity, 0.0)
            for (other, height) in held {
                let distance = Geodesic.distance(other, place).value
                if distance < metres { (metres, value) = (distance, height) }
            }
            let found = try height(waves, place.longitude, place.latitude)
            #expect(found == (metres <= SeaStateGrid.defaultGapRadius.value ? value : nil))
            if found == nil { gaps += 1 } else { filled += 1 }
        }
        #expect(gaps > 20 && filled > 20)
    }

    @Test func `beyond 25 km of the outermost point nothing is known`() throws {
        let waves = try grid { _, _ in 1 }
        let edge = point(-80, 9)
        for (kilometres, isKnown) in [(24.9, true), (25.1, false)] {
            for azimuth in [270.0, -100] {
                let place = Geodesic.destination(
                    from: edge, azimuthDegrees: azimuth, distance: Metres(kilometres * 1000))
                let nearest = latitudes.map { Geodesic.distance(point(-80, $0), place).value }.min() ?? 0
                #expect((try waves.seaState(at: place, month: 1) != nil) == (nearest <= 25_000))
                if azimuth == 270 { #expect((nearest <= 25_000) == isKnown) }
            }
        }
        #expect(try waves.missingVariable(at: point(-81, 9), month: 1) == .significantHeight)
        #expect(try waves.missingVariable(at: point(-79, 9), month: 1) == nil)
    }

    @Test func `a wider radius reaches farther`() throws {
        var waves = try grid { x, _ in x == -80 ? 1 : .nan }
        #expect(try height(waves, -79.5, 9) == nil)
        waves.gapRadius = Metres(60_000)
        #expect(try height(waves, -79.5, 9) == 1)
        #expect(try height(waves, -79.4, 9) == nil)
    }

    @Test func `a current that is known elsewhere but not here leaves the place unknown`() throws {
        var means = try SeaStateMeans(longitudes: longitudes, latitudes: latitudes, isSeasonal: false)
        for row in 0...8 {
            for column in 0...8 {
                let place = Place(row: row, column: column, month: 1)
                means.add(1, of: .significantHeight, at: place)
                if column < 4 { means.addCurrent(east: 0.5, north: Double(row) / 8, at: place) }
            }
        }
        let waves = means.grid
        let west = try #require(try waves.seaState(at: point(-79.9, 9.125), month: 1))
        #expect(west.currentEastMetresPerSecond == 0.5)
        #expect(isClose(west.currentNorthMetresPerSecond, 4.5 / 8, within: 1e-12))
        #expect(try waves.seaState(at: point(-78.1, 9), month: 1) == nil)
        #expect(try waves.missingVariable(at: point(-78.1, 9), month: 1) == .current)
        #expect(waves.variables == [.significantHeight, .current])
    }
}

@Suite struct SeaStateMeansTests {
    private func means(isSeasonal: Bool = true) throws -> SeaStateMeans {
        try SeaStateMeans(longitudes: [-79, -78], latitudes: [9, 10], isSeasonal: isSeasonal)
    }

    /// The same value at all four points.
    private func add(_ value: Double, _ variable: SeaStateGrid.Variable, month: Int, to means: inout SeaStateMeans) {
        for row in 0...1 {
            for column in 0...1 { means.add(value, of: variable, at: Place(row: row, column: column, month: month)) }
        }
    }

    @Test func `directions about north average to north`() throws {
        var sums = try means()
        add(1, .significantHeight, month: 1, to: &sums)
        for direction in [350.0, 10, 355, 5] { add(direction, .waveFrom, month: 1, to: &sums) }
        let sea = try #require(try sums.grid.seaState(at: point(-78.4, 9.7), month: 1))
        let from = try #require(sea.waveFromDegrees)
        #expect(isClose(min(from, 360 - from), 0, within: 1e-9))
    }

    @Test func `the circular mean is the direction of the sum of unit vectors`() throws {
        // Jammalamadaka and SenGupta 2001, Topics in Circular Statistics, example 1.1: the vanishing angles of 10 pigeons.
        var sums = try means()
        add(1, .significantHeight, month: 1, to: &sums)
        for direction in [55.0, 60, 65, 95, 100, 110, 260, 275, 285, 295] {
            add(direction, .waveFrom, month: 1, to: &sums)
        }
        var (east, north) = (0.0, 0.0)
        for direction in [55.0, 60, 65, 95, 100, 110, 260, 275, 285, 295] {
            east += sin(direction * .pi / 180)
            north += cos(direction * .pi / 180)
        }
        let sea = try #require(try sums.grid.seaState(at: point(-78.4, 9.7), month: 1))
        let from = try #require(sea.waveFromDegrees)
        #expect(isClose(from, atan2(east, north) * 180 / .pi, within: 1e-9))
    }

    @Test func `directions between points turn the short way, and opposite ones have none between`() throws {
        var sums = try means(isSeasonal: false)
        for row in 0...1 {
            for (column, direction) in [(0, 340.0), (1, 20.0)] {
                sums.add(1, of: .significantHeight, at: Place(row: row, column: column, month: 1))
                sums.add(direction, of: .waveFrom, at: Place(row: row, column: column, month: 1))
                sums.add(row == 0 ? 90 : 270, of: .windFrom, at: Place(row: row, column: column, month: 1))
            }
        }
        let sea = try #require(try sums.grid.seaState(at: point(-78.5, 9.5), month: 1))
        let from = try #require(sea.waveFromDegrees)
        #expect(isClose(min(from, 360 - from), 0, within: 1e-9))
        #expect(sea.windFromDegrees == nil)
    }

    @Test func `a wind by parts is the wind by speed and direction`() throws {
        var (parts, polar) = (try means(), try means())
        for (speed, from) in [(5.0, 30.0), (8, 80), (2, 200)] {
            let angle = from * .pi / 180
            for row in 0...1 {
                for column in 0...1 {
                    let place = Place(row: row, column: column, month: 3)
                    parts.addWind(east: -speed * sin(angle), north: -speed * cos(angle), at: place)
                    for month in [3] {
                        polar.add(speed, of: .windSpeed, at: Place(row: row, column: column, month: month))
                        polar.add(from, of: .windFrom, at: Place(row: row, column: column, month: month))
                    }
                }
            }
        }
        add(1, .significantHeight, month: 3, to: &parts)
        add(1, .significantHeight, month: 3, to: &polar)
        let a = try #require(try parts.grid.seaState(at: point(-78.5, 9.5), month: 3))
        let b = try #require(try polar.grid.seaState(at: point(-78.5, 9.5), month: 3))
        #expect(isClose(try #require(a.windMetresPerSecond), 5, within: 1e-12))
        #expect(isClose(try #require(b.windMetresPerSecond), 5, within: 1e-12))
        #expect(isClose(try #require(a.windFromDegrees), try #require(b.windFromDegrees), within: 1e-9))
    }

    @Test func `months have their own means and those without values are named`() throws {
        var sums = try means()
        for (month, height) in [(1, 1.0), (1, 2), (2, 5), (12, 3)] {
            add(height, .significantHeight, month: month, to: &sums)
        }
        let waves = sums.grid
        let heights = try (1...12).map { try waves.seaState(at: point(-78.2, 9.2), month: $0)?.significantHeight.value }
        #expect(heights[0] == 1.5 && heights[1] == 5 && heights[11] == 3)
        #expect(heights[2...10].allSatisfy { $0 == nil })
        #expect(waves.monthsWithout(.significantHeight) == Array(3...11))
        #expect(waves.monthsWithout(.peakPeriod) == Array(1...12))
        #expect(throws: SeaStateError.badMonth(13)) { _ = try waves.seaState(at: point(-78, 9), month: 13) }
    }

    @Test func `values without months are one mean of the whole year, and NaN counts nothing`() throws {
        var sums = try means(isSeasonal: false)
        for (month, height) in [(1, 1.0), (7, 2), (9, .nan)] {
            add(height, .significantHeight, month: month, to: &sums)
        }
        for month in 1...12 {
            #expect(try sums.grid.seaState(at: point(-78, 9), month: month)?.significantHeight == Metres(1.5))
        }
        #expect(sums.grid.monthsWithout(.significantHeight).isEmpty)
    }

    @Test func `uneven axes are refused and rounded ones taken`() throws {
        func axis(_ longitudes: [Double]) throws -> SeaStateMeans {
            try SeaStateMeans(longitudes: longitudes, latitudes: [9, 10], isSeasonal: false)
        }
        #expect(throws: SeaStateError.irregularGrid("fewer than two longitudes")) { _ = try axis([-79]) }
        #expect(throws: SeaStateError.irregularGrid("the longitudes do not ascend")) { _ = try axis([-78, -79]) }
        #expect(throws: SeaStateError.irregularGrid("longitudes -79.0 and -78.9 are not one step of 0.5 apart")) {
            _ = try axis([-79, -78.9, -78])
        }
        _ = try axis([-79, -78.833, -78.667, -78.5, -78.333])
    }
}
