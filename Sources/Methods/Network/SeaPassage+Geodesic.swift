internal import SpatialEngine

extension SeaChart {
    /// The largest distance allowed between a drawn segment and the geodesic between its ends.
    private static let largestSag = 10.0

    /// The vertices of a path through `stops`: long stretches get vertices on the geodesic, or on the straight line where
    /// the geodesic would leave the water.
    func followingGeodesics(through stops: [LatticePoint]) -> [GeographicPoint] {
        guard space == .globe else { return stopsApart(stops) }
        var result: [GeographicPoint] = []
        for (a, b) in zip(stops, stops.dropFirst()) where a != b {
            if result.isEmpty { result.append(lattice.position(of: a)) }
            let pieces = Self.pieces(from: lattice.position(of: a), to: lattice.position(of: b))
            if pieces > 1 { result += between(a, b, pieces: pieces).map(lattice.position) }
            result.append(lattice.position(of: b))
        }
        // Both ends on one spot: a line of two equal positions.
        guard let last = stops.last, result.isEmpty else { return result }
        return [lattice.position(of: last), lattice.position(of: last)]
    }

    /// The positions of the stops, without repetitions but two at least.
    private func stopsApart(_ stops: [LatticePoint]) -> [GeographicPoint] {
        let apart = stops.indices.filter { $0 == 0 || stops[$0] != stops[$0 - 1] }.map {
            lattice.position(of: stops[$0])
        }
        return apart.count == 1 ? apart + apart : apart
    }

    /// How many equal pieces keep each within ``largestSag`` of its geodesic; the sag falls with the square of the length.
    static func pieces(from a: GeographicPoint, to b: GeographicPoint) -> Int {
        mayMissGeodesic(from: a, to: b) ? measuredPieces(from: a, to: b) : 1
    }

    static func measuredPieces(from a: GeographicPoint, to b: GeographicPoint) -> Int {
        let distance = Geodesic.distance(a, b)
        let middle = Geodesic.destination(
            from: a, azimuthDegrees: Geodesic.azimuthDegrees(from: a, to: b), distance: Metres(distance.value / 2))
        let straight = GeographicPoint(
            longitude: (a.longitude + b.longitude) / 2, latitude: (a.latitude + b.latitude) / 2)
        let sag = Geodesic.distance(middle, straight).value
        return sag <= largestSag ? 1 : Int((sag / (0.8 * largestSag)).squareRoot().rounded(.up))
    }

    /// Whether the straight line may be farther than ``largestSag`` from the geodesic.
    private static func mayMissGeodesic(from a: GeographicPoint, to b: GeographicPoint) -> Bool {
        mostSag(from: a, to: b) > largestSag
    }

    /// No less than the distance of the straight line from the geodesic, in metres.
    ///
    /// For short ways far from the poles from the second derivatives of the geodesic's longitude and latitude, doubled;
    /// infinite for others.
    private static func mostSag(from a: GeographicPoint, to b: GeographicPoint) -> Double {
        let (east, north) = (abs(b.longitude - a.longitude) * .pi / 180, abs(b.latitude - a.latitude) * .pi / 180)
        let farthest = max(abs(a.latitude), abs(b.latitude))
        guard farthest < 80, east < 0.02, north < 0.02 else { return .infinity }
        let sine = farthest * .pi / 180
        return 2 * 6.4e6 / 8 * sine * east * (east + 2 * north)
    }

    /// The length of the straight way from a vertex as it is drawn: longer than the geodesic where that leaves the water.
    ///
    /// - Parameter geodesic: Its length.
    func drawnLength(from v: Int, to b: LatticePoint, measuring geodesic: Double) -> Double {
        let a = mesh.points[v]
        guard space == .globe, mayBeLonger(from: a, to: b, than: geodesic) else { return geodesic }
        return drawnLength(from: a, in: waterTriangle(round: v) ?? -1, to: b, measuring: geodesic)
    }

    /// The same from a place in a water triangle.
    func drawnLength(
        from a: LatticePoint, in triangle: Int, to b: LatticePoint, measuring geodesic: Double
    ) -> Double {
        guard space == .globe, mayBeLonger(from: a, to: b, than: geodesic) else { return geodesic }
        let stops = hugging(from: a, in: triangle, to: b)
        let line = followingGeodesics(through: stops)
        return line.count == 2 ? geodesic : space.length(of: LineString(line)).value
    }

    /// Whether a straight line is longer than the geodesic by what counts: 8/3 of the square of the share of the sag.
    private func mayBeLonger(from a: LatticePoint, to b: LatticePoint, than geodesic: Double) -> Bool {
        Self.mostSag(from: lattice.position(of: a), to: lattice.position(of: b)) > 6e-6 * geodesic
    }

    private func between(_ a: LatticePoint, _ b: LatticePoint, pieces: Int) -> [LatticePoint] {
        let (from, to) = (lattice.position(of: a), lattice.position(of: b))
        let distance = Geodesic.distance(from, to).value
        let azimuth = Geodesic.azimuthDegrees(from: from, to: to)
        let curved = (1..<pieces).compactMap { i in
            lattice.point(
                near: Geodesic.destination(
                    from: from, azimuthDegrees: azimuth, distance: Metres(distance * Double(i) / Double(pieces))))
        }
        return keepsToWater([a] + curved + [b]) ? curved : straightPieces(from: a, to: b, count: pieces)
    }

    private func keepsToWater(_ chain: [LatticePoint]) -> Bool {
        guard let first = chain.first, var t = waterTriangle(at: first) else { return false }
        return zip(chain, chain.dropFirst()).allSatisfy { isClear(from: $0, to: $1, in: &t) }
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
}
