extension ConductanceGraph {
    /// The graph whose nodes are groups of nodes: edges inside a group vanish, edges between two groups add up.
    ///
    /// Serves short-circuit regions, parts of a graph and the coarser levels of the solver alike.
    ///
    /// - Parameters:
    ///   - groups: The group of each node, below `count`; −1 drops the node.
    ///   - count: Number of groups, each with a node at least.
    /// - Returns: The graph, and for each group the sum of its conductances to dropped nodes.
    /// - Complexity: O(*n* + *m*), with O(*d* log *d*) for a group with more than 32 neighbours.
    func contracted(by groups: [Int32], count: Int) -> (graph: ConductanceGraph, dropped: [Double]) {
        let (memberStarts, members) = Self.members(of: groups, count: count)
        var dropped = [Double](repeating: 0, count: count)
        var newStarts = [Int32](repeating: 0, count: count + 1)
        var filled = 0
        var newColumns = [Int32](repeating: 0, count: columns.count)
        let newValues = [Double](unsafeUninitializedCapacity: columns.count) { values, initialized in
            newColumns.withUnsafeMutableBufferPointer { newColumns in
                guard let values = values.baseAddress, let newColumns = newColumns.baseAddress else { return }
                filled = fill(
                    newColumns, values, &newStarts, &dropped, groups: groups, memberStarts: memberStarts,
                    members: members)
            }
            initialized = filled
        }
        newColumns.removeLast(newColumns.count - filled)
        return (ConductanceGraph(starts: newStarts, columns: newColumns, conductances: newValues), dropped)
    }

    /// The nodes of each group in ascending order, as compressed rows.
    private static func members(of groups: [Int32], count: Int) -> (starts: [Int32], members: [Int32]) {
        var sizes = [Int32](repeating: 0, count: count + 1)
        for group in groups where group >= 0 { sizes[Int(group)] += 1 }
        let starts = runningSum(sizes)
        var next = starts
        var members = [Int32](repeating: 0, count: Int(starts[count]))
        for node in groups.indices where groups[node] >= 0 {
            let group = Int(groups[node])
            members[Int(next[group])] = Int32(truncatingIfNeeded: node)
            next[group] += 1
        }
        return (starts, members)
    }

    /// Row by row with a table of where each column of the current row lies (Gustavson 1978, doi:10.1145/355791.355796).
    private func fill(
        _ newColumns: UnsafeMutablePointer<Int32>, _ newValues: UnsafeMutablePointer<Double>,
        _ newStarts: inout [Int32], _ dropped: inout [Double], groups: [Int32], memberStarts: [Int32],
        members: [Int32]
    ) -> Int {
        let count = dropped.count
        var places = [Int32](repeating: -1, count: count)
        var filled = 0
        withTables { graph in
            groups.withUnsafeBufferPointer { groups in
                places.withUnsafeMutableBufferPointer { places in
                    for group in 0..<count {
                        let first = filled
                        newStarts[group] = Int32(truncatingIfNeeded: first)
                        var lost = 0.0
                        for m in Int(memberStarts[group])..<Int(memberStarts[group + 1]) {
                            let node = Int(members[m])
                            for k in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
                                let other = Int(groups[Int(graph.columns[k])])
                                if other < 0 {
                                    lost += graph.conductances[k]
                                } else if other != group {
                                    let place = Int(places[other])
                                    if place >= first {
                                        newValues[place] += graph.conductances[k]
                                    } else {
                                        places[other] = Int32(truncatingIfNeeded: filled)
                                        newColumns[filled] = Int32(truncatingIfNeeded: other)
                                        newValues[filled] = graph.conductances[k]
                                        filled += 1
                                    }
                                }
                            }
                        }
                        dropped[group] = lost
                        sortRow(newColumns + first, newValues + first, filled - first)
                    }
                }
            }
        }
        newStarts[count] = Int32(truncatingIfNeeded: filled)
        return filled
    }
}

/// Puts the columns of one row in ascending order, with their values.
private func sortRow(_ columns: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Double>, _ count: Int) {
    if count > 32 {
        let pairs = (0..<count).map { (columns[$0], values[$0]) }.sorted { $0.0 < $1.0 }
        for (k, pair) in pairs.enumerated() { (columns[k], values[k]) = pair }
        return
    }
    var i = 1
    while i < count {
        let (column, value) = (columns[i], values[i])
        var j = i
        while j > 0 && columns[j - 1] > column {
            columns[j] = columns[j - 1]
            values[j] = values[j - 1]
            j -= 1
        }
        columns[j] = column
        values[j] = value
        i += 1
    }
}

/// The arrays of a ``ConductanceGraph``, unchecked, for the length of one call.
struct GraphTables {
    let count: Int
    let starts: UnsafePointer<Int32>
    let columns: UnsafePointer<Int32>
    let conductances: UnsafePointer<Double>
}

extension ConductanceGraph {
    /// Calls `body` with the arrays; not at all for a graph without edges.
    func withTables(_ body: (GraphTables) -> Void) {
        starts.withUnsafeBufferPointer { starts in
            columns.withUnsafeBufferPointer { columns in
                conductances.withUnsafeBufferPointer { conductances in
                    guard let starts = starts.baseAddress, let columns = columns.baseAddress,
                        let conductances = conductances.baseAddress
                    else { return }
                    body(
                        GraphTables(
                            count: nodeCount, starts: starts, columns: columns, conductances: conductances))
                }
            }
        }
    }
}
