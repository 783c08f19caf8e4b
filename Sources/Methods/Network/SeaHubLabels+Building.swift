internal import SpatialEngine

extension SeaHubLabels {
    private struct Known: Sendable {
        var hub: Int32
        var next: Int32
        var length: Double
    }

    /// A search from one root: the corners that no earlier hub joins to it as shortly.
    private struct Reached: Sendable {
        var corner: Int32
        var parent: Int32
        var length: Double
    }

    /// Works out the labels by pruned searches from the corners in order of importance (Akiba, Iwata and Yoshida 2013,
    /// doi:10.1145/2463676.2465315).
    ///
    /// Some searches run at the same time and do not see each other's labels. How many depends on nothing but their number,
    /// so that any number of threads gives the same labels.
    init(of graph: SeaCornerGraph, on chart: SeaChart, threads: Int) {
        let order = SeaHubOrder(of: graph, threads: threads).order
        var labels = [[Known]](repeating: [], count: order.count)
        var rank = 0
        while rank < order.count {
            let batch = order[rank..<min(order.count, rank + max(1, min(64, rank / 8)))]
            let found = labels.withUnsafeMutableBufferPointer { buffer in
                let shared = SharedBuffer(buffer)
                return Self.slices(of: Array(batch), threads).parallel(threads) { roots in
                    Self.reached(from: roots, in: graph, shared)
                }
            }
            for reached in found.joined() {
                for r in reached {
                    labels[Int(r.corner)].append(Known(hub: Int32(rank), next: r.parent, length: r.length))
                }
                rank += 1
            }
        }
        self.init(labels, of: graph, on: chart, threads: threads)
    }

    /// Labels in the order in which queries read them.
    private init(_ labels: [[Known]], of graph: SeaCornerGraph, on chart: SeaChart, threads: Int) {
        let unit = SeaMetric(chart.frame).unit
        var (starts, groups): ([Int32], [Group]) = ([0], [])
        var entries: [Entry] = []
        entries.reserveCapacity(labels.reduce(0) { $0 + $1.count })
        for label in labels {
            var last = Int32(-1)
            for known in label.sorted(by: { ($0.next, $0.hub) < ($1.next, $1.hub) }) {
                if known.next != last { groups.append(Group(next: known.next, start: Int32(entries.count))) }
                last = known.next
                entries.append(Entry(hub: known.hub, length: known.length / unit))
            }
            starts.append(Int32(groups.count))
        }
        groups.append(Group(next: -1, start: Int32(entries.count)))
        let (bounds, all) = (starts, groups)
        let isFree = parallelMap(Array(labels.indices), threads: threads) { corner -> [UInt8] in
            let here = Int(graph.corners[corner])
            return (Int(bounds[corner])..<Int(bounds[corner + 1])).map { g in
                chart.isFree(from: here, to: Int(graph.corners[Int(all[g].next)])) ? 1 : 0
            }
        }
        self.init(starts: starts, groups: groups, isFree: Array(isFree.joined()), entries: entries)
    }

    private static func slices(of roots: [Int], _ threads: Int) -> [[Int]] {
        let size = max(1, (roots.count + threads - 1) / max(1, threads))
        return stride(from: 0, to: roots.count, by: size).map { Array(roots[$0..<min(roots.count, $0 + size)]) }
    }

    private static func reached(
        from roots: [Int], in graph: SeaCornerGraph, _ labels: SharedBuffer<[Known]>
    ) -> [[Reached]] {
        var search = SeaCornerSearch(count: graph.corners.count)
        // Distances of the root to its hubs.
        var lengths = [Double](repeating: .infinity, count: graph.corners.count)
        return roots.map { root in
            for known in labels.buffer[root] { lengths[Int(known.hub)] = known.length }
            defer { for known in labels.buffer[root] { lengths[Int(known.hub)] = .infinity } }
            var result: [Reached] = []
            search.run(from: root, in: graph) { corner, length, parent in
                // Rounding must not hide what two labels tell already.
                let most = length * (1 + 1e-13)
                for known in labels.buffer[corner] where lengths[Int(known.hub)] + known.length <= most { return false }
                result.append(
                    Reached(
                        corner: Int32(truncatingIfNeeded: corner), parent: Int32(truncatingIfNeeded: parent),
                        length: length))
                return true
            }
            return result
        }
    }
}

extension Array where Element: Sendable {
    fileprivate func parallel<Result: Sendable>(
        _ threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] { parallelMap(self, threads: threads, transform) }
}
