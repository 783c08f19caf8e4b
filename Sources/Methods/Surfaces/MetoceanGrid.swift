import Glibc
public import SpatialEngine

/// One quantity on a regular grid of places, constant or at a series of times.
///
/// Values are bilinear between the points and linear between the times. Where a point or time that counts has none, the
/// value nearest in space at that time stands in, up to the gap radius; failing that, the one nearest in time, up to
/// ``gapSeconds``; and beyond both nothing is known.
public final class MetoceanGrid: Sendable {
    /// How far off in time a value may stand in for a missing one, s.
    public static let gapSeconds = 6 * 3600.0

    /// What it holds.
    public let quantity: MetoceanQuantity
    /// Seconds since 1970-01-01T00:00:00Z, ascending, not necessarily in equal steps; empty where nothing depends on time.
    public let times: [Double]
    /// How far off in space a value may stand in for a missing one.
    public let gapRadius: Metres

    let lattice: MetoceanLattice
    /// [time][row from the south][column from the west][lane]; NaN is none.
    ///
    /// Eight numbers follow the last, so that a whole vector can be loaded at any place.
    let values: [Double]
    private let levelSize: Int
    private let laneCount: Int
    private let timesPerSecond: Double
    /// For each time the place in ``known`` of the points that have a value then.
    let masks: [Int]
    let known: [KnownNodes]

    /// - Parameters:
    ///   - x: Ascending longitudes, of any turn, or metres on a plane, with equal steps.
    ///   - y: Ascending latitudes or metres with equal steps.
    ///   - times: Ascending; empty for values that hold always.
    ///   - values: [time][row][column][lane] in the units of ``MetoceanQuantity``; NaN is none.
    /// - Throws: ``SeaStateError/irregularGrid(_:)``.
    /// - Complexity: O(values).
    public init(
        _ quantity: MetoceanQuantity, x: [Double], y: [Double], times: [Double] = [], isPlanar: Bool = false,
        gapRadius: Metres = SeaStateGrid.defaultGapRadius, values: consuming [Double]
    ) throws(SeaStateError) {
        let lattice = try MetoceanLattice(x: x, y: y, isPlanar: isPlanar)
        for (earlier, later) in zip(times, times.dropFirst()) where !(later > earlier) {
            throw .irregularGrid("the times do not ascend")
        }
        let size = lattice.count * quantity.lanes
        precondition(values.count == size * max(1, times.count), "\(values.count) values for \(size) a time")
        (self.quantity, self.times, self.gapRadius, self.lattice, levelSize) = (
            quantity, times, gapRadius, lattice, size
        )
        laneCount = quantity.lanes
        timesPerSecond = times.count > 1 ? Double(times.count - 1) / (times[times.count - 1] - times[0]) : 0
        (masks, known) = MetoceanGaps.masks(values, quantity, lattice)
        MetoceanGaps.fillCompanions(&values, quantity, lattice, gapRadius)
        values += [Double](repeating: .nan, count: 8)
        self.values = values
    }

    /// The first and last time; nil for values that hold always.
    public var span: ClosedRange<Double>? {
        guard let first = times.first, let last = times.last else { return nil }
        return first...last
    }

    // MARK: - Looking up

    /// The numbers of a place and time, one for each lane; nil in a gap that nothing fills.
    func values(at point: GeographicPoint, _ time: Double) -> SIMD8<Double>? {
        let place = lattice.turned(point)
        let cell = lattice.cell(around: place)
        let moment = moment(time)
        if let cell, let moment {
            let found = blend(cell, moment.low, moment.share)
            if !found[0].isNaN { return found }
        }
        return gapValues(place, cell, moment, time)?.values
    }

    /// Between places and times, no wider than the lanes need.
    @inline(__always) private func blend(
        _ cell: MetoceanLattice.Cell, _ low: Int, _ share: Double
    ) -> SIMD8<Double> {
        switch quantity {
        case .waves: return blend(SIMD8<Double>.self, cell, low, share)
        case .wind:
            return SIMD8(lowHalf: blend(SIMD4<Double>.self, cell, low, share), highHalf: .zero)
        case .windParts, .current:
            let parts = blend(SIMD2<Double>.self, cell, low, share)
            return SIMD8(lowHalf: SIMD4(lowHalf: parts, highHalf: .zero), highHalf: .zero)
        }
    }

    @inline(__always) private func blend<Lanes: SIMD<Double>>(
        _ lanes: Lanes.Type, _ cell: MetoceanLattice.Cell, _ low: Int, _ share: Double
    ) -> Lanes {
        let before = blend(lanes, cell, low)
        return share > 0 ? before + (blend(lanes, cell, low + 1) - before) * share : before
    }

    /// Whether a place and time is in a gap.
    func gap(at point: GeographicPoint, _ time: Double) -> MetoceanGap {
        let place = lattice.turned(point)
        guard let found = gapValues(place, lattice.cell(around: place), moment(time), time) else { return .missing }
        return found.isFilled ? .filled : .known
    }

    /// The time before and how far it is to the next, 0..<1; nil beyond the series.
    @inline(__always) private func moment(_ time: Double) -> (low: Int, share: Double)? {
        guard let first = times.first, let last = times.last else { return (0, 0) }
        guard time >= first, time <= last else { return nil }
        let count = times.count
        // Most series have equal steps; others need a search from where those would lead.
        var low = min(count - 1, Int((time - first) * timesPerSecond))
        if !(times[low] <= time && (low + 1 == count || time < times[low + 1])) {
            var (start, end) = (0, count)
            while end - start > 1 {
                let middle = (start + end) / 2
                if times[middle] <= time { start = middle } else { end = middle }
            }
            low = start
        }
        return low + 1 == count ? (low, 0) : (low, (time - times[low]) / (times[low + 1] - times[low]))
    }

    @inline(__always) private func blend<Lanes: SIMD<Double>>(
        _ lanes: Lanes.Type, _ cell: MetoceanLattice.Cell, _ level: Int
    ) -> Lanes {
        let (southWest, southEast) = (load(lanes, cell.southWest, level), load(lanes, cell.southEast, level))
        let (northWest, northEast) = (load(lanes, cell.northWest, level), load(lanes, cell.northEast, level))
        let south = southWest + (southEast - southWest) * cell.east
        let north = northWest + (northEast - northWest) * cell.east
        return south + (north - south) * cell.north
    }

    /// The numbers of a point of the grid; lanes beyond those of the quantity hold anything.
    @inline(__always) private func load<Lanes: SIMD<Double>>(_ lanes: Lanes.Type, _ node: Int, _ level: Int) -> Lanes {
        let first = level * levelSize + node * laneCount
        precondition(first + 8 <= values.count)
        return values.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8 * first, as: lanes) }
    }

    private func load(_ node: Int, _ level: Int) -> SIMD8<Double> { load(SIMD8<Double>.self, node, level) }

    // MARK: - Gaps

    /// The slow way: by whole levels, and by near ones in time.
    private func gapValues(
        _ place: GeographicPoint, _ cell: MetoceanLattice.Cell?, _ moment: (low: Int, share: Double)?, _ time: Double
    ) -> (values: SIMD8<Double>, isFilled: Bool)? {
        if let moment, let low = levelValues(place, cell, moment.low) {
            if moment.share == 0 { return low }
            if let high = levelValues(place, cell, moment.low + 1) {
                return (low.values + (high.values - low.values) * moment.share, low.isFilled || high.isFilled)
            }
        }
        guard !times.isEmpty else { return nil }
        // The levels before and after, nearest first.
        var (before, after) =
            moment.map { ($0.low, $0.low + 1) } ?? (time < times[0] ? (-1, 0) : (times.count - 1, times.count))
        while true {
            let (back, ahead) = (
                before >= 0 ? time - times[before] : .infinity,
                after < times.count ? times[after] - time : .infinity
            )
            guard min(back, ahead) <= Self.gapSeconds else { return nil }
            let level = back <= ahead ? before : after
            if let found = levelValues(place, cell, level) { return (found.values, true) }
            if back <= ahead { before -= 1 } else { after += 1 }
        }
    }

    /// A place at one time: between the points that count, or of the nearest one.
    private func levelValues(
        _ place: GeographicPoint, _ cell: MetoceanLattice.Cell?, _ level: Int
    ) -> (values: SIMD8<Double>, isFilled: Bool)? {
        if let cell, let whole = wholeCell(cell, level) { return (whole, false) }
        guard let node = known[masks[level]].nearest(to: place, on: lattice, within: gapRadius.value) else {
            return nil
        }
        return (load(node, level), true)
    }

    /// The blend of those points that have a weight; nil unless all of them are known.
    private func wholeCell(_ cell: MetoceanLattice.Cell, _ level: Int) -> SIMD8<Double>? {
        let known = known[masks[level]]
        var sum = SIMD8<Double>.zero
        var isWhole = true
        func add(_ node: Int, _ weight: Double) {
            guard weight > 0 else { return }
            if known[node] { sum += load(node, level) * weight } else { isWhole = false }
        }
        add(cell.southWest, (1 - cell.north) * (1 - cell.east))
        add(cell.southEast, (1 - cell.north) * cell.east)
        add(cell.northWest, cell.north * (1 - cell.east))
        add(cell.northEast, cell.north * cell.east)
        return isWhole ? sum : nil
    }
}
