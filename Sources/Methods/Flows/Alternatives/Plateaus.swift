extension AlternativeSearch {
    /// A way over a plateau, known by where it leaves the tree from the origin and where it enters the one to the destination.
    private struct Candidate {
        var label: PathLabel
        /// Reached over the tree from the origin.
        var place: Int32
        /// A link of neither tree that follows, or −1.
        var link: Int32
    }

    /// Alternatives over plateaus: stretches that both the tree of cheapest ways from the origin and the tree to the
    /// destination hold (Abraham and others 2013, doi:10.1145/2444016.2444019). A place where the trees only touch counts as a
    /// plateau without length, and so does a link of neither tree.
    mutating func overPlateaus(from start: Int, to end: Int) -> RouteAlternatives {
        reached.grow(start, in: graph, target: end, stretch: rules.maxStretch)
        guard reached.labels[end].isReached else { return RouteAlternatives(routes: [], isComplete: true) }
        let bound = graph.bound(reached.labels[end].cost, stretch: rules.maxStretch)
        open.grow(end, in: graph, within: reached, bound: bound)
        var kept = KeptRoutes()
        offer(RoutePath(graph.links(from: start, to: end, along: open), from: start, in: graph), to: &kept)
        guard rules.count > 1, start != end else { return RouteAlternatives(routes: kept.routes, isComplete: true) }
        var shared = [SharedLengths(kept.routes[0], self)]
        let candidates = candidates(from: start, to: end, bound: bound)
        var first = 0
        while first < candidates.count, kept.routes.count < rules.count {
            var next = first
            var tied: [[Int]] = []
            while next < candidates.count, candidates[next].label == candidates[first].label {
                if shared.allSatisfy({ share(candidates[next], $0) <= rules.maxOverlap + 1e-9 }),
                    let links = links(of: candidates[next], from: start, to: end)
                {
                    tied.append(links)
                }
                next += 1
            }
            for links in tied.sorted(by: graph.precedes) where kept.routes.count < rules.count {
                offer(RoutePath(links, from: start, in: graph), to: &kept)
                if kept.routes.count > shared.count { shared.append(SharedLengths(kept.routes[shared.count], self)) }
            }
            first = next
        }
        return RouteAlternatives(routes: kept.routes, isComplete: true)
    }

    /// One candidate for each plateau within the bound but the cheapest path, in order of cost and number of links.
    private func candidates(from start: Int, to end: Int, bound: Int) -> [Candidate] {
        var candidates: [Candidate] = []
        for place in open.settled {
            let here = reached.labels[Int(place)]
            let isThrough = Int(place) >= graph.firstThroughPlace || Int(place) == start
            guard isThrough else { continue }
            let arrival = Int(reached.links[Int(place)])
            let isFirst = arrival < 0 || Int(open.links[graph.links[arrival].from]) != arrival
            if isFirst, Int(place) != start {
                candidates.append(Candidate(label: here + open.labels[Int(place)], place: place, link: -1))
            }
            for entry in graph.outgoing.links(at: Int(place)) {
                let onward = open.labels[Int(entry.place)]
                guard onward.isReached, entry.link != open.links[Int(place)],
                    entry.link != reached.links[Int(entry.place)]
                else { continue }
                guard Int(entry.place) >= graph.firstThroughPlace || Int(entry.place) == end else { continue }
                let label = here.adding(entry.cost) + onward
                if label.cost <= bound { candidates.append(Candidate(label: label, place: place, link: entry.link)) }
            }
        }
        return candidates.sorted { $0.label < $1.label }
    }

    /// The links of a candidate in travel order, nil if it passes a place twice.
    private func links(of candidate: Candidate, from start: Int, to end: Int) -> [Int]? {
        var links: [Int] = []
        var place = Int(candidate.place)
        while place != start {
            let link = Int(reached.links[place])
            links.append(link)
            place = graph.links[link].from
        }
        links.reverse()
        place = Int(candidate.place)
        if candidate.link >= 0 {
            links.append(Int(candidate.link))
            place = graph.links[Int(candidate.link)].to
        }
        links += graph.links(from: place, to: end, along: open)
        var seen = Set([start])
        return links.allSatisfy { seen.insert(graph.links[$0].to).inserted } ? links : nil
    }

    private func share(_ candidate: Candidate, _ lengths: SharedLengths) -> Double {
        var shared = lengths.before[Int(candidate.place)]
        var place = Int(candidate.place)
        if candidate.link >= 0 {
            let link = Int(candidate.link)
            if lengths.links.contains(link) { shared += graph.links[link].lengthMetres }
            place = graph.links[link].to
        }
        return lengths.whole > 0 ? (shared + lengths.after[place]) / lengths.whole : 0
    }

    /// How much of a kept route the trees' ways to and from each place use.
    private struct SharedLengths {
        let whole: Double
        let links: Set<Int>
        private(set) var before: [Double]
        private(set) var after: [Double]

        init(_ route: RouteAlternative, _ search: AlternativeSearch) {
            whole = route.path.lengthMetres
            links = Set(route.path.links)
            before = [Double](repeating: 0, count: search.graph.placeIDs.count)
            after = before
            for place in search.reached.settled where search.reached.links[Int(place)] >= 0 {
                let link = search.graph.links[Int(search.reached.links[Int(place)])]
                let isShared = links.contains(Int(search.reached.links[Int(place)]))
                before[Int(place)] = before[link.from] + (isShared ? link.lengthMetres : 0)
            }
            for place in search.open.settled where search.open.links[Int(place)] >= 0 {
                let link = search.graph.links[Int(search.open.links[Int(place)])]
                let isShared = links.contains(Int(search.open.links[Int(place)]))
                after[Int(place)] = after[link.to] + (isShared ? link.lengthMetres : 0)
            }
        }
    }
}
