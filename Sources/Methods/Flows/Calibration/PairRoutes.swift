internal import Glibc

/// The routes of one pair of places, chosen by multinomial logit: share ∝ exp(−θ·cost).
public struct PairRoutes: Sendable {
    /// Costs over that of the cheapest route.
    let extraCosts: [Double]
    /// The links that any route uses, ascending.
    public let links: [Int]
    /// For each of these the routes that use it.
    let users: [[Int]]

    /// Routes of one pair, in any order; empty for a pair that is not connected.
    public init(_ routes: [RoutePath]) {
        let least = routes.map(\.cost).min() ?? 0
        extraCosts = routes.map { $0.cost - least }
        var users: [Int: [Int]] = [:]
        for (index, route) in routes.enumerated() { for link in route.links { users[link, default: []].append(index) } }
        let links = users.keys.sorted()
        self.links = links
        self.users = links.map { users[$0] ?? [] }
    }

    /// Whether there is a way at all.
    public var isConnected: Bool { !extraCosts.isEmpty }

    /// The share of the pair's travellers on a link, 0 for one that no route uses.
    ///
    /// - Complexity: O(*r*) for *r* routes.
    public func share(of link: Int, sensitivity: Double) -> Double {
        guard let position = position(of: link) else { return 0 }
        return share(at: position, logSum: logSum(sensitivity), sensitivity: sensitivity)
    }

    /// Whether anybody may be on a link.
    func uses(_ link: Int, _ sensitivity: FlowCalibration.Sensitivity) -> Bool {
        switch sensitivity {
        case .fixed(let theta): share(of: link, sensitivity: theta) > 0
        case .believed: position(of: link) != nil
        }
    }

    /// ln Σ exp(−θ·extra cost).
    func logSum(_ sensitivity: Double) -> Double { log(extraCosts.reduce(0) { $0 + exp(-sensitivity * $1) }) }

    func share(at position: Int, logSum: Double, sensitivity: Double) -> Double {
        // All routes: exactly 1, not nearly.
        if users[position].count == extraCosts.count { return 1 }
        return users[position].reduce(0) { $0 + exp(-sensitivity * extraCosts[$1] - logSum) }
    }

    /// Where a link stands in ``links``.
    func position(of link: Int) -> Int? {
        var (low, high) = (0, links.count)
        while low < high {
            let middle = (low + high) / 2
            if links[middle] < link { low = middle + 1 } else { high = middle }
        }
        return low < links.count && links[low] == link ? low : nil
    }
}
