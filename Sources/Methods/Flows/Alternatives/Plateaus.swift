extension AlternativeSearch {
    /// A way over a plateau, known by where it leaves the tree from the origin and where it enters the one to the destination.
    private struct Candidate {
        var label: PathLabel
        /// Reached over the tree from the origin.
        var place: Int32
        /// A link of neither tree that follows, or −1.
        var link: Int32
    }

    /// Alternatives over stretches that the trees of cheapest ways from the origin and to the destination have in common.
    ///
    /// Such stretches are plateaus (Abraham and others 2013, doi:10.1145/2444016.2444019). A place where the trees only touch counts as a
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
        var order = SearchHeap<PathLabel>()
        for (index, candidate) in candidates.enumerated() { order.push(candidate.label, Int32(index)) }
        while let label = order.least, kept.routes.count < rules.count {
            var tied: [[Int]] = []
            while order.least == label, let next = order.pop() {
                let candidate = candidates[Int(next.place)]
                if shared.allSatisfy({ share(candidate, $0) <= rules.maxOverlap + 1e-9 }),
                    let links = links(of: candidate, from: start, to: end)
                {
                    tied.append(links)
                }
            }
            for links in tied.sorted(by: graph.precedes) where kept.routes.count < rules.count {
                offer(RoutePath(links, from: start, in: graph), to: &kept)
                if kept.routes.count > shared.count { shared.append(SharedLengths(kept.routes[shared.count], self)) }
            }
        }
        return RouteAlternatives(routes: kept.routes, isComplete: true)
    }

    /// One candidate for each plateau within the bound but the cheapest path, in no order.
    private func candidates(from start: Int, to end: Int, bound: Int) -> [Candidate] {
        var candidates: [Candidate] = []
        for place in open.settled {
            let here = reached.labels[Int(place)]
            let isThrough = Int(place) >= graph.firstThroughPlace || Int(place) == start
            guard isThrough else { continue }
            let arrival = Int(reached.links[Int(place)])
            let isFirst = arrival < 0 || Int(open.links[Int(graph.tails[arrival])]) != arrival
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
        return candidates
    }

    /// The links of a candidate in travel order, nil if it passes a place twice.
    private func links(of candidate: Candidate, from start: Int, to end: Int) -> [Int]? {
        var links: [Int] = []
        var place = Int(candidate.place)
        while place != start {
            let link = Int(reached.links[place])
            links.append(link)
            place = Int(graph.tails[link])
        }
        links.reverse()
        place = Int(candidate.place)
        if candidate.link >= 0 {
            links.append(Int(candidate.link))
            place = Int(graph.heads[Int(candidate.link)])
        }
        links += graph.links(from: place, to: end, along: open)
        var seen = Set([start])
        return links.allSatisfy { seen.insert(Int(graph.heads[$0])).inserted } ? links : nil
    }

    private func share(_ candidate: Candidate, _ lengths: SharedLengths) -> Double {
        var shared = lengths.before[Int(candidate.place)]
        var place = Int(candidate.place)
        if candidate.link >= 0 {
            let link = Int(candidate.link)
            if lengths.links.contains(link) { shared += graph.lengths[link] }
            place = Int(graph.heads[link])
        }
        return lengths.whole > 0 ? (shared + lengths.after[place]) / lengths.whole : 0
    }

    /// How much of a kept route the trees' ways to and from each place use; only for places within the bound.
    private struct SharedLengths {
        let whole: Double
        let links: Set<Int>
        private(set) var before: [Double]
        private(set) var after: [Double]

        init(_ route: RouteAlternative, _ search: AlternativeSearch) {
            let graph = search.graph
            whole = route.path.lengthMetres
            links = Set(route.path.links)
            // A link is on the route if it is the one by which the route leaves its first place.
            var leaves = [Int32](repeating: -1, count: graph.placeIDs.count)
            for link in route.path.links { leaves[Int(graph.tails[link])] = Int32(link) }
            before = [Double](repeating: 0, count: graph.placeIDs.count)
            after = before
            for place in search.reached.settled where search.open.labels[Int(place)].isReached {
                let link = search.reached.links[Int(place)]
                guard link >= 0 else { continue }
                let tail = Int(graph.tails[Int(link)])
                before[Int(place)] = before[tail] + (leaves[tail] == link ? graph.lengths[Int(link)] : 0)
            }
            for place in search.open.settled {
                let link = search.open.links[Int(place)]
                guard link >= 0 else { continue }
                let head = Int(graph.heads[Int(link)])
                after[Int(place)] = after[head] + (leaves[Int(place)] == link ? graph.lengths[Int(link)] : 0)
            }
        }
    }
}
