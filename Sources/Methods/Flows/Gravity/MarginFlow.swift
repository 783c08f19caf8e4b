/// A greatest flow from origins to destinations through the cells of a table (Dinic 1970).
struct MarginFlow {
    private let table: TripTable
    /// The cells of each origin and of each destination.
    private let byOrigin: [[Int]]
    private let byDestination: [[Int]]
    private var flow: [Double]
    /// What is still to be sent and to be taken.
    private var unsent: [Double]
    private var untaken: [Double]
    /// Amounts up to this are rounding.
    private let trifle: Double

    init(_ table: TripTable) {
        self.table = table
        var byOrigin = [[Int]](repeating: [], count: table.origins.count)
        var byDestination = [[Int]](repeating: [], count: table.destinations.count)
        for (index, cell) in table.cells.enumerated() {
            byOrigin[cell.from].append(index)
            byDestination[cell.to].append(index)
        }
        (self.byOrigin, self.byDestination) = (byOrigin, byDestination)
        flow = [Double](repeating: 0, count: table.cells.count)
        (unsent, untaken) = (table.origins, table.destinations)
        trifle = 1e-13 * table.origins.reduce(0, +)
    }

    /// What could not be sent.
    var missing: Double { unsent.reduce(0, +) }

    /// Sends as much as there is room for.
    mutating func fill() {
        for (index, cell) in table.cells.enumerated() { send(min(unsent[cell.from], untaken[cell.to]), through: index) }
        while let levels = levels() {
            var nextOfOrigin = [Int](repeating: 0, count: table.origins.count)
            var nextOfDestination = [Int](repeating: 0, count: table.destinations.count)
            for origin in unsent.indices {
                while unsent[origin] > trifle,
                    case let sent = push(
                        unsent[origin], from: origin, levels, &nextOfOrigin, &nextOfDestination), sent > 0
                {
                    unsent[origin] -= sent
                }
            }
        }
    }

    private mutating func send(_ amount: Double, through index: Int) {
        guard amount > 0 else { return }
        flow[index] += amount
        unsent[table.cells[index].from] -= amount
        untaken[table.cells[index].to] -= amount
    }

    /// Steps from an origin with something to send: origins first, then destinations; nil if none with room is reached.
    private func levels() -> [Int]? {
        let count = table.origins.count
        var levels = [Int](repeating: -1, count: count + table.destinations.count)
        var front = unsent.indices.filter { unsent[$0] > trifle }
        for origin in front { levels[origin] = 0 }
        var hasRoom = false
        while !front.isEmpty && !hasRoom {
            var next: [Int] = []
            for node in front {
                for (other, _) in neighbours(of: node) where levels[other] < 0 {
                    levels[other] = levels[node] + 1
                    next.append(other)
                    if other >= count && untaken[other - count] > trifle { hasRoom = true }
                }
            }
            front = next
        }
        return hasRoom ? levels : nil
    }

    /// Where what is left open leads to, with the cell.
    private func neighbours(of node: Int) -> [(node: Int, cell: Int)] {
        let count = table.origins.count
        if node < count { return byOrigin[node].map { (count + table.cells[$0].to, $0) } }
        return byDestination[node - count].compactMap { flow[$0] > trifle ? (table.cells[$0].from, $0) : nil }
    }

    /// Pushes along one path of rising levels, without recursion, since paths may be long.
    private mutating func push(
        _ amount: Double, from origin: Int, _ levels: [Int], _ nextOfOrigin: inout [Int],
        _ nextOfDestination: inout [Int]
    ) -> Double {
        let count = table.origins.count
        var path: [Int] = []
        var node = origin
        while true {
            if node >= count, untaken[node - count] > trifle {
                return settle(path, amount, at: node - count)
            }
            var step: (node: Int, cell: Int)?
            if node < count {
                while nextOfOrigin[node] < byOrigin[node].count, step == nil {
                    let cell = byOrigin[node][nextOfOrigin[node]]
                    let head = count + table.cells[cell].to
                    if levels[head] == levels[node] + 1 { step = (head, cell) } else { nextOfOrigin[node] += 1 }
                }
            } else {
                while nextOfDestination[node - count] < byDestination[node - count].count, step == nil {
                    let cell = byDestination[node - count][nextOfDestination[node - count]]
                    let head = table.cells[cell].from
                    let isOpen = flow[cell] > trifle && levels[head] == levels[node] + 1
                    if isOpen { step = (head, cell) } else { nextOfDestination[node - count] += 1 }
                }
            }
            if let step {
                path.append(step.cell)
                node = step.node
                continue
            }
            guard let cell = path.popLast() else { return 0 }
            if node < count {
                node = count + table.cells[cell].to
                nextOfDestination[node - count] += 1
            } else {
                node = table.cells[cell].from
                nextOfOrigin[node] += 1
            }
        }
    }

    /// Sends along a path of cells, every second of them backwards.
    private mutating func settle(_ path: [Int], _ amount: Double, at destination: Int) -> Double {
        var sent = min(amount, untaken[destination])
        for (step, cell) in path.enumerated() where step % 2 == 1 { sent = min(sent, flow[cell]) }
        for (step, cell) in path.enumerated() { flow[cell] += step % 2 == 0 ? sent : -sent }
        untaken[destination] -= sent
        return sent
    }

    /// The zones that what could not be sent might still reach.
    func reachedFromUnsent() -> (origins: [Bool], destinations: [Bool]) {
        let count = table.origins.count
        var isReached = [Bool](repeating: false, count: count + table.destinations.count)
        var front = unsent.indices.filter { unsent[$0] > TripTable.rounding * table.origins[$0] }
        for origin in front { isReached[origin] = true }
        while let node = front.popLast() {
            for (other, _) in neighbours(of: node) where !isReached[other] {
                isReached[other] = true
                front.append(other)
            }
        }
        return (Array(isReached[..<count]), Array(isReached[count...]))
    }

    /// The number of the strongly connected part of each origin, then of each destination (Tarjan 1972).
    func parts() -> [Int] {
        let count = table.origins.count + table.destinations.count
        var part = [Int](repeating: -1, count: count)
        var number = part
        var low = part
        var (found, next) = (0, 0)
        var open: [Int] = []
        for root in 0..<count where number[root] < 0 {
            var calls = [(node: root, rest: neighbours(of: root)[...])]
            (number[root], low[root], next) = (next, next, next + 1)
            open.append(root)
            while let node = calls.last?.node {
                if let (other, _) = calls[calls.count - 1].rest.popFirst() {
                    if number[other] < 0 {
                        (number[other], low[other], next) = (next, next, next + 1)
                        open.append(other)
                        calls.append((other, neighbours(of: other)[...]))
                    } else if part[other] < 0 {
                        low[node] = min(low[node], number[other])
                    }
                    continue
                }
                calls.removeLast()
                if let above = calls.last?.node { low[above] = min(low[above], low[node]) }
                guard low[node] == number[node] else { continue }
                while let member = open.popLast() {
                    part[member] = found
                    if member == node { break }
                }
                found += 1
            }
        }
        return part
    }
}
