import Glibc
import SpatialEngine

extension SeaStateGrid {
    /// A variable between the points of the grid, or the nearest value of a gap.
    func value(of variable: Variable, at point: GeographicPoint, _ month: Int) -> SIMD2<Double>? {
        guard !fields[variable.rawValue].isEmpty else { return nil }
        let layer = Layer(grid: self, variable: variable, month: isSeasonal ? month - 1 : 0)
        let place = GeographicPoint(
            longitude: longitudeAxis.turned(point.longitude), latitude: point.latitude)
        return bilinear(layer, place) ?? nearest(layer, place)
    }

    /// One variable in one month.
    private struct Layer {
        let values: [Double]
        let components: Int
        let columns: Int
        let start: Int

        init(grid: SeaStateGrid, variable: Variable, month: Int) {
            values = grid.fields[variable.rawValue]
            components = variable.components
            columns = grid.longitudes.count
            start = month * grid.latitudes.count * columns * components
        }

        subscript(row: Int, column: Int) -> SIMD2<Double>? {
            let i = start + (row * columns + column) * components
            guard !values[i].isNaN else { return nil }
            return SIMD2(values[i], components == 2 ? values[i + 1] : 0)
        }
    }

    /// nil beyond the grid, and where a point that counts has no value.
    private func bilinear(_ layer: Layer, _ place: GeographicPoint) -> SIMD2<Double>? {
        guard let x = longitudeAxis.interval(around: place.longitude),
            let y = latitudeAxis.interval(around: place.latitude)
        else { return nil }
        var sum = SIMD2<Double>.zero
        for (row, rowWeight) in [(y.low, 1 - y.share), (y.high, y.share)] where rowWeight > 0 {
            for (column, columnWeight) in [(x.low, 1 - x.share), (x.high, x.share)] where columnWeight > 0 {
                guard let value = layer[row, column] else { return nil }
                sum += rowWeight * columnWeight * value
            }
        }
        return sum
    }

    /// The value of the nearest point within the radius that has one; looks in rings round the point nearest of all.
    private func nearest(_ layer: Layer, _ place: GeographicPoint) -> SIMD2<Double>? {
        let row = latitudeAxis.nearest(to: place.latitude)
        let column = longitudeAxis.nearest(to: place.longitude)
        let ringMetres = leastStepMetres(near: place.latitude)
        var best: (value: SIMD2<Double>, metres: Double)?
        for ring in 0...max(latitudes.count, longitudes.count) {
            // All points of a ring lie at least this far away.
            let reach = (Double(ring) - 0.5) * ringMetres
            if reach > min(best?.metres ?? .infinity, gapRadius.value) { break }
            for (dy, dx) in Self.offsets(ofRing: ring) {
                guard latitudes.indices.contains(row + dy), let x = longitudeAxis.wrapped(column + dx),
                    let value = layer[row + dy, x]
                else { continue }
                let point = GeographicPoint(longitude: longitudes[x], latitude: latitudes[row + dy])
                let metres = Geodesic.distance(place, point).value
                if metres < best?.metres ?? .infinity { best = (value, metres) }
            }
        }
        guard let best, best.metres <= gapRadius.value else { return nil }
        return best.value
    }

    /// The steps to the points that lie `ring` rows or columns from one, in row order.
    private static func offsets(ofRing ring: Int) -> [(dy: Int, dx: Int)] {
        guard ring > 0 else { return [(0, 0)] }
        var offsets: [(Int, Int)] = []
        for dy in -ring...ring {
            for dx in stride(from: -ring, through: ring, by: abs(dy) == ring ? 1 : 2 * ring) {
                offsets.append((dy, dx))
            }
        }
        return offsets
    }

    /// No more than the metres between two columns or rows anywhere within the gap radius of a latitude.
    private func leastStepMetres(near latitude: Double) -> Double {
        let farthest = min(90, abs(latitude) + gapRadius.value / 110_000)
        let eastward = 111_000 * max(0, cos(farthest * .pi / 180)) * longitudeAxis.step
        return 0.97 * min(eastward, 110_000 * latitudeAxis.step)
    }
}
