import Glibc
public import SpatialEngine

/// What becomes of the part of a kernel that lies outside the window.
public enum EdgeCorrection: String, CaseIterable, Sendable {
    /// It is lost.
    case none
    /// The density at a place is divided by the mass, within the window, of a kernel there (Diggle 1985).
    case uniform
    /// Each event's kernel is divided by its own mass within the window (Jones 1993, doi:10.1007/BF00147776).
    case jonesDiggle = "jones-diggle"
}

/// Weighted events spread by a kernel over the plane or the globe: Σ w k(d), in events a square unit.
///
/// The square unit is that of the metric: m² for geodesics and great circles, on which kernels are normalised as in the
/// plane. Events outside the window take no part; the density outside it is undefined.
public struct PlanarDensity: Sendable {
    /// Where the events are.
    public let positions: Positions
    /// The shape of the hill.
    public let kernel: SmoothingKernel
    /// One an event, all alike unless adaptive.
    public let bandwidths: [Double]
    /// Where events could have been seen; nil for everywhere.
    public let window: StudyWindow?
    /// What becomes of the part of a kernel outside the window.
    public let edge: EdgeCorrection
    /// Whether an event lies in the window.
    public let isInside: [Bool]
    /// One an event, as given; 0 for those outside.
    let weights: [Double]
    /// Weights over the kernel's own mass where the correction is Jones's and Diggle's.
    let scaled: [Double]
    private let ground: GroundDistance

    /// A density with one bandwidth.
    ///
    /// - Parameter weights: One an event, not negative.
    /// - Throws: ``HotspotError``: numbers that do not match, a bandwidth not above 0, a weight that is none.
    /// - Complexity: O(*n* log *n*), and O(sides near) an event for edge masses.
    public init(
        _ positions: Positions, weights: [Double], kernel: SmoothingKernel, bandwidth: Double,
        window: StudyWindow? = nil, edge: EdgeCorrection = .none, threads: Int
    ) throws(HotspotError) {
        try self.init(
            positions, weights: weights, kernel: kernel,
            bandwidths: [Double](repeating: bandwidth, count: positions.count), window: window, edge: edge,
            threads: threads)
    }

    init(
        _ positions: Positions, weights: [Double], kernel: SmoothingKernel, bandwidths: [Double], window: StudyWindow?,
        edge: EdgeCorrection, threads: Int
    ) throws(HotspotError) {
        guard weights.count == positions.count else {
            throw .countMismatch(expected: positions.count, found: weights.count)
        }
        if let unit = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .invalidValue(unit: unit) }
        if let wrong = bandwidths.first(where: { !($0 > 0 && $0.isFinite) }) {
            throw .notPositive("the bandwidth", wrong)
        }
        let isInside = positions.points.map { window?.contains($0) ?? true }
        let own = zip(weights, isInside).map { $1 ? $0 : 0 }
        var scaled = own
        if edge == .jonesDiggle, let window {
            let masses = parallelMap(Array(positions.points.indices), threads: threads) { i in
                isInside[i] ? window.kernelMass(at: positions.points[i], kernel: kernel, bandwidth: bandwidths[i]) : 1
            }
            scaled = zip(own, masses).map { $1 > 0 ? $0 / $1 : 0 }
        }
        (self.positions, self.kernel, self.bandwidths) = (positions, kernel, bandwidths)
        (self.window, self.edge, self.isInside, self.weights, self.scaled) = (window, edge, isInside, own, scaled)
        let widest = bandwidths.max() ?? 1
        ground = GroundDistance(positions.metric, scale: widest)
    }

    private init(_ events: [Int], of whole: PlanarDensity, factors: [Double]) {
        positions = Positions(selecting: events, of: whole.positions)
        bandwidths = events.map { whole.bandwidths[$0] }
        isInside = events.map { whole.isInside[$0] }
        weights = zip(events, factors).map { whole.weights[$0] * $1 }
        scaled = zip(events, factors).map { whole.scaled[$0] * $1 }
        (kernel, window, edge, ground) = (whole.kernel, whole.window, whole.edge, whole.ground)
    }

    /// The density of some of the events, each kernel multiplied by a factor ≥ 0.
    func selecting(_ events: [Int], factors: [Double]) -> PlanarDensity {
        PlanarDensity(events, of: self, factors: factors)
    }

    /// How many events lie outside the window and take no part.
    public var outside: Int { isInside.count { !$0 } }

    /// How far a picture of all kernels should reach beyond the events: all of a quartic one, four bandwidths of a Gaussian.
    public var rasterReach: Double { kernel.pictureReach * (bandwidths.max() ?? 0) }

    /// The largest distance at which an event is felt.
    var reach: Double { kernel.reach * (bandwidths.max() ?? 0) }

    /// The density at places; NaN outside the window.
    public func values(at places: [PlanarPoint], threads: Int) -> [Double] {
        let nearby = makeIndex()
        return parallelMap(places, threads: threads) { value(at: $0, without: nil, nearby) }
    }

    /// The density at each event without its own kernel; NaN outside the window.
    public func leaveOneOut(threads: Int) -> [Double] {
        let nearby = makeIndex()
        return parallelMap(Array(positions.points.indices), threads: threads) {
            value(at: positions.points[$0], without: $0, nearby)
        }
    }

    /// What finds the events near a place.
    func makeIndex() -> NearbyPoints { NearbyPoints(positions.points, ground: ground) }

    private func value(at place: PlanarPoint, without omitted: Int?, _ nearby: NearbyPoints) -> Double {
        if let window, !window.contains(place) { return .nan }
        var sum = 0.0
        visit(near: place, nearby) { event, height in if event != omitted { sum += height } }
        return sum / uniformDivisor(at: place)
    }

    /// Calls `body` with each event that a place feels and the height of its kernel there.
    @inline(__always)
    func visit(near place: PlanarPoint, _ nearby: NearbyPoints, _ body: (_ event: Int, _ height: Double) -> Void) {
        nearby.visit(near: place, reach: reach) { event, squared in
            guard scaled[event] > 0 else { return }
            let height = scaled[event] * kernel.planarHeight(squaredDistance: squared, bandwidth: bandwidths[event])
            if height > 0 { body(event, height) }
        }
    }

    /// The mass of a kernel at a place of the window, where the correction divides by it; else 1.
    func uniformDivisor(at place: PlanarPoint) -> Double {
        guard edge == .uniform, let window, let bandwidth = bandwidths.first else { return 1 }
        return window.kernelMass(at: place, kernel: kernel, bandwidth: bandwidth)
    }

    /// The integral of the density over the window: exact from the events' masses; with ``EdgeCorrection/uniform`` a
    /// midpoint sum over at least 200 cells across.
    public func mass(threads: Int) -> Double {
        guard let window, edge != .jonesDiggle else { return weights.reduce(0, +) }
        guard edge == .none else { return uniformMass(window, threads: threads) }
        return eventMasses(threads: threads).reduce(0, +)
    }

    /// What of each event's weight lies in the window; not with ``EdgeCorrection/uniform``, which scales places.
    func eventMasses(threads: Int) -> [Double] {
        guard let window, edge == .none else { return weights }
        return parallelMap(Array(positions.points.indices), threads: threads) { i in
            weights[i] == 0
                ? 0
                : weights[i] * window.kernelMass(at: positions.points[i], kernel: kernel, bandwidth: bandwidths[i])
        }
    }

    private func uniformMass(_ window: StudyWindow, threads: Int) -> Double {
        let (width, height) = (window.high.x - window.low.x, window.high.y - window.low.y)
        let half = window.halfBox(of: bandwidths.first ?? 1, at: (window.low.y + window.high.y) / 2)
        let columns = Int(max(200, min(1000, 16 * width / half.x)))
        let rows = Int(max(200, min(1000, 16 * height / half.y)))
        let grid = Grid(
            shape: GridShape(rows: rows, columns: columns),
            transform: GeoTransform(
                originX: window.low.x, originY: window.high.y, cellWidth: width / Double(columns),
                cellHeight: height / Double(rows)))
        let values = raster(on: grid, threads: threads)
        let (cells, mean) = values.reduce(into: (0.0, 0.0)) { sum, value in
            if !value.isNaN { sum = (sum.0 + 1, sum.1 + Double(value)) }
        }
        // The cells of a geographic grid differ in area, but hardly within a window of some bandwidths; weigh by rows.
        guard window.metric.isGeographic else { return cells > 0 ? mean / cells * window.area : 0 }
        return geographicMass(values, grid, window)
    }

    private func geographicMass(_ values: [Float], _ grid: Grid, _ window: StudyWindow) -> Double {
        var (sum, area) = (0.0, 0.0)
        for index in values.indices where !values[index].isNaN {
            let weight = cos(grid.centre(of: index).y * .pi / 180)
            sum += Double(values[index]) * weight
            area += weight
        }
        return area > 0 ? sum / area * window.area : 0
    }
}
