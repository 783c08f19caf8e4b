import SpatialEngine

/// What a grid lacks, found out once when it is made.
enum MetoceanGaps {
    /// The known points at each time; times with the same ones share an entry.
    static func masks(
        _ values: borrowing [Double], _ quantity: MetoceanQuantity, _ lattice: MetoceanLattice
    ) -> (masks: [Int], known: [KnownNodes]) {
        let (lanes, count) = (quantity.lanes, lattice.count)
        var numbers: [[Bool]: Int] = [:]
        var known: [KnownNodes] = []
        var masks: [Int] = []
        var isKnown = [Bool](repeating: false, count: count)
        for level in 0..<values.count / (count * lanes) {
            for node in 0..<count {
                let first = (level * count + node) * lanes
                isKnown[node] = !values[first].isNaN && !(quantity.isVector && values[first + 1].isNaN)
            }
            if let number = numbers[isKnown] {
                masks.append(number)
            } else {
                numbers[isKnown] = known.count
                masks.append(known.count)
                known.append(KnownNodes(isKnown, on: lattice))
            }
        }
        return (masks, known)
    }

    /// Gives periods and directions that are missing beside a known height or speed those of the nearest point at that time
    /// that has them, as in a calm that a file gives no period; and makes parts of a vector without the other one unknown.
    static func fillCompanions(
        _ values: inout [Double], _ quantity: MetoceanQuantity, _ lattice: MetoceanLattice, _ radius: Metres
    ) {
        let (lanes, count) = (quantity.lanes, lattice.count)
        if quantity.isVector {
            for first in stride(from: 0, to: values.count, by: 2) where (values[first] + values[first + 1]).isNaN {
                values[first] = .nan
                values[first + 1] = .nan
            }
            return
        }
        for level in 0..<values.count / (count * lanes) {
            for lane in 1..<lanes {
                let first = level * count * lanes + lane
                let isKnown = (0..<count).map { !values[first + $0 * lanes].isNaN }
                let gaps = (0..<count).filter { !isKnown[$0] && !values[first - lane + $0 * lanes].isNaN }
                guard !gaps.isEmpty, isKnown.contains(true) else { continue }
                let known = KnownNodes(isKnown, on: lattice)
                for node in gaps {
                    if let near = known.nearest(to: lattice.place(node), on: lattice, within: radius.value) {
                        values[first + node * lanes] = values[first + near * lanes]
                    }
                }
            }
        }
    }
}
