/// A geometry as flat lists that are used again for the next one.
///
/// Positions are whole ten-millionths, as text formats write them; ``exact`` holds them as doubles where a format wants those.
struct GeometryRecord {
    /// The types of simple features, by their codes in well-known binary.
    enum Kind: UInt8 {
        case none = 0
        case point = 1, lineString, polygon, multiPoint, multiLineString, multiPolygon

        init?(name: String) {
            for code in UInt8(1)...6 {
                if let kind = Kind(rawValue: code), kind.name == name {
                    self = kind
                    return
                }
            }
            return nil
        }

        var name: String { "\(tag)" }
        /// The name as GeoJSON writes it.
        var tag: StaticString {
            switch self {
            case .none: "none"
            case .point: "Point"
            case .lineString: "LineString"
            case .polygon: "Polygon"
            case .multiPoint: "MultiPoint"
            case .multiLineString: "MultiLineString"
            case .multiPolygon: "MultiPolygon"
            }
        }
        var isArea: Bool { self == .polygon || self == .multiPolygon }
    }

    /// Longitude, latitude and height in 10⁻⁷ degrees and metres.
    struct Position: Equatable {
        var x, y, z: Int
    }

    /// The same as doubles.
    struct ExactPosition {
        var x, y, z: Double
    }

    /// Stands for the height of a position that has none.
    static let noHeight = Int.min
    static let unitsPerDegree = 10_000_000

    var kind = Kind.none
    /// Whether ``exact`` is filled.
    var keepsExact = false
    var positions: [Position] = []
    var exact: [ExactPosition] = []
    /// Where each line or ring ends in ``positions``.
    var lineEnds: [Int] = []
    /// Where each polygon of a multipolygon ends in ``lineEnds``.
    var polygonEnds: [Int] = []
    /// The coordinates as JSON that can be copied, if they stood like that in the input.
    var copyable: (start: UnsafePointer<UInt8>, count: Int)?
    /// West, south, east and north.
    var (west, south, east, north) = (Int.max, Int.max, Int.min, Int.min)
    /// Whether the geometry was cut at the antimeridian, or came as two halves there.
    var isCut = false

    mutating func clear() {
        kind = .none
        positions.removeAll(keepingCapacity: true)
        if keepsExact { exact.removeAll(keepingCapacity: true) }
        lineEnds.removeAll(keepingCapacity: true)
        polygonEnds.removeAll(keepingCapacity: true)
        copyable = nil
        isCut = false
    }

    /// Whether any position has a height.
    var hasHeight: Bool { positions.contains { $0.z != Self.noHeight } }
    /// Whether every position has a height.
    var hasEveryHeight: Bool { positions.allSatisfy { $0.z != Self.noHeight } }

    /// The positions of a line or ring.
    func line(_ i: Int) -> Range<Int> { (i > 0 ? lineEnds[i - 1] : 0)..<lineEnds[i] }

    /// The rings of a polygon of a multipolygon.
    func polygon(_ i: Int) -> Range<Int> { (i > 0 ? polygonEnds[i - 1] : 0)..<polygonEnds[i] }

    /// Finds the bounds, and what no format may hold.
    ///
    /// - Returns: What is wrong, nil for nothing.
    mutating func check() -> String? {
        if positions.isEmpty {
            kind = .none
            return nil
        }
        var (west, south, east, north) = (Int.max, Int.max, Int.min, Int.min)
        for position in positions {
            (west, east) = (min(west, position.x), max(east, position.x))
            (south, north) = (min(south, position.y), max(north, position.y))
        }
        (self.west, self.south, self.east, self.north) = (west, south, east, north)
        let unit = Self.unitsPerDegree
        guard south >= -90 * unit, north <= 90 * unit else {
            let latitude = Double(north > 90 * unit ? north : south) / Double(unit)
            return "latitude \(latitude) lies outside −90…90; positions are longitude, then latitude, in degrees"
        }
        guard max(east, -west) <= 360 * unit else {
            return
                "longitude \(Double(east > -west ? east : west) / Double(unit)) lies outside −360…360; give degrees"
        }
        if keepsExact { fillHeights() }
        return fault()
    }

    /// Where some positions have a height, those without get zero: formats of GDAL have no gaps.
    private mutating func fillHeights() {
        guard hasHeight, !hasEveryHeight else { return }
        for i in exact.indices where exact[i].z.isNaN { exact[i].z = 0 }
    }

    private func fault() -> String? {
        switch kind {
        case .lineString, .multiLineString:
            for i in lineEnds.indices where line(i).count < 2 {
                return "a line needs at least 2 positions, it has \(line(i).count)"
            }
        case .polygon, .multiPolygon:
            for i in lineEnds.indices {
                let ring = line(i)
                guard ring.count >= 4 else { return "a ring needs at least 4 positions, it has \(ring.count)" }
                let (first, last) = (positions[ring.lowerBound], positions[ring.upperBound - 1])
                guard first.x == last.x, first.y == last.y else {
                    return "a ring is not closed: its last position must repeat its first"
                }
            }
        default: break
        }
        return nil
    }
}
