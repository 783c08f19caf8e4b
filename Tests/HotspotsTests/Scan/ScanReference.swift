import Glibc
import SpatialEngine

/// A scan by plain enumeration: every zone a set, every window summed anew, every ratio from its definition.
struct ScanReference {
    enum Model { case poisson, bernoulli }

    let model: Model
    /// Of each location its steps.
    let cases: [[Double]]
    let measure: [[Double]]
    let steps: Int
    let longest: Int
    let prospective: Bool
    var leastCases = 2.0

    struct Window {
        var members: Set<Int>
        var first: Int
        var last: Int
        var statistic: Double
    }

    private func sum(_ values: [[Double]], _ members: Set<Int>, _ first: Int, _ last: Int) -> Double {
        members.sorted().reduce(0) { $0 + values[$1][first...last].reduce(0, +) }
    }

    private func xlogy(_ x: Double, _ y: Double) -> Double { x == 0 ? 0 : x * log(y) }

    func ratio(_ c: Double, _ m: Double, _ allCases: Double, _ allMeasure: Double) -> Double {
        switch model {
        case .poisson:
            let e = m * allCases / allMeasure
            guard c > e else { return 0 }
            return xlogy(c, c / e) + xlogy(allCases - c, (allCases - c) / (allCases - e))
        case .bernoulli:
            guard c / m > (allCases - c) / (allMeasure - m) else { return 0 }
            func part(_ a: Double, _ n: Double) -> Double { xlogy(a, a / n) + xlogy(n - a, 1 - a / n) }
            return part(c, m) + part(allCases - c, allMeasure - m) - part(allCases, allMeasure)
        }
    }

    /// All windows with more cases than expected over the given zones; weights are penalties.
    func windows(over zones: [(members: Set<Int>, weight: Double)]) -> [Window] {
        let every = Set(cases.indices)
        let allCases = sum(cases, every, 0, steps - 1)
        let allMeasure = sum(measure, every, 0, steps - 1)
        var found: [Window] = []
        for zone in zones {
            for first in 0..<steps {
                for last in first..<min(steps, first + longest) where !prospective || last == steps - 1 {
                    let c = sum(cases, zone.members, first, last)
                    guard c >= leastCases else { continue }
                    let value = ratio(c, sum(measure, zone.members, first, last), allCases, allMeasure) * zone.weight
                    guard value > 0 else { continue }
                    found.append(Window(members: zone.members, first: first, last: last, statistic: value))
                }
            }
        }
        return found
    }

    func largest(over zones: [(members: Set<Int>, weight: Double)]) -> Double {
        windows(over: zones).map(\.statistic).max() ?? 0
    }

    /// Repeatedly the best window that shares no location with those before.
    func apart(over zones: [(members: Set<Int>, weight: Double)], most: Int) -> [Window] {
        var left = windows(over: zones)
        var chosen: [Window] = []
        while chosen.count < most, let best = left.max(by: { $0.statistic < $1.statistic }) {
            chosen.append(best)
            left.removeAll { !$0.members.isDisjoint(with: best.members) }
        }
        return chosen
    }

    /// Every set of locations within some distance of some location, with at most `share` of the measure.
    static func discs(
        _ points: [PlanarPoint], _ measure: [Double], share: Double, radius: Double = .infinity,
        most: Int = .max, ratio: Double = 1, angle: Double = 0, weight: Double = 1
    ) -> [(members: Set<Int>, weight: Double)] {
        let total = measure.reduce(0, +)
        var zones: [(members: Set<Int>, weight: Double)] = []
        for centre in points.indices {
            let distances = points.map { point -> Double in
                let (dx, dy) = (point.x - points[centre].x, point.y - points[centre].y)
                let (s, c) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
                return hypot((dx * s + dy * c) / ratio, dx * c - dy * s)
            }
            for limit in Set(distances) where limit <= radius {
                let members = Set(points.indices.filter { distances[$0] <= limit * (1 + 1e-9) })
                let sum = members.reduce(0) { $0 + measure[$1] }
                if sum <= share * total * (1 + 1e-12), members.count <= most { zones.append((members, weight)) }
            }
        }
        return zones
    }

    /// Every connected subset of the `count` nearest of each location that holds it, found by trying all subsets.
    static func connected(
        _ points: [PlanarPoint], _ adjacency: [[Int]], count: Int, _ measure: [Double], share: Double,
        kept: [Bool]? = nil
    ) -> Set<Set<Int>> {
        var zones: Set<Set<Int>> = []
        let total = measure.reduce(0, +)
        for centre in points.indices where kept?[centre] ?? true {
            let order = points.indices.sorted { a, b in
                let (p, q, o) = (points[a], points[b], points[centre])
                let (da, db) = (hypot(p.x - o.x, p.y - o.y), hypot(q.x - o.x, q.y - o.y))
                return (a == centre ? -1 : da, a) < (b == centre ? -1 : db, b)
            }
            let near = order.prefix(count).filter { kept?[$0] ?? true }
            for mask in 0..<(1 << near.count) where mask & 1 == 1 {
                let members = Set(near.indices.filter { mask >> $0 & 1 == 1 }.map { near[$0] })
                var reached: Set<Int> = [centre]
                var queue = [centre]
                while let next = queue.popLast() {
                    for other in adjacency[next] where members.contains(other) && reached.insert(other).inserted {
                        queue.append(other)
                    }
                }
                guard reached == members else { continue }
                if members.reduce(0, { $0 + measure[$1] }) <= share * total * (1 + 1e-12) { zones.insert(members) }
            }
        }
        return zones
    }
}
