internal import SpatialEngine

extension GeometryRecord {
    /// Puts the geometry under the rules of RFC 7946: cut at the antimeridian, exteriors counter-clockwise, holes clockwise.
    ///
    /// ``check()`` comes first.
    /// - Returns: What is wrong, nil for nothing; `losesHeights` is set where heights fall away.
    mutating func applyRules(_ losesHeights: inout Bool) -> String? {
        guard kind != .none else { return nil }
        let half = 180 * Self.unitsPerDegree
        if west < -half || east > half {
            losesHeights = losesHeights || hasHeight
            do { load(try GeoJSON.asWritten(value)) } catch { return "\(error)" }
            isCut = true
            return check()
        }
        if kind.isArea { turnRings() }
        if west == -half, east == half { isCut = touchesFromBothSides(half) }
        return nil
    }

    /// Whether parts reach the antimeridian from both sides, without one that spans the whole turn.
    private func touchesFromBothSides(_ half: Int) -> Bool {
        var (fromEast, fromWest, count) = (false, false, 0)
        var spansAll = false
        forEachPart { range in
            var (low, high) = (Int.max, Int.min)
            for i in range { (low, high) = (min(low, positions[i].x), max(high, positions[i].x)) }
            count += 1
            spansAll = spansAll || (low == -half && high == half)
            fromEast = fromEast || low == -half
            fromWest = fromWest || high == half
        }
        return count > 1 && !spansAll && fromEast && fromWest
    }

    /// Calls `body` with the positions of each part: points, lines, or outer rings.
    @inline(__always)
    func forEachPart(_ body: (Range<Int>) -> Void) {
        switch kind {
        case .none: break
        case .point, .lineString: body(0..<positions.count)
        case .multiPoint: for i in positions.indices { body(i..<i + 1) }
        case .multiLineString: for i in lineEnds.indices { body(line(i)) }
        case .polygon: body(line(0))
        case .multiPolygon: for i in polygonEnds.indices where !polygon(i).isEmpty { body(line(polygon(i).lowerBound)) }
        }
    }

    private mutating func turnRings() {
        if kind == .polygon { return turnRings(0..<lineEnds.count) }
        for i in polygonEnds.indices { turnRings(polygon(i)) }
    }

    private mutating func turnRings(_ rings: Range<Int>) {
        for ring in rings {
            let range = line(ring)
            let area = doubleArea(range)
            guard area != 0, (area > 0) != (ring == rings.lowerBound) else { continue }
            positions[range].reverse()
            if keepsExact { exact[range].reverse() }
            copyable = nil
        }
    }

    /// Twice the signed area of a closed ring, positive if it runs counter-clockwise.
    private func doubleArea(_ ring: Range<Int>) -> Double {
        let origin = positions[ring.lowerBound]
        var sum = 0.0
        var (ax, ay) = (0.0, 0.0)
        for i in ring.dropFirst() {
            let (bx, by) = (Double(positions[i].x - origin.x), Double(positions[i].y - origin.y))
            sum += ax * by - bx * ay
            (ax, ay) = (bx, by)
        }
        return sum
    }

    // MARK: - To and from values

    /// The geometry without heights.
    private var value: Geometry {
        let unit = Double(Self.unitsPerDegree)
        func points(_ range: Range<Int>) -> [GeographicPoint] {
            positions[range].map { GeographicPoint(longitude: Double($0.x) / unit, latitude: Double($0.y) / unit) }
        }
        func area(_ rings: Range<Int>) -> Polygon {
            let all = rings.map { points(line($0)) }
            return Polygon(exterior: all.first ?? [], holes: Array(all.dropFirst()))
        }
        switch kind {
        case .none, .multiPoint: return .multiPoint(points(0..<positions.count))
        case .point: return .point(points(0..<1)[0])
        case .lineString: return .lineString(LineString(points(0..<positions.count)))
        case .multiLineString: return .multiLineString(lineEnds.indices.map { LineString(points(line($0))) })
        case .polygon: return .polygon(area(0..<lineEnds.count))
        case .multiPolygon: return .multiPolygon(MultiPolygon(polygonEnds.indices.map { area(polygon($0)) }))
        }
    }

    private mutating func load(_ geometry: Geometry) {
        clear()
        kind = Kind(name: geometry.typeName) ?? .none
        switch geometry {
        case .point(let point): add([point])
        case .multiPoint(let points): add(points)
        case .lineString(let line): add(line.points)
        case .multiLineString(let lines): for line in lines { addLine(line.points) }
        case .polygon(let polygon): for ring in polygon.rings { addLine(ring) }
        case .multiPolygon(let area):
            for polygon in area.polygons {
                for ring in polygon.rings { addLine(ring) }
                polygonEnds.append(lineEnds.count)
            }
        }
    }

    private mutating func addLine(_ points: [GeographicPoint]) {
        add(points)
        lineEnds.append(positions.count)
    }

    private mutating func add(_ points: [GeographicPoint]) {
        for point in points { append(point.longitude, point.latitude, .nan) }
    }

    /// Appends a position; a height that is not a number stands for none.
    @inline(__always)
    mutating func append(_ x: Double, _ y: Double, _ z: Double) {
        positions.append(Position(x: Self.units(x), y: Self.units(y), z: z.isNaN ? Self.noHeight : Self.units(z)))
        if keepsExact { exact.append(ExactPosition(x: x, y: y, z: z)) }
    }

    /// Whole ten-millionths; numbers that are none, or beyond what fits, become the largest, which ``check()`` refuses.
    @inline(__always)
    static func units(_ number: Double) -> Int {
        let scaled = (number * Double(unitsPerDegree)).rounded()
        return abs(scaled) < 9e18 ? Int(scaled) : Int.max / 4
    }
}
