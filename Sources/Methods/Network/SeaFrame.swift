internal import SpatialEngine

/// The window of a chart on the lattice.
struct SeaFrame {
    let west: Int64
    let south: Int64
    let east: Int64
    let north: Int64

    let lattice: SeaLattice

    init(_ extent: BoundingBox, in space: SeaSpace = .globe) throws(SeaError) {
        if let reason = Self.fault(of: extent, in: space) { throw .unusableExtent(extent, reason: reason) }
        lattice = SeaLattice(space, over: extent)
        guard
            let low = lattice.point(near: GeographicPoint(longitude: extent.west, latitude: extent.south)),
            let high = lattice.point(near: GeographicPoint(longitude: extent.east, latitude: extent.north)),
            low.x < high.x, low.y < high.y
        else {
            let step = space == .globe ? "1e-7 degrees" : "doubles of this size can tell apart"
            throw .unusableExtent(extent, reason: "the window is smaller than \(step)")
        }
        (west, south, east, north) = (low.x, low.y, high.x, high.y)
    }

    /// Why a window cannot be charted, or nil.
    private static func fault(of extent: BoundingBox, in space: SeaSpace) -> String? {
        let isFinite = [extent.west, extent.south, extent.east, extent.north].allSatisfy(\.isFinite)
        if space == .globe {
            guard isFinite, abs(extent.south) <= 90, abs(extent.north) <= 90 else {
                return "give finite degrees, latitudes within −90…90"
            }
            guard extent.west < extent.east else {
                return
                    "west must be less than east; a window across the antimeridian is not charted, shift longitudes"
            }
            guard extent.east - extent.west <= 90, extent.north - extent.south <= 90, abs(extent.west) <= 400 else {
                return "a window may span 90 degrees at most; chart a part"
            }
        }
        guard isFinite, (extent.east - extent.west).isFinite, (extent.north - extent.south).isFinite else {
            return "give finite metres"
        }
        guard extent.west < extent.east else { return "west must be less than east" }
        return extent.south < extent.north ? nil : "south must be less than north"
    }

    /// The lattice positions next to `points`, and whether all of these lie exactly on the lattice.
    func rounded(_ points: [GeographicPoint]) throws(SeaError) -> (points: [LatticePoint], isExact: Bool) {
        var result: [LatticePoint] = []
        var isExact = true
        result.reserveCapacity(points.count)
        for p in points {
            guard lattice.space.isPosition(p), lattice.space == .plane || abs(p.longitude) <= 720,
                let point = lattice.point(near: p)
            else { throw .invalidPosition(p) }
            isExact = isExact && lattice.position(of: point) == p
            result.append(point)
        }
        return (result, isExact)
    }

    /// Whether clipping the closed ring to the window moves any of it: a slanted edge meets the border between two steps.
    func rounds(_ ring: [LatticePoint]) -> Bool {
        zip(ring, ring.dropFirst()).contains { a, b in
            a.x != b.x && a.y != b.y && !(contains(a) && contains(b))
        }
    }

    /// The window's border, closed.
    var ring: [LatticePoint] {
        [
            LatticePoint(x: west, y: south), LatticePoint(x: east, y: south), LatticePoint(x: east, y: north),
            LatticePoint(x: west, y: north), LatticePoint(x: west, y: south),
        ]
    }

    /// The part of a closed ring within the window (Sutherland and Hodgman 1974, doi:10.1145/360767.360802).
    ///
    /// Pieces along the border may run forth and back; they cancel where land rings are counted.
    func clipped(_ ring: [LatticePoint]) -> [LatticePoint] {
        var open = ring
        if open.count > 1, open.first == open.last { open.removeLast() }
        guard !open.allSatisfy(contains) else { return open + open.prefix(1) }
        open = Self.clip(open, keep: { $0.x >= west }, at: { Self.atX(west, $0, $1) })
        open = Self.clip(open, keep: { $0.x <= east }, at: { Self.atX(east, $0, $1) })
        open = Self.clip(open, keep: { $0.y >= south }, at: { Self.atY(south, $0, $1) })
        open = Self.clip(open, keep: { $0.y <= north }, at: { Self.atY(north, $0, $1) })
        return open + open.prefix(1)
    }

    /// The part of a closure's segment within the window, or nil.
    func clipped(_ a: LatticePoint, _ b: LatticePoint) -> (LatticePoint, LatticePoint)? {
        // A segment is a ring that runs forth and back.
        let inside = clipped([a, b])
        guard let first = inside.first, let far = inside.max(by: { Self.span(first, $0) < Self.span(first, $1) }),
            first != far
        else { return nil }
        return (first, far)
    }

    private static func span(_ a: LatticePoint, _ b: LatticePoint) -> Int64 { abs(a.x - b.x) + abs(a.y - b.y) }

    private func contains(_ p: LatticePoint) -> Bool { p.x >= west && p.x <= east && p.y >= south && p.y <= north }

    private static func clip(
        _ ring: [LatticePoint], keep: (LatticePoint) -> Bool, at border: (LatticePoint, LatticePoint) -> LatticePoint
    ) -> [LatticePoint] {
        guard var before = ring.last else { return [] }
        var result: [LatticePoint] = []
        for p in ring {
            if keep(p) != keep(before) { result.append(border(before, p)) }
            if keep(p) { result.append(p) }
            before = p
        }
        return result
    }

    private static func atX(_ x: Int64, _ a: LatticePoint, _ b: LatticePoint) -> LatticePoint {
        let t = Double(x - a.x) / Double(b.x - a.x)
        return LatticePoint(x: x, y: a.y + Int64((t * Double(b.y - a.y)).rounded()))
    }

    private static func atY(_ y: Int64, _ a: LatticePoint, _ b: LatticePoint) -> LatticePoint {
        let t = Double(y - a.y) / Double(b.y - a.y)
        return LatticePoint(x: a.x + Int64((t * Double(b.x - a.x)).rounded()), y: y)
    }
}
