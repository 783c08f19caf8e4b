/// Searches from a place on the way to an end, past what is barred, led by what the whole graph's ways to that end cost.
///
/// Those costs never exceed what is left to go, so that few places off the way are looked at (Hart, Nilsson and Raphael
/// 1968, doi:10.1109/TSSC.1968.300136). The arrays serve for any number of searches.
struct DetourSearch: Sendable {
    /// What each place costs from the start.
    private var labels: [PathLabel]
    private var isBlocked: [Bool]
    private var isOnBest: [Bool]
    private var touched: [Int32] = []
    private var heap = SearchHeap<PathLabel>()

    /// A search for graphs of so many places.
    init(places: Int) {
        labels = [PathLabel](repeating: .unreached, count: places)
        isBlocked = [Bool](repeating: false, count: places)
        isOnBest = isBlocked
    }

    /// Closes a place, or opens it again.
    mutating func block(_ place: Int, _ isClosed: Bool = true) { isBlocked[place] = isClosed }

    /// The best way from `start` to the root of `open`, in order of cost, links, place ids and link ids.
    ///
    /// - Parameter barred: Links that may not come first.
    /// - Parameter open: The ways to the end in the whole graph.
    /// - Parameter limit: The largest cost in units.
    mutating func path(
        from start: Int, to end: Int, barred: [Int], in graph: RoutingGraph, open: SearchTree, limit: Int
    ) -> (label: PathLabel, links: [Int])? {
        defer { reset() }
        guard explore(from: start, to: end, barred: barred, in: graph, open: open, limit: limit) else { return nil }
        markBest(from: start, to: end, barred: barred, in: graph)
        var path: [Int] = []
        var place = start
        while place != end, let link = nextOnBest(place, path.isEmpty ? barred : [], in: graph) {
            path.append(link)
            place = graph.links[link].to
        }
        return (labels[end], path)
    }

    /// Whether there is a way that costs less than `cost`.
    ///
    /// - Parameter open: The ways from all over to one place, whichever; it leads the search.
    mutating func hasWay(
        from start: Int, to end: Int, below cost: Int, in graph: RoutingGraph, open: SearchTree
    ) -> Bool {
        defer { reset() }
        guard start != end, cost > 0, open.labels[end].isReached else { return start == end && cost > 0 }
        let limit = cost - 1 + open.labels[end].cost
        labels[start] = .zero
        touched.append(Int32(start))
        heap.push(open.labels[start], Int32(start))
        while let (key, place) = heap.pop() {
            let label = labels[Int(place)]
            guard key == label + open.labels[Int(place)] else { continue }
            guard Int(place) >= graph.firstThroughPlace || Int(place) == start else { continue }
            for entry in graph.outgoing.links(at: Int(place)) {
                let reached = label.adding(entry.cost)
                let rest = open.labels[Int(entry.place)]
                guard reached.cost < cost, rest.isReached, reached.cost + rest.cost <= limit else { continue }
                if Int(entry.place) == end { return true }
                relax(entry.place, reached, rest)
            }
        }
        return false
    }

    private mutating func relax(_ place: Int32, _ reached: PathLabel, _ rest: PathLabel) {
        guard reached < labels[Int(place)] else { return }
        if !labels[Int(place)].isReached { touched.append(place) }
        labels[Int(place)] = reached
        heap.push(reached + rest, place)
    }

    /// Labels every place on a best way; false when there is no way within the limit.
    private mutating func explore(
        from start: Int, to end: Int, barred: [Int], in graph: RoutingGraph, open: SearchTree, limit: Int
    ) -> Bool {
        labels[start] = .zero
        touched.append(Int32(start))
        heap.push(.zero, Int32(start))
        while let (key, place) = heap.pop() {
            let label = labels[Int(place)]
            let isStart = Int(place) == start
            guard isStart || key == label + open.labels[Int(place)] else { continue }
            // Places as good as the end may lie on ways that tie.
            if labels[end] < key { break }
            for entry in graph.outgoing.links(at: Int(place)) {
                if isStart && barred.contains(Int(entry.link)) { continue }
                let isEnd = Int(entry.place) == end
                guard !isBlocked[Int(entry.place)], isEnd || Int(entry.place) >= graph.firstThroughPlace else {
                    continue
                }
                let reached = label.adding(entry.cost)
                let rest = open.labels[Int(entry.place)]
                guard rest.isReached, rest.cost <= limit - reached.cost else { continue }
                relax(entry.place, reached, rest)
            }
        }
        return labels[end].isReached
    }

    /// Marks the places on the best ways, from the end back.
    private mutating func markBest(from start: Int, to end: Int, barred: [Int], in graph: RoutingGraph) {
        isOnBest[end] = true
        var stack = [end]
        while let place = stack.popLast() {
            for entry in graph.incoming.links(at: place) {
                let origin = Int(entry.place)
                let label = labels[origin]
                guard label.isReached, !isOnBest[origin], label.adding(entry.cost) == labels[place] else { continue }
                if origin == start && barred.contains(Int(entry.link)) { continue }
                isOnBest[origin] = true
                stack.append(origin)
            }
        }
    }

    private func nextOnBest(_ place: Int, _ barred: [Int], in graph: RoutingGraph) -> Int? {
        let label = labels[place]
        for entry in graph.outgoing.links(at: place)
        where isOnBest[Int(entry.place)] && label.adding(entry.cost) == labels[Int(entry.place)] {
            if !barred.contains(Int(entry.link)) { return Int(entry.link) }
        }
        return nil
    }

    private mutating func reset() {
        for place in touched {
            labels[Int(place)] = .unreached
            isOnBest[Int(place)] = false
        }
        touched.removeAll(keepingCapacity: true)
        heap.removeAll()
    }
}
