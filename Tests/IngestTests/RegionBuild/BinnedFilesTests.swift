import SpatialEngine
import Testing

@testable import Ingest

/// A world of 60-minute bins, of which only one holds data; points begin at place 100 of the file.
private func shoreFile(bin: Int, info: [Int32], points: [(UInt16, UInt16)], corner: Int32 = 0) -> BinnedShoreFile {
    var (first, count) = ([Int32](repeating: 0, count: 64800), [Int32](repeating: 0, count: 64800))
    var corners = [Int32](repeating: 0, count: 64800)
    (first[bin], count[bin], corners[bin]) = (0, Int32(info.count), corner)
    let unpacked = info.map(BinnedShoreFile.unpacked)
    var starts: [Int32] = []
    var next: Int32 = 100
    for entry in unpacked {
        starts.append(next)
        next += entry.points
    }
    return BinnedShoreFile(
        index: BinIndex(
            binMinutes: 60, firstSegment: first, segmentCount: count, firstPoint: starts,
            pointCount: unpacked.map(\.points)),
        points: BinnedPoints(start: 100, longitudes: points.map(\.0), latitudes: points.map(\.1)),
        cornerLevels: corners, level: unpacked.map(\.level), polygon: info.indices.map { Int32($0) },
        polygonArea: info.map { _ in 10 })
}

@Suite struct BinnedFilesTests {
    private let window = BinWindow(around: BoundingBox(west: -80, south: 8, east: -79, north: 9), binMinutes: 60)
    private let bin = (90 - 1 - 8) * 360 + 280

    @Test func `a segment is unpacked into its level and its lattice points`() throws {
        // Four points of level 1, closed in the bin, then three of level 2 from the south side (0) to the west side (3).
        let info: [Int32] = [4 << 9 | 1 << 6 | 4 << 3 | 4, 3 << 9 | 2 << 6 | 0 << 3 | 3]
        let points: [(UInt16, UInt16)] = [(10, 10), (20, 10), (15, 20), (10, 10), (40000, 0), (9, 9), (0, 65535)]
        let file = shoreFile(bin: bin, info: info, points: points)
        let land = try file.segments(level: 1, in: window)
        let (x, y) = (-80 * 65535, 8 * 65535)
        let expected = [(10, 10), (20, 10), (15, 20), (10, 10)].map { LatticePoint(x: x + $0, y: y + $1) }
        #expect(land.map(\.points) == [expected])
        let lake = try file.segments(level: 2, in: window)
        #expect(lake.map(\.polygon) == [1])
        #expect(lake.first?.points.last == LatticePoint(x: x, y: y + 65535))
        #expect(try file.segments(level: 3, in: window) == [])
    }

    @Test func `the lower left corner stands in the highest three bits`() throws {
        let land = shoreFile(bin: bin, info: [], points: [], corner: 1 << 9)
        #expect(try land.southWestIsLand(of: window))
        let sea = shoreFile(bin: bin, info: [], points: [], corner: 0b001_001_001)
        #expect(try !sea.southWestIsLand(of: window))
    }

    @Test func `an index outside its array is a fault, not a trap`() {
        let file = shoreFile(bin: bin, info: [9 << 9 | 1 << 6 | 4 << 3 | 4], points: [(1, 1)])
        #expect(throws: BinnedFileFault.self) { try file.segments(level: 1, in: window) }
        let lines = BinnedLineFile(
            index: BinIndex(
                binMinutes: 60, firstSegment: [Int32](repeating: 5, count: 64800),
                segmentCount: [Int32](repeating: 1, count: 64800), firstPoint: [0], pointCount: [2]),
            points: BinnedPoints(start: 0, longitudes: [0, 1], latitudes: [0, 1]), level: [1])
        #expect(throws: BinnedFileFault.self) { try lines.lines(in: window) }
        var empty = lines
        empty.index.firstSegment = []
        #expect(throws: BinnedFileFault.self) { try empty.lines(in: window) }
        #expect(throws: BinnedFileFault.self) { try empty.index.points(in: window) }
    }

    @Test func `only the run of points that the window needs is asked for`() throws {
        let info: [Int32] = [4 << 9 | 1 << 6 | 4 << 3 | 4, 3 << 9 | 2 << 6]
        let file = shoreFile(bin: bin, info: info, points: [])
        #expect(try file.index.points(in: window) == 100..<107)
        let elsewhere = BinWindow(around: BoundingBox(west: 10, south: 8, east: 11, north: 9), binMinutes: 60)
        #expect(try file.index.points(in: elsewhere) == 0..<0)
    }
}

@Suite struct BoxClippingTests {
    private let box = BoundingBox(west: 0, south: 0, east: 10, north: 5)

    private func stretches(_ pairs: (Double, Double)...) -> [[GeographicPoint]] {
        box.stretches(of: points(pairs))
    }

    private func points(_ pairs: [(Double, Double)]) -> [GeographicPoint] {
        pairs.map { GeographicPoint(longitude: $0.0, latitude: $0.1) }
    }

    @Test func `a line inside is kept whole, one outside vanishes`() {
        #expect(stretches((1, 1), (9, 4), (2, 3)) == [points([(1, 1), (9, 4), (2, 3)])])
        #expect(stretches((11, 1), (12, 4)) == [])
        #expect(stretches((-1, 4), (4, 9)) == [])
    }

    @Test func `a line that leaves and comes back gives two stretches that end on the edge`() {
        #expect(
            stretches((2, 4), (2, 6), (4, 6), (4, 1)) == [points([(2, 4), (2, 5)]), points([(4, 5), (4, 1)])])
        #expect(stretches((-5, 2.5), (15, 2.5)) == [points([(0, 2.5), (10, 2.5)])])
    }

    @Test func `a line along the edge is inside, a corner that is only touched is not`() {
        #expect(stretches((0, 0), (0, 5)) == [points([(0, 0), (0, 5)])])
        #expect(stretches((-1, 1), (1, -1)) == [])
    }

    @Test func `stretches of random lines lie inside and have the length that is inside`() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let line = points((0..<6).map { _ in (random.nextUnit() * 20 - 5, random.nextUnit() * 11 - 3) })
            let found = box.stretches(of: line)
            #expect(found.flatMap(\.self).allSatisfy(box.contains))
            #expect(found.allSatisfy { $0.count > 1 })
            // The slow way: 2,000 short pieces of each side, counted where their middle lies inside.
            var slow = 0.0
            for (a, b) in zip(line, line.dropFirst()) {
                let inside = (0..<2000).count { step in
                    let t = (Double(step) + 0.5) / 2000
                    return box.contains(
                        GeographicPoint(
                            longitude: a.longitude + t * (b.longitude - a.longitude),
                            latitude: a.latitude + t * (b.latitude - a.latitude)))
                }
                slow += Double(inside) / 2000 * length([a, b])
            }
            // At most two ends a side, each half a piece of at most 23/2000 degrees.
            #expect(abs(found.map(length).reduce(0, +) - slow) < 0.06)
        }
    }

    private func length(_ line: [GeographicPoint]) -> Double {
        zip(line, line.dropFirst()).map { a, b in
            let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
            return (dx * dx + dy * dy).squareRoot()
        }.reduce(0, +)
    }
}
