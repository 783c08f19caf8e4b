/// What is left to go from a place: cost first, then the number of links.
struct PathLabel: Comparable, Sendable {
    var cost: Int
    var links: Int

    static let unreached = PathLabel(cost: .max, links: .max)

    static func < (a: PathLabel, b: PathLabel) -> Bool { (a.cost, a.links) < (b.cost, b.links) }

    func adding(_ units: Int) -> PathLabel { PathLabel(cost: cost + units, links: links + 1) }
}

extension RoutingGraph {
    /// The cost of links in the graph's own units.
    func units(of path: [Int]) -> Int { path.reduce(0) { $0 + costUnits[$1] } }

    /// The best label from every place to `end` (Dijkstra 1959, backwards); avoided places stay unreached.
    func labels(to end: Int, avoiding avoided: [Int]) -> [PathLabel] {
        var labels = [PathLabel](repeating: .unreached, count: placeIDs.count)
        var isClosed = [Bool](repeating: false, count: placeIDs.count)
        for place in avoided { isClosed[place] = true }
        guard !isClosed[end] else { return labels }
        var heap = LabelHeap()
        labels[end] = PathLabel(cost: 0, links: 0)
        heap.push(labels[end], place: end)
        while let (label, place) = heap.pop() {
            guard !isClosed[place] else { continue }
            isClosed[place] = true
            for link in incoming[incomingStart[place]..<incomingStart[place + 1]] {
                let origin = links[Int(link)].from
                let reached = label.adding(costUnits[Int(link)])
                guard !isClosed[origin], reached < labels[origin] else { continue }
                labels[origin] = reached
                heap.push(reached, place: origin)
            }
        }
        return labels
    }

    /// The first path in order of cost, links and ids, read off the labels of the places that it passes.
    ///
    /// - Parameter barred: Links that may not come first.
    /// - Returns: Links in travel order, empty when the ends coincide, nil when there is no way.
    func walk(from start: Int, to end: Int, along labels: [PathLabel], barred: [Int]) -> [Int]? {
        guard start != end || !barred.isEmpty else { return [] }
        guard let first = bestLink(from: start, along: labels, barred: barred) else { return nil }
        var path = [first]
        var place = links[first].to
        while place != end, let link = bestLink(from: place, along: labels, barred: []) {
            path.append(link)
            place = links[link].to
        }
        return path
    }

    private func bestLink(from place: Int, along labels: [PathLabel], barred: [Int]) -> Int? {
        var best: (label: PathLabel, link: Int)?
        for entry in outgoing[outgoingStart[place]..<outgoingStart[place + 1]] {
            let link = Int(entry)
            let onward = labels[links[link].to]
            guard onward.cost != .max, !barred.contains(link) else { continue }
            let label = onward.adding(costUnits[link])
            if label < best?.label ?? .unreached { best = (label, link) }
        }
        return best?.link
    }
}

/// A binary heap of labels, smallest first.
private struct LabelHeap {
    private var items: [(label: PathLabel, place: Int)] = []

    mutating func push(_ label: PathLabel, place: Int) {
        var hole = items.count
        items.append((label, place))
        while hole > 0, label < items[(hole - 1) / 2].label {
            items[hole] = items[(hole - 1) / 2]
            hole = (hole - 1) / 2
        }
        items[hole] = (label, place)
    }

    mutating func pop() -> (label: PathLabel, place: Int)? {
        guard let top = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return top }
        var hole = 0
        while 2 * hole + 1 < items.count {
            var child = 2 * hole + 1
            if child + 1 < items.count, items[child + 1].label < items[child].label { child += 1 }
            guard items[child].label < last.label else { break }
            items[hole] = items[child]
            hole = child
        }
        items[hole] = last
        return top
    }
}
