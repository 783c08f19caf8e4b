internal import Glibc
public import SpatialEngine

/// How far a modelled way runs from an observed one.
///
/// Path deviation index: Jan, Horowitz and Peng 2000, doi:10.3141/1725-12.
public struct PathDeviation: Sendable {
    /// Why two lines cannot be compared.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        case tooShort(line: String)
        case notFinite(line: String, position: Int)
        case topology(TopologyError)

        /// What is wrong, where, and how to mend it.
        public var description: String {
            switch self {
            case .tooShort(let line): "the \(line) line has no length; two different positions are needed"
            case .notFinite(let line, let position):
                "position \(position + 1) of the \(line) line is not on the globe or the plane"
            case .topology(let error): error.description
            }
        }
    }

    /// What positions and distances mean.
    public enum Metric: Sendable {
        /// Degrees on WGS 84, metres on the ellipsoid, geodesics between vertices.
        case ellipsoid
        /// Metres on a plane.
        case plane
    }

    /// All that the two lines and the straight segments between their ends enclose; lobes on either side count alike.
    public let area: SquareMetres
    /// From the first position of the observed line to its last.
    public let endpointDistance: Metres
    /// Share of the modelled line's length that lies within the buffer of the observed one.
    public let bufferShare: Double
    /// The greatest distance from a point of either line to the other line.
    public let hausdorff: Metres

    /// Area over endpoint distance; nil for an observed line that ends where it begins.
    public var index: Metres? {
        endpointDistance.value > 0 ? Metres(area.value / endpointDistance.value) : nil
    }

    /// ``index`` in percent of the endpoint distance.
    public var indexPercent: Double? { index.map { 100 * $0.value / endpointDistance.value } }

    /// Compares two lines.
    ///
    /// A modelled line that runs the other way is turned round, so that ends which belong together are joined.
    /// - Parameter buffer: Half the width of the band round the observed line, above 0.
    /// - Throws: ``Fault``.
    /// - Complexity: O(*n*·*m*/32) in practice for lines of *n* and *m* pieces; those on the ellipsoid are cut to 200 m.
    public init(
        modelled: LineString, observed: LineString, metric: Metric, buffer: Metres
    ) throws(Fault) {
        let lines = try Self.checked(modelled, observed, metric)
        area = try Self.enclosedArea(lines.modelled, lines.observed, metric)
        endpointDistance = metric.distance(
            lines.observed[0], lines.observed[lines.observed.count - 1])
        let (a, b) = (PieceChain(lines.modelled, metric), PieceChain(lines.observed, metric))
        bufferShare = a.share(within: metric.chord(buffer), of: b)
        hausdorff = Metres(metric.arc(max(a.greatestDistance(to: b), b.greatestDistance(to: a))))
    }

    private static func checked(
        _ modelled: LineString, _ observed: LineString, _ metric: Metric
    ) throws(Fault) -> (modelled: [GeographicPoint], observed: [GeographicPoint]) {
        var (a, b) = (modelled.points, observed.points)
        for (name, line) in [("modelled", a), ("observed", b)] {
            if let bad = line.firstIndex(where: { !metric.holds($0) }) { throw .notFinite(line: name, position: bad) }
            if !line.contains(where: { $0 != line[0] }) { throw .tooShort(line: name) }
        }
        if metric == .ellipsoid {
            // Neither line jumps by a whole turn, and both lie on the same one.
            b = unrolled(b, from: b[0].longitude)
            a = unrolled(a, from: b[0].longitude)
        }
        let (first, last) = (a.count - 1, b.count - 1)
        let joined = metric.distance(a[0], b[0]).value + metric.distance(a[first], b[last]).value
        let crossed = metric.distance(a[0], b[last]).value + metric.distance(a[first], b[0]).value
        return (crossed < joined ? a.reversed() : a, b)
    }

    private static func unrolled(_ points: [GeographicPoint], from longitude: Double) -> [GeographicPoint] {
        var before = longitude
        return points.map { point in
            let step = (point.longitude - before).remainder(dividingBy: 360)
            before += step
            return GeographicPoint(longitude: before, latitude: point.latitude)
        }
    }

    private static func enclosedArea(
        _ a: [GeographicPoint], _ b: [GeographicPoint], _ metric: Metric
    ) throws(Fault) -> SquareMetres {
        var lines = [LineString(a), LineString(b)]
        let joints = [(a[0], b[0]), (a[a.count - 1], b[b.count - 1])]
        for (from, to) in joints where from != to { lines.append(LineString([from, to])) }
        do throws(TopologyError) {
            return SquareMetres(try TopologyContext().faces(of: lines).reduce(0) { $0 + metric.area(of: $1) })
        } catch {
            throw .topology(error)
        }
    }
}

extension PathDeviation.Metric {
    func holds(_ point: GeographicPoint) -> Bool {
        self == .plane ? point.longitude.isFinite && point.latitude.isFinite : point.isValid
    }

    func distance(_ a: GeographicPoint, _ b: GeographicPoint) -> Metres {
        switch self {
        case .ellipsoid: return Geodesic.distance(a, b)
        case .plane:
            return Metres(hypot(a.longitude - b.longitude, a.latitude - b.latitude))
        }
    }

    func area(of polygon: Polygon) -> Double {
        guard self == .plane else { return Geodesic.area(of: polygon).value }
        func area(_ ring: [GeographicPoint]) -> Double {
            guard let origin = ring.first else { return 0 }
            let double = zip(ring, ring.dropFirst()).reduce(0.0) { sum, side in
                let (a, b) = side
                return sum + (a.longitude - origin.longitude) * (b.latitude - origin.latitude)
                    - (b.longitude - origin.longitude) * (a.latitude - origin.latitude)
            }
            return abs(double) / 2
        }
        return polygon.holes.reduce(area(polygon.exterior)) { $0 - area($1) }
    }

    /// The straight line through the Earth under a distance along its surface.
    func chord(_ distance: Metres) -> Double {
        guard self == .ellipsoid else { return distance.value }
        let half = distance.value / (2 * Self.meanRadius)
        return half < .pi / 2 ? 2 * Self.meanRadius * sin(half) : .infinity
    }

    /// The distance along the surface over a straight line through the Earth; 1e−7 of it at most off up to 100 km.
    func arc(_ chord: Double) -> Double {
        guard self == .ellipsoid else { return chord }
        return 2 * Self.meanRadius * asin(min(1, chord / (2 * Self.meanRadius)))
    }

    private static let meanRadius = 6_371_008.8
}
