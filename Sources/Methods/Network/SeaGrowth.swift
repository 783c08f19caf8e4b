internal import Glibc
internal import SpatialEngine

/// Grows land rings into the water.
///
/// The grown ring runs along the land, moved out by the distance, with blunt corners that enclose the round ones. Seen as
/// a sum of outlines it is the land plus one strip along every edge plus a cap at every outward bend, all counter-clockwise;
/// so the land rings counted round a point are above 0 exactly within the grown land, however often the line crosses itself.
struct SeaGrowth {
    let metres: Double
    /// How far thinning may move the line, as a share of the distance.
    private static let thinningShare = 1.0 / 6

    let lattice: SeaLattice

    init(by clearance: Metres, on lattice: SeaLattice = .globe) {
        metres = clearance.value
        self.lattice = lattice
    }

    /// A closed ring with the grown land on its left.
    func grown(_ ring: [LatticePoint], isHole: Bool) -> [LatticePoint] {
        let open = Self.landOnLeft(ring, isHole: isHole)
        guard metres > 0 else { return open + open.prefix(1) }
        guard open.count > 1 else { return [] }
        let thin = thinned(open)
        guard thin.count > 1 else { return [] }
        var result: [LatticePoint] = []
        for i in thin.indices {
            let before = thin[(i + thin.count - 1) % thin.count]
            append(corner: thin[i], after: before, before: thin[(i + 1) % thin.count], to: &result)
        }
        return result + result.prefix(1)
    }

    /// The grown line round one vertex.
    private func append(
        corner v: LatticePoint, after a: LatticePoint, before b: LatticePoint, to line: inout [LatticePoint]
    ) {
        let scale = lattice.scale(at: v)
        // Some steps more, for what rounding may take from a clearance of centimetres.
        let distance = max(metres * (1 + Self.thinningShare), metres + 4 * scale.northMetres)
        let (pa, pb) = (scale.place(of: a), scale.place(of: b))
        let (inLength, outLength) = (hypot(pa.x, pa.y), hypot(pb.x, pb.y))
        let (ux, uy) = (-pa.x / inLength, -pa.y / inLength)
        let (wx, wy) = (pb.x / outLength, pb.y / outLength)
        func add(_ x: Double, _ y: Double) {
            line.append(
                LatticePoint(
                    x: v.x + Int64((x / scale.eastMetres).rounded()),
                    y: v.y + Int64((y / scale.northMetres).rounded())))
        }
        // Outward is to the right of the way along the ring.
        let (turnSine, turnCosine) = (ux * wy - uy * wx, ux * wx + uy * wy)
        if turnSine < 0 && turnCosine > -1 + 1e-9 {
            // A bend into the land: by way of the vertex itself, so that both strips stay whole.
            add(distance * uy, -distance * ux)
            line.append(v)
            add(distance * wy, -distance * wx)
        } else if turnCosine > 0 {
            let k = distance / (1 + turnCosine)
            add(k * (uy + wy), -k * (ux + wx))
        } else {
            // A sharp bend or a spike: a blunt end of two corners.
            let reach = distance * tan(atan2(abs(turnSine), turnCosine) / 4)
            add(distance * uy + reach * ux, -distance * ux + reach * uy)
            add(distance * wy - reach * wx, -distance * wx - reach * wy)
        }
    }

    // MARK: - Thinning

    /// The ring with fewer vertices, moved by at most a share of the distance (Douglas and Peucker 1973,
    /// doi:10.3138/FM57-6770-U75U-7727).
    private func thinned(_ ring: [LatticePoint]) -> [LatticePoint] {
        let scale = lattice.scale(at: ring[0])
        let places = ring.map { scale.place(of: $0) } + [scale.place(of: ring[0])]
        var farthest = 0
        for i in ring.indices where hypot(places[i].x, places[i].y) > hypot(places[farthest].x, places[farthest].y) {
            farthest = i
        }
        var keep = [Bool](repeating: false, count: places.count)
        (keep[0], keep[farthest], keep[ring.count]) = (true, true, true)
        var stack = [(0, farthest), (farthest, ring.count)]
        while let (first, last) = stack.popLast() {
            guard let (index, distance) = Self.farthest(in: places, between: first, and: last),
                distance > metres * Self.thinningShare
            else { continue }
            keep[index] = true
            stack.append((first, index))
            stack.append((index, last))
        }
        var result: [LatticePoint] = []
        for i in ring.indices where keep[i] && ring[i] != result.last { result.append(ring[i]) }
        return result
    }

    /// The place farthest from the segment between two others of the chain.
    private static func farthest(
        in places: [SeaSearch.Place], between first: Int, and last: Int
    ) -> (index: Int, distance: Double)? {
        guard last - first > 1 else { return nil }
        let (a, b) = (places[first], places[last])
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        var best = (index: first, distance: -1.0)
        for i in first + 1..<last {
            let (px, py) = (places[i].x - a.x, places[i].y - a.y)
            let t = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
            let distance = hypot(px - t * dx, py - t * dy)
            if distance > best.distance { best = (i, distance) }
        }
        return best
    }
}
