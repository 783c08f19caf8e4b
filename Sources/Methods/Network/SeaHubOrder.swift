internal import SpatialEngine

/// The order in which corners become hubs, those first that many shortest ways pass which no hub before them is on.
///
/// Ways are sampled as trees of shortest ways from some corners. Whenever a corner is chosen, all that lies behind it in a tree
/// leaves that tree (Delling et al. 2014, doi:10.1007/978-3-662-44777-2_27); trees that have become too small to tell
/// corners apart are replaced by those from other roots.
struct SeaHubOrder {
    /// A tree of shortest ways, its corners in preorder.
    private struct Tree: Sendable {
        var corner: [Int32] = []
        /// Where the corner before is; −1 at the root.
        var parent: [Int32] = []
        /// How many corners there are behind each, itself included, left or not.
        var size: [Int32] = []
        /// How many of them are left.
        var left: [Int32]
        /// Where each corner is, −1 for one that the tree does not reach.
        var place: [Int32]
    }

    private let graph: SeaCornerGraph
    private let threads: Int
    private(set) var order: [Int] = []
    private var isChosen: [Bool]
    private var trees: [Tree] = []
    /// The corners left behind each corner, over the trees of each bucket.
    private var counts: [Int32]
    private static let buckets = 16

    /// The corners left behind a corner, over all trees but those of the bucket that has most: in the trees of which it is
    /// the root or nearly so it would seem to matter more than it does.
    private func score(_ corner: Int) -> Int {
        var (sum, most) = (0, 0)
        for i in corner * Self.buckets..<(corner + 1) * Self.buckets {
            sum += Int(counts[i])
            most = max(most, Int(counts[i]))
        }
        return sum - most
    }

    init(of graph: SeaCornerGraph, threads: Int) {
        (self.graph, self.threads) = (graph, threads)
        let count = graph.corners.count
        isChosen = [Bool](repeating: false, count: count)
        counts = [Int32](repeating: 0, count: count * Self.buckets)
        // Some trees tell the corners that most ways pass. Without what lies behind these many more fit into memory.
        plant((0..<min(count, 64)).map { $0 * count / min(count, 64) })
        let first = (0..<count).map(score)
        choose(until: 1)
        plant((0..<min(count, 512)).map { (2 * $0 + 1) * count / (2 * min(count, 512)) })
        choose(until: 0)
        order += (0..<count).filter { !isChosen[$0] }.sorted { (first[$1], $0) < (first[$0], $1) }
    }

    /// Trees from some roots, without what lies behind the corners that are chosen.
    private mutating func plant(_ roots: [Int]) {
        let (graph, isChosen) = (graph, isChosen)
        trees = []
        trees = parallelMap(roots, threads: threads) { Self.tree(from: $0, in: graph, without: isChosen) }
        counts = [Int32](repeating: 0, count: isChosen.count * Self.buckets)
        for (t, tree) in trees.enumerated() {
            for (i, corner) in tree.corner.enumerated() {
                counts[Int(corner) * Self.buckets + t % Self.buckets] += tree.left[i]
            }
        }
    }

    private static func tree(from root: Int, in graph: SeaCornerGraph, without isChosen: [Bool]) -> Tree {
        let count = graph.corners.count
        var search = SeaCornerSearch(count: count)
        var kept: [(corner: Int, parent: Int)] = []
        var sizes = [Int32](repeating: 0, count: count)
        search.run(from: root, in: graph) { corner, _, parent in
            if !isChosen[corner], corner == root || sizes[parent] > 0 {
                kept.append((corner, parent))
                sizes[corner] = 1
            }
            return true
        }
        for (corner, parent) in kept.reversed() where corner != root { sizes[parent] += sizes[corner] }
        let none = [Int32](repeating: -1, count: kept.count)
        var tree = Tree(
            corner: none, parent: none, size: none, left: none, place: [Int32](repeating: -1, count: count))
        // Where the next corner behind each goes.
        var next = [Int32](repeating: 0, count: count)
        for (corner, parent) in kept {
            let place = corner == root ? 0 : next[parent]
            if corner != root { next[parent] += sizes[corner] }
            (next[corner], tree.place[corner]) = (place + 1, place)
            tree.corner[Int(place)] = Int32(truncatingIfNeeded: corner)
            tree.parent[Int(place)] = corner == root ? -1 : tree.place[parent]
            (tree.size[Int(place)], tree.left[Int(place)]) = (sizes[corner], sizes[corner])
        }
        return tree
    }

    /// Chooses corners as long as there is one on so many times the ways of a tree.
    private mutating func choose(until factor: Double) {
        var queue = SeaQueue()
        for corner in isChosen.indices where score(corner) > 0 && !isChosen[corner] {
            queue.insert(corner, key: -Double(score(corner)))
        }
        var total = trees.reduce(0) { $0 + Int($1.left.first ?? 0) }
        while let (corner, key) = queue.popFirstWithKey() {
            let score = score(corner)
            guard score > 0 else { continue }
            // Scores only fall.
            guard -key == Double(score) else {
                queue.insert(corner, key: -Double(score))
                continue
            }
            guard Double(score) * Double(trees.count) > factor * Double(total) else { return }
            order.append(corner)
            isChosen[corner] = true
            for t in trees.indices { total -= cut(corner, from: t) }
        }
    }

    /// Takes a corner and what lies behind it out of a tree.
    private mutating func cut(_ corner: Int, from t: Int) -> Int {
        let place = Int(trees[t].place[corner])
        guard place >= 0, trees[t].left[place] > 0 else { return 0 }
        let bucket = t % Self.buckets
        let gone = trees[t].left[place]
        var above = Int(trees[t].parent[place])
        while above >= 0 {
            trees[t].left[above] -= gone
            counts[Int(trees[t].corner[above]) * Self.buckets + bucket] -= gone
            above = Int(trees[t].parent[above])
        }
        var i = place
        let end = place + Int(trees[t].size[place])
        while i < end {
            let left = trees[t].left[i]
            if left > 0 {
                counts[Int(trees[t].corner[i]) * Self.buckets + bucket] -= left
                trees[t].left[i] = 0
            }
            i += left > 0 ? 1 : Int(trees[t].size[i])
        }
        return Int(gone)
    }
}
