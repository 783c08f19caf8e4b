import SpatialEngine

/// How often the borders of areas run round a position, in longitude and latitude.
struct WindingNumbers {
    private let sides: [(start: GeographicPoint, end: GeographicPoint, unit: Int)]
    private let tree: PackedTree
    /// Westernmost and easternmost longitude of all sides.
    private let range: ClosedRange<Double>

    /// - Parameter rings: Of each unit, exteriors counter-clockwise and holes clockwise.
    init(ofRings rings: [[[GeographicPoint]]]) {
        var sides: [(start: GeographicPoint, end: GeographicPoint, unit: Int)] = []
        for (unit, rings) in rings.enumerated() {
            for ring in rings { for (a, b) in zip(ring, ring.dropFirst()) { sides.append((a, b, unit)) } }
        }
        let boxes = sides.map { side in
            BoundingBox(
                west: min(side.start.longitude, side.end.longitude), south: min(side.start.latitude, side.end.latitude),
                east: max(side.start.longitude, side.end.longitude), north: max(side.start.latitude, side.end.latitude))
        }
        let west = boxes.reduce(Double.infinity) { min($0, $1.west) }
        range = sides.isEmpty ? 0...0 : west...boxes.reduce(west) { max($0, $1.east) }
        tree = PackedTree(boxes: boxes)
        self.sides = sides
    }

    /// The units with a winding number other than 0, by index: crossings of the ray to the east, northward ones less southward.
    func units(round point: GeographicPoint) -> [(unit: Int, turns: Int)] {
        var turns: [Int: Int] = [:]
        let first = ((range.lowerBound - point.longitude) / 360).rounded(.up)
        for turn in stride(from: first, through: (range.upperBound - point.longitude) / 360, by: 1) {
            let x = point.longitude + 360 * turn
            let ray = BoundingBox(west: x, south: point.latitude, east: .infinity, north: point.latitude)
            for number in tree.ids(touching: ray) {
                let (a, b, unit) = sides[number]
                let isNorthward = b.latitude > a.latitude
                guard (a.latitude > point.latitude) != (b.latitude > point.latitude) else { continue }
                let t = (point.latitude - a.latitude) / (b.latitude - a.latitude)
                if a.longitude + t * (b.longitude - a.longitude) > x { turns[unit, default: 0] += isNorthward ? 1 : -1 }
            }
        }
        return turns.filter { $0.value != 0 }.map { (unit: $0.key, turns: $0.value) }.sorted { $0.unit < $1.unit }
    }
}
