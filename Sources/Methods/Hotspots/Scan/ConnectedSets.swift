/// The connected subsets of a few locations that hold the first of them, each once.
///
/// A set is handed out as the set above it and one location more. Sets over neighbours of a set are made in the order in
/// which the neighbours were found; a neighbour passed over is never taken again further down.
struct ConnectedSets {
    /// Candidates, the root first; their numbers here are places in this list.
    let candidates: [Int]
    /// Places of each candidate's neighbours, ascending.
    private let links: [[Int]]

    /// - Parameter adjacency: For each location its neighbours.
    init(_ candidates: [Int], adjacency: [[Int]]) {
        self.candidates = candidates
        var places: [Int: Int] = [:]
        for (place, location) in candidates.enumerated() { places[location] = place }
        links = candidates.map { adjacency[$0].compactMap { places[$0] }.sorted() }
    }

    /// Visits every set; `visit` gets the place added and the depth (1 at the root) and says whether to go on from there.
    func forEach(_ visit: (_ place: Int, _ depth: Int) -> Bool) {
        guard !candidates.isEmpty, visit(0, 1) else { return }
        var seen = [Bool](repeating: false, count: candidates.count)
        seen[0] = true
        var frontier: [Int] = []
        for place in links[0] {
            seen[place] = true
            frontier.append(place)
        }
        grow(frontier, 0, 2, &seen, visit)
    }

    private func grow(
        _ frontier: [Int], _ first: Int, _ depth: Int, _ seen: inout [Bool], _ visit: (Int, Int) -> Bool
    ) {
        for index in first..<frontier.count where visit(frontier[index], depth) {
            var wider = frontier
            for place in links[frontier[index]] where !seen[place] {
                seen[place] = true
                wider.append(place)
            }
            grow(wider, index + 1, depth + 1, &seen, visit)
            for place in wider[frontier.count...] { seen[place] = false }
        }
    }
}
