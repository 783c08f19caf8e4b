internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension UnitTable {
    /// The weights that the options ask for; neighbours from a file are named by the ids of the units.
    ///
    /// - Parameter standard: The style if the options name none.
    /// - Throws: ``RequestError`` for units that do not go with the choice, ids that are not there, damaged files;
    ///   ``FormatError`` for missing ones.
    func weights(_ request: WeightsRequest, standard: SpatialWeights.Style, threads: Int) throws -> SpatialWeights {
        let style = request.style.map { $0 == .row ? .row : .binary } ?? standard
        do {
            switch request.choice {
            case .nearest(let count):
                guard count < self.count else {
                    throw RequestError(
                        .wrongUsage,
                        "--weights knn:\(count) needs more than \(count) units, but \(path) has \(self.count); "
                            + "choose 1…\(max(1, self.count - 1))")
                }
                return try .nearestNeighbours(
                    of: NearestUnits(try positions()), count: count, style: style, threads: threads)
            case .band(let reach):
                return try .distanceBand(
                    of: NearestUnits(try positions()), within: reach, style: style, threads: threads)
            case .queen: return try contiguity(.queen, style, threads)
            case .rook: return try contiguity(.rook, style, threads)
            case .network(let reach): return try network(within: reach, style, threads)
            case .gal(let file):
                _ = try rowsByID()
                return try .contiguity(neighbours: NeighbourFile(file).gal(ids: ids, of: path), style: style)
            case .gwt(let file):
                _ = try rowsByID()
                let read = try NeighbourFile(file).gwt(ids: ids, of: path)
                return try .weighted(neighbours: read.neighbours, weights: read.weights, style: style)
            }
        } catch let error as HotspotError {
            throw RequestError(.badData, "\(path), --weights \(request.choice.text): \(error)")
        }
    }

    private func contiguity(
        _ kind: Contiguity, _ style: SpatialWeights.Style, _ threads: Int
    ) throws -> SpatialWeights {
        let needed = "--weights \(kind.rawValue) needs polygons"
        guard case .features(let features) = records else {
            throw RequestError(
                .badData, "\(path): a table of points has no boundaries; \(needed), or choose knn:K or band:D")
        }
        let areas = try features.enumerated().map { row, feature -> [[PlanarPoint]] in
            let polygons: [Polygon]
            switch feature.geometry {
            case .polygon(let polygon): polygons = [polygon]
            case .multiPolygon(let multi): polygons = multi.polygons
            default: throw fault(row, nil, "a \(feature.geometry?.typeName ?? "feature without geometry"); \(needed)")
            }
            return polygons.flatMap(\.rings).map { $0.map { PlanarPoint(x: $0.longitude, y: $0.latitude) } }
        }
        let isGeographic = try crs?.isGeographic() ?? false
        return try .contiguity(
            neighbours: kind.neighbours(of: areas, isGeographic: isGeographic, threads: threads), style: style)
    }

    /// Lines joined where their end points coincide; neighbours are those whose midpoints lie within a distance along them.
    private func network(
        within reach: Double, _ style: SpatialWeights.Style, _ threads: Int
    ) throws -> SpatialWeights {
        let network = try lineNetwork()
        // The halves of lines are added up in an order that the direction changes.
        let limit = reach * (1 + 1e-12)
        let lists = parallelMap(Array(0..<count), threads: threads) { line in
            let distances = network.distances(from: line)
            return distances.indices.filter { $0 != line && distances[$0] <= limit }
        }
        return try .contiguity(neighbours: lists, style: style)
    }

    private func lineNetwork() throws -> ScanNetwork {
        let needed = "--weights network:D needs lines that are joined at their end points"
        guard case .features(let features) = records else {
            throw RequestError(.badData, "\(path): a table of points has no lines; \(needed)")
        }
        var toMetric: Transformation?
        if let crs, metric.isGeographic, crs != .wgs84 { toMetric = try Transformation(from: crs, to: .wgs84) }
        var nodes: [PlanarPoint: Int] = [:]
        func node(_ point: PlanarPoint) -> Int {
            let number = nodes[point] ?? nodes.count
            nodes[point] = number
            return number
        }
        var lines: [(from: Int, to: Int, length: Double)] = []
        for (row, feature) in features.enumerated() {
            let line: LineString
            switch feature.geometry {
            case .lineString(let only): line = only
            case .multiLineString(let parts) where parts.count == 1: line = parts[0]
            default:
                throw fault(row, nil, "a \(feature.geometry?.typeName ?? "feature without geometry"); \(needed)")
            }
            let vertices = line.points.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }
            guard let first = vertices.first, let last = vertices.last else {
                throw fault(row, nil, "a line without vertices; \(needed)")
            }
            let places = toMetric?.transformed(vertices) ?? vertices
            let length = zip(places, places.dropFirst()).reduce(0) { $0 + metric.distance($1.0, $1.1) }
            lines.append((node(first), node(last), length))
        }
        return ScanNetwork(lines)
    }
}
