import SpatialEngine

extension MetoceanGrid {
    /// The mean over some of the times, which holds always: heights, periods, speeds and parts by their arithmetic means,
    /// directions by the sum of their unit vectors.
    ///
    /// - Returns: nil when none of the times is wanted.
    public func mean(of isWanted: (Double) -> Bool) -> MetoceanGrid? {
        let levels = times.indices.filter { isWanted(times[$0]) }
        guard !levels.isEmpty else { return nil }
        let size = lattice.count * quantity.lanes
        var sums = [Double](repeating: 0, count: size)
        var counts = [Int](repeating: 0, count: size)
        for level in levels {
            for i in 0..<size where !values[level * size + i].isNaN {
                sums[i] += values[level * size + i]
                counts[i] += 1
            }
        }
        for i in 0..<size { sums[i] = counts[i] > 0 ? sums[i] / Double(counts[i]) : .nan }
        return try? MetoceanGrid(
            quantity, x: lattice.x.positions, y: lattice.y.positions, isPlanar: lattice.isPlanar, gapRadius: gapRadius,
            values: sums)
    }

    /// With the nearest value of the same time, within the gap radius, at each point that had none; such points then count as
    /// known.
    public func filled() -> MetoceanGrid {
        let lanes = quantity.lanes
        var values = Array(values.prefix(lattice.count * lanes * max(1, times.count)))
        for (level, mask) in masks.enumerated() {
            for node in 0..<lattice.count where !known[mask][node] {
                let place = lattice.place(node)
                guard let near = known[mask].nearest(to: place, on: lattice, within: gapRadius.value) else { continue }
                let (to, from) = ((level * lattice.count + node) * lanes, (level * lattice.count + near) * lanes)
                for lane in 0..<lanes { values[to + lane] = values[from + lane] }
            }
        }
        let filled = try? MetoceanGrid(
            quantity, x: lattice.x.positions, y: lattice.y.positions, times: times, isPlanar: lattice.isPlanar,
            gapRadius: gapRadius, values: values)
        return filled ?? self
    }

    /// Whether positions make a grid.
    ///
    /// - Throws: ``SeaStateError/irregularGrid(_:)``.
    public static func checkAxes(x: [Double], y: [Double], isPlanar: Bool) throws(SeaStateError) {
        _ = try MetoceanLattice(x: x, y: y, isPlanar: isPlanar)
    }
}
