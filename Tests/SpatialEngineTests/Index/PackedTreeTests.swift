import SpatialEngine
import TestSupport
import Testing

@Suite struct PackedTreeTests {
    func unit(_ random: inout SplitMix64) -> Double { Double(random.next() >> 11) / Double(1 << 53) }

    @Test(arguments: [0, 1, 2, 15, 16, 17, 256, 257, 1000])
    func `a search finds exactly the boxes that a scan finds`(_ count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let boxes = (0..<count).map { _ in
            let (x, y) = (unit(&random) * 10, unit(&random) * 5)
            return BoundingBox(west: x, south: y, east: x + unit(&random) * 0.3, north: y + unit(&random) * 0.3)
        }
        let tree = PackedTree(boxes: boxes)
        #expect(tree.count == count)
        for _ in 0..<50 {
            let (x, y) = (unit(&random) * 10, unit(&random) * 5)
            let sought = BoundingBox(west: x, south: y, east: x + 1, north: y + 0.5)
            let scanned = boxes.indices.filter {
                boxes[$0].west <= sought.east && boxes[$0].east >= sought.west
                    && boxes[$0].south <= sought.north && boxes[$0].north >= sought.south
            }
            #expect(tree.ids(touching: sought) == scanned)
        }
    }

    @Test func `a box across the antimeridian is searched on both sides`() {
        let tree = PackedTree(boxes: [-179.5, 0, 179.5].map { BoundingBox(west: $0, south: 0, east: $0, north: 0) })
        #expect(tree.ids(touching: BoundingBox(west: 179, south: -1, east: -179, north: 1)) == [0, 2])
    }

    @Test func `the nearest of many segments is the one that a scan finds`() throws {
        var random = SplitMix64(seed: 99)
        for latitude in [0.0, 8, 55] {
            var paths: [[GeographicPoint]] = []
            for _ in 0..<120 {
                let start = spot(unit(&random) * 2 - 78, latitude + unit(&random) * 2)
                paths.append([
                    start, spot(start.longitude + unit(&random) * 0.1, start.latitude + unit(&random) * 0.1),
                ])
            }
            let tree = SegmentTree(paths: paths)
            for _ in 0..<12 {
                let from = spot(unit(&random) * 2 - 78, latitude + unit(&random) * 2)
                let found = try #require(tree.nearest(to: from))
                var least = Double.infinity
                for path in paths {
                    for i in 0...100 {
                        let t = Double(i) / 100
                        let place = spot(
                            path[0].longitude + t * (path[1].longitude - path[0].longitude),
                            path[0].latitude + t * (path[1].latitude - path[0].latitude))
                        least = min(least, Geodesic.distance(from, place).value)
                    }
                }
                // The scan looks every 160 m at most, so it overstates a distance of h by at most 80²/2h.
                #expect(found.distance.value <= least + 1e-3 && found.distance.value >= least - 3200 / max(40, least))
            }
        }
    }

    @Test func `no segment lies within a limit that is too small`() {
        let tree = SegmentTree([line((0, 0), (1, 0))])
        #expect(tree.nearest(to: spot(0.5, 1), within: Metres(100_000)) == nil)
        #expect(tree.nearest(to: spot(0.5, 1), within: Metres(111_000))?.segment == 0)
        #expect(SegmentTree([]).nearest(to: spot(0, 0)) == nil)
    }
}
