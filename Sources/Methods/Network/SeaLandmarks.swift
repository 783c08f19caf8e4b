/// Distances from some far-off corners to all, by which a search knows how far its target still is
/// (Goldberg and Harrelson 2005, doi:10.5555/1070432.1070455).
struct SeaLandmarks: Sendable, Equatable {
    /// How many corners are landmarks.
    static let count = 32
    /// Four vectors a corner: its distance from each landmark in metres, infinite where no way leads.
    var lengths: [SIMD8<Float>]

    /// What rounding to single precision may add to a difference of two distances.
    private let slack: Double

    init(lengths: [SIMD8<Float>]) {
        self.lengths = lengths
        var longest = Float(0)
        for vector in lengths {
            for k in 0..<8 where vector[k].isFinite { longest = max(longest, vector[k]) }
        }
        slack = 4e-7 * Double(longest)
    }

    /// Each next landmark is the corner farthest from all before, in the water with the most corners.
    init(of graph: SeaCornerGraph, body: (Int) -> Int32) {
        let count = graph.corners.count
        var lengths = [SIMD8<Float>](repeating: SIMD8(repeating: .infinity), count: 4 * count)
        var search = SeaCornerSearch()
        // A corner that the graph does not join to the others is no landmark.
        var nearest = Self.first(in: count, body).map { search.lengths(from: $0, in: graph) } ?? []
        for c in nearest.indices where !nearest[c].isFinite { nearest[c] = -1 }
        for k in 0..<Self.count {
            guard let landmark = nearest.indices.max(by: { nearest[$0] < nearest[$1] }), nearest[landmark] > 0 else {
                break
            }
            let found = search.lengths(from: landmark, in: graph)
            for c in 0..<count {
                lengths[4 * c + k / 8][k % 8] = Float(found[c])
                nearest[c] = k == 0 && found[c].isFinite ? found[c] : min(nearest[c], found[c])
            }
        }
        self.init(lengths: lengths)
    }

    /// The first corner of the water with the most corners.
    private static func first(in count: Int, _ body: (Int) -> Int32) -> Int? {
        var sizes: [Int32: Int] = [:]
        for c in 0..<count { sizes[body(c), default: 0] += 1 }
        let largest = sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return (0..<count).first { body($0) == largest }
    }

    /// What a search for one target asks again and again.
    struct Target {
        /// Per landmark no more than its distance to the target less the length so far.
        fileprivate var behind = [SIMD8<Float>](repeating: SIMD8(repeating: .infinity), count: 4)
        fileprivate var ahead = [SIMD8<Float>](repeating: SIMD8(repeating: -.infinity), count: 4)

        /// Takes account of a corner from which the target is seen.
        mutating func include(_ corner: Int, length: Double, of landmarks: SeaLandmarks) {
            let length = SIMD8(repeating: Float(length))
            for i in 0..<4 {
                let known = landmarks.lengths[4 * corner + i]
                behind[i] = pointwiseMin(behind[i], known + length)
                ahead[i] = pointwiseMax(ahead[i], known - length)
            }
        }
    }

    /// No more than the way from a corner to the target.
    @inline(__always)
    func bound(from corner: Int, to target: Target) -> Double {
        var best = SIMD8<Float>(repeating: 0)
        for i in 0..<4 {
            let known = lengths[4 * corner + i]
            // Infinity less infinity is no number, which a maximum leaves out.
            best = pointwiseMax(best, target.behind[i] - known)
            best = pointwiseMax(best, known - target.ahead[i])
        }
        let most = best.max()
        return most.isFinite ? max(0, Double(most) - slack) : 0
    }
}
