internal import Glibc
internal import SpatialEngine

/// The outline of a country: closed rings, whose order and direction mean nothing.
struct CountryOutline: Equatable {
    /// ISO 3166-1 alpha-2.
    var code: String
    var rings: [[GeographicPoint]]

    /// Decodes the outline of a country from DCW-GMT.
    ///
    /// Positions are fractions of the country's own box, stored as 0…65535 by `scale`; a longitude of 65535 opens a ring.
    ///
    /// - Parameters:
    ///   - minimum: South-west corner of the country's box; longitudes run from 0 to 360.
    ///   - scale: Steps per degree of longitude and of latitude.
    init(
        code: String, longitudes: [UInt16], latitudes: [UInt16], minimum: GeographicPoint,
        scale: (longitude: Double, latitude: Double)
    ) {
        self.code = code
        rings = []
        for (x, y) in zip(longitudes, latitudes) {
            if x == .max {
                rings.append([])
                continue
            }
            let east = Double(x) / scale.longitude + minimum.longitude
            let point = GeographicPoint(
                longitude: east > 180 ? east - 360 : east, latitude: Double(y) / scale.latitude + minimum.latitude)
            if rings.isEmpty { rings.append([]) }
            rings[rings.count - 1].append(point)
        }
        rings.removeAll { $0.count < 2 }
    }

    init(code: String, rings: [[GeographicPoint]]) { (self.code, self.rings) = (code, rings) }

    /// Whether `point` lies inside an odd number of rings.
    func contains(_ point: GeographicPoint) -> Bool {
        var inside = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst())
            where (a.latitude > point.latitude) != (b.latitude > point.latitude) {
                let part = (point.latitude - a.latitude) / (b.latitude - a.latitude)
                if point.longitude < a.longitude + part * (b.longitude - a.longitude) { inside.toggle() }
            }
        }
        return inside
    }

    /// The distance from `point` to the nearest ring in degrees of latitude, on a plane that is true at the point.
    func degreesToOutline(from point: GeographicPoint) -> Double {
        let shrink = cos(point.latitude * .pi / 180)
        var least = Double.infinity
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                let (ax, ay) = ((a.longitude - point.longitude) * shrink, a.latitude - point.latitude)
                let (dx, dy) = ((b.longitude - a.longitude) * shrink, b.latitude - a.latitude)
                let length = dx * dx + dy * dy
                let part = length > 0 ? min(1, max(0, -(ax * dx + ay * dy) / length)) : 0
                let (x, y) = (ax + part * dx, ay + part * dy)
                least = min(least, x * x + y * y)
            }
        }
        return least.squareRoot()
    }
}

extension [CountryOutline] {
    /// The countries that a border line concerns, as sorted codes joined by `;`, or nil when none can be told.
    ///
    /// A national line (level 1) is given the two countries whose outlines run nearest to it on average; any other line
    /// the one country that holds its middle point. At most some 50 points of the line are compared.
    func codes(along line: [GeographicPoint], isNational: Bool) -> String? {
        guard isNational else {
            guard line.indices.contains(line.count / 2) else { return nil }
            return first { $0.contains(line[line.count / 2]) }?.code
        }
        guard count > 1 else { return nil }
        let samples = stride(from: 0, to: line.count, by: Swift.max(1, line.count / 50)).map { line[$0] }
        let ranked = map { country in
            (total: samples.reduce(0) { $0 + country.degreesToOutline(from: $1) }, code: country.code)
        }.sorted { ($0.total, $0.code) < ($1.total, $1.code) }
        return ranked.prefix(2).map(\.code).sorted().joined(separator: ";")
    }
}
