/// The sums over all links on which the variances of global statistics hang.
public struct LinkMoments: Hashable, Sendable {
    /// Σw.
    public let s0: Double
    /// ½Σ(wᵢⱼ + wⱼᵢ)².
    public let s1: Double
    /// Σᵢ(Σⱼwᵢⱼ + Σⱼwⱼᵢ)².
    public let s2: Double

    /// Sums of scaled weights.
    ///
    /// - Complexity: O(links · log of the greatest number of neighbours).
    public init(_ weights: SpatialWeights) {
        var (s0, squares, products) = (0.0, 0.0, 0.0)
        var (rows, columns) = (
            [Double](repeating: 0, count: weights.count), [Double](repeating: 0, count: weights.count)
        )
        let scales = (0..<weights.count).map { weights.scale(of: $0) }
        let sorted = weights.sortedByNeighbour()
        for unit in 0..<weights.count {
            for position in sorted.starts[unit]..<sorted.starts[unit + 1] {
                let other = Int(sorted.neighbours[position])
                let weight = sorted.rawWeight(position) * scales[unit]
                s0 += weight
                squares += weight * weight
                rows[unit] += weight
                columns[other] += weight
                if let back = sorted.position(of: unit, in: other) {
                    products += weight * sorted.rawWeight(back) * scales[other]
                }
            }
        }
        self.s0 = s0
        s1 = squares + products
        s2 = rows.indices.reduce(0) { $0 + (rows[$1] + columns[$1]) * (rows[$1] + columns[$1]) }
    }
}

extension SpatialWeights {
    /// The same with each unit's neighbours rising.
    fileprivate func sortedByNeighbour() -> SpatialWeights {
        var (order, sorted) = ([Int32](), weights.map { _ in [Double]() })
        order.reserveCapacity(neighbours.count)
        for unit in 0..<count {
            let places = (starts[unit]..<starts[unit + 1]).sorted { neighbours[$0] < neighbours[$1] }
            order += places.map { neighbours[$0] }
            if let weights { sorted?.append(contentsOf: places.map { weights[$0] }) }
        }
        return SpatialWeights(starts: starts, neighbours: order, weights: sorted, style: style)
    }

    /// Where `unit` stands among the rising neighbours of `other`.
    fileprivate func position(of unit: Int, in other: Int) -> Int? {
        var (low, high) = (starts[other], starts[other + 1])
        while low < high {
            let middle = (low + high) / 2
            if Int(neighbours[middle]) < unit { low = middle + 1 } else { high = middle }
        }
        return low < starts[other + 1] && Int(neighbours[low]) == unit ? low : nil
    }
}

/// Expectation and variance of Γ = Σ wᵢⱼ yᵢⱼ over all orders of the values, for a y that is symmetric in its two units.
///
/// Mantel's approach: E Γ² = S₁ E y₁₂² + (S₂ − 2S₁) E y₁₂y₁₃ + (S₀² + S₁ − S₂) E y₁₂y₃₄ (Cliff and Ord 1981, ch. 2).
struct PairMoments {
    /// E y₁₂ of two different units.
    var mean: Double
    /// E y₁₂².
    var square: Double
    /// E y₁₂ y₁₃.
    var chained: Double
    /// E y₁₂ y₃₄.
    var apart: Double

    func expectation(_ links: LinkMoments) -> Double { links.s0 * mean }

    func variance(_ links: LinkMoments) -> Double {
        let (s0, s1, s2) = (links.s0, links.s1, links.s2)
        let second = s1 * square + (s2 - 2 * s1) * chained + (s0 * s0 + s1 - s2) * apart
        return second - s0 * mean * s0 * mean
    }
}
