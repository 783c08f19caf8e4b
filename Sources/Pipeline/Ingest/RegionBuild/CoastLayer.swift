internal import SpatialEngine

/// The land of an extent, as `coast.fgb` holds it.
///
/// Polygons are rebuilt from the binned shorelines of level 1 (sea to land). Lakes are not cut out: they belong to the land
/// that a boat at sea cannot cross. Ship canals between continents are closed (``CanalClosure``), and what they parted
/// becomes one polygon. Where the extent's edge cuts land it is part of the polygon, but not a coast.
struct CoastLayer {
    /// One piece of land.
    struct Land: Equatable {
        /// Right-hand rule, positions to a millionth of a degree.
        var polygon: Polygon
        /// Inside the extent, on the ellipsoid.
        var areaKm2: Double
    }

    let topology: TopologyContext
    let extent: BoundingBox

    /// The land of `file` in the extent, from the largest piece to the smallest.
    ///
    /// - Throws: ``CoastFault`` for a damaged file or a failed set operation.
    /// - Complexity: O(*n* log *n*) for *n* vertices.
    func land(from file: BinnedShoreFile) throws(CoastFault) -> [Land] {
        let window = BinWindow(around: extent, binMinutes: file.index.binMinutes)
        let pieces = try shorePolygons(of: file, in: window)
        do {
            return try cut(pieces, file, window)
        } catch {
            throw .topology(error)
        }
    }

    private func shorePolygons(of file: BinnedShoreFile, in window: BinWindow) throws(CoastFault) -> [ShorePolygon] {
        do {
            let segments = try file.segments(level: 1, in: window)
            let isLand = try file.southWestIsLand(of: window)
            return window.polygons(closing: try ShoreChains(joining: segments, in: window), cornerIsLand: isLand)
        } catch let error as BinnedFileFault {
            throw .damaged(error.problem)
        } catch {
            throw .damaged("\(error)")
        }
    }

    private func cut(
        _ pieces: [ShorePolygon], _ file: BinnedShoreFile, _ window: BinWindow
    ) throws(TopologyError) -> [Land] {
        let polygons = pieces.map { Polygon(exterior: $0.ring.map(window.geographic)) }
        let continents = grouped(pieces, polygons, file)
        let dams = try CanalClosure(topology: topology).dams(between: continents)
        let joined = try topology.unaryUnion((polygons + dams).map { MultiPolygon([$0]) })
        // Waters that dams have cut off from the sea are lakes now, and lakes are not cut out.
        let filled = try topology.unaryUnion(joined.polygons.map { MultiPolygon([Polygon(exterior: $0.exterior)]) })
        let inside = try topology.intersection(filled, MultiPolygon([extent.polygon]))
        var land: [Land] = []
        for polygon in inside.polygons {
            for part in try roundedParts(of: polygon) {
                land.append(Land(polygon: part, areaKm2: part.areaKm2))
            }
        }
        return land.sorted { a, b in
            if a.areaKm2 != b.areaKm2 { return a.areaKm2 > b.areaKm2 }
            return a.polygon.start < b.polygon.start
        }
    }

    /// The polygons whose shores bound a continent, together by continent, ascending.
    private func grouped(_ pieces: [ShorePolygon], _ polygons: [Polygon], _ file: BinnedShoreFile) -> [MultiPolygon] {
        var members: [Int: [Polygon]] = [:]
        for (piece, polygon) in zip(pieces, polygons) {
            guard let source = piece.sources.first, file.polygonArea.indices.contains(source),
                file.polygonArea[source] >= CanalClosure.continentKm2
            else { continue }
            members[source, default: []].append(polygon)
        }
        return members.sorted { $0.key < $1.key }.map { MultiPolygon($0.value) }
    }

    /// The polygon with rounded positions, made valid again where rounding made it touch itself.
    private func roundedParts(of polygon: Polygon) throws(TopologyError) -> [Polygon] {
        let rounded = Polygon(
            exterior: polygon.exterior.roundedRing, holes: polygon.holes.map(\.roundedRing).filter { $0.count > 3 })
        guard rounded.exterior.count > 3 else { return [] }
        guard try !topology.isValid(.polygon(rounded)) else { return [rounded.canonical] }
        return try topology.makeValid(MultiPolygon([rounded])).polygons.map(\.canonical)
    }
}

/// Why the land could not be rebuilt.
enum CoastFault: Error, Equatable {
    case damaged(String)
    case topology(TopologyError)
}

extension Polygon {
    /// The area on the ellipsoid, sides straight in longitude and latitude.
    ///
    /// Long sides are cut into pieces of 0.005° first: the edge of an extent runs along a parallel, and as one geodesic it
    /// would gain or lose square kilometres.
    var areaKm2: Double {
        Geodesic.area(of: Polygon(exterior: exterior.cutShort, holes: holes.map(\.cutShort))).value / 1e6
    }

    /// The same polygon under the right-hand rule, each ring begun at its westernmost, then southernmost vertex.
    var canonical: Polygon {
        let turned = rightHanded()
        return Polygon(exterior: turned.exterior.begunAtLeast, holes: turned.holes.map(\.begunAtLeast))
    }

    fileprivate var start: (Double, Double) {
        (exterior.first?.longitude ?? .infinity, exterior.first?.latitude ?? .infinity)
    }
}

extension [GeographicPoint] {
    /// The points rounded to a millionth of a degree, without repeats.
    var roundedToMicrodegrees: [GeographicPoint] {
        var result: [GeographicPoint] = []
        for point in lazy.map(\.roundedToMicrodegrees) where point != result.last { result.append(point) }
        return result
    }

    fileprivate var cutShort: [GeographicPoint] {
        guard let first else { return [] }
        var result = [first]
        for (a, b) in zip(self, dropFirst()) {
            let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
            let pieces = Swift.max(1, Int((Swift.max(abs(dx), abs(dy)) / 0.005).rounded(.up)))
            for piece in 1..<pieces {
                let part = Double(piece) / Double(pieces)
                result.append(GeographicPoint(longitude: a.longitude + part * dx, latitude: a.latitude + part * dy))
            }
            result.append(b)
        }
        return result
    }

    fileprivate var roundedRing: [GeographicPoint] { roundedToMicrodegrees }

    fileprivate var begunAtLeast: [GeographicPoint] {
        let open = dropLast()
        let start = open.indices.min { a, b in
            (open[a].longitude, open[a].latitude) < (open[b].longitude, open[b].latitude)
        }
        guard let start else { return self }
        return Array(open[start...]) + open[..<start] + [open[start]]
    }
}
