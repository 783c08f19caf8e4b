import Glibc
internal import SpatialEngine

/// The shapes of elliptic zones: long by short axis, and in how many directions each is turned.
public struct ScanShape: Sendable {
    /// Long by short axis, at least 1.
    public var ratio: Double
    /// Number of directions, evenly over 180° from the y axis (from north), clockwise.
    public var angles: Int
    /// What the logarithm of the ratio is multiplied with: (4s/(s+1)²)^a.
    public var weight: Double

    /// A shape with a penalty on being long.
    ///
    /// Kulldorff et al. (2006), doi:10.1002/sim.2490.
    public init(ratio: Double, angles: Int, penalty: Double = 0) {
        self.ratio = ratio
        self.angles = angles
        weight = pow(4 * ratio / ((ratio + 1) * (ratio + 1)), penalty)
    }

    /// A circle.
    public static let circle = ScanShape(ratio: 1, angles: 1)
}

extension ScanZones {
    /// Circles and ellipses about every location, shape after shape, angle after angle.
    ///
    /// - Parameters:
    ///   - measure: Of each location, see ``ScanStudy/locationMeasure``.
    ///   - shapes: For other than circles distances are of the plane, or geodesics by length and azimuth.
    /// - Complexity: O(*n*²) distances, and O(*n*² log *n*) a shape and angle unless the reach is small.
    public static func ellipses(
        about positions: Positions, measure: [Double], reach: ScanReach, shapes: [ScanShape] = [.circle], threads: Int
    ) throws(ScanError) -> ScanZones {
        let order = NearestOrder(measure: measure, reach: reach)
        let angled = shapes.flatMap { shape in
            (0..<(shape.ratio == 1 ? 1 : shape.angles)).map {
                (shape: shape, angle: 180 * Double($0) / Double(shape.angles))
            }
        }
        let count = positions.count
        let near = NearCentres(positions, reach: reach, longest: shapes.reduce(1) { max($0, $1.ratio) })
        // Centre by centre, as the separations from a centre serve all shapes.
        let perCentre = parallelMap(Array(0..<count), threads: threads) { centre -> [[Int32]] in
            chains(from: centre, near, order, angled.map { ($0.shape.ratio, $0.angle) })
        }
        guard perCentre.reduce(0, { $0 + $1.reduce(0) { $0 + $1.count } }) <= limit else {
            throw .tooManyNeighbours(limit: limit)
        }
        var zones = ScanZones(.ellipses)
        for (index, item) in angled.enumerated() {
            for centre in 0..<count where !perCentre[centre][index].isEmpty {
                zones.begin(
                    Family(
                        centre: centre, shape: item.shape.ratio, angle: item.angle, start: 0, weight: item.shape.weight)
                )
                zones.append(perCentre[centre][index])
            }
        }
        return zones
    }

    private static func chains(
        from centre: Int, _ near: NearCentres, _ order: NearestOrder, _ angled: [(ratio: Double, angle: Double)]
    ) -> [[Int32]] {
        let found = near.locations(centre)
        let isRound = angled.allSatisfy { $0.ratio == 1 }
        let apart = isRound ? [] : found.map { separation(centre, $0.location, $0.distance, near.positions) }
        return angled.map { item in
            guard item.ratio != 1 else { return packed(order.chain(found)) }
            return packed(
                order.chain(
                    zip(found, apart).map {
                        (ellipticDistance($1, ratio: item.ratio, angle: item.angle), $0.location)
                    }))
        }
    }

    private static func packed(_ chain: [(location: Int, ends: Bool)]) -> [Int32] {
        chain.map { $0.ends ? Int32($0.location) : ~Int32($0.location) }
    }

    /// How far one location lies east and north of another; on the ellipsoid along the geodesic.
    private static func separation(
        _ a: Int, _ b: Int, _ distance: Double, _ positions: Positions
    ) -> (x: Double, y: Double) {
        let (from, to) = (positions.points[a], positions.points[b])
        guard positions.metric.isGeographic else { return (to.x - from.x, to.y - from.y) }
        guard distance > 0 else { return (0, 0) }
        let azimuth = Geodesic.azimuthDegrees(
            from: GeographicPoint(longitude: from.x, latitude: from.y),
            to: GeographicPoint(longitude: to.x, latitude: to.y))
        return (distance * sin(azimuth * .pi / 180), distance * cos(azimuth * .pi / 180))
    }

    /// √((along/s)² + across²), along an axis `angle` degrees clockwise from y.
    private static func ellipticDistance(_ apart: (x: Double, y: Double), ratio: Double, angle: Double) -> Double {
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        let along = (apart.x * sine + apart.y * cosine) / ratio
        let across = apart.x * cosine - apart.y * sine
        return (along * along + across * across).squareRoot()
    }

    /// How far a location is from the centre of a family in the family's own measure: the radius, or short half axis.
    static func radius(of family: Family, to location: Int, in positions: Positions) -> Double {
        guard location != family.centre else { return 0 }
        let distance = positions.distance(family.centre, location)
        guard family.shape != 1 else { return distance }
        return ellipticDistance(
            separation(family.centre, location, distance, positions), ratio: family.shape, angle: family.angle)
    }

    mutating func append(_ packed: [Int32]) {
        for entry in packed { add(Int(entry >= 0 ? entry : ~entry), endsZone: entry >= 0) }
    }
}

/// Finds the locations that may be within reach of a centre.
private struct NearCentres: Sendable {
    let positions: Positions
    private let index: NearestUnits?
    private let count: Int?
    private let radius: Double?
    private let isRound: Bool
    private let space: [SIMD3<Double>]

    /// - Parameter longest: The most that an axis is longer than the half axis that reach limits.
    init(_ positions: Positions, reach: ScanReach, longest: Double) {
        self.positions = positions
        // An ellipse with the nearest few may hold farther ones than the nearest few of a circle.
        count = longest == 1 ? reach.locations.flatMap { $0 < positions.count - 1 ? $0 : nil } : nil
        radius = reach.radius.map { $0 * longest * (1 + 1e-9) }
        index = count != nil || radius != nil ? NearestUnits(positions) : nil
        isRound = longest == 1
        space = index == nil && positions.metric == .geodesic ? positions.points.map(positions.metric.place) : []
    }

    func locations(_ centre: Int) -> [(distance: Double, location: Int)] {
        guard let index else {
            return isRound && positions.metric == .geodesic
                ? byChords(centre) : (0..<positions.count).map { (distance(centre, $0), $0) }
        }
        var limit = radius ?? .infinity
        // With the centre so many are one more than may be: a tie at the end is seen.
        if let count, let last = index.nearest(to: centre, count: count).last {
            limit = min(limit, distance(centre, last) * (1 + NearestOrder.tie))
        }
        return index.units(within: limit, of: positions.points[centre]).map { (distance(centre, $0), $0) }
    }

    /// All locations with distances that put them in the right order, computed exactly only where chords cannot.
    ///
    /// Between the bounds that chords give, distances that overlap are exact and the rest are midway: enough to sort by,
    /// as radii are measured anew. Near the centre, where bounds are as wide as a tie is, all are exact.
    private func byChords(_ centre: Int) -> [(distance: Double, location: Int)] {
        let metric = positions.metric
        let order = space.indices.map { other -> (bounds: (lower: Double, upper: Double), location: Int) in
            let apart = space[other] - space[centre]
            return (metric.bounds(straight: (apart * apart).sum().squareRoot()), other)
        }.sorted { $0.bounds.lower < $1.bounds.lower }
        var found: [(distance: Double, location: Int)] = []
        found.reserveCapacity(order.count)
        var next = 0
        while next < order.count {
            let start = next
            // Room for a tie on either side.
            var upper = order[next].bounds.upper * (1 + 4 * NearestOrder.tie)
            next += 1
            while next < order.count, order[next].bounds.lower <= upper {
                upper = max(upper, order[next].bounds.upper * (1 + 4 * NearestOrder.tie))
                next += 1
            }
            for item in order[start..<next] {
                let isAlone = next == start + 1 && item.bounds.lower > 1000
                let midway = (item.bounds.lower + item.bounds.upper) / 2
                found.append((isAlone ? midway : distance(centre, item.location), item.location))
            }
        }
        return found
    }

    private func distance(_ a: Int, _ b: Int) -> Double { a == b ? 0 : positions.distance(a, b) }
}
