internal import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats

extension DriftSearch {
    /// Writes the particles, and the areas and density that are asked for.
    func write(_ ensemble: DriftEnsemble, _ settings: DriftSettings) throws {
        try writeParticles(ensemble)
        if let areas { try write(try Self.areas(of: ensemble, settings, threads: threads), to: areas) }
        if let density { try Self.write(ensemble, settings, to: density, cellMetres: densityCell) }
    }

    /// How many particles are put into text at a time by one thread.
    private static let block = 64

    private func writeParticles(_ ensemble: DriftEnsemble) throws {
        var file = try AtomicOutput(path: output, overwrite: overwrite)
        try file.write("particle,hour,\(isPlanar ? "x,y" : "lon,lat"),status,side\n")
        let blocks = (ensemble.particles + Self.block - 1) / Self.block
        for first in stride(from: 0, to: blocks, by: 64) {
            let texts = parallelMap(Array(first..<min(blocks, first + 64)), threads: threads) { block in
                Self.rows(
                    of: ensemble, (block * Self.block)..<min(ensemble.particles, (block + 1) * Self.block))
            }
            for text in texts { try file.write(text) }
        }
        try file.commit()
    }

    private static func rows(of ensemble: DriftEnsemble, _ particles: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(particles.count * (ensemble.hours + 1) * 64)
        let words: [[UInt8]] = ["adrift", "capsized", "stranded"].map { Array(",\($0),".utf8) }
        for particle in particles {
            let name = Array("\(particle),".utf8)
            for hour in 0...ensemble.hours {
                let fix = ensemble.fix(particle, hour: hour)
                bytes.append(contentsOf: name)
                ShortestNumber.append(Double(hour), to: &bytes)
                bytes.append(0x2C)
                ShortestNumber.append(fix.position.longitude, to: &bytes)
                bytes.append(0x2C)
                ShortestNumber.append(fix.position.latitude, to: &bytes)
                bytes.append(contentsOf: words[Int(fix.status.rawValue)])
                bytes.append(contentsOf: fix.isRight ? Array("right\n".utf8) : Array("left\n".utf8))
            }
        }
        return bytes
    }

    /// The areas of 50 and 90 % of every hour.
    private static func areas(
        of ensemble: DriftEnsemble, _ settings: DriftSettings, threads: Int
    ) throws -> [Feature] {
        let byHour = parallelMap(Array(0...ensemble.hours), threads: threads) { hour in
            let fixes = (0..<ensemble.particles).map { ensemble.fix($0, hour: hour) }
            return DriftArea.areas(
                holding: [0.5, 0.9], of: fixes.map(\.position), isRight: fixes.map(\.isRight), in: settings.space)
        }
        return byHour.enumerated().flatMap { hour, areas in
            areas.map { area in
                var properties = JSONObject()
                properties["hour"] = .integer(hour)
                properties["probability"] = .number(area.probability)
                properties["area_km2"] = .number(area.squareMetres / 1e6)
                return Feature(
                    id: .text("h\(hour)-p\(Int(area.probability * 100))"), geometry: .multiPolygon(area.area),
                    properties: properties)
            }
        }
    }

    private func write(_ features: [Feature], to path: String) throws {
        let frame = Grid(
            shape: GridShape(rows: 1, columns: 1),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 1, cellHeight: 1),
            crs: isPlanar ? .unnamed : .wgs84)
        try GeoJSONOutput(path: path, overwrite: overwrite).write(features, name: "drift_areas", on: frame)
    }

    /// Writes the share of all particles that each cell holds at the last hour.
    private static func write(
        _ ensemble: DriftEnsemble, _ settings: DriftSettings, to destination: RasterDestination, cellMetres: Double
    ) throws {
        let places = (0..<ensemble.particles).map { ensemble.fix($0, hour: ensemble.hours).position }
        guard let box = BoundingBox(around: places) else { return }
        var cell = (width: cellMetres, height: cellMetres)
        if settings.space == .globe {
            let middle = GeographicPoint(
                longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
            let radii = LocalRadii(latitude: middle.latitude)
            cell = (cellMetres / radii.metresPerDegreeEast, cellMetres / radii.metresPerDegreeNorth)
        }
        let columns = Int((box.east - box.west) / cell.width) + 3
        let rows = Int((box.north - box.south) / cell.height) + 3
        guard rows * columns <= 100_000_000 else {
            throw RequestError(
                .wrongUsage, "--density-cell \(cellMetres) gives \(columns) × \(rows) cells; choose larger ones")
        }
        let grid = Grid(
            shape: GridShape(rows: rows, columns: columns),
            transform: GeoTransform(
                originX: box.west - cell.width, originY: box.north + cell.height, cellWidth: cell.width,
                cellHeight: cell.height), crs: settings.space == .globe ? .wgs84 : .unnamed)
        var shares = [Double](repeating: 0, count: rows * columns)
        for place in places {
            let column = Int((place.longitude - grid.transform.originX) / cell.width)
            let row = Int((grid.transform.originY - place.latitude) / cell.height)
            shares[min(rows - 1, row) * columns + min(columns - 1, column)] += 1
        }
        let all = Double(ensemble.particles)
        let values = shares.map { Float($0 / all) }
        try destination.write([
            .init(
                raster: Raster(grid: grid, values: values),
                description: "share of all particles at hour \(ensemble.hours)",
                unit: "1")
        ])
    }
}
