/// Distances between all corners, as labels.
///
/// For each corner some hubs with the way to each, such that two corners have a hub in common on a shortest way between them
/// (Abraham et al. 2011, doi:10.1007/978-3-642-20662-7_20).
struct SeaHubLabels: Sendable {
    /// How far a corner is from a hub.
    struct Entry: BitwiseCopyable, Hashable {
        /// Hubs are numbered by importance.
        var hub: Int32
        /// Metres; a way is chosen by it, and measured again.
        var length: Float
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
    /// In each group by hub.
    let entries: [Entry]

    @inline(__always) func range(of corner: Int) -> Range<Int> { Int(starts[corner])..<Int(starts[corner + 1]) }

    /// The corners of the shortest way from a corner to one of its hubs, both included.
    func way(from corner: Int, toHub hub: Int32) -> [Int] {
        var result = [corner]
        var here = corner
        while let next = next(from: here, toHub: hub), next != here, result.count < starts.count {
            result.append(next)
            here = next
        }
        return result
    }

    private func next(from corner: Int, toHub hub: Int32) -> Int? {
        for g in range(of: corner) {
            var (low, high) = (Int(groups[g].start), Int(groups[g + 1].start))
            let end = high
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].hub < hub { low = middle + 1 } else { high = middle }
            }
            if low < end, entries[low].hub == hub { return Int(groups[g].next) }
        }
        return nil
    }
}
