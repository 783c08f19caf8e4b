import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct NetworkDensityTests {
    private func network(_ lines: [[(Double, Double)]]) throws -> LineNetwork {
        try LineNetwork(lines.map { $0.map { PlanarPoint(x: $0.0, y: $0.1) } }, metric: .euclidean)
    }

    private func estimate(
        _ network: LineNetwork, _ event: (Int, Double), at places: [(Int, Double)], _ method: NetworkDensity.Method,
        _ kernel: SmoothingKernel = .quartic, bandwidth: Double
    ) throws -> NetworkDensity.Estimate {
        try NetworkDensity(
            network, events: [.init(edge: event.0, offset: event.1)], weights: [1], method: method, kernel: kernel,
            bandwidth: bandwidth
        ).estimate(at: places.map { .init(.init(edge: $0.0, offset: $0.1)) }, threads: 2)
    }

    private func k(_ d: Double, _ h: Double, _ kernel: SmoothingKernel = .quartic) -> Double {
        kernel == .gaussian
            ? exp(-d * d / 2 / h / h) / (h * (2 * Double.pi).squareRoot())
            : abs(d) < h ? 15 / 16 / h * pow(1 - d * d / h / h, 2) : 0
    }

    // MARK: - Closed forms

    @Test func `on a line the kernel is lost or reflected at the end`() throws {
        let line = try network([[(0, 0), (4, 0)], [(4, 0), (10, 0)]])
        let places = [(0, 1.0), (0, 3.5), (1, 0.0), (1, 5.0)]
        let lost = try estimate(line, (0, 2), at: places, .discontinuous, bandwidth: 5)
        let back = try estimate(line, (0, 2), at: places, .continuous, bandwidth: 5)
        for (i, place) in places.enumerated() {
            let x = place.0 == 0 ? place.1 : 4 + place.1
            #expect(isClose(lost.values[i], k(x - 2, 5), within: 1e-15))
            #expect(isClose(back.values[i], k(x - 2, 5) + k(x + 2, 5), within: 1e-15))
        }
        // ½ − ∫₀^0.4 15/16 (1 − u²)² du
        let beyond = 0.5 - 15.0 / 16 * (0.4 - 2 * pow(0.4, 3) / 3 + pow(0.4, 5) / 5)
        #expect(isClose(lost.lost, beyond, within: 1e-14) && isClose(lost.mass, 1 - beyond, within: 1e-14))
        #expect(isClose(back.mass, 1, within: 1e-14) && back.lost == 0)
    }

    @Test func `on a star the kernel is split`() throws {
        let star = try network([
            [(0, 0), (10, 0)], [(0, 0), (0, 10)], [(-10, 0), (0, 0)], [(0, 0), (0, -5), (0, -10)],
        ])
        let places = [(0, 1.0), (0, 4.0), (1, 2.0), (2, 8.0), (3, 2.0)]
        let ahead = try estimate(star, (0, 3), at: places, .discontinuous, bandwidth: 8)
        let even = try estimate(star, (0, 3), at: places, .continuous, bandwidth: 8)
        let simple = try estimate(star, (0, 3), at: places, .simple, bandwidth: 8)
        for (i, place) in places.enumerated() {
            let t = place.0 == 2 ? 10 - place.1 : place.1
            let own = place.0 == 0
            #expect(isClose(ahead.values[i], own ? k(t - 3, 8) : k(t + 3, 8) / 3, within: 1e-15))
            #expect(isClose(even.values[i], own ? k(t - 3, 8) - k(t + 3, 8) / 2 : k(t + 3, 8) / 2, within: 1e-15))
            #expect(isClose(simple.values[i], own ? k(t - 3, 8) : k(t + 3, 8), within: 1e-15))
        }
        #expect(isClose(even.mass, 1, within: 1e-14))
        // The dead end of its own line is 7 away, so that the density is cut off there.
        #expect(isClose(ahead.mass + ahead.lost, 1, within: 1e-14) && ahead.lost > 0)
        let tail = SmoothingKernel.quartic.linearTail(from: 3, bandwidth: 8)
        #expect(isClose(simple.mass, 1 - ahead.lost + 2 * tail, within: 1e-14))
    }

    @Test(arguments: SmoothingKernel.allCases)
    func `on a circle ways go round and round`(_ kernel: SmoothingKernel) throws {
        let circle = try network([[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]])
        for method in [NetworkDensity.Method.discontinuous, .continuous] {
            let found = try estimate(circle, (0, 1), at: [(0, 1), (0, 3.5), (0, 8)], method, kernel, bandwidth: 13)
            for (value, x) in zip(found.values, [0.0, 2.5, 7]) {
                let expected = (-40...40).reduce(0) { $0 + k(x + 8 * Double($1), 13, kernel) }
                #expect(isClose(value, expected, within: 1e-9))
            }
            #expect(isClose(found.mass, 1, within: 1e-9) && found.lost == 0)
        }
        let simple = try estimate(circle, (0, 1), at: [(0, 7)], .simple, kernel, bandwidth: 3)
        #expect(isClose(simple.values[0], k(2, 3, kernel), within: 1e-15))
        let tail = kernel.linearTail(from: 4, bandwidth: 3)
        #expect(isClose(simple.mass, 1 - 2 * tail, within: 1e-9))
    }

    @Test func `the Gaussian is the heat kernel: images on a segment between dead ends`() throws {
        let segment = try network([[(0, 0), (3, 0)]])
        let found = try estimate(segment, (0, 1), at: [(0, 0), (0, 1), (0, 2.7)], .continuous, .gaussian, bandwidth: 4)
        for (value, x) in zip(found.values, [0, 1, 2.7]) {
            let expected = (-60...60).reduce(0) {
                $0 + k(x - 1 + 6 * Double($1), 4, .gaussian) + k(x + 1 + 6 * Double($1), 4, .gaussian)
            }
            #expect(isClose(value, expected, within: 1e-9))
        }
        #expect(isClose(found.mass, 1, within: 1e-9))
    }

    @Test func `a loop and parallel lines are lines of their own`() throws {
        // A loop of length 4 on a stalk of length 10: from the stalk a third goes each way round and a third comes back.
        let lasso = try network([[(-10, 0), (0, 0)], [(0, 0), (1, 1), (2, 0), (1, -1), (0, 0)]])
        let around = lasso.lengths[1]
        let found = try estimate(lasso, (0, 9), at: [(1, 1), (0, 9)], .continuous, bandwidth: 4)
        #expect(isClose(found.values[0], 2.0 / 3 * (k(2, 4) + k(around, 4)), within: 1e-15))
        #expect(isClose(found.values[1], k(0, 4) - k(2, 4) / 3, within: 1e-15))
        #expect(isClose(found.mass, 1, within: 1e-14))
        // Two nodes joined by three lines of lengths 2, 2 and 2√2.
        let bundle = try network([[(0, 0), (2, 0)], [(0, 0), (1, 1), (2, 0)], [(0, 0), (1, -1), (2, 0)]])
        let split = try estimate(bundle, (0, 1), at: [(1, 1)], .discontinuous, bandwidth: 3)
        #expect(isClose(split.values[0], k(2, 3) / 2 + k(8.0.squareRoot(), 3) / 2, within: 1e-15))
        #expect(isClose(split.mass, 1, within: 1e-14))
    }

    @Test func `an event on a node belongs to its line, and continuity does not ask which`() throws {
        let star = try network([[(0, 0), (10, 0)], [(0, 0), (0, 10)], [(-10, 0), (0, 0)]])
        for at in [(0, 0.0), (1, 0), (2, 10)] {
            let found = try estimate(star, at, at: [(0, 2), (1, 2), (2, 8)], .continuous, bandwidth: 5)
            for value in found.values { #expect(isClose(value, 2 * k(2, 5) / 3, within: 1e-15)) }
        }
        let own = try estimate(star, (0, 0), at: [(0, 2), (1, 2), (2, 8)], .discontinuous, bandwidth: 5)
        #expect(isClose(own.values[0], k(2, 5), within: 1e-15))
        #expect(isClose(own.values[1], k(2, 5) / 2, within: 1e-15) && own.values[1] == own.values[2])
        #expect(isClose(own.mass, 1, within: 1e-14))
    }

    // MARK: - Many ways

    /// A lattice with lengths that share no measure, so that no two ways are equally long.
    private func lattice(_ side: Int) throws -> LineNetwork {
        var random = SplitMix64(seed: 5)
        let nodes = (0...side).map { row in
            (0...side).map {
                (Double($0) + 0.3 * random.nextUnit(), Double(row) + 0.3 * random.nextUnit())
            }
        }
        var lines: [[(Double, Double)]] = []
        for row in 0...side {
            for column in 0...side {
                if column < side { lines.append([nodes[row][column], nodes[row][column + 1]]) }
                if row < side { lines.append([nodes[row][column], nodes[row + 1][column]]) }
            }
        }
        return try network(lines)
    }

    @Test(arguments: [true, false])
    func `ways gathered on steps give the sum over all ways`(_ isContinuous: Bool) throws {
        let streets = try lattice(6)
        let place = LineNetwork.Place(edge: 30, offset: 0.4)
        func heights(_ ways: NetworkWays) -> [Double] {
            var sums = [Double](repeating: 0, count: streets.lengths.count)
            for (departure, arrivals) in ways.arrivals {
                for (distance, share) in arrivals {
                    sums[departure.edge] += share * k(distance + streets.lengths[departure.edge] / 2, 4.5)
                }
            }
            return sums
        }
        let all = try #require(
            NetworkWays(from: place, on: streets, continuous: isContinuous, within: 4.5, most: .max))
        let gathered = NetworkWays(
            gatheredFrom: [(place, 1)], on: streets, continuous: isContinuous, within: 4.5)
        #expect(NetworkWays(from: place, on: streets, continuous: isContinuous, within: 4.5, most: 10) == nil)
        for (a, b) in zip(heights(all), heights(gathered)) { #expect(isClose(a, b, within: 1e-7)) }
    }

    @Test(arguments: NetworkDensity.Method.allCases)
    func `mass is the integral, at any number of threads`(_ method: NetworkDensity.Method) throws {
        let streets = try lattice(4)
        var random = SplitMix64(seed: 9)
        let events = (0..<25).map { _ -> LineNetwork.Place in
            let edge = Int(random.nextUnit() * Double(streets.lengths.count))
            return .init(edge: edge, offset: random.nextUnit() * streets.lengths[edge])
        }
        let density = try NetworkDensity(
            streets, events: events, weights: events.indices.map { Double($0 % 3) }, method: method, kernel: .quartic,
            bandwidth: 1.7)
        let queries = streets.lengths.enumerated().flatMap { edge, length in
            (0..<400).map { NetworkDensity.Query(.init(edge: edge, offset: (Double($0) + 0.5) / 400 * length)) }
        }
        let found = density.estimate(at: queries, threads: 1)
        let sum = queries.indices.reduce(0) {
            $0 + found.values[$1] * streets.lengths[queries[$1].place.edge] / 400
        }
        #expect(isClose(found.mass, sum, within: 1e-4))
        if method != .simple { #expect(isClose(found.mass + found.lost, 24, within: 1e-12)) }
        #expect(density.estimate(at: queries, threads: 3).values == found.values)
    }

    @Test func `leaving one out takes away its own kernel with all its ways back`() throws {
        let circle = try network([[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]])
        let events = [LineNetwork.Place(edge: 0, offset: 1), .init(edge: 0, offset: 4)]
        let density = try NetworkDensity(
            circle, events: events, weights: [1, 1], method: .continuous, kernel: .quartic, bandwidth: 10)
        let found = density.estimate(at: [.init(events[0], omitting: 0), .init(events[1], omitting: 1)], threads: 1)
        let expected = (-2...2).reduce(0) { $0 + k(3 + 8 * Double($1), 10) }
        for value in found.values { #expect(isClose(value, expected, within: 1e-15)) }
    }

    // MARK: - Networks

    @Test func `positions are snapped to the nearest line, at its offset`() throws {
        let lines = try network([[(0, 0), (10, 0), (10, 10)], [(20, 0), (20, 10)]])
        let found = lines.snapped(
            [.init(x: 3, y: 2), .init(x: 12, y: 7), .init(x: 19, y: -5), .init(x: 1e6, y: 4)], threads: 1)
        #expect(found.map(\.place.edge) == [0, 0, 1, 1])
        #expect(found.map(\.place.offset) == [3, 17, 0, 4])
        #expect(found[0].distance == 2 && found[1].distance == 2)
        #expect(lines.position(of: .init(edge: 0, offset: 17)) == PlanarPoint(x: 10, y: 7))
        #expect(
            lines.vertices(of: 0, from: 8, to: 12) == [.init(x: 8, y: 0), .init(x: 10, y: 0), .init(x: 10, y: 2)])
    }

    @Test func `lengths on the globe are geodesic`() throws {
        let line = try LineNetwork([[.init(x: 0, y: 0), .init(x: 0, y: 1)]], metric: .geodesic)
        // One degree of the meridian from the equator on WGS 84.
        #expect(isClose(line.length, 110_574.389, within: 1e-3))
        let found = line.snapped([.init(x: 0.01, y: 0.25)], threads: 1)[0]
        #expect(isClose(found.distance, 1113.2, within: 0.2))
        #expect(isClose(found.place.offset, 27_643.6, within: 1))
    }

    @Test func `lines without length and places off their line are refused`() throws {
        #expect(throws: HotspotError.self) { try network([[(0, 0), (0, 0)]]) }
        let line = try network([[(0, 0), (1, 0)]])
        #expect(throws: HotspotError.invalidValue(unit: 0)) {
            try estimate(line, (0, 1.5), at: [], .simple, bandwidth: 1)
        }
        #expect(throws: HotspotError.invalidValue(unit: 0)) {
            try estimate(line, (1, 0), at: [], .simple, bandwidth: 1)
        }
    }
}
