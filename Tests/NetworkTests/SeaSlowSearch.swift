import Network
import SpatialEngine

/// Shortest paths among axis-parallel islands by a visibility graph over all their corners: slow and obvious.
struct SeaSlowSearch {
    struct Island {
        let west: Double, south: Double, east: Double, north: Double

        var polygon: Polygon {
            Polygon(
                exterior: [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                    GeographicPoint(longitude: $0.0, latitude: $0.1)
                })
        }

        var corners: [GeographicPoint] { Array(polygon.exterior.dropLast()) }

        func contains(_ p: GeographicPoint) -> Bool {
            p.longitude >= west && p.longitude <= east && p.latitude >= south && p.latitude <= north
        }

        /// Whether the segment runs through the inside (Liang and Barsky's clipping).
        func blocks(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
            let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
            var (enter, leave) = (0.0, 1.0)
            for (p, q) in [
                (-dx, a.longitude - west), (dx, east - a.longitude), (-dy, a.latitude - south),
                (dy, north - a.latitude),
            ] {
                if p == 0 {
                    if q <= 0 { return false }
                } else if p < 0 {
                    enter = max(enter, q / p)
                } else {
                    leave = min(leave, q / p)
                }
            }
            return leave - enter > 1e-9
        }
    }

    let islands: [Island]
    let window: BoundingBox

    /// The least sum of geodesics over straight segments that enter no island; nil if there is none.
    func shortest(from start: GeographicPoint, to target: GeographicPoint) -> Double? {
        let corners = islands.flatMap(\.corners).filter { corner in
            window.contains(corner) && corner.longitude > window.west && corner.longitude < window.east
                && corner.latitude > window.south && corner.latitude < window.north
        }
        let stops = [start, target] + corners
        var best = [Double](repeating: .infinity, count: stops.count)
        var done = [Bool](repeating: false, count: stops.count)
        best[0] = 0
        while let here = stops.indices.filter({ !done[$0] && best[$0].isFinite }).min(by: { best[$0] < best[$1] }) {
            if here == 1 { return best[1] }
            done[here] = true
            for next in stops.indices where !done[next] {
                guard !islands.contains(where: { $0.blocks(stops[here], stops[next]) }) else { continue }
                best[next] = min(best[next], best[here] + Geodesic.distance(stops[here], stops[next]).value)
            }
        }
        return nil
    }
}
