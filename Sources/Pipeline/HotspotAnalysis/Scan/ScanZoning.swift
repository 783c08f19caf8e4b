internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The zones that a scan asks for.
struct ScanZoning {
    let zones: SpatialScan.Zones
    /// Where locations are; nil for listed zones of places without positions.
    let positions: Positions?
    /// For zones along lines.
    var network: ScanNetwork?
    /// The names of listed zones.
    var names: [String] = []

    init(_ scan: ClusterScan, _ locations: ScanLocations) throws {
        let reach = ScanReach(share: scan.largestShare, radius: scan.largestRadius, locations: scan.mostLocations)
        let (measure, threads) = (locations.study.locationMeasure, scan.request.threads)
        if let path = scan.zones {
            positions = (try? locations.units.positions()).flatMap { try? locations.subset(of: $0) }
            let (names, members) = try Self.listed(path, locations.numbers)
            self.names = names
            zones = .fixed(.listed(members))
            return
        }
        if scan.shape == .network {
            let network = try ScanNetwork(locations)
            self.network = network
            positions = try locations.subset(of: locations.units.positions())
            zones = try refusing(scan) { () throws(ScanError) in
                .fixed(try .network(network, measure: measure, reach: reach, threads: threads))
            }
            return
        }
        let positions = try locations.subset(of: locations.units.positions())
        self.positions = positions
        if scan.shape == .flexible {
            let flexible = FlexibleZones(
                about: positions, count: scan.flexibleCount,
                adjacency: try .contiguity(
                    neighbours: NeighbourFile(scan.adjacency ?? "").gal(ids: locations.ids, of: locations.units.path)),
                measure: measure, reach: reach, threads: threads)
            if let alpha = scan.restricted {
                zones = .restricted(flexible, alpha: alpha)
            } else {
                zones = try refusing(scan) { () throws(ScanError) in .fixed(try flexible.zones()) }
            }
            return
        }
        let shapes =
            scan.shape == .circle
            ? [.circle]
            : scan.ellipses.map { ScanShape(ratio: $0.ratio, angles: $0.angles, penalty: scan.penalty) }
        if scan.shape == .ellipse && positions.metric == .manhattan {
            throw RequestError(.wrongUsage, "--shape ellipse turns its axes, which --metric manhattan cannot")
        }
        zones = try refusing(scan) { () throws(ScanError) in
            .fixed(try .ellipses(about: positions, measure: measure, reach: reach, shapes: shapes, threads: threads))
        }
    }

    // MARK: - Files

    /// Zones as lists of locations, in the order in which their names first appear.
    private static func listed(_ path: String, _ numbers: [String: Int]) throws -> (names: [String], [[Int]]) {
        let table = try TableInput(path)
        let (zone, id) = (try table.column("zone"), try table.column("id"))
        var places: [String: Int] = [:]
        var names: [String] = []
        var members: [[Int]] = []
        for row in table.rows {
            let (name, text) = (try table.text(row, zone), try table.text(row, id))
            guard let location = numbers[text] else {
                throw table.fault(row, id, "\(text) is no location's id; the ids are those of --id")
            }
            let place = places[name] ?? names.count
            if place == names.count {
                places[name] = place
                names.append(name)
                members.append([])
            }
            guard !members[place].contains(location) else {
                throw table.fault(row, id, "\(text) is in zone \(name) already")
            }
            members[place].append(location)
        }
        guard !names.isEmpty else { throw RequestError(.badData, "\(path) lists no zone; give a row zone,id a member") }
        return (names, members)
    }
}

/// Makes zones; too many of them are a fault of the request.
private func refusing(
    _ scan: ClusterScan, _ make: () throws(ScanError) -> SpatialScan.Zones
) throws -> SpatialScan.Zones {
    do { return try make() } catch { throw RequestError(.badData, "\(scan.request.source.path): \(error)") }
}

extension ScanLocations {
    /// The positions of locations, from those of rows.
    func subset(of positions: Positions) throws -> Positions {
        try Positions(rows.map { positions.points[$0] }, metric: positions.metric)
    }
}

extension ScanNetwork {
    /// The lines of IN, joined where end points coincide.
    init(_ locations: ScanLocations) throws {
        let metric = locations.units.metric
        var nodes: [PlanarPoint: Int] = [:]
        func node(_ point: GeographicPoint) -> Int {
            let place = PlanarPoint(x: point.longitude, y: point.latitude)
            let number = nodes[place] ?? nodes.count
            nodes[place] = number
            return number
        }
        let features = try locations.units.features()
        self.init(
            try locations.rows.map { row in
                guard let geometry = features[row].geometry, geometry.lines.count == 1, geometry.polygons.isEmpty,
                    let points = geometry.lines.first?.points, let first = points.first, let last = points.last
                else {
                    throw locations.units.fault(
                        row, nil, "no line of one part; --shape network needs lines joined at their end points")
                }
                let places = try locations.units.measured(points)
                let length = zip(places, places.dropFirst()).reduce(0) { $0 + metric.distance($1.0, $1.1) }
                return (node(first), node(last), length)
            })
    }
}

extension UnitTable {
    /// Positions of geometry in the coordinates of the metric.
    func measured(_ points: [GeographicPoint]) throws -> [PlanarPoint] {
        let plain = points.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }
        guard metric.isGeographic, let crs, crs != .wgs84 else { return plain }
        return try Transformation(from: crs, to: .wgs84).transformed(plain)
    }

    /// Positions of the metric in the coordinates of geometry.
    func placed(_ points: [PlanarPoint]) throws -> [PlanarPoint] {
        guard metric.isGeographic, let crs, crs != .wgs84 else { return points }
        return try Transformation(from: .wgs84, to: crs).transformed(points)
    }
}
