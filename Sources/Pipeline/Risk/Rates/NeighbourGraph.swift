import Glibc

/// Which units lie beside each other, with what an intrinsic autoregression needs: parts that hang together and their scales.
struct NeighbourGraph: Sendable {
    /// Each pair once, the lower index first.
    let edges: [(Int32, Int32)]
    /// The part of each unit.
    let part: [Int]
    /// Units of each part; a unit without neighbours is a part of its own.
    let partSizes: [Double]
    /// 1/√s of each part, s the geometric mean of the variances of its units under the intrinsic autoregression of precision 1
    /// (Sørbye and Rue 2014, doi:10.1016/j.spasta.2013.06.004), part by part (Freni-Sterrantino and others 2018,
    /// doi:10.1016/j.sste.2018.04.002); 1 for a unit alone.
    let scales: [Double]

    /// The largest part that is scaled: its dense inverse takes time as the cube of its size.
    static let largestPart = 4_000

    /// Builds a graph.
    ///
    /// - Parameter neighbours: Per unit the indices of others, in any order; who is a neighbour of whom must be mutual.
    /// - Throws: ``RiskError`` for an index that does not exist, a pair that is not mutual, a part that is too large.
    init(_ neighbours: [[Int]]) throws(RiskError) {
        var edges: [(Int32, Int32)] = []
        let sets = neighbours.map(Set.init)
        for (unit, list) in neighbours.enumerated() {
            for other in list.sorted() {
                guard neighbours.indices.contains(other), other != unit else {
                    throw .unknownIndex(what: "neighbour", index: other, count: neighbours.count)
                }
                guard sets[other].contains(unit) else { throw .oneSidedNeighbours(unit: unit, other: other) }
                if unit < other { edges.append((Int32(unit), Int32(other))) }
            }
        }
        let part = Self.parts(neighbours)
        let count = (part.max() ?? -1) + 1
        var members = [[Int]](repeating: [], count: count)
        for (unit, place) in part.enumerated() { members[place].append(unit) }
        var scales: [Double] = []
        for units in members {
            guard units.count <= Self.largestPart else {
                throw .badSetting(
                    name: "number of units that hang together", value: Double(units.count),
                    allowed: "\(Self.largestPart) at most")
            }
            scales.append(units.count == 1 ? 1 : 1 / Self.typicalVariance(units, sets).squareRoot())
        }
        (self.edges, self.part, self.scales) = (edges, part, scales)
        partSizes = members.map { Double($0.count) }
    }

    private static func parts(_ neighbours: [[Int]]) -> [Int] {
        var part = [Int](repeating: -1, count: neighbours.count)
        var next = 0
        for start in neighbours.indices where part[start] < 0 {
            part[start] = next
            var open = [start]
            while let unit = open.popLast() {
                for other in neighbours[unit] where part[other] < 0 {
                    part[other] = next
                    open.append(other)
                }
            }
            next += 1
        }
        return part
    }

    /// The geometric mean of the diagonal of the generalised inverse of D − W.
    ///
    /// With J = 11ᵀ/n the inverse of D − W + J is the generalised inverse plus J, so that a Cholesky factor of it serves.
    private static func typicalVariance(_ units: [Int], _ neighbours: [Set<Int>]) -> Double {
        let n = units.count
        let place = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, $0) })
        var matrix = [Double](repeating: 1 / Double(n), count: n * n)
        for (row, unit) in units.enumerated() {
            matrix[row * n + row] += Double(neighbours[unit].count)
            for other in neighbours[unit] { if let column = place[other] { matrix[row * n + column] -= 1 } }
        }
        let variances = diagonalOfInverse(&matrix, n)
        let logs = variances.map { log($0 - 1 / Double(n)) }
        return exp(logs.reduce(0, +) / Double(n))
    }

    /// The diagonal of the inverse of a positive definite matrix, which is overwritten.
    private static func diagonalOfInverse(_ matrix: inout [Double], _ n: Int) -> [Double] {
        matrix.withUnsafeMutableBufferPointer { a in
            for j in 0..<n {
                for k in 0..<j {
                    let factor = a[j * n + k]
                    a[j * n + j] -= factor * factor
                }
                let pivot = a[j * n + j].squareRoot()
                a[j * n + j] = pivot
                for i in j + 1..<max(n, j + 1) {
                    var sum = a[i * n + j]
                    for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
                    a[i * n + j] = sum / pivot
                }
            }
            // Column c of L⁻¹ by forward substitution; the squares of column c add up to entry (c, c) of the inverse.
            var column = [Double](repeating: 0, count: n)
            return (0..<n).map { c in
                var squares = 0.0
                for i in c..<n {
                    var sum = i == c ? 1.0 : 0
                    for k in c..<i { sum -= a[i * n + k] * column[k] }
                    column[i] = sum / a[i * n + i]
                    squares += column[i] * column[i]
                }
                return squares
            }
        }
    }
}
