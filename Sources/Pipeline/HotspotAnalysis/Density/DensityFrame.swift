internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The bandwidth of a kernel: a number, or what makes the events most likely.
public enum BandwidthChoice: Hashable, Sendable {
    /// In metres on the globe, else in the plane's unit.
    case fixed(Double)
    /// `cv`: by leave-one-out likelihood.
    case likelihood
}

/// The shape of a kernel: the values of `--kernel`.
public enum KernelShape: String, CaseIterable, Sendable {
    case quartic, gaussian
}

/// What is done about the window's edge: the values of `--edge`.
public enum DensityEdge: String, CaseIterable, Sendable {
    case none, uniform
    case jonesDiggle = "jones-diggle"
}

/// The settings that all densities on a plane or globe share.
struct DensityFrame {
    let units: UnitTable
    let positions: Positions
    let window: StudyWindow?

    /// Reads events and window.
    ///
    /// - Parameters:
    ///   - onlyPlaces: Whether nothing but the positions of the events is needed.
    ///   - hasOtherEdge: Whether there is an edge to correct for without a window.
    init(
        _ request: HotspotRequest, _ source: WindowSource, edge: DensityEdge, verb: String, onlyPlaces: Bool = false,
        hasOtherEdge: Bool = false
    ) throws {
        let plain = onlyPlaces ? try PlainPositions.units(request.source) : nil
        units = try plain ?? UnitTable(request.source)
        positions = try units.positions()
        guard units.metric != .manhattan else {
            throw RequestError(.wrongUsage, "\(verb) has no kernel for --metric manhattan; choose another metric")
        }
        window = try source.window(for: units, request.source)
        guard window != nil || hasOtherEdge || edge == .none else {
            throw RequestError(
                .wrongUsage, "--edge \(edge.rawValue) needs the edge; give --window minx,miny,maxx,maxy or --mask FILE")
        }
    }

    /// How many events lie in the window.
    var inside: Int { positions.points.count { window?.contains($0) ?? true } }

    /// In what a cell's size is given.
    func cellUnit(_ cell: Double) -> String {
        !units.metric.isGeographic ? "coordinates" : cell > 1 ? "metres" : "degrees"
    }

    /// A grid over the window, or over all events and their kernels, from its north-western corner.
    ///
    /// On the globe `cell` is in metres at the middle latitude, but in degrees if it is at most 1.
    /// - Throws: ``RequestError`` for more than 2³⁰ cells.
    func grid(cell: Double, reach: Double) throws -> Grid {
        let (low, high) = extent(reach: reach)
        var (width, height) = (cell, cell)
        if units.metric.isGeographic, cell > 1 {
            let middle = GeographicPoint(longitude: 0, latitude: max(-89, min(89, (low.y + high.y) / 2)))
            func metres(_ x: Double, _ y: Double) -> Double {
                Geodesic.distance(
                    middle, GeographicPoint(longitude: x, latitude: middle.latitude + y)
                ).value
            }
            (width, height) = (cell / metres(0.01, 0) * 0.01, cell / metres(0, 0.01) * 0.01)
        }
        let columns = ((high.x - low.x) / width - 1e-9).rounded(.up)
        let rows = ((high.y - low.y) / height - 1e-9).rounded(.up)
        guard columns * rows <= 0x1p30 else {
            throw RequestError(
                .wrongUsage, "--cell \(ShortestNumber.text(cell)) makes \(columns) × \(rows) cells; choose larger ones")
        }
        return Grid(
            shape: GridShape(rows: max(1, Int(rows)), columns: max(1, Int(columns))),
            transform: GeoTransform(originX: low.x, originY: high.y, cellWidth: width, cellHeight: height),
            crs: units.metricSystem ?? .unnamed)
    }

    private func extent(reach: Double) -> (low: PlanarPoint, high: PlanarPoint) {
        if let window { return (window.low, window.high) }
        let xs = positions.points.map(\.x)
        let ys = positions.points.map(\.y)
        var (low, high) = (
            PlanarPoint(x: xs.min() ?? 0, y: ys.min() ?? 0), PlanarPoint(x: xs.max() ?? 0, y: ys.max() ?? 0)
        )
        let north = units.metric.coordinateReach(reach, at: high.y)
        let south = units.metric.coordinateReach(reach, at: low.y)
        low = PlanarPoint(x: low.x - max(north.x, south.x), y: low.y - south.y)
        high = PlanarPoint(x: high.x + max(north.x, south.x), y: high.y + north.y)
        guard units.metric.isGeographic else { return (low, high) }
        return (
            PlanarPoint(x: max(low.x, -540), y: max(low.y, -90)),
            PlanarPoint(x: min(high.x, max(low.x, -540) + 360), y: min(high.y, 90))
        )
    }

    /// The places of a second table, in the same system and metric as the events.
    func places(_ path: String, _ source: UnitSource) throws -> (table: UnitTable, points: [PlanarPoint]) {
        var other = UnitSource(path: path)
        (other.crs, other.distance) = (source.crs, source.distance)
        let table = try UnitTable(other)
        if let positions = try? table.positions() { return (table, positions.points) }
        other.positionFields = source.positionFields
        let named = try UnitTable(other)
        return (named, try named.positions().points)
    }
}

extension UnitTable {
    /// How many events each row stands for.
    func weights(_ field: String) throws -> [Double] {
        try numbers(field, above: 0, orEqual: true, needs: "a weight is not negative")
    }
}

extension Gate {
    /// The gate of a description of events: evidence of nothing below `minimum`, and nothing at all without events.
    static func description(count n: Int, minimum: Int, what: String) -> Gate {
        if n == 0 {
            return Gate(state: .refused, reason: "no \(what) lies in the window", n: 0, minimumN: minimum)
        }
        guard n < minimum else { return Gate(state: .supported, reason: nil, n: n, minimumN: minimum) }
        return Gate(
            state: .descriptive, reason: "\(n) \(what)s are fewer than \(minimum); the picture may be chance", n: n,
            minimumN: minimum)
    }
}
