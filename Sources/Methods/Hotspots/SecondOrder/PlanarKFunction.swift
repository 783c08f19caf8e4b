import Glibc
import SpatialEngine

/// How many further events lie near an event, against how many would by chance: Ripley's K.
public enum KFunction {
    /// What makes up for neighbours outside the window, or the network's shape.
    public enum EdgeCorrection: String, CaseIterable, Sendable {
        /// Each pair counts 1.
        case none
        /// A pair counts 1 over the share of the circle round one event through the other that lies in the window.
        case isotropic
        /// A pair counts area(W)/area(W ∩ W shifted by the step between the two).
        case translation
    }

    /// When events happened, and how the period's ends are made up for.
    public struct Times: Sendable {
        /// One an event.
        public var values: [Double]
        /// The bands' ends.
        public var limits: [Double]
        /// The period in which events could have been seen.
        public var period: ClosedRange<Double>

        /// Times with the limits to count up to.
        public init(values: [Double], limits: [Double], period: ClosedRange<Double>) {
            (self.values, self.limits, self.period) = (values, limits, period)
        }

        /// What a pair counts for.
        ///
        /// 1; 1 over the share of {t − u, t + u} in the period (Diggle et al. 1995, doi:10.1177/096228029500400203); or
        /// T/(T − u).
        func weight(of i: Int, _ j: Int, _ edge: EdgeCorrection) -> Double {
            let step = abs(values[i] - values[j])
            let length = period.upperBound - period.lowerBound
            switch edge {
            case .none: return 1
            case .isotropic:
                let ends = [values[i] - step, values[i] + step].count { period.contains($0) }
                return step == 0 ? 1 : 2 / Double(max(1, ends))
            case .translation: return length > step ? length / (length - step) : 0
            }
        }
    }

    /// A table of K: rows by distance, columns by time limit (one if there is none).
    public typealias Table = [[Double]]

    /// K(r) = A/(n(n − 1)) Σ_{i≠j} e_ij [d_ij ≤ r]; with times K(r, t) = A T/(n(n − 1)) Σ e_ij v_ij [d_ij ≤ r][|Δt| ≤ t].
    ///
    /// Events outside the window take no part. The isotropic and the translation correction (Ohser 1983) are exact for a
    /// box and for polygons; they need a plane. A circle of which nothing lies in the window counts 1.
    /// - Parameter distances: In any order, not negative.
    /// - Returns: NaN for fewer than two events.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)`` for times that do not match.
    /// - Complexity: O(pairs within the largest distance × (1 + sides near)); translation on polygons: an overlay a pair.
    public static func planar(
        _ positions: Positions, window: StudyWindow, distances: [Double], edge: EdgeCorrection, times: Times? = nil,
        threads: Int
    ) throws(HotspotError) -> Table {
        if let times, times.values.count != positions.count {
            throw .countMismatch(expected: positions.count, found: times.values.count)
        }
        let inside = positions.points.indices.filter { window.contains(positions.points[$0]) }
        let points = inside.map { positions.points[$0] }
        let longest = distances.max() ?? 0
        let nearby = NearbyPoints(points, ground: GroundDistance(positions.metric, scale: .infinity))
        let counts = try parallelMap(Array(points.indices), threads: threads) { i throws(HotspotError) -> Cumulation in
            var cumulation = Cumulation(distances, times?.limits ?? [])
            var neighbours: [(event: Int, distance: Double)] = []
            nearby.visit(near: points[i], reach: longest * (1 + 1e-9)) { j, squared in
                if j != i { neighbours.append((j, squared.squareRoot())) }
            }
            let context = TopologyContext()
            for (j, distance) in neighbours {
                let step = times.map { abs($0.values[inside[i]] - $0.values[inside[j]]) } ?? 0
                guard cumulation.isWanted(distance, step) else { continue }
                var weight = times?.weight(of: inside[i], inside[j], edge) ?? 1
                switch edge {
                case .none: break
                case .isotropic: weight /= window.circleShare(round: points[i], radius: distance)
                case .translation:
                    let common = try window.commonArea(
                        shiftedBy: points[j].x - points[i].x, points[j].y - points[i].y, in: context)
                    weight = common > 0 ? weight * window.area / common : 0
                }
                cumulation.add(distance, step, weight)
            }
            return cumulation
        }
        let n = Double(points.count)
        let duration = times.map { $0.period.upperBound - $0.period.lowerBound } ?? 1
        return Cumulation.table(counts, distances, times?.limits ?? [], scale: window.area * duration / (n * (n - 1)))
    }
}

/// Weights of pairs, sorted by the first limit that holds them.
struct Cumulation: Sendable {
    private let distances, times: [Double]
    private var sums: [Double]

    init(_ distances: [Double], _ times: [Double]) {
        self.distances = distances.sorted()
        self.times = times.sorted()
        sums = [Double](repeating: 0, count: distances.count * max(1, times.count))
    }

    private func cell(_ distance: Double, _ step: Double) -> Int? {
        guard let row = distances.firstIndex(where: { distance <= $0 }) else { return nil }
        guard !times.isEmpty else { return row }
        guard let column = times.firstIndex(where: { step <= $0 }) else { return nil }
        return row * times.count + column
    }

    func isWanted(_ distance: Double, _ step: Double) -> Bool { cell(distance, step) != nil }

    mutating func add(_ distance: Double, _ step: Double, _ weight: Double) {
        if let cell = cell(distance, step) { sums[cell] += weight }
    }

    /// The sums up to each pair of limits, in the order in which the limits were given.
    static func table(_ parts: [Cumulation], _ distances: [Double], _ times: [Double], scale: Double) -> [[Double]] {
        let (rows, columns) = (distances.sorted(), times.isEmpty ? [0] : times.sorted())
        var sums = [Double](repeating: 0, count: rows.count * columns.count)
        for part in parts { for (i, sum) in part.sums.enumerated() { sums[i] += sum } }
        for row in rows.indices {
            for column in columns.indices {
                let at = row * columns.count + column
                if row > 0 { sums[at] += sums[at - columns.count] }
                if column > 0 { sums[at] += sums[at - 1] }
                if row > 0, column > 0 { sums[at] -= sums[at - columns.count - 1] }
            }
        }
        return distances.map { distance in
            let row = rows.firstIndex(of: distance) ?? 0
            return (times.isEmpty ? [0] : times).map { time in
                scale * sums[row * columns.count + (columns.firstIndex(of: time) ?? 0)]
            }
        }
    }
}
