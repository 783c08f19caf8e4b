internal import CGEOS

extension PreparedRegion {
    /// Whether any part of `line` lies in the inside of the area; touching the border or running along it is allowed.
    ///
    /// Decided from the sides' orientations, not from computed crossings, so a line that ends at a vertex of the border
    /// or shares a side with it is told apart from one that cuts the corner.
    /// - Complexity: O(log *n* + sides met) for each segment.
    public func crossesInterior(_ line: LineString) throws(TopologyError) -> Bool {
        if line.points.count == 1 { return try contains(line.points[0]) }
        for (a, b) in zip(line.points, line.points.dropFirst()) where try crossesInterior(from: a, to: b) {
            return true
        }
        return false
    }

    /// ``crossesInterior(_:)`` of the straight segment between two positions.
    public func crossesInterior(from a: GeographicPoint, to b: GeographicPoint) throws(TopologyError) -> Bool {
        if a == b { return try contains(a) }
        // Where the segment touches the border, as shares of its length, and where it runs along a side.
        var touches = [0.0, 1.0]
        var along: [ClosedRange<Double>] = []
        for id in sides.ids(touching: BoundingBox(spanning: a, b)) {
            let (c, d) = (sides.segments[id].start, sides.segments[id].end)
            let (sideOfC, sideOfD) = (try turn(a, b, c), try turn(a, b, d))
            if sideOfC == 0 && sideOfD == 0 {
                let ends = (share(of: c, a, b).clamped, share(of: d, a, b).clamped)
                let span = min(ends.0, ends.1)...max(ends.0, ends.1)
                touches += [span.lowerBound, span.upperBound]
                along.append(span)
                continue
            }
            guard sideOfC * sideOfD <= 0 else { continue }
            let (sideOfA, sideOfB) = (try turn(c, d, a), try turn(c, d, b))
            guard sideOfA * sideOfB <= 0 else { continue }
            if sideOfC != 0 && sideOfD != 0 && sideOfA != 0 && sideOfB != 0 { return true }
            if sideOfC == 0 { touches.append(share(of: c, a, b).clamped) }
            if sideOfD == 0 { touches.append(share(of: d, a, b).clamped) }
        }
        touches.sort()
        // Between two touches the segment is all inside, all outside, or all on the border.
        for (from, to) in zip(touches, touches.dropFirst()) where from < to {
            if along.contains(where: { $0.lowerBound <= from && $0.upperBound >= to }) { continue }
            let middle = (from + to) / 2
            let probe = GeographicPoint(
                longitude: a.longitude + middle * (b.longitude - a.longitude),
                latitude: a.latitude + middle * (b.latitude - a.latitude))
            if try contains(probe) { return true }
        }
        return false
    }

    /// +1 if `c` lies to the left of the line from `a` to `b`, −1 to the right, 0 on it; robust.
    private func turn(
        _ a: GeographicPoint, _ b: GeographicPoint, _ c: GeographicPoint
    ) throws(TopologyError) -> Int32 {
        let left = (a.longitude - c.longitude) * (b.latitude - c.latitude)
        let right = (a.latitude - c.latitude) * (b.longitude - c.longitude)
        // Shewchuk's bound for the rounding of the difference (1997, doi:10.1007/PL00009321).
        if abs(left - right) > 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right)) { return left > right ? 1 : -1 }
        let answer = GEOSOrientationIndex_r(
            context.handle, a.longitude, a.latitude, b.longitude, b.latitude, c.longitude, c.latitude)
        // 2 on failure
        guard (-1...1).contains(answer) else { throw context.failure("orientation") }
        return answer
    }

    /// How far along from `a` to `b` a point of that line lies, 0 at `a` and 1 at `b`.
    private func share(of p: GeographicPoint, _ a: GeographicPoint, _ b: GeographicPoint) -> Double {
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        return abs(dx) >= abs(dy) ? (p.longitude - a.longitude) / dx : (p.latitude - a.latitude) / dy
    }
}

extension Double {
    fileprivate var clamped: Double { min(1, max(0, self)) }
}
