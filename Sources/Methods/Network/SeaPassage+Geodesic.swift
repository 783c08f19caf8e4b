internal import SpatialEngine

extension SeaChart {
    /// The largest distance allowed between a drawn segment and the geodesic between its ends.
    private static let largestSag = 10.0

    /// The vertices of a path through `stops`: long stretches get vertices on the geodesic, or on the straight line where
    /// the geodesic would leave the water.
    func followingGeodesics(through stops: [LatticePoint]) -> [GeographicPoint] {
        var result: [GeographicPoint] = []
        for (a, b) in zip(stops, stops.dropFirst()) where a != b {
            if result.isEmpty { result.append(a.geographic) }
            let pieces = Self.pieces(from: a.geographic, to: b.geographic)
            if pieces > 1 { result += between(a, b, pieces: pieces).map(\.geographic) }
            result.append(b.geographic)
        }
        // Both ends on one spot: a line of two equal positions.
        return result.isEmpty ? [stops[0].geographic, stops[stops.count - 1].geographic] : result
    }

    /// How many equal pieces keep each within ``largestSag`` of its geodesic; the sag falls with the square of the length.
    private static func pieces(from a: GeographicPoint, to b: GeographicPoint) -> Int {
        let distance = Geodesic.distance(a, b)
        let middle = Geodesic.destination(
            from: a, azimuthDegrees: Geodesic.azimuthDegrees(from: a, to: b), distance: Metres(distance.value / 2))
        let straight = GeographicPoint(
            longitude: (a.longitude + b.longitude) / 2, latitude: (a.latitude + b.latitude) / 2)
        let sag = Geodesic.distance(middle, straight).value
        return sag <= largestSag ? 1 : Int((sag / (0.8 * largestSag)).squareRoot().rounded(.up))
    }

    private func between(_ a: LatticePoint, _ b: LatticePoint, pieces: Int) -> [LatticePoint] {
        let (from, to) = (a.geographic, b.geographic)
        let distance = Geodesic.distance(from, to).value
        let azimuth = Geodesic.azimuthDegrees(from: from, to: to)
        let curved = (1..<pieces).map { i in
            LatticePoint(
                Geodesic.destination(
                    from: from, azimuthDegrees: azimuth, distance: Metres(distance * Double(i) / Double(pieces))))
        }
        let chain = [a] + curved + [b]
        if zip(chain, chain.dropFirst()).allSatisfy({ isClear(from: $0, to: $1) }) { return curved }
        return straightPieces(from: a, to: b, count: pieces)
    }

    /// Positions on the straight line that keep, rounded, to the water: one that does not is left out.
    private func straightPieces(from a: LatticePoint, to b: LatticePoint, count: Int) -> [LatticePoint] {
        var result: [LatticePoint] = []
        var last = a
        for i in 1..<count {
            let t = Double(i) / Double(count)
            let p = LatticePoint(
                x: a.x + Int64((t * Double(b.x - a.x)).rounded()), y: a.y + Int64((t * Double(b.y - a.y)).rounded()))
            guard isClear(from: last, to: p), isClear(from: p, to: b) else { continue }
            result.append(p)
            last = p
        }
        return result
    }

    /// Whether the straight segment keeps to the water or its edge: it crosses no shore edge and its middle is water.
    func isClear(from a: LatticePoint, to b: LatticePoint) -> Bool {
        guard isAfloat(LatticePoint(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)) else { return false }
        var clear = true
        shore.forEach(
            from: LatticePoint(x: min(a.x, b.x), y: min(a.y, b.y)), to: LatticePoint(x: max(a.x, b.x), y: max(a.y, b.y))
        ) { h in
            if clear, Lattice.cross(a, b, mesh.points[mesh.start(h)], mesh.points[mesh.end(h)]) { clear = false }
        }
        return clear
    }

    /// Whether water lies within one lattice step of the position: the middle of a line along the shore is rounded.
    private func isAfloat(_ p: LatticePoint) -> Bool {
        for dx in [0, 1, -1] as [Int64] {
            for dy in [0, 1, -1] as [Int64]
            where waterTriangle(at: LatticePoint(x: p.x + dx, y: p.y + dy)) != nil { return true }
        }
        return false
    }
}
