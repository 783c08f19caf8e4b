/// A k-d tree over places in space, every node with the box of its places; read-only once built.
struct PointTree: Sendable {
    /// The numbers of the places as given, leaf after leaf.
    private let order: [Int32]
    /// The places in that order.
    private let points: [SIMD3<Double>]
    private let nodes: [Node]

    /// Builds the tree.
    ///
    /// - Complexity: O(*n* log *n*).
    init(_ places: [SIMD3<Double>]) {
        var builder = Builder(places: places, order: Array(0..<Int32(places.count)))
        if !places.isEmpty { builder.build(0, places.count) }
        order = builder.order
        nodes = builder.nodes
        points = builder.order.map { places[Int($0)] }
    }

    /// The square of the distance to the farthest of the nearest places that hold `wanted` units, all of them if fewer do.
    ///
    /// - Parameter units: How many units each place has, by its number.
    func squaredReach(of p: SIMD3<Double>, units: [Int32], wanted: Int) -> Double {
        var nearest = NearestPlaces(wanted: wanted)
        if !nodes.isEmpty { search(0, p, units, &nearest) }
        return nearest.reach
    }

    private func search(_ index: Int, _ p: SIMD3<Double>, _ units: [Int32], _ nearest: inout NearestPlaces) {
        let node = nodes[index]
        guard node.second > 0 else {
            for position in Int(node.start)..<Int(node.end) {
                nearest.offer(squaredLength(points[position] - p), units: Int(units[Int(order[position])]))
            }
            return
        }
        let (first, second) = (index + 1, Int(node.second))
        let (d1, d2) = (nodes[first].squaredDistance(to: p), nodes[second].squaredDistance(to: p))
        let near = d1 <= d2 ? (first, d1) : (second, d2)
        let far = d1 <= d2 ? (second, d2) : (first, d1)
        if near.1 < nearest.reach { search(near.0, p, units, &nearest) }
        if far.1 < nearest.reach { search(far.0, p, units, &nearest) }
    }

    /// Adds all places whose squared distance is at most `reach`, in no particular order.
    func collect(within reach: Double, of p: SIMD3<Double>, into found: inout [(squared: Double, place: Int32)]) {
        guard !nodes.isEmpty else { return }
        var open = [0]
        while let index = open.popLast() {
            let node = nodes[index]
            guard node.squaredDistance(to: p) <= reach else { continue }
            guard node.second == 0 else {
                open.append(index + 1)
                open.append(Int(node.second))
                continue
            }
            for position in Int(node.start)..<Int(node.end) {
                let squared = squaredLength(points[position] - p)
                if squared <= reach { found.append((squared, order[position])) }
            }
        }
    }
}

private func squaredLength(_ v: SIMD3<Double>) -> Double { v.x * v.x + v.y * v.y + v.z * v.z }

private struct Node {
    var least, greatest: SIMD3<Double>
    var start, end: Int32
    /// The second child, 0 for a leaf; the first child follows its parent.
    var second: Int32 = 0

    /// The square of the distance to the nearest point of the box.
    func squaredDistance(to p: SIMD3<Double>) -> Double {
        squaredLength(pointwiseMax(pointwiseMax(least - p, p - greatest), SIMD3(repeating: 0)))
    }
}

/// The nearest places so far, the farthest on top of a heap.
private struct NearestPlaces {
    let wanted: Int
    private(set) var held = 0
    private var heap: [(squared: Double, units: Int)] = []

    init(wanted: Int) { self.wanted = wanted }

    /// Whoever is farther is of no use; infinite until enough units are held.
    var reach: Double { held >= wanted ? heap[0].squared : .infinity }

    mutating func offer(_ squared: Double, units: Int) {
        guard squared < reach else { return }
        held += units
        heap.append((squared, units))
        var child = heap.count - 1
        while child > 0, heap[child].squared > heap[(child - 1) / 2].squared {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
        while held - heap[0].units >= wanted { dropFarthest() }
    }

    private mutating func dropFarthest() {
        held -= heap[0].units
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var greatest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].squared > heap[greatest].squared { greatest = child }
            }
            guard greatest != parent else { return }
            heap.swapAt(parent, greatest)
            parent = greatest
        }
    }
}

private struct Builder {
    let places: [SIMD3<Double>]
    var order: [Int32]
    var nodes: [Node] = []
    private static let leafSize = 8

    init(places: [SIMD3<Double>], order: [Int32]) { (self.places, self.order) = (places, order) }

    /// Adds the node of `order[start..<end]` and all below it.
    mutating func build(_ start: Int, _ end: Int) {
        let first = places[Int(order[start])]
        var node = Node(least: first, greatest: first, start: Int32(start), end: Int32(end))
        for index in start..<end {
            let p = places[Int(order[index])]
            node.least = pointwiseMin(node.least, p)
            node.greatest = pointwiseMax(node.greatest, p)
        }
        let position = nodes.count
        nodes.append(node)
        guard end - start > Self.leafSize else { return }
        let width = node.greatest - node.least
        let axis = width.x >= width.y && width.x >= width.z ? 0 : width.y >= width.z ? 1 : 2
        let middle = (start + end) / 2
        select(middle, start, end, axis)
        build(start, middle)
        nodes[position].second = Int32(nodes.count)
        build(middle, end)
    }

    /// Orders a part so that nothing before `middle` is greater, and nothing after it less (Hoare's selection).
    private mutating func select(_ middle: Int, _ start: Int, _ end: Int, _ axis: Int) {
        var (low, high) = (start, end - 1)
        while low < high {
            let pivot = places[Int(order[(low + high) / 2])][axis]
            var (i, j) = (low, high)
            while i <= j {
                while places[Int(order[i])][axis] < pivot { i += 1 }
                while places[Int(order[j])][axis] > pivot { j -= 1 }
                if i <= j {
                    order.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if middle <= j { high = j } else if middle >= i { low = i } else { return }
        }
    }
}
