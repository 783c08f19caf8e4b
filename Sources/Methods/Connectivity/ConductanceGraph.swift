/// An undirected graph of conductances, in compressed sparse rows; every edge stands in the rows of both its ends.
///
/// Node *i* has the entries `starts[i]..<starts[i + 1]`. Within a row columns ascend, none is the row itself and none
/// comes twice; conductances are finite and above 0.
public struct ConductanceGraph: Sendable {
    /// Where each row begins, with the end of the last one: `nodeCount + 1` values.
    public let starts: [Int32]
    /// The node at the other end.
    public let columns: [Int32]
    /// Siemens, or whatever the reciprocal of the resistances' unit is.
    public let conductances: [Double]

    /// Number of nodes.
    public var nodeCount: Int { starts.count - 1 }

    init(starts: [Int32], columns: [Int32], conductances: [Double]) {
        self.starts = starts
        self.columns = columns
        self.conductances = conductances
    }

    /// A graph from a list of edges; parallel edges add up in the order of the list, edges from a node to itself are
    /// left out.
    ///
    /// - Parameters:
    ///   - from: One end of each edge, below `nodeCount`.
    ///   - to: The other end.
    ///   - conductances: Finite and above 0.
    /// - Throws: ``ConnectivityError/tooManyEdges(_:)`` above 2³⁰ edges.
    /// - Complexity: O(*n* + *m*).
    public init(nodeCount: Int, from: [Int32], to: [Int32], conductances: [Double]) throws(ConnectivityError) {
        guard from.count < 1 << 30, nodeCount < 1 << 31 - 1 else { throw .tooManyEdges(from.count) }
        var degrees = [Int32](repeating: 0, count: nodeCount + 1)
        for k in from.indices where from[k] != to[k] {
            degrees[Int(from[k])] += 1
            degrees[Int(to[k])] += 1
        }
        let begins = Self.runningSum(degrees)
        let entries = Int(begins[nodeCount])
        var (next, others) = (begins, [Int32](repeating: 0, count: entries))
        var values = [Double](repeating: 0, count: entries)
        for k in from.indices where from[k] != to[k] {
            for (row, column) in [(from[k], to[k]), (to[k], from[k])] {
                let place = Int(next[Int(row)])
                (others[place], values[place]) = (column, conductances[k])
                next[Int(row)] += 1
            }
        }
        self = Self.orderedRows(begins: begins, columns: others, values: values)
    }

    /// Sums so far: element *i* is the sum of the first *i* counts; the last count is left out.
    static func runningSum(_ counts: [Int32]) -> [Int32] {
        var (sums, sum) = (counts, Int32(0))
        for i in counts.indices {
            sums[i] = sum
            sum += counts[i]
        }
        return sums
    }

    /// Rows with ascending columns and duplicates added: a transposition of a symmetric matrix puts its rows in order.
    private static func orderedRows(begins: [Int32], columns: [Int32], values: [Double]) -> ConductanceGraph {
        let rows = begins.count - 1
        var (next, ordered) = (begins, columns)
        var moved = values
        for row in 0..<rows {
            for k in Int(begins[row])..<Int(begins[row + 1]) {
                let target = Int(columns[k])
                let place = Int(next[target])
                (ordered[place], moved[place]) = (Int32(row), values[k])
                next[target] += 1
            }
        }
        var (starts, kept) = (begins, 0)
        for row in 0..<rows {
            starts[row] = Int32(kept)
            for k in Int(begins[row])..<Int(begins[row + 1]) {
                if kept > Int(starts[row]), ordered[kept - 1] == ordered[k] {
                    moved[kept - 1] += moved[k]
                } else {
                    (ordered[kept], moved[kept]) = (ordered[k], moved[k])
                    kept += 1
                }
            }
        }
        starts[rows] = Int32(kept)
        return ConductanceGraph(
            starts: starts, columns: Array(ordered[..<kept]), conductances: Array(moved[..<kept]))
    }

    /// The number of the connected component of each node; components are numbered by their lowest node.
    ///
    /// - Complexity: O(*n* + *m*).
    public func components() -> (labels: [Int32], count: Int) {
        var labels = [Int32](repeating: -1, count: nodeCount)
        var (count, stack) = (Int32(0), [Int32]())
        for first in 0..<nodeCount where labels[first] < 0 {
            labels[first] = count
            stack.append(Int32(first))
            while let node = stack.popLast() {
                for k in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) where labels[Int(columns[k])] < 0 {
                    labels[Int(columns[k])] = count
                    stack.append(columns[k])
                }
            }
            count += 1
        }
        return (labels, Int(count))
    }
}
