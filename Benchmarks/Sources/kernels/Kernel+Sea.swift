import Network
import SpatialEngine
import SpatialFormats

extension Kernel {
    /// The shortest way over the water of a mask: from a cell to another, 8 neighbours, lengths in cell widths, then smoothed.
    ///
    /// Written are the length from neighbour to neighbour and the length of the smooth way.
    @Sendable
    static func seaMask(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let (from, to) = (try inputs.number(1, meaning: "FROM"), try inputs.number(2, meaning: "TO"))
        let values = try inputs.numbers(3, as: Float.self, multipleOf: columns)
        let grid = Grid(
            shape: GridShape(rows: values.count / columns, columns: columns),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 1, cellHeight: 1),
            crs: CoordinateReferenceSystem(""))
        let isWater = values.map { $0 > 0 }
        let timed = try Timed { try SeaMask(grid: grid, isWater: isWater).path(from: from, to: to) }
        return Measurement(of: timed) { path in
            bytes(of: [path?.stepLength.value ?? .nan, path?.length.value ?? .nan])
        }
    }
}

/// The sea of a coast file and pairs of places on it.
struct SeaCase {
    let chart: SeaChart
    /// Vertices of the coast, as ports are; every two can be joined.
    let pairs: [(from: GeographicPoint, to: GeographicPoint)]

    init(_ inputs: Inputs) throws {
        let count = try inputs.number(1, meaning: "PAIRS")
        let land = try VectorFile.read(inputs.text(0)).features.flatMap { feature -> [Polygon] in
            switch feature.geometry {
            case .polygon(let polygon): [polygon]
            case .multiPolygon(let multi): multi.polygons
            default: []
            }
        }
        let extent = BoundingBox(around: land.flatMap(\.exterior)) ?? BoundingBox(west: 0, south: 0, east: 1, north: 1)
        let chart = try SeaChart(land: MultiPolygon(land), extent: extent, clearance: Metres(0))
        var random = SplitMix64(seed: 1)
        let beaches = land.flatMap(\.exterior)
        func place() -> GeographicPoint { beaches[Int(random.next() % UInt64(beaches.count))] }
        var pairs: [(from: GeographicPoint, to: GeographicPoint)] = []
        while pairs.count < count {
            let (from, to) = (place(), place())
            if let body = chart.waterBody(at: from), body == chart.waterBody(at: to) { pairs.append((from, to)) }
        }
        (self.chart, self.pairs) = (chart, pairs)
    }

    /// The same number of pairs of some places instead.
    func between(_ ports: [GeographicPoint]) -> [(from: GeographicPoint, to: GeographicPoint)] {
        var random = SplitMix64(seed: 2)
        func place() -> GeographicPoint { ports[Int(random.next() % UInt64(ports.count))] }
        return pairs.map { _ in (place(), place()) }
    }

    /// Longitude, latitude, longitude, latitude of each pair.
    var positions: [Double] {
        pairs.flatMap { [$0.from.longitude, $0.from.latitude, $0.to.longitude, $0.to.latitude] }
    }
}

extension Kernel {
    /// Shortest passages through the triangles of a coast, one query after another; lengths and the pairs are written.
    @Sendable
    static func seaPassages(_ inputs: Inputs) throws -> Measurement {
        let sea = try SeaCase(inputs)
        let timed = try Timed {
            try sea.pairs.map { pair -> Double in
                let result = try sea.chart.passage(from: pair.from, to: pair.to, snap: Metres(0))
                guard case .route(let passage) = result else { return .nan }
                return passage.length.value
            }
        }
        return Measurement(of: timed) { bytes(of: $0 + sea.positions) }
    }

    /// The structure for quick passages of a coast, made on so many threads; its file is written.
    @Sendable
    static func seaPreparation(_ inputs: Inputs) throws -> Measurement {
        let sea = try SeaCase(inputs)
        let threads = try inputs.number(2, meaning: "THREADS")
        let timed = Timed { SeaNetwork(preparing: sea.chart, threads: threads) }
        return Measurement(of: timed) { $0.encoded() }
    }

    /// The same passages as ``seaPassages(_:)`` by a structure that was read before the clock started.
    @Sendable
    static func seaNetwork(_ inputs: Inputs) throws -> Measurement {
        let sea = try SeaCase(inputs)
        let network = try inputs.bytes(2).withUnsafeBytes { try SeaNetwork(decoding: $0, for: sea.chart) }
        let timed = try Timed {
            try sea.pairs.map { pair -> Double in
                let result = try network.passage(from: pair.from, to: pair.to, snap: Metres(0))
                guard case .route(let passage) = result else { return .nan }
                return passage.length.value
            }
        }
        return Measurement(of: timed) { bytes(of: $0 + sea.positions) }
    }

    /// Passages between the places of a port table, each the end of several.
    @Sendable
    static func seaPorts(_ inputs: Inputs) throws -> Measurement {
        let sea = try SeaCase(inputs)
        let network = try inputs.bytes(2).withUnsafeBytes { try SeaNetwork(decoding: $0, for: sea.chart) }
        let numbers = try inputs.numbers(3, as: Double.self, multipleOf: 2)
        let ports = stride(from: 0, to: numbers.count, by: 2).map {
            GeographicPoint(longitude: numbers[$0], latitude: numbers[$0 + 1])
        }
        let (pairs, snap) = (sea.between(ports), Metres(100_000))
        let timed = try Timed {
            try pairs.map { pair -> Double in
                let result = try network.passage(from: pair.from, to: pair.to, snap: snap)
                guard case .route(let passage) = result else { return .nan }
                return passage.length.value
            }
        }
        return Measurement(of: timed) { bytes(of: $0) }
    }
}
