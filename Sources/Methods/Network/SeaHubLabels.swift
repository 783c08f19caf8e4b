/// Distances between all corners, as labels.
///
/// For each corner some hubs with the way to each, such that two corners have a hub in common on a shortest way between them
/// (Abraham et al. 2011, doi:10.1007/978-3-642-20662-7_20).
struct SeaHubLabels: Sendable {
    /// How far a corner is from a hub.
    struct Entry: BitwiseCopyable, Hashable {
        /// The hub in the upper 22 bits, the length in the lower 42.
        private let bits: UInt64

        private static let lengthBits = UInt64(42)
        private static let longest = UInt64(1) << lengthBits - 1

        /// - Parameter length: In units of ``SeaMetric/unit``; ways of almost equal length are told apart by it.
        init(hub: Int32, length: Double) {
            let units = min(length, Double(Self.longest)).rounded()
            bits = UInt64(UInt32(bitPattern: hub)) << Self.lengthBits | UInt64(units)
        }

        /// Hubs are numbered by importance.
        @inline(__always) var hub: Int32 { Int32(truncatingIfNeeded: bits >> Self.lengthBits) }

        /// In units of ``SeaMetric/unit``.
        @inline(__always) var length: Double { Double(Int64(bitPattern: bits & Self.longest)) }
    }

    /// The hubs to which the way from a corner goes on by the same corner.
    struct Group: BitwiseCopyable, Hashable {
        /// The next corner on the way; the corner itself at the hub.
        var next: Int32
        /// Where the entries begin; they end where those of the next group begin.
        var start: Int32
    }

    /// The groups of corner *c* are at `starts[c]..<starts[c + 1]`, ascending by next corner.
    let starts: [Int32]
    /// One more than there are.
    let groups: [Group]
    /// Whether the straight way of each group to its next corner keeps to the water and touches no shore in between; 1 or 0.
    let isFree: [UInt8]
    /// In each group by hub.
    let entries: [Entry]

    @inline(__always) func range(of corner: Int) -> Range<Int> { Int(starts[corner])..<Int(starts[corner + 1]) }

    /// The number of entries of the corner that has most.
    var longest: Int {
        starts.indices.dropLast().reduce(0) { most, c in
            max(most, Int(groups[Int(starts[c + 1])].start - groups[Int(starts[c])].start))
        }
    }

    /// A corner on a way.
    struct Stop {
        var corner: Int
        /// Whether the straight way to it is known to be free.
        var isFree: Bool
    }

    /// The corners of the shortest way from a corner to one of its hubs, both included.
    func way(from corner: Int, toHub hub: Int32) -> [Stop] {
        var result = [Stop(corner: corner, isFree: false)]
        var here = corner
        while let group = group(from: here, toHub: hub), Int(groups[group].next) != here, result.count < starts.count {
            here = Int(groups[group].next)
            result.append(Stop(corner: here, isFree: isFree[group] == 1))
        }
        return result
    }

    /// The group that holds the way from a corner to a hub.
    private func group(from corner: Int, toHub hub: Int32) -> Int? {
        for g in range(of: corner) {
            var (low, high) = (Int(groups[g].start), Int(groups[g + 1].start))
            let end = high
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].hub < hub { low = middle + 1 } else { high = middle }
            }
            if low < end, entries[low].hub == hub { return g }
        }
        return nil
    }
}
