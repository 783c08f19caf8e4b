/// Short straight pieces on the globe, ready to be searched round a position: boxes in space, sorted along Morton's curve.
struct GeocentricTree {
    private struct Box {
        var low: SIMD3<Double>
        var high: SIMD3<Double>

        mutating func grow(_ other: Box) {
            low = pointwiseMin(low, other.low)
            high = pointwiseMax(high, other.high)
        }

        func squaredDistance(to point: SIMD3<Double>) -> Double {
            pointwiseMax(pointwiseMax(low - point, point - high), .zero).square
        }
    }

    private static let fanOut = 8
    /// What a piece of some kilometres may bulge out of the box of its ends, in metres.
    private static let bulge = 1.0

    /// The numbers of the pieces along the curve: whoever keeps them in this order finds neighbours side by side in memory.
    private(set) var order: [Int] = []
    /// Level after level, leaves first.
    private var boxes: [Box] = []
    /// Where each level begins in `boxes`; one more for the end.
    private var levels: [Int] = [0]

    init(ends: [(SIMD3<Double>, SIMD3<Double>)]) {
        let keyed = ends.enumerated().map { (key: Self.mortonKey($1.0), item: $0) }
        for (_, item) in keyed.sorted(by: { ($0.key, $0.item) < ($1.key, $1.item) }) {
            let (a, b) = ends[item]
            order.append(item)
            boxes.append(Box(low: pointwiseMin(a, b) - Self.bulge, high: pointwiseMax(a, b) + Self.bulge))
        }
        levels.append(boxes.count)
        var level = 0..<boxes.count
        while level.count > 1 {
            for first in stride(from: level.lowerBound, to: level.upperBound, by: Self.fanOut) {
                var parent = boxes[first]
                for child in first..<min(first + Self.fanOut, level.upperBound) { parent.grow(boxes[child]) }
                boxes.append(parent)
            }
            level = level.upperBound..<boxes.count
            levels.append(boxes.count)
        }
    }

    /// Puts the places in ``order`` of the pieces whose box lies within `distance` metres of a position into `found`, rising.
    func find(near point: SIMD3<Double>, within distance: Double, into found: inout [Int32]) {
        found.removeAll(keepingCapacity: true)
        guard !order.isEmpty else { return }
        let limit = distance * distance
        var open = [(level: levels.count - 2, place: 0)]
        while let (level, place) = open.popLast() {
            guard boxes[levels[level] + place].squaredDistance(to: point) <= limit else { continue }
            guard level > 0 else {
                found.append(Int32(place))
                continue
            }
            let width = levels[level] - levels[level - 1]
            let children = place * Self.fanOut..<min((place + 1) * Self.fanOut, width)
            for child in children.reversed() { open.append((level - 1, child)) }
        }
    }

    /// 21 bits of each coordinate, interleaved; cells of about 6 m.
    private static func mortonKey(_ point: SIMD3<Double>) -> UInt64 {
        func spread(_ coordinate: Double) -> UInt64 {
            var bits = UInt64(min(max((coordinate + 6.5e6) / 13e6, 0), 1) * 0x1F_FFFF)
            bits = (bits | bits << 32) & 0x001F_0000_0000_FFFF
            bits = (bits | bits << 16) & 0x001F_0000_FF00_00FF
            bits = (bits | bits << 8) & 0x100F_00F0_0F00_F00F
            bits = (bits | bits << 4) & 0x10C3_0C30_C30C_30C3
            return (bits | bits << 2) & 0x1249_2492_4924_9249
        }
        return spread(point.x) | spread(point.y) << 1 | spread(point.z) << 2
    }
}
