import Glibc

extension TopologyContext {
    /// The geometry with all longitudes in −180…180, cut where it crosses the antimeridian (RFC 7946 section 3.1.9).
    ///
    /// Longitudes are read as continuous: a line from 179 to 181 crosses, one from 179 to −179 goes the long way round
    /// (see ``LineString/unrolled()``). Cut lines and areas become multi-geometries. A geometry within range is returned
    /// as it is.
    public func cutAtAntimeridian(_ geometry: Geometry) throws(TopologyError) -> Geometry {
        guard geometry.points.contains(where: { abs($0.longitude) > 180 }) else { return geometry }
        switch geometry {
        case .point(let point): return .point(point.inRange)
        case .multiPoint(let points): return .multiPoint(points.map(\.inRange))
        case .lineString, .multiLineString:
            let pieces = geometry.lines.flatMap { $0.cutAtAntimeridian() }
            return pieces.count == 1 ? .lineString(pieces[0]) : .multiLineString(pieces)
        case .polygon, .multiPolygon:
            var pieces: [Polygon] = []
            for polygon in geometry.polygons { pieces += try cut(polygon) }
            return pieces.count == 1 ? .polygon(pieces[0]) : .multiPolygon(MultiPolygon(pieces))
        }
    }

    private func cut(_ polygon: Polygon) throws(TopologyError) -> [Polygon] {
        let longitudes = polygon.exterior.map(\.longitude)
        guard let west = longitudes.min(), let east = longitudes.max() else { return [] }
        let turns = Int(turn(of: west))...max(Int(turn(of: west)), Int(-turn(of: -east)))
        var pieces: [Polygon] = []
        for number in turns {
            let shift = 360 * Double(number)
            var piece = MultiPolygon([polygon])
            if turns.count > 1 {
                let corners = [(-180.0, -90.0), (180, -90), (180, 90), (-180, 90), (-180, -90)]
                let world = corners.map { GeographicPoint(longitude: $0.0 + shift, latitude: $0.1) }
                piece = try intersection(piece, MultiPolygon([Polygon(exterior: world)]))
            }
            pieces += Geometry.multiPolygon(piece).mapped { $0.shifted(by: -shift) }.polygons
        }
        return pieces
    }
}

/// Which turn of the globe a longitude is on: 0 for −180 up to, but not including, 180.
private func turn(of longitude: Double) -> Double { ((longitude + 180) / 360).rounded(.down) }

extension GeographicPoint {
    fileprivate var inRange: GeographicPoint { abs(longitude) <= 180 ? self : shifted(by: -360 * turn(of: longitude)) }

    fileprivate func shifted(by degrees: Double) -> GeographicPoint {
        GeographicPoint(longitude: longitude + degrees, latitude: latitude)
    }
}

extension LineString {
    /// The same line with continuous longitudes: every step of more than 180° is taken to cross the antimeridian.
    public func unrolled() -> LineString {
        var continuous = self
        for i in points.indices.dropFirst() {
            let step = points[i].longitude - points[i - 1].longitude
            let before = continuous.points[i - 1].longitude
            continuous.points[i].longitude = abs(step) > 180 ? before + step.remainder(dividingBy: 360) : before + step
        }
        return continuous
    }

    /// The line's stretches on each turn of the globe, moved to −180…180.
    fileprivate func cutAtAntimeridian() -> [LineString] {
        var pieces: [LineString] = []
        var current: Double?
        for (a, b) in zip(points, points.dropFirst()) {
            let stops = [a] + a.meridianCrossings(on: b) + [b]
            for (from, to) in zip(stops, stops.dropFirst()) {
                // A stretch along the antimeridian stays with the turn before it.
                let isAlong = from.longitude == to.longitude && (from.longitude + 180).remainder(dividingBy: 360) == 0
                let place =
                    isAlong ? current ?? turn(of: from.longitude) : turn(of: (from.longitude + to.longitude) / 2)
                if place != current { pieces.append(LineString([from.shifted(by: -360 * place)])) }
                current = place
                pieces[pieces.count - 1].points.append(to.shifted(by: -360 * place))
            }
        }
        return pieces
    }
}

extension GeographicPoint {
    /// Where the straight way to `other` crosses the antimeridian of any turn, ends left out, in order.
    fileprivate func meridianCrossings(on other: GeographicPoint) -> [GeographicPoint] {
        let (low, high) = (min(longitude, other.longitude), max(longitude, other.longitude))
        var crossings: [GeographicPoint] = []
        var meridian = 180 + 360 * turn(of: low)
        while meridian < high {
            let t = (meridian - longitude) / (other.longitude - longitude)
            crossings.append(
                GeographicPoint(longitude: meridian, latitude: latitude + t * (other.latitude - latitude)))
            meridian += 360
        }
        return longitude <= other.longitude ? crossings : crossings.reversed()
    }
}
