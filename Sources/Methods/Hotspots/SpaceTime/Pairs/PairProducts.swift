internal import SpatialEngine

/// Sums over pairs of events of distance, time and, for the dates as they are and for each shuffle, their product.
struct PairProducts: Sendable {
    /// The sums over some pairs.
    struct Sums: Sendable {
        var pairs = 0.0
        var (space, spaceSquares) = (0.0, 0.0)
        var (time, timeSquares) = (0.0, 0.0)
        /// For the dates as they are, then for each shuffle.
        var products: [Double]

        init(count: Int) { products = [Double](repeating: 0, count: count) }

        /// The sum of parts, in their order.
        init(_ parts: [Sums]) {
            self.init(count: parts.first?.products.count ?? 0)
            for part in parts {
                pairs += part.pairs
                (space, spaceSquares) = (space + part.space, spaceSquares + part.spaceSquares)
                (time, timeSquares) = (time + part.time, timeSquares + part.timeSquares)
                for i in products.indices { products[i] += part.products[i] }
            }
        }

        /// √(Σ(x − x̄)² Σ(y − ȳ)²).
        func spread() throws(HotspotError) -> Double {
            let x = spaceSquares - space * space / pairs
            let y = timeSquares - time * time / pairs
            // Below the rounding of the sums nothing varies.
            guard x > 1e-13 * spaceSquares, y > 1e-13 * timeSquares else { throw .constantValue }
            return x.squareRoot() * y.squareRoot()
        }
    }

    private let positions: Positions
    private let space: Mantel.Transform
    private let lags: TimeLags
    /// The rank of each event's date: as they are, then shuffled, event by event.
    private let orders: [Int32]
    /// Subtracted from transformed distances, so that sums of products keep their digits.
    private let reference: Double

    init(
        _ positions: Positions, _ space: Mantel.Transform, lags: TimeLags, permutations: Int, random: SplitMix64
    ) {
        var orders = lags.ranks
        orders.reserveCapacity((permutations + 1) * lags.ranks.count)
        for shuffle in 0..<permutations {
            var (ranks, stream) = (lags.ranks, random.stream(UInt64(shuffle)))
            ranks.shuffle(using: &stream)
            orders += ranks
        }
        (self.positions, self.space, self.lags, self.orders) = (positions, space, lags, orders)
        let some = (1..<max(1, positions.count)).map { space(positions.distance(0, $0)) }
        let mean = some.isEmpty ? 0 : some.reduce(0, +) / Double(some.count)
        reference = mean.isFinite ? mean : 0
    }

    /// The sums over the pairs whose first event is number `part`, or any multiple of `parts` later.
    func sums(ofPart part: Int, of parts: Int) -> Sums {
        let n = positions.count
        var sums = Sums(count: n > 0 ? orders.count / n : 1)
        var distances = [Double](repeating: 0, count: n)
        for unit in stride(from: part, to: n, by: parts) {
            for other in (unit + 1)..<max(n, unit + 1) {
                let distance = space(positions.distance(unit, other)) - reference
                let lag = lags.lag(Int(orders[unit]), Int(orders[other]))
                distances[other] = distance
                sums.pairs += 1
                sums.space += distance
                sums.spaceSquares += distance * distance
                sums.time += lag
                sums.timeSquares += lag * lag
            }
            addProducts(of: unit, distances, to: &sums.products)
        }
        return sums
    }

    private func addProducts(of unit: Int, _ distances: [Double], to products: inout [Double]) {
        let n = positions.count
        orders.withUnsafeBufferPointer { orders in
            distances.withUnsafeBufferPointer { distances in
                for shuffle in products.indices {
                    let ranks = UnsafeBufferPointer(rebasing: orders[(shuffle * n)..<((shuffle + 1) * n)])
                    products[shuffle] += product(of: unit, ranks, distances)
                }
            }
        }
    }

    /// Σ distance · time from one event to all later ones.
    private func product(
        of unit: Int, _ ranks: UnsafeBufferPointer<Int32>, _ distances: UnsafeBufferPointer<Double>
    ) -> Double {
        let (n, own) = (ranks.count, Int(ranks[unit]))
        guard let table = lags.table else {
            return (unit + 1..<n).reduce(0) { $0 + distances[$1] * lags.lag(own, Int(ranks[$1])) }
        }
        let width = lags.dates.count
        return table.withUnsafeBufferPointer { table in
            let row = UnsafeBufferPointer(rebasing: table[(own * width)..<((own + 1) * width)])
            // Four sums side by side do not wait for each other.
            var (sum, at) = (SIMD4<Double>.zero, unit + 1)
            while at + 4 <= n {
                let times = SIMD4(
                    row[Int(ranks[at])], row[Int(ranks[at + 1])], row[Int(ranks[at + 2])], row[Int(ranks[at + 3])])
                sum += SIMD4(distances[at], distances[at + 1], distances[at + 2], distances[at + 3]) * times
                at += 4
            }
            var rest = 0.0
            while at < n {
                rest += distances[at] * row[Int(ranks[at])]
                at += 1
            }
            return sum.sum() + rest
        }
    }

    /// The first event whose transformed distance or time to another is not finite.
    func firstUndefined() -> Int {
        let n = positions.count
        return (0..<n).first { unit in
            (0..<n).contains { other in
                other != unit
                    && !(space(positions.distance(unit, other)) * lags.lag(Int(orders[unit]), Int(orders[other])))
                        .isFinite
            }
        } ?? 0
    }
}
