/// Distances between all corners, as labels.
///
/// For each corner some hubs with the way to each, such that two corners have a hub in common on a shortest way between them
/// (Abraham et al. 2011, doi:10.1007/978-3-642-20662-7_20).
struct SeaHubLabels: Sendable {
    /// A corner's way to a hub.
    struct Entry: BitwiseCopyable, Hashable {
        /// Hubs are numbered by importance.
        var hub: Int32
        /// The next corner on the way; the corner itself at the hub.
        var next: Int32
        /// Metres; a way is chosen by it, and measured again.
        var length: Float
    }

    /// The label of corner *c* is at `starts[c]..<starts[c + 1]`, hubs ascending.
    let starts: [Int32]
    let entries: [Entry]

    @inline(__always) func range(of corner: Int) -> Range<Int> { Int(starts[corner])..<Int(starts[corner + 1]) }

    /// The corners of the shortest way from a corner to one of its hubs, both included.
    func way(from corner: Int, toHub hub: Int32) -> [Int] {
        var result = [corner]
        var here = corner
        while let next = entry(of: here, hub).map({ Int($0.next) }), next != here, result.count < starts.count {
            result.append(next)
            here = next
        }
        return result
    }

    private func entry(of corner: Int, _ hub: Int32) -> Entry? {
        var (low, high) = (Int(starts[corner]), Int(starts[corner + 1]))
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hub < hub { low = middle + 1 } else { high = middle }
        }
        return low < Int(starts[corner + 1]) && entries[low].hub == hub ? entries[low] : nil
    }
}
