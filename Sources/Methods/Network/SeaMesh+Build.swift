internal import SpatialEngine

extension SeaMesh {
    /// Triangulates land rings (closed, land on their left) and closures within `frame`.
    init(land rings: [[LatticePoint]], closures: [[LatticePoint]], in frame: SeaFrame) throws(SeaError) {
        let margin = max(frame.east - frame.west, frame.north - frame.south) / 8 + 1000
        self.init(
            frameWest: frame.west - margin, south: frame.south - margin, east: frame.east + margin,
            north: frame.north + margin)
        // Outside the window counts as land.
        let lines =
            [(frame.ring, Ink(lift: -1))] + rings.map { ($0, Ink(lift: 1)) } + closures.map { ($0, Ink(mark: .closed)) }
        let ids = try insertAll(lines.map(\.0), frame)
        for ((_, ink), vertices) in zip(lines, ids) {
            for (a, b) in zip(vertices, vertices.dropFirst()) where a != b {
                do throws(Tangle) {
                    try drawLine(from: a, to: b, as: ink)
                } catch {
                    throw .tangledCoast(near: frame.lattice.position(of: error.place))
                }
            }
        }
    }

    /// Inserts all vertices along a space-filling curve, so that each walk is short; returns their numbers line by line.
    private mutating func insertAll(_ lines: [[LatticePoint]], _ frame: SeaFrame) throws(SeaError) -> [[Int]] {
        let curve = HilbertCurve(around: frame)
        var order: [(key: UInt64, line: Int, place: Int)] = []
        for (line, vertices) in lines.enumerated() {
            for (place, p) in vertices.enumerated() { order.append((curve.key(of: p), line, place)) }
        }
        order.sort { ($0.key, $0.line, $0.place) < ($1.key, $1.line, $1.place) }
        var ids = lines.map { [Int](repeating: 0, count: $0.count) }
        for item in order {
            let p = lines[item.line][item.place]
            guard let vertex = insert(p) else { throw .invalidPosition(frame.lattice.position(of: p)) }
            ids[item.line][item.place] = vertex
        }
        return ids
    }
}

/// Hilbert's curve over 2¹⁶ × 2¹⁶ boxes of a window.
struct HilbertCurve {
    private let west: Int64
    private let south: Int64
    private let boxesPerStep: Double

    init(around frame: SeaFrame) {
        (west, south) = (frame.west, frame.south)
        boxesPerStep = 65_535 / Double(max(frame.east - frame.west, frame.north - frame.south))
    }

    /// How far along the curve the box of `p` lies.
    func key(of p: LatticePoint) -> UInt64 {
        var x = UInt32(min(65_535, max(0, Double(p.x - west) * boxesPerStep)))
        var y = UInt32(min(65_535, max(0, Double(p.y - south) * boxesPerStep)))
        var key: UInt64 = 0
        var side: UInt32 = 32_768
        while side > 0 {
            let (right, upper) = (x & side != 0, y & side != 0)
            key += UInt64(side) * UInt64(side) * ((right ? 3 : 0) ^ (upper ? 1 : 0))
            if !upper {
                if right { (x, y) = (65_535 - x, 65_535 - y) }
                (x, y) = (y, x)
            }
            side /= 2
        }
        return key
    }
}
