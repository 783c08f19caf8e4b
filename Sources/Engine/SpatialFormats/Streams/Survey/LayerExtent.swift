/// The box round a layer, in ten-millionths of a degree, found in memory that does not grow with the layer.
struct LayerExtent {
    /// What is covered within each degree of longitude.
    private var covered = [(west: Int, east: Int)](repeating: (Int.max, Int.min), count: 361)
    private var (south, north) = (Int.max, Int.min)
    private var (lowest, highest) = (Int.max, Int.min)
    private var (west, east) = (Int.max, Int.min)
    private var crosses = false
    private var isSolid = true

    /// Takes a geometry under the rules of RFC 7946.
    mutating func add(_ geometry: GeometryRecord) {
        guard geometry.kind != .none else { return }
        (south, north) = (min(south, geometry.south), max(north, geometry.north))
        (west, east) = (min(west, geometry.west), max(east, geometry.east))
        crosses = crosses || geometry.isCut
        if isSolid { addHeights(geometry) }
        if geometry.kind == .point { return cover(geometry.west, geometry.east) }
        var spans = covered
        geometry.forEachPart { range in
            var (low, high) = (Int.max, Int.min)
            for i in range { (low, high) = (min(low, geometry.positions[i].x), max(high, geometry.positions[i].x)) }
            Self.cover(low, high, &spans)
        }
        covered = spans
    }

    private mutating func addHeights(_ geometry: GeometryRecord) {
        for position in geometry.positions {
            guard position.z != GeometryRecord.noHeight else {
                isSolid = false
                return
            }
            (lowest, highest) = (min(lowest, position.z), max(highest, position.z))
        }
    }

    @inline(__always)
    private mutating func cover(_ low: Int, _ high: Int) { Self.cover(low, high, &covered) }

    private static func cover(_ low: Int, _ high: Int, _ covered: inout [(west: Int, east: Int)]) {
        guard low <= high else { return }
        let unit = GeometryRecord.unitsPerDegree
        let half = 180 * unit
        let first = max(0, min(360, (low + half) / unit))
        let last = max(0, min(360, (high + half) / unit))
        for bin in first...last {
            covered[bin].west = min(covered[bin].west, max(low, bin * unit - half))
            covered[bin].east = max(covered[bin].east, min(high, (bin + 1) * unit - half))
        }
    }

    /// West, south, (lowest,) east, north (, highest); west > east if a geometry crosses the antimeridian.
    ///
    /// nil without positions.
    var box: [Int]? {
        guard west <= east else { return nil }
        let (west, east) = crosses ? crossing : (self.west, self.east)
        return isSolid ? [west, south, lowest, east, north, highest] : [west, south, east, north]
    }

    /// The widest gap between what is covered is what the box leaves out; the first looked at is the one round the back.
    private var crossing: (west: Int, east: Int) {
        var (widest, box) = (west + 360 * GeometryRecord.unitsPerDegree - east, (west: west, east: east))
        var reach: Int?
        for bin in covered where bin.west <= bin.east {
            if let reach, bin.west - reach > widest {
                (widest, box) = (bin.west - reach, (west: bin.west, east: reach))
            }
            reach = bin.east
        }
        return box
    }
}
