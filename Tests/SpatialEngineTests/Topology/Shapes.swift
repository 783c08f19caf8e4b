import SpatialEngine

func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [GeographicPoint] {
    positions([(west, south), (east, south), (east, north), (west, north), (west, south)])
}

func positions(_ pairs: [(Double, Double)]) -> [GeographicPoint] {
    pairs.map { GeographicPoint(longitude: $0.0, latitude: $0.1) }
}

func spot(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
}

func line(_ pairs: (Double, Double)...) -> LineString { LineString(positions(pairs)) }

func area(_ exterior: [GeographicPoint], _ holes: [GeographicPoint]...) -> MultiPolygon {
    MultiPolygon([Polygon(exterior: exterior, holes: holes)])
}

/// The area in square degrees, for cases made by hand.
func squareDegrees(_ area: MultiPolygon) -> Double {
    var total = 0.0
    for polygon in area.polygons {
        for ring in polygon.rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                total += (a.longitude * b.latitude - b.longitude * a.latitude) / 2
            }
        }
    }
    return total
}

/// A star with `spikes` points round a centre, a valid but ragged ring.
func star(_ centre: GeographicPoint, radius: Double, spikes: Int, random: inout SplitMix64) -> [GeographicPoint] {
    var ring: [GeographicPoint] = []
    for i in 0..<spikes {
        let angle = 2 * Double.pi * Double(i) / Double(spikes)
        let r = radius * (0.3 + 0.7 * Double(random.next() >> 11) / Double(1 << 53))
        ring.append(spot(centre.longitude + r * cosine(angle), centre.latitude + r * sine(angle)))
    }
    return ring + ring.prefix(1)
}
