internal import SpatialEngine

/// Connected sets of the locations nearest to each (Tango and Takahashi 2005, doi:10.1186/1476-072X-4-11).
public struct FlexibleZones: Sendable {
    /// The nearest of each location, itself first.
    let nearest: [[Int]]
    /// Neighbours of each location, both ways.
    let adjacency: [[Int]]
    let measure: [Double]
    private let most: Double

    /// - Parameters:
    ///   - count: How many nearest locations a set is made of at most, the centre included (1…250); ties by number.
    ///   - adjacency: Neighbours of each location; one direction is enough.
    public init(
        about positions: Positions, count: Int, adjacency: SpatialWeights, measure: [Double], reach: ScanReach,
        threads: Int
    ) {
        var links = (0..<adjacency.count).map { Set(adjacency.neighbours(of: $0)) }
        for unit in 0..<adjacency.count {
            for other in adjacency.neighbours(of: unit) { links[other].insert(unit) }
        }
        self.adjacency = links.map { $0.sorted() }
        self.measure = measure
        most = measure.reduce(0, +) * reach.share * (1 + 1e-12)
        let most = min(count, reach.locations ?? count, positions.count)
        let index = NearestUnits(positions)
        nearest = parallelMap(Array(0..<positions.count), threads: threads) { centre in
            let limit = reach.radius.map { $0 * (1 + 1e-12) } ?? .infinity
            return [centre]
                + index.nearest(to: centre, count: most - 1).filter { positions.distance(centre, $0) <= limit }
        }
    }

    /// All sets, or those of kept locations only.
    public func zones(keeping kept: [Bool]? = nil) throws(ScanError) -> ScanZones {
        var zones = ScanZones(.connected)
        var isTooMany = false
        for centre in nearest.indices where (kept?[centre] ?? true) && measure[centre] <= most {
            let sets = ConnectedSets(nearest[centre].filter { kept?[$0] ?? true }, adjacency: adjacency)
            zones.begin(ScanZones.Family(centre: centre, start: 0))
            var sums = [0.0] + [Double](repeating: 0, count: sets.candidates.count)
            sets.forEach { place, depth in
                sums[depth] = sums[depth - 1] + measure[sets.candidates[place]]
                guard sums[depth] <= most, !isTooMany else { return false }
                zones.add(sets.candidates[place], endsZone: true, depth: depth)
                isTooMany = zones.entries.count > ScanZones.limit
                return true
            }
            guard !isTooMany else { throw .tooManyZones(limit: ScanZones.limit) }
        }
        return zones
    }

    /// The largest statistic over sets of kept locations.
    func largest(_ cases: [Double], keeping kept: [Bool], _ value: (_ cases: Double, _ measure: Double) -> Double)
        -> Double
    {
        var largest = 0.0
        for centre in nearest.indices where kept[centre] && measure[centre] <= most {
            let sets = ConnectedSets(nearest[centre].filter { kept[$0] }, adjacency: adjacency)
            var sums = [(cases: 0.0, measure: 0.0)]
            sums += sets.candidates.map { _ in (0, 0) }
            sets.forEach { place, depth in
                let location = sets.candidates[place]
                sums[depth] = (sums[depth - 1].cases + cases[location], sums[depth - 1].measure + measure[location])
                guard sums[depth].measure <= most else { return false }
                largest = max(largest, value(sums[depth].cases, sums[depth].measure))
                return true
            }
        }
        return largest
    }
}
