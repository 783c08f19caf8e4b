/// An area of land in a window, before it is cut to an extent.
struct ShorePolygon: Equatable {
    /// Closed and counter-clockwise, with land to the left.
    ///
    /// Parts of it may run along the window's edge.
    var ring: [LatticePoint]
    /// The polygons of the world file whose shores bound it, ascending.
    var sources: [Int]
}

extension BinWindow {
    /// Steps along the window's edge from the south-west corner, counter-clockwise, to `point`; nil off the edge.
    func perimeterPosition(of point: LatticePoint) -> Int? {
        let (width, height) = (east - west, north - south)
        guard (west...east).contains(point.x), (south...north).contains(point.y) else { return nil }
        if point.y == south { return point.x - west }
        if point.x == east { return width + (point.y - south) }
        if point.y == north { return width + height + (east - point.x) }
        return point.x == west ? 2 * width + height + (north - point.y) : nil
    }

    /// The corners with their places along the edge, from the south-west counter-clockwise.
    fileprivate var corners: [(position: Int, point: LatticePoint)] {
        let (width, height) = (east - west, north - south)
        return [
            (0, LatticePoint(x: west, y: south)), (width, LatticePoint(x: east, y: south)),
            (width + height, LatticePoint(x: east, y: north)), (2 * width + height, LatticePoint(x: west, y: north)),
        ]
    }

    /// Closes shores into polygons of land.
    ///
    /// Land lies to the left of a shore. Where a shore leaves the window, land goes on along the window's edge,
    /// counter-clockwise, until the next shore comes in; corners passed on the way become vertices. A window that no
    /// shore crosses is all land or all sea.
    ///
    /// - Parameter cornerIsLand: Whether the south-west corner lies on land; used only when no shore crosses the edge.
    /// - Complexity: O(*n* + *k*²) for *n* points and *k* open shores.
    func polygons(closing chains: ShoreChains, cornerIsLand: Bool) -> [ShorePolygon] {
        var result = chains.rings.map { ShorePolygon(ring: $0.points, sources: [$0.polygon]) }
        if chains.open.isEmpty, cornerIsLand {
            result.append(ShorePolygon(ring: corners.map(\.point) + [corners[0].point], sources: []))
        }
        let entries = chains.open.map { $0.points.first.flatMap(perimeterPosition) ?? 0 }
        var used = [Bool](repeating: false, count: chains.open.count)
        for start in chains.open.indices where !used[start] {
            var ring: [LatticePoint] = []
            var sources = Set<Int>()
            var current = start
            while !used[current] {
                used[current] = true
                ring += chains.open[current].points
                sources.insert(chains.open[current].polygon)
                let exit = chains.open[current].points.last.flatMap(perimeterPosition) ?? 0
                let (next, distance) = nextEntry(after: exit, among: entries)
                ring += cornersPassed(from: exit, distance: distance)
                current = next
            }
            ring.append(ring[0])
            result.append(ShorePolygon(ring: ring, sources: sources.sorted()))
        }
        return result
    }

    private var perimeter: Int { 2 * (east - west) + 2 * (north - south) }

    private func ahead(_ position: Int, of start: Int) -> Int {
        (position - start) >= 0 ? position - start : position - start + perimeter
    }

    private func nextEntry(after exit: Int, among entries: [Int]) -> (index: Int, distance: Int) {
        var best = (index: 0, distance: Int.max)
        for (index, entry) in entries.enumerated() where ahead(entry, of: exit) < best.distance {
            best = (index, ahead(entry, of: exit))
        }
        return best
    }

    private func cornersPassed(from exit: Int, distance: Int) -> [LatticePoint] {
        corners.map { (ahead($0.position, of: exit), $0.point) }.filter { $0.0 > 0 && $0.0 < distance }
            .sorted { $0.0 < $1.0 }.map(\.1)
    }
}
