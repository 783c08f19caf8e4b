/// Cheapest paths over costs that grow on links already used.
struct PenaltySearch: Sendable {
    /// Cost of each link with its penalties, in units.
    private var costs: [Double]
    private var penalised: [Int] = []
    private var labels: [Double]
    private var arrivals: [Int32]
    private var touched: [Int32] = []
    private var heap = SearchHeap<Double>()

    /// A search in a graph; nil for none at all.
    init(graph: RoutingGraph?) {
        costs = graph?.costUnits.map { Double($0) } ?? []
        labels = [Double](repeating: .infinity, count: graph?.placeIDs.count ?? 0)
        arrivals = [Int32](repeating: -1, count: labels.count)
    }

    /// Makes links dearer.
    mutating func penalise(_ links: [Int], factor: Double) {
        for link in links {
            costs[link] *= factor
            penalised.append(link)
        }
    }

    /// Takes all penalties back.
    mutating func forgive(in graph: RoutingGraph) {
        for link in penalised { costs[link] = Double(graph.costUnits[link]) }
        penalised.removeAll(keepingCapacity: true)
    }

    /// A cheapest path by the costs with penalties, over places that `open` reaches.
    ///
    /// What is left to go without penalties leads the search, for penalties only add to it.
    mutating func path(from start: Int, to end: Int, in graph: RoutingGraph, open: SearchTree, bound: Int) -> [Int] {
        defer { reset() }
        labels[start] = 0
        touched.append(Int32(start))
        heap.push(Double(open.labels[start].cost), Int32(start))
        while let (key, place) = heap.pop() {
            if Int(place) == end { break }
            let label = labels[Int(place)]
            guard key <= label + Double(open.labels[Int(place)].cost) else { continue }
            for entry in graph.outgoing.links(at: Int(place)) {
                let rest = open.labels[Int(entry.place)].cost
                let isThrough = Int(entry.place) >= graph.firstThroughPlace || Int(entry.place) == end
                let longer = label + costs[Int(entry.link)]
                guard rest <= bound, isThrough, longer < labels[Int(entry.place)] else { continue }
                if labels[Int(entry.place)] == .infinity { touched.append(entry.place) }
                labels[Int(entry.place)] = longer
                arrivals[Int(entry.place)] = entry.link
                heap.push(longer + Double(rest), entry.place)
            }
        }
        var path: [Int] = []
        var place = end
        while place != start, arrivals[place] >= 0 {
            path.append(Int(arrivals[place]))
            place = Int(graph.tails[Int(arrivals[place])])
        }
        return path.reversed()
    }

    private mutating func reset() {
        for place in touched {
            labels[Int(place)] = .infinity
            arrivals[Int(place)] = -1
        }
        touched.removeAll(keepingCapacity: true)
        heap.removeAll()
    }
}

extension AlternativeSearch {
    /// The penalty method: each search makes the links of what it found dearer, so that the next finds another way (Chen, Bell
    /// and Bogenberger 2007, doi:10.1109/TITS.2007.894200); then the rules, in order of cost.
    mutating func penalised(from start: Int, to end: Int) -> RouteAlternatives {
        open.grow(end, in: graph, target: start, stretch: rules.maxStretch)
        guard open.labels[start].isReached else { return RouteAlternatives(routes: [], isComplete: true) }
        let bound = graph.bound(open.labels[start].cost, stretch: rules.maxStretch)
        var links = graph.links(from: start, to: end, along: open)
        var found = [(units: graph.units(of: links), links: links)]
        var known: Set = [links]
        for _ in 1..<rules.penaltySearches where rules.count > 1 && start != end {
            penalties.penalise(links, factor: rules.penaltyFactor)
            links = penalties.path(from: start, to: end, in: graph, open: open, bound: bound)
            let units = graph.units(of: links)
            if units <= bound, known.insert(links).inserted { found.append((units, links)) }
        }
        penalties.forgive(in: graph)
        found.sort { $0.units != $1.units ? $0.units < $1.units : graph.precedes($0.links, $1.links) }
        var kept = KeptRoutes()
        for path in found where kept.routes.count < rules.count {
            offer(RoutePath(path.links, from: start, in: graph), to: &kept)
        }
        return RouteAlternatives(routes: kept.routes, isComplete: true)
    }
}
