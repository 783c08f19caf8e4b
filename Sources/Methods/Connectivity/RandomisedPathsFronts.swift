/// Which nodes each front of a ``Dissection`` holds when the paths end at one target.
///
/// A front holds its own nodes and its border: the nodes eliminated later that its elimination joins. The target is never
/// eliminated; it comes last in every border where it occurs.
struct Fronts {
    let dissection: Dissection
    let target: Int
    /// The border of front *k* is `borders[borderStarts[k]..<borderStarts[k + 1]]`, in the order of elimination.
    private(set) var borderStarts: [Int] = [0]
    private(set) var borders: [Int32] = []
    /// The children of front *k* are `children[childStarts[k]..<childStarts[k + 1]]`.
    private(set) var childStarts: [Int]
    private(set) var children: [Int32]

    var count: Int { dissection.frontCount }

    init(_ network: WalkNetwork, _ dissection: Dissection, target: Int) {
        self.dissection = dissection
        self.target = target
        (childStarts, children) = Self.children(dissection.parents)
        var seen = [Int32](repeating: -1, count: network.nodeCount)
        var border: [Int32] = []
        for front in 0..<dissection.frontCount {
            let end = dissection.starts[front + 1]
            border.removeAll(keepingCapacity: true)
            func add(_ node: Int32) {
                guard seen[Int(node)] != front, position(node) >= end else { return }
                seen[Int(node)] = Int32(front)
                border.append(node)
            }
            for child in children[childStarts[front]..<childStarts[front + 1]] {
                for node in borders[borderStarts[Int(child)]..<borderStarts[Int(child) + 1]] { add(node) }
            }
            for node in dissection.order[dissection.starts[front]..<end] where Int(node) != target {
                let i = Int(node)
                for edge in Int(network.starts[i])..<Int(network.starts[i + 1]) { add(network.heads[edge]) }
                for edge in Int(network.inStarts[i])..<Int(network.inStarts[i + 1]) { add(network.tails[edge]) }
            }
            border.sort { position($0) < position($1) }
            borders += border
            borderStarts.append(borders.count)
        }
    }

    /// The place of a node in the order of elimination.
    @inline(__always)
    func position(_ node: Int32) -> Int {
        Int(node) == target ? dissection.order.count : Int(dissection.positions[Int(node)])
    }

    /// The nodes that a front eliminates, then its border.
    func nodes(of front: Int) -> (nodes: [Int32], eliminated: Int) {
        var nodes = Array(dissection.order[dissection.starts[front]..<dissection.starts[front + 1]])
        if let index = nodes.firstIndex(of: Int32(target)) { nodes.remove(at: index) }
        let eliminated = nodes.count
        nodes += borders[borderStarts[front]..<borderStarts[front + 1]]
        return (nodes, eliminated)
    }

    private static func children(_ parents: [Int32]) -> (starts: [Int], children: [Int32]) {
        var starts = [Int](repeating: 0, count: parents.count + 1)
        for parent in parents where parent >= 0 { starts[Int(parent) + 1] += 1 }
        for front in parents.indices { starts[front + 1] += starts[front] }
        var next = starts
        var children = [Int32](repeating: 0, count: parents.count)
        for (front, parent) in parents.enumerated() where parent >= 0 {
            children[next[Int(parent)]] = Int32(front)
            next[Int(parent)] += 1
        }
        return (starts, children)
    }
}
