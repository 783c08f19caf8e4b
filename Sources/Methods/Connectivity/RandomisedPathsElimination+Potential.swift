internal import Glibc

extension PathElimination {
    /// The potential for a stage: less the length of the likeliest way to the target over the nodes that are left.
    ///
    /// A step is an edge between two of them, or whatever leads from one to the other through a part already eliminated:
    /// there all paths count, so that the error is only that of choosing one way between the parts.
    func remainingPotential(_ stage: Int) -> [Double] {
        var isLeft = [Bool](repeating: false, count: network.nodeCount)
        isLeft[fronts.target] = true
        var parts: [Int] = []
        for front in 0..<fronts.count {
            if Int(frontStages[front]) >= stage {
                let start = fronts.dissection.starts[front]
                for node in fronts.dissection.order[start..<fronts.dissection.starts[front + 1]] {
                    isLeft[Int(node)] = true
                }
            } else if remainders[front] != nil {
                parts.append(front)
            }
        }
        let memberships = Memberships(fronts, parts, nodeCount: network.nodeCount)
        var lengths = [Double](repeating: .infinity, count: network.nodeCount)
        lengths[fronts.target] = 0
        var queue = LabelQueue()
        queue.push(Int32(fronts.target), 0)
        network.withPointers { network in
            while let (node, key) = queue.pop() {
                let head = Int(node)
                guard key <= lengths[head] else { continue }
                func offer(_ tail: Int, _ length: Double) {
                    guard key + length < lengths[tail] else { return }
                    lengths[tail] = key + length
                    queue.push(Int32(tail), key + length)
                }
                for slot in Int(network.inStarts[head])..<Int(network.inStarts[head + 1]) {
                    let tail = Int(network.tails[slot])
                    guard isLeft[tail], lengths[tail] > key else { continue }
                    let edge = Int(network.arrivals[slot])
                    offer(tail, max(0, -network.logWeight(edge, tail: tail, theta: theta)))
                }
                for membership in memberships.of(head) {
                    offerThrough(parts[Int(membership.part)], column: Int(membership.index), offer)
                }
            }
        }
        return lengths.map { $0 < .infinity ? -$0 : 0 }
    }

    /// Offers the ways through an eliminated part to one of the nodes of its border.
    private func offerThrough(
        _ part: Int, column: Int, _ offer: (_ tail: Int, _ length: Double) -> Void
    ) {
        guard let remainder = remainders[part] else { return }
        let start = fronts.borderStarts[part]
        let count = fronts.borderStarts[part + 1] - start
        let stage = Int(frontStages[part])
        let head = Int(fronts.borders[start + column])
        let here = potentials[stage][head]
        for row in 0..<count where row != column {
            let weight = remainder[row * count + column]
            guard weight > 0 else { continue }
            let tail = Int(fronts.borders[start + row])
            guard tail != fronts.target else { continue }
            offer(tail, max(0, here - potentials[stage][tail] - log(weight)))
        }
    }
}

/// For each node the eliminated parts on whose borders it lies.
private struct Memberships {
    struct Membership {
        let part: Int32
        /// The place of the node in the border.
        let index: Int32
    }

    private var starts: [Int]
    private var memberships: [Membership]

    init(_ fronts: Fronts, _ parts: [Int], nodeCount: Int) {
        starts = [Int](repeating: 0, count: nodeCount + 1)
        var total = 0
        for part in parts {
            for node in fronts.borders[fronts.borderStarts[part]..<fronts.borderStarts[part + 1]] {
                starts[Int(node) + 1] += 1
                total += 1
            }
        }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var next = starts
        memberships = Array(repeating: Membership(part: 0, index: 0), count: total)
        for (number, part) in parts.enumerated() {
            let border = fronts.borders[fronts.borderStarts[part]..<fronts.borderStarts[part + 1]]
            for (index, node) in border.enumerated() {
                memberships[next[Int(node)]] = Membership(part: Int32(number), index: Int32(index))
                next[Int(node)] += 1
            }
        }
    }

    func of(_ node: Int) -> ArraySlice<Membership> { memberships[starts[node]..<starts[node + 1]] }
}
