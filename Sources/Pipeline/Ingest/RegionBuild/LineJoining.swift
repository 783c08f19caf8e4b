/// A line of a binned river or border file, with its level.
struct LevelLine: Equatable {
    var points: [LatticePoint]
    var level: Int
}

/// Joins lines of one level across bin edges.
///
/// Two lines become one where exactly two ends meet and both have the same level; where three or more meet, as at a
/// confluence, all stay apart. Pieces without length, which the files hold at some bin crossings, and repeated points are
/// dropped. A joined line runs as its first piece in file order does.
struct LineJoiner {
    private let pieces: [LevelLine]
    private var meetings: [LatticePoint: [Int]] = [:]
    private var taken: [Bool]

    init(_ lines: [LevelLine]) {
        pieces = lines.map { LevelLine(points: withoutRepeats($0.points), level: $0.level) }
            .filter { $0.points.count > 1 }
        taken = [Bool](repeating: false, count: pieces.count)
        for (index, piece) in pieces.enumerated() {
            for end in [piece.points[0], piece.points[piece.points.count - 1]] {
                meetings[end, default: []].append(index)
            }
        }
    }

    /// The joined lines, in file order of their first pieces.
    ///
    /// - Complexity: O(*n*) for *n* points.
    mutating func joined() -> [LevelLine] {
        var result: [LevelLine] = []
        for index in pieces.indices where !taken[index] {
            taken[index] = true
            var points = pieces[index].points
            extend(&points, from: index)
            points.reverse()
            extend(&points, from: index)
            points.reverse()
            result.append(LevelLine(points: points, level: pieces[index].level))
        }
        return result
    }

    /// Appends piece after piece to `points`, whose last point is an end of piece `index`.
    private mutating func extend(_ points: inout [LatticePoint], from index: Int) {
        var current = index
        while let end = points.last, let next = continuation(of: current, at: end) {
            taken[next] = true
            let piece = pieces[next].points
            points += piece.first == end ? Array(piece.dropFirst()) : piece.dropLast().reversed()
            current = next
        }
    }

    /// The one other piece that goes on from `end` of piece `index`.
    private func continuation(of index: Int, at end: LatticePoint) -> Int? {
        guard let meeting = meetings[end], meeting.count == 2, meeting[0] != meeting[1] else { return nil }
        let other = meeting[0] == index ? meeting[1] : meeting[0]
        return pieces[other].level == pieces[index].level && !taken[other] ? other : nil
    }
}

private func withoutRepeats(_ points: [LatticePoint]) -> [LatticePoint] {
    var result: [LatticePoint] = []
    for point in points where point != result.last { result.append(point) }
    return result
}
