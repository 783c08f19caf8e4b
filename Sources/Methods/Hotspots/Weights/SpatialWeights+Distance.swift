internal import SpatialEngine

extension SpatialWeights {
    /// More links than this would need tens of gigabytes.
    private static let greatestLinkCount = 500_000_000

    /// The `k` nearest other units of each, nearest first, ties by input order; not made symmetric.
    ///
    /// - Throws: ``HotspotError/neighbourCount(_:units:)`` unless 1 ≤ k < number of units.
    /// - Complexity: O(*n* (log *n* + *k*)) for scattered units.
    public static func nearestNeighbours(
        of units: NearestUnits, count k: Int, style: Style = .binary, threads: Int = 1
    ) throws(HotspotError) -> SpatialWeights {
        let n = units.positions.count
        guard k >= 1, k < n else { throw .neighbourCount(k, units: n) }
        try checkLinks(n * k)
        var neighbours = [Int32](repeating: 0, count: n * k)
        neighbours.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            forEachPlace(of: units, threads: threads) { place in
                let sorted = units.sortedUnits(near: place, count: k + 1)
                for unit in units.units(at: place) {
                    // All k + 1 are others only where more than k other units lie at this very place.
                    var position = Int(unit) * k
                    for other in sorted where other != unit && position < (Int(unit) + 1) * k {
                        shared.buffer[position] = other
                        position += 1
                    }
                }
            }
        }
        return SpatialWeights(starts: (0...n).map { $0 * k }, neighbours: neighbours, style: style)
    }

    /// All other units within `distance` of each (metres or the plane's unit), the limit included, in input order.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` for a negative or undefined distance,
    ///   ``HotspotError/tooManyLinks(_:)`` where the lists would not fit into memory.
    /// - Complexity: O(*n* log *n* + links).
    public static func distanceBand(
        of units: NearestUnits, within distance: Double, style: Style = .binary, threads: Int = 1
    ) throws(HotspotError) -> SpatialWeights {
        guard distance >= 0 else { throw .notPositive("the distance of a band", distance) }
        let n = units.positions.count
        var counts = [Int](repeating: 0, count: n)
        counts.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            forEachPlace(of: units, threads: threads) { place in
                let near = units.places(within: distance, of: units.position(of: place))
                let held = near.reduce(0) { $0 + units.units(at: $1).count }
                for unit in units.units(at: place) { shared.buffer[Int(unit)] = held - 1 }
            }
        }
        var starts = [0]
        starts.reserveCapacity(n + 1)
        for count in counts { starts.append(starts[starts.count - 1] + count) }
        try checkLinks(starts[n])
        let ends = starts
        var neighbours = [Int32](repeating: 0, count: starts[n])
        neighbours.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            forEachPlace(of: units, threads: threads) { place in
                let near = units.places(within: distance, of: units.position(of: place))
                let sorted = near.flatMap { units.units(at: $0) }.sorted()
                for unit in units.units(at: place) {
                    var position = ends[Int(unit)]
                    for other in sorted where other != unit {
                        shared.buffer[position] = other
                        position += 1
                    }
                }
            }
        }
        return SpatialWeights(starts: starts, neighbours: neighbours, style: style)
    }

    private static func checkLinks(_ count: Int) throws(HotspotError) {
        if count > greatestLinkCount { throw .tooManyLinks(count) }
    }

    private static func forEachPlace(of units: NearestUnits, threads: Int, _ body: @Sendable (Int32) -> Void) {
        let block = 64
        inParallel((units.placeCount + block - 1) / block, threads: threads) { item in
            for place in (item * block)..<min(units.placeCount, (item + 1) * block) { body(Int32(place)) }
        }
    }
}
