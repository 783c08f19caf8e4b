public import Ingest
public import SpatialEngine
public import Surfaces

/// The sea of a region in a mean month: waves modelled from its winds and fetch.
public struct ClimatologicalSea: Sendable {
    /// The waves by place and month.
    public let model: SeaStateModel
    private let extent: BoundingBox

    /// The grain of the modelled waves, in degrees: winds come in cells of two degrees, and fetch changes slowly off the
    /// coast.
    public static let stepDegrees = 0.1

    /// The sea of a pack.
    ///
    /// - Throws: ``Ingest/IngestError`` without the parameter `open_sea_fetch_m`, ``Surfaces/SeaStateError`` for winds on no
    ///   regular grid.
    /// - Complexity: O(cells of the coast).
    public init(_ pack: RegionPack) throws {
        let openSea = Metres(try pack.parameter("open_sea_fetch_m").value)
        let wind = try WindClimatology(
            pack.winds.map { cell in
                WindClimatology.Cell(
                    centre: cell.position, month: cell.month, eastMetresPerSecond: cell.eastwardMetresPerSecond,
                    northMetresPerSecond: cell.northwardMetresPerSecond,
                    speedMetresPerSecond: cell.speedMetresPerSecond)
            })
        extent = pack.settings.extent
        model = SeaStateModel(
            wind: wind, fetch: SeaFetch(land: pack.coast, extent: pack.settings.extent, openSea: openSea))
    }

    /// Waves and wind of a month (1…12), on a grid of ``stepDegrees``; on land and close to it those of the nearest point at
    /// sea.
    ///
    /// - Parameter part: What of the region is needed; nil is all of it.
    /// - Complexity: O(points × fetch), on `threads` threads.
    public func metocean(month: Int, within part: BoundingBox? = nil, threads: Int) throws -> Metocean {
        let (x, y) = axes(part)
        let rows = try parallelMap(y, threads: threads) { latitude throws(SeaStateError) in
            try x.map { longitude throws(SeaStateError) in
                try node(GeographicPoint(longitude: longitude, latitude: latitude), month)
            }
        }
        let nodes = rows.flatMap(\.self)
        // Estuaries reach farther inland than the nearest point at sea of this grid lies.
        let radius = Metres(100_000)
        let waves = try MetoceanGrid(.waves, x: x, y: y, gapRadius: radius, values: nodes.flatMap(\.waves)).filled()
        let wind = try MetoceanGrid(.wind, x: x, y: y, gapRadius: radius, values: nodes.flatMap(\.wind))
        return Metocean.calm.replacing(with: waves, origin: .modelled).replacing(with: wind)
    }

    /// The positions of the columns and rows, multiples of the step.
    private func axes(_ part: BoundingBox?) -> (x: [Double], y: [Double]) {
        func axis(_ low: Double, _ high: Double, _ from: Double, _ to: Double) -> [Double] {
            let step = Self.stepDegrees
            let first = (max(low, min(from, high) - 3 * step) / step).rounded(.down)
            let last = max(first + 1, (min(high, max(to, low) + 3 * step) / step).rounded(.up))
            return (Int(first)...Int(last)).map { Double($0) / 10 }
        }
        let part = part ?? extent
        return (
            axis(extent.west, extent.east, part.west, part.east),
            axis(extent.south, extent.north, part.south, part.north)
        )
    }

    private func node(
        _ point: GeographicPoint, _ month: Int
    ) throws(SeaStateError) -> (waves: [Double], wind: [Double]) {
        let wind = try model.wind.wind(at: point, month: month)
        let speed = (wind.eastMetresPerSecond, wind.northMetresPerSecond)
        let length = (speed.0 * speed.0 + speed.1 * speed.1).squareRoot()
        let from = length > 0 ? [-speed.0 / length, -speed.1 / length] : [0, 0]
        let winds = [wind.speedMetresPerSecond] + from
        guard !model.fetch.isLand(point) else { return ([Double](repeating: .nan, count: 5), winds) }
        let sea = try model.seaState(at: point, month: month)
        let side = sea.waveFrom
        return ([sea.significantHeight.value, sea.peakPeriod?.value ?? .nan, .nan, side.east, side.north], winds)
    }

    /// The points at sea of a box.
    func seaPoints(in box: BoundingBox) -> [GeographicPoint] {
        let (x, y) = axes(box)
        return y.flatMap { latitude in x.map { GeographicPoint(longitude: $0, latitude: latitude) } }
            .filter { box.contains($0) && !model.fetch.isLand($0) }
    }
}
