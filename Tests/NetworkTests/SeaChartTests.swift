import Network
import SpatialEngine
import TestSupport
import Testing

private func at(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
}

private func island(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> SeaSlowSearch.Island {
    SeaSlowSearch.Island(west: west, south: south, east: east, north: north)
}

private let window = BoundingBox(west: -80, south: 8, east: -79, north: 9)

private func chart(
    _ islands: [SeaSlowSearch.Island], clearance: Double = 0, closures: [LineString] = []
) throws -> SeaChart {
    try SeaChart(
        land: MultiPolygon(islands.map(\.polygon)), extent: window, clearance: Metres(clearance), closures: closures)
}

private func route(
    _ chart: SeaChart, _ from: GeographicPoint, _ to: GeographicPoint, snap: Double = 0
) throws -> SeaPassage {
    switch try chart.passage(from: from, to: to, snap: Metres(snap)) {
    case .route(let passage): return passage
    case .unreachable(let reason): throw SeaTestFailure(reason: reason)
    case .ashore(let end): throw SeaTestFailure(reason: end.description)
    }
}

struct SeaTestFailure: Error { let reason: String }

@Suite struct SeaChartTests {
    @Test func `open water is crossed straight`() throws {
        let passage = try route(chart([]), at(-79.9, 8.1), at(-79.2, 8.8))
        #expect(passage.line.points.first == at(-79.9, 8.1))
        #expect(passage.line.points.last == at(-79.2, 8.8))
        let straight = Geodesic.distance(at(-79.9, 8.1), at(-79.2, 8.8)).value
        #expect(isClose(passage.length.value, straight, within: 1e-3))
        #expect(passage.fromGap == Metres(0) && passage.toGap == Metres(0))
    }

    @Test func `a wall is rounded at the corner that is nearer`() throws {
        let passage = try route(chart([island(-79.6, 8.2, -79.5, 9)]), at(-79.9, 8.5), at(-79.2, 8.5))
        #expect(passage.line.points == [at(-79.9, 8.5), at(-79.6, 8.2), at(-79.5, 8.2), at(-79.2, 8.5)])
    }

    @Test func `shortest lengths agree with a visibility graph among random islands`() throws {
        var random = SplitMix64(seed: 20)
        var (compared, blocked) = (0, 0)
        for _ in 0..<40 {
            // Overlapping and border-crossing islands.
            let islands = (0..<12).map { _ in
                let (west, south) = (-80.1 + 1.1 * random.nextUnit(), 7.9 + 1.1 * random.nextUnit())
                return island(
                    west, south, west + 0.02 + 0.25 * random.nextUnit(), south + 0.02 + 0.25 * random.nextUnit())
            }
            let chart = try chart(islands)
            let slow = SeaSlowSearch(islands: islands, window: window)
            for _ in 0..<4 {
                let ends = (0..<2).map { _ in at(-80 + random.nextUnit(), 8 + random.nextUnit()) }
                guard !islands.contains(where: { $0.contains(ends[0]) || $0.contains(ends[1]) }) else { continue }
                switch (
                    try chart.passage(from: ends[0], to: ends[1], snap: Metres(0)),
                    slow.shortest(from: ends[0], to: ends[1])
                ) {
                case (.route(let passage), let length?):
                    // The plane of the search is scaled at the ends' middle latitude: 0.05 % within one degree; ends and
                    // corners are rounded to a centimetre.
                    #expect(passage.length.value <= length * 1.0005 + 0.1 && passage.length.value >= length - 0.1)
                    compared += 1
                case (.unreachable, nil): blocked += 1
                case (let result, let length): Issue.record("\(result) where the slow search says \(length as Any)")
                }
            }
        }
        #expect(compared > 50)
        #expect(compared + blocked > 60)
    }

    @Test func `the way back is as long as the way there`() throws {
        let chart = try chart([island(-79.6, 8.2, -79.5, 8.9), island(-79.4, 8.0, -79.3, 8.7)], clearance: 60)
        let there = try route(chart, at(-79.9, 8.5), at(-79.1, 8.5))
        let back = try route(chart, at(-79.1, 8.5), at(-79.9, 8.5))
        #expect(isClose(there.length.value, back.length.value, within: 1e-6))
        #expect(there.line.points.count == back.line.points.count)
    }

    @Test func `passages keep the clearance off a corner and not twice as much`() throws {
        let passage = try route(
            chart([island(-79.6, 8.2, -79.5, 9)], clearance: 60), at(-79.9, 8.5), at(-79.2, 8.5))
        let nearest = passage.line.points.map { Geodesic.distance($0, at(-79.6, 8.2)).value }.min() ?? 0
        #expect(nearest >= 60 && nearest < 120)
    }

    @Test func `a strait narrower than twice the clearance is closed`() throws {
        // 0.001 degrees are 110 m.
        let strait = [island(-79.6, 8, -79.5, 8.5), island(-79.6, 8.501, -79.5, 9)]
        _ = try route(chart(strait, clearance: 0), at(-79.9, 8.5), at(-79.2, 8.5))
        _ = try route(chart(strait, clearance: 40), at(-79.9, 8.5), at(-79.2, 8.5))
        let shut = try chart(strait, clearance: 60).passage(from: at(-79.9, 8.5), to: at(-79.2, 8.5), snap: Metres(0))
        guard case .unreachable(let reason) = shut else {
            Issue.record("passed a closed strait")
            return
        }
        #expect(reason.contains("joins"))
    }

    @Test func `a closure shuts a strait and its end on the land is no gap`() throws {
        let strait = [island(-79.6, 8, -79.5, 8.4), island(-79.6, 8.6, -79.5, 9)]
        let closure = LineString([at(-79.55, 8.3), at(-79.55, 8.7)])
        let shut = try chart(strait, clearance: 60, closures: [closure])
            .passage(from: at(-79.9, 8.5), to: at(-79.2, 8.5), snap: Metres(0))
        #expect(shut != .route(try route(chart(strait, clearance: 60), at(-79.9, 8.5), at(-79.2, 8.5))))
        guard case .unreachable = shut else {
            Issue.record("passed a closure")
            return
        }
    }

    @Test func `a closure with a free end is rounded`() throws {
        let mole = LineString([at(-79.5, 7.5), at(-79.5, 8.6)])
        let passage = try route(chart([], closures: [mole]), at(-79.9, 8.5), at(-79.2, 8.5))
        #expect(passage.line.points == [at(-79.9, 8.5), at(-79.5, 8.6), at(-79.2, 8.5)])
    }

    @Test func `holes are water and islands in them are land`() throws {
        let outer = island(-79.9, 8.1, -79.1, 8.9).polygon.exterior
        let lake = Array(island(-79.8, 8.2, -79.2, 8.8).polygon.exterior.reversed())
        // Orientation must not matter.
        for hole in [lake, lake.reversed()] {
            let chart = try SeaChart(
                land: MultiPolygon([Polygon(exterior: outer, holes: [hole]), island(-79.6, 8.4, -79.4, 8.6).polygon]),
                extent: window, clearance: Metres(0))
            #expect(chart.isWater(at(-79.7, 8.5)))
            #expect(!chart.isWater(at(-79.5, 8.5)))
            #expect(!chart.isWater(at(-79.85, 8.5)))
            let around = try route(chart, at(-79.7, 8.5), at(-79.3, 8.5))
            #expect(around.line.points.count == 4)
        }
    }

    @Test func `long stretches follow the geodesic to within 10 m`() throws {
        let wide = try SeaChart(
            land: MultiPolygon([]), extent: BoundingBox(west: -84, south: 30, east: -75, north: 40),
            clearance: Metres(60))
        let passage = try route(wide, at(-83.9, 35), at(-75.1, 35))
        #expect(passage.line.points.count > 10)
        for (a, b) in zip(passage.line.points, passage.line.points.dropFirst()) {
            let half = Metres(Geodesic.distance(a, b).value / 2)
            let middle = Geodesic.destination(
                from: a, azimuthDegrees: Geodesic.azimuthDegrees(from: a, to: b), distance: half)
            let drawn = at((a.longitude + b.longitude) / 2, (a.latitude + b.latitude) / 2)
            #expect(Geodesic.distance(middle, drawn).value < 10)
        }
        #expect(isClose(passage.length.value, Geodesic.distance(at(-83.9, 35), at(-75.1, 35)).value, within: 0.01))
    }
}

@Suite struct SeaEndsTests {
    @Test func `a place on land moves to the nearest water and the gap is told`() throws {
        let chart = try chart([island(-79.6, 8.2, -79.4, 8.8)])
        let passage = try route(chart, at(-79.59, 8.5), at(-79.2, 8.5), snap: 5000)
        let expected = Geodesic.distance(at(-79.59, 8.5), at(-79.6, 8.5)).value
        #expect(isClose(passage.fromGap.value, expected, within: 1))
        #expect(passage.toGap == Metres(0))
        let first = try #require(passage.line.points.first)
        #expect(Geodesic.distance(first, at(-79.6, 8.5)).value < 1)
    }

    @Test func `a place too far inland is unreachable and the nearest water is named`() throws {
        let chart = try chart([island(-79.8, 8.2, -79.2, 8.8)])
        let result = try chart.passage(from: at(-79.5, 8.6), to: at(-79.1, 8.5), snap: Metres(5000))
        guard case .ashore(let end) = result else {
            Issue.record("22 km of land were crossed")
            return
        }
        #expect(end.isStart && end.nearest?.point == at(-79.5, 8.8))
        #expect(end.description.contains("no water within 5000 m of the start -79.5,8.6"))
        #expect(end.description.contains("the nearest is at -79.5,8.8"))
    }

    @Test func `a place on a lagoon goes to the sea that joins the other end`() throws {
        let coast = Polygon(
            exterior: island(-79.7, 8.2, -79.5, 8.8).polygon.exterior,
            holes: [island(-79.55, 8.45, -79.51, 8.55).polygon.exterior])
        let chart = try SeaChart(land: MultiPolygon([coast]), extent: window, clearance: Metres(0))
        let passage = try route(chart, at(-79.515, 8.5), at(-79.2, 8.5), snap: 5000)
        #expect(isClose(passage.fromGap.value, Geodesic.distance(at(-79.515, 8.5), at(-79.5, 8.5)).value, within: 1))
        let strict = try chart.passage(from: at(-79.515, 8.5), to: at(-79.2, 8.5), snap: Metres(100))
        guard case .unreachable = strict else {
            Issue.record("left a lagoon over land")
            return
        }
    }

    @Test func `both ends on one spot give a line of no length`() throws {
        let passage = try route(chart([]), at(-79.5, 8.5), at(-79.5, 8.5))
        #expect(passage.line.points.count == 2)
        #expect(passage.length == Metres(0))
    }

    @Test func `a place outside the window is unreachable and one off the globe an error`() throws {
        let chart = try chart([])
        let outside = try chart.passage(from: at(-81, 8.5), to: at(-79.5, 8.5), snap: Metres(5000))
        #expect(outside == .unreachable("the start -81.0,8.5 lies outside the sea window"))
        #expect(throws: SeaError.self) {
            _ = try chart.passage(from: at(.nan, 8.5), to: at(-79.5, 8.5), snap: Metres(5000))
        }
        #expect(throws: SeaError.invalidPosition(at(-79.5, 91))) {
            _ = try chart.passage(from: at(-79.5, 8.5), to: at(-79.5, 91), snap: Metres(5000))
        }
    }

    @Test func `windows that cannot be charted are refused with the reason`() throws {
        let refused = [
            BoundingBox(west: 179, south: 0, east: -179, north: 1), BoundingBox(west: 0, south: 1, east: 1, north: 1),
            BoundingBox(west: -100, south: 0, east: 0, north: 1), BoundingBox(west: .nan, south: 0, east: 1, north: 1),
        ]
        let words = ["antimeridian", "south must be less", "90 degrees", "finite"]
        for (box, word) in zip(refused, words) {
            do throws(SeaError) {
                _ = try SeaChart(land: MultiPolygon([]), extent: box)
                Issue.record("charted \(box)")
            } catch {
                #expect(error.description.contains(word))
            }
        }
        #expect(throws: SeaError.unusableClearance(Metres(-1))) { _ = try chart([], clearance: -1) }
    }
}
