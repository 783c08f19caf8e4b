import SpatialEngine
import Testing

@testable import Ingest

/// Twice the signed area of a ring in lattice steps (shoelace); counter-clockwise is positive.
private func doubleArea(_ ring: [LatticePoint]) -> Int {
    zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
}

private func points(_ pairs: [(Int, Int)]) -> [LatticePoint] { pairs.map { LatticePoint(x: $0.0, y: $0.1) } }

@Suite struct ShorePolygonsTests {
    /// Two bins by two, from 0° to 2° east and north.
    private let window = BinWindow(around: BoundingBox(west: 0.2, south: 0.1, east: 1.9, north: 2), binMinutes: 60)
    private let b = BinWindow.steps
    private var windowArea: Int { 2 * (2 * b) * (2 * b) }

    @Test func `a window is the smallest block of whole bins round the extent`() {
        let darien = BinWindow(
            around: BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9), binMinutes: 60)
        #expect(darien.columns == -85 ..< -75)
        #expect(darien.rows == 3..<14)
        // The file counts rows from the pole southwards and columns from Greenwich eastwards: 3–4° N is row 86, −85° is 275.
        #expect(darien.bins.first?.index == 86 * 360 + 275)
        #expect(darien.bins.count == 110)
    }

    @Test func `lattice points become degrees to a millionth`() {
        let p = window.geographic(LatticePoint(x: b + 1, y: -2 * b))
        #expect(p == GeographicPoint(longitude: 1.000015, latitude: -2))
    }

    @Test func `an island over four bins becomes one ring of its own area`() throws {
        let (low, high) = (b - 1000, b + 500)
        let pieces = [
            [(b, low), (high, low), (high, b)], [(high, b), (high, high), (b, high)],
            [(b, high), (low, high), (low, b)], [(low, b), (low, low), (b, low)],
        ].map { ShoreSegment(points: points($0), polygon: 7) }
        for order in [[0, 1, 2, 3], [2, 0, 3, 1], [3, 2, 1, 0]] {
            let chains = try ShoreChains(joining: order.map { pieces[$0] }, in: window)
            let polygons = window.polygons(closing: chains, cornerIsLand: false)
            #expect(polygons.count == 1)
            #expect(polygons.first?.sources == [7])
            #expect(doubleArea(try #require(polygons.first).ring) == 2 * 1500 * 1500)
        }
    }

    @Test(arguments: [true, false])
    func `a window without shores is land if its corner is`(isLand: Bool) throws {
        let chains = try ShoreChains(joining: [], in: window)
        let polygons = window.polygons(closing: chains, cornerIsLand: isLand)
        #expect(polygons.map { doubleArea($0.ring) } == (isLand ? [windowArea] : []))
    }

    /// Coasts whose area follows from plane geometry: pieces, and the share of the window that is land.
    @Test(arguments: [
        // South half is land: the shore runs from east to west.
        ([[(2, 1), (1, 1)], [(1, 1), (0, 1)]], 0.5),
        // North half is land: from west to east.
        ([[(0, 1), (1, 1)], [(1, 1), (2, 1)]], 0.5),
        // Only the bin in the south-west: in from the south, out to the west.
        ([[(1, 0), (1, 1)], [(1, 1), (0, 1)]], 0.25),
        // All but that bin.
        ([[(0, 1), (1, 1)], [(1, 1), (1, 0)]], 0.75),
        // A peninsula from the south, half a window wide.
        ([[(2, 0), (2, 1)], [(2, 1), (1, 1)], [(1, 1), (1, 0)]], 0.25),
        // Two lands, south-west and north-east.
        ([[(1, 0), (1, 1), (0, 1)], [(1, 2), (1, 1), (2, 1)]], 0.5),
    ])
    func `land lies to the left of an open shore`(pieces: [[(Int, Int)]], share: Double) throws {
        let segments = pieces.map { piece in
            ShoreSegment(points: points(piece.map { ($0.0 * b, $0.1 * b) }), polygon: 1)
        }
        let chains = try ShoreChains(joining: segments, in: window)
        let area = window.polygons(closing: chains, cornerIsLand: false).map { doubleArea($0.ring) }.reduce(0, +)
        #expect(Double(area) == share * Double(windowArea))
    }

    @Test func `turning every shore round gives the rest of the window`() throws {
        var random = SplitMix64(seed: 20)
        for _ in 0..<200 {
            // A ragged shore from the south edge to a random edge, drawn as a staircase so that it cannot cross itself.
            let steps = (0..<12).map { _ in Int(random.nextUnit() * Double(2 * b)) }.sorted()
            var line: [(Int, Int)] = [(1 + Int(random.nextUnit() * Double(b)), 0)]
            for (index, height) in steps.enumerated() {
                line.append((line[line.count - 1].0, height + 1))
                line.append((min(2 * b, line[line.count - 1].0 + 1 + index * 900), height + 1))
            }
            line.append(random.nextUnit() < 0.5 ? (line[line.count - 1].0, 2 * b) : (2 * b, line[line.count - 1].1))
            let there = ShoreSegment(points: points(line), polygon: 0)
            let back = ShoreSegment(points: points(line.reversed()), polygon: 0)
            let area = try [there, back].map { segment in
                let chains = try ShoreChains(joining: [segment], in: window)
                return window.polygons(closing: chains, cornerIsLand: false).map { doubleArea($0.ring) }.reduce(0, +)
            }
            #expect(area[0] > 0 && area[1] > 0)
            #expect(area[0] + area[1] == windowArea)
        }
    }

    @Test func `a shore that ends inside the window is refused`() {
        let loose = ShoreSegment(points: points([(0, 5), (10, 10)]), polygon: 0)
        #expect(throws: ShoreChains.Fault(at: LatticePoint(x: 10, y: 10), problem: .looseEnd)) {
            try ShoreChains(joining: [loose], in: window)
        }
        let fork = [[(0, 5), (10, 0)], [(0, 5), (20, 0)]].map { ShoreSegment(points: points($0), polygon: 0) }
        #expect(throws: ShoreChains.Fault(at: LatticePoint(x: 0, y: 5), problem: .fork)) {
            try ShoreChains(joining: fork, in: window)
        }
    }
}
