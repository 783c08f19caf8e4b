/// The cheapest ways from one place, or to it, found by Dijkstra's search (1959); the arrays serve for any number of searches.
///
/// Ties go to fewer links, then by the ids along the way as seen from the far end.
struct SearchTree: Sendable {
    enum Direction: Sendable {
        case fromRoot, toRoot
    }

    private let direction: Direction
    /// What each place costs; a place beyond the bound may hold too much.
    private(set) var labels: [PathLabel]
    /// The link next to each place on its way, −1 at the root and where there is none.
    private(set) var links: [Int32]
    /// The places with a final label, cheapest first.
    private(set) var settled: [Int32] = []
    private var touched: [Int32] = []
    private var heap = SearchHeap<PathLabel>()

    /// A tree for graphs of so many places.
    init(_ direction: Direction, places: Int) {
        self.direction = direction
        labels = [PathLabel](repeating: .unreached, count: places)
        links = [Int32](repeating: -1, count: places)
    }

    /// Searches from a root.
    ///
    /// - Parameter target: Where the search may stop, nil for everywhere; it goes on to `stretch` times the target's cost.
    /// - Complexity: O(*m* log *n*) for the *m* links within the bound.
    mutating func grow(_ root: Int, in graph: RoutingGraph, target: Int? = nil, stretch: Double = 1) {
        reset()
        grow(root, in: graph, within: nil, bound: .max, target: target.map { Int32($0) } ?? -1, stretch: stretch)
    }

    /// Searches for what lies on ways of at most `bound`, by what the other end of each way is off.
    mutating func grow(_ root: Int, in graph: RoutingGraph, within other: SearchTree, bound: Int) {
        reset()
        grow(root, in: graph, within: other.labels, bound: bound, target: -1, stretch: 1)
    }

    private mutating func reset() {
        for place in touched {
            labels[Int(place)] = .unreached
            links[Int(place)] = -1
        }
        touched.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
        heap.removeAll()
    }

    private mutating func grow(
        _ root: Int, in graph: RoutingGraph, within other: [PathLabel]?, bound: Int, target: Int32, stretch: Double
    ) {
        var (bound, heap) = (bound, heap)
        self.heap = SearchHeap()
        labels[root] = .zero
        touched.append(Int32(root))
        heap.push(.zero, Int32(root))
        let (near, far) = direction == .toRoot ? (graph.incoming, graph.outgoing) : (graph.outgoing, graph.incoming)
        labels.withUnsafeMutableBufferPointer { labels in
            links.withUnsafeMutableBufferPointer { links in
                while let (label, place) = heap.pop() {
                    guard label == labels[Int(place)] else { continue }
                    if label.cost > bound { break }
                    settled.append(place)
                    if place == target { bound = graph.bound(label.cost, stretch: stretch) }
                    guard Int(place) >= graph.firstThroughPlace || Int(place) == root else { continue }
                    for link in near.links(at: Int(place)) {
                        let reached = label.adding(link.cost)
                        let known = labels[Int(link.place)]
                        if reached > known || reached.cost > bound { continue }
                        if reached == known {
                            // Never at a settled place: a label grows with each link.
                            let rival = links[Int(link.place)]
                            if rival >= 0, far.position[Int(link.link)] < far.position[Int(rival)] {
                                links[Int(link.place)] = link.link
                            }
                            continue
                        }
                        if let other, other[Int(link.place)].cost > bound - reached.cost { continue }
                        if !known.isReached { touched.append(link.place) }
                        labels[Int(link.place)] = reached
                        links[Int(link.place)] = link.link
                        heap.push(reached, link.place)
                    }
                }
            }
        }
        self.heap = heap
    }
}

extension RoutingGraph {
    /// A cost, in units, that nothing within a stretch exceeds; rounding may let a little more pass.
    func bound(_ units: Int, stretch: Double) -> Int {
        let bound = Double(units) * stretch * (1 + 1e-12)
        return bound < 8e18 ? Int(bound) : .max
    }
}
