internal import SpatialEngine

/// Draws a line tight: moves its vertices off the search's places to where the weighted sum of time and hazard is least.
///
/// Vertices move across the line in hats from half its length down to a single one (coordinate descent over a hierarchical
/// basis), each by a search along the normal; a move that meets land, a limit or a worse sum is not made. The result is a
/// local optimum: of all ways past the same side of every island.
struct VoyageRefinement {
    let line: VoyageLine
    let weights: VoyageWeights
    let departure: Double
    /// Whether the straight segment may be sailed.
    let isClear: (GeographicPoint, GeographicPoint) -> Bool
    /// The position as it will be written.
    let rounded: (GeographicPoint) -> GeographicPoint

    private static let sweeps = 12
    private static let settled = 1e-6

    /// The line's vertices and the sums up to each.
    private struct Track {
        var points: [GeographicPoint]
        var times: [Double]
        var costs: [Double]
        var cost: Double { costs[costs.count - 1] }
    }

    /// The improved vertices; nil if the line cannot be followed at all.
    func tightened(_ points: [GeographicPoint], vertices: Int) -> [GeographicPoint]? {
        guard let given = track(points) else { return nil }
        let pulled = pulled(given.points)
        guard var track = track(resampled(pulled, count: vertices)) ?? track(pulled) else { return points }
        for _ in 0..<Self.sweeps {
            let before = track.cost
            var span = largestSpan(track.points.count)
            while span > 0 {
                sweep(&track, span: span)
                span /= 2
            }
            if before - track.cost <= Self.settled * before { break }
        }
        return track.points
    }

    private func largestSpan(_ count: Int) -> Int {
        var span = 1
        while span * 4 <= count { span *= 2 }
        return span
    }

    // MARK: - Moves

    /// One pass of moves by hats that reach `span` vertices to either side.
    private func sweep(_ track: inout Track, span: Int) {
        let last = track.points.count - 1
        guard last > 1 else { return }
        var centre = min(span, last - 1)
        while centre < last {
            improve(&track, from: max(0, centre - span), centre: centre, to: min(last, centre + span))
            centre += max(1, span / 2)
        }
        refresh(&track, from: 0)
    }

    private func improve(_ track: inout Track, from first: Int, centre: Int, to last: Int) {
        let chord = line.offset(from: track.points[first], to: track.points[last])
        let length = (chord.east * chord.east + chord.north * chord.north).squareRoot()
        guard length > 0 else { return }
        let normal = (east: -chord.north / length, north: chord.east / length)
        var best = 0.0
        var stretch = piece(of: track, from: first, to: last)
        var step = 0.1 * length
        // Try outward in both ways, then closer and closer round the best place found.
        for _ in 0..<7 {
            var isBetter = false
            for side in [step, -step] {
                guard let tried = moved(track, first, centre, last, normal, by: best + side), tried.cost < stretch.cost
                else { continue }
                (stretch, best, isBetter) = (tried, best + side, true)
                break
            }
            step *= isBetter ? 1 : 0.35
        }
        guard best != 0 else { return }
        for (k, point) in stretch.points.enumerated() { track.points[first + 1 + k] = point }
        refresh(&track, from: first, upTo: last)
    }

    /// Inner vertices of a part of the line, and its sum.
    private struct Stretch {
        var points: [GeographicPoint]
        var cost: Double
    }

    private func piece(of track: Track, from first: Int, to last: Int) -> Stretch {
        Stretch(points: Array(track.points[first + 1..<last]), cost: track.costs[last] - track.costs[first])
    }

    /// The part with its middle moved by `metres` along the normal; nil where that cannot be sailed.
    private func moved(
        _ track: Track, _ first: Int, _ centre: Int, _ last: Int, _ normal: (east: Double, north: Double),
        by metres: Double
    ) -> Stretch? {
        var points: [GeographicPoint] = []
        for i in first + 1..<last {
            let share =
                i <= centre
                ? Double(i - first) / Double(centre - first) : Double(last - i) / Double(last - centre)
            points.append(shifted(track.points[i], normal, by: metres * share))
        }
        var cost = 0.0
        var time = track.times[first]
        var from = track.points[first]
        for to in points + [track.points[last]] {
            guard let share = sailed(from: from, to: to, time: time) else { return nil }
            cost += weights.time * share.seconds + weights.hazard * share.hazard
            time += share.seconds
            from = to
        }
        return Stretch(points: points, cost: cost)
    }

    private func shifted(
        _ point: GeographicPoint, _ normal: (east: Double, north: Double), by metres: Double
    ) -> GeographicPoint {
        let perDegree =
            line.offset.space == .plane
            ? (east: 1.0, north: 1.0) : LocalOffset.metresPerDegree(latitude: point.latitude)
        return rounded(
            GeographicPoint(
                longitude: point.longitude + metres * normal.east / perDegree.east,
                latitude: point.latitude + metres * normal.north / perDegree.north))
    }

    private func sailed(from a: GeographicPoint, to b: GeographicPoint, time: Double) -> VoyageLine.Share? {
        guard isClear(a, b),
            case .success(let share) = line.share(from: a, to: b, metres: line.metres(from: a, to: b), time: time)
        else { return nil }
        return share
    }

    // MARK: - The line

    private func track(_ points: [GeographicPoint]) -> Track? {
        var track = Track(points: points, times: [departure], costs: [0])
        for (a, b) in zip(points, points.dropFirst()) {
            guard let share = sailed(from: a, to: b, time: track.times[track.times.count - 1]) else { return nil }
            track.times.append(track.times[track.times.count - 1] + share.seconds)
            track.costs.append(track.cost + weights.time * share.seconds + weights.hazard * share.hazard)
        }
        return track
    }

    /// Sums again what a change behind `first` altered; a part that can no longer be sailed keeps its old sums.
    private func refresh(_ track: inout Track, from first: Int, upTo last: Int? = nil) {
        let end = last ?? track.points.count - 1
        guard first < end else { return }
        for i in first..<end {
            let (a, b) = (track.points[i], track.points[i + 1])
            let old = (track.times[i + 1], track.costs[i + 1])
            guard
                case .success(let share) = line.share(
                    from: a, to: b, metres: line.metres(from: a, to: b), time: track.times[i])
            else { continue }
            track.times[i + 1] = track.times[i] + share.seconds
            track.costs[i + 1] = track.costs[i] + weights.time * share.seconds + weights.hazard * share.hazard
            if i + 1 == end, end < track.points.count - 1 {
                let (dt, dc) = (track.times[end] - old.0, track.costs[end] - old.1)
                for j in end + 1..<track.points.count {
                    track.times[j] += dt
                    track.costs[j] += dc
                }
            }
        }
    }

    /// The line without the bends that only the search's places made: where the straight way is clear and no worse.
    private func pulled(_ points: [GeographicPoint]) -> [GeographicPoint] {
        var points = points
        var reach = 2
        // Short cuts over more and more bends; each is looked at from both sides of the line in turn.
        while reach <= 64 {
            guard let track = track(points), points.count > 2 else { return points }
            var kept = [points[0]]
            var i = 0
            while i < points.count - 1 {
                let far = min(points.count - 1, i + reach)
                let isShorter =
                    far > i + 1
                    && sailed(from: points[i], to: points[far], time: track.times[i]).map {
                        weights.time * $0.seconds + weights.hazard * $0.hazard <= track.costs[far] - track.costs[i]
                    } ?? false
                i = isShorter ? far : i + 1
                kept.append(points[i])
            }
            if kept.count == points.count { reach *= 2 }
            points = kept
        }
        return points
    }

    /// Vertices at even distances along the line, its bends kept.
    private func resampled(_ points: [GeographicPoint], count: Int) -> [GeographicPoint] {
        let lengths = zip(points, points.dropFirst()).map { line.metres(from: $0, to: $1) }
        let spacing = lengths.reduce(0, +) / Double(max(1, count))
        guard spacing > 0 else { return points }
        var result = [points[0]]
        for (i, length) in lengths.enumerated() {
            let pieces = max(1, Int((length / spacing).rounded()))
            for k in 1..<max(1, pieces) {
                let t = Double(k) / Double(pieces)
                result.append(
                    rounded(
                        GeographicPoint(
                            longitude: points[i].longitude + t * (points[i + 1].longitude - points[i].longitude),
                            latitude: points[i].latitude + t * (points[i + 1].latitude - points[i].latitude))))
            }
            result.append(points[i + 1])
        }
        return result
    }
}
