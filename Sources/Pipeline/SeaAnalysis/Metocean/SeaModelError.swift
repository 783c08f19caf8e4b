public import Ingest
internal import SpatialEngine
public import Surfaces

/// How far the modelled waves lie from those that bulletins give.
///
/// Each bulletin's range of significant heights for a zone and month is set beside the model's mean over the zone, under the
/// wind that the bulletin gives, or the mean wind of the month where it gives none. Bulletins tell of rough days: under
/// the mean wind the model should lie below them.
public struct SeaModelError: Sendable {
    /// One bulletin and what the model says.
    public struct Row: Hashable, Sendable {
        /// The zone of the bulletin.
        public let zoneID: String
        /// 1…12.
        public let month: Int
        /// The lower end of Hs, m.
        public let lowMetres: Double
        /// The upper end of Hs, m.
        public let highMetres: Double
        /// The middle of the wind given with it, m/s; nil where the mean wind of the month is taken.
        public let windMetresPerSecond: Double?
        /// Hs of the model, m.
        public let modelledMetres: Double
        /// Modelled less the middle of the published range, as a share of that middle.
        public let relativeError: Double
    }

    /// One for each bulletin with both ends of a height and a month, in the order of the pack.
    public let rows: [Row]

    /// The root of the mean square of the errors, as a share of the middle of the published range; nil without bulletins.
    public var relativeRootMeanSquare: Double? { root { $0.relativeError } }

    /// The same in metres.
    public var rootMeanSquareMetres: Double? { root { $0.modelledMetres - ($0.lowMetres + $0.highMetres) / 2 } }

    private func root(_ error: (Row) -> Double) -> Double? {
        guard !rows.isEmpty else { return nil }
        return (rows.reduce(0) { $0 + error($1) * error($1) } / Double(rows.count)).squareRoot()
    }

    /// Compares a region's sea with the bulletins of its pack.
    public init(_ sea: ClimatologicalSea, _ pack: RegionPack) throws(SeaStateError) {
        var published: [SeaStateComparison.Published] = []
        for row in pack.seaState where row.variable == .significantWaveHeight && row.evidence == .publishedBulletin {
            guard let month = row.month, let low = row.low, let high = row.high,
                let zone = pack.settings.seaZones.first(where: { $0.id == row.zoneID })
            else { continue }
            let points = sea.seaPoints(in: zone.extent)
            guard !points.isEmpty else { continue }
            published.append(
                SeaStateComparison.Published(
                    label: zone.id, places: points, month: month, low: Metres(low), high: Metres(high),
                    windMetresPerSecond: Self.wind(beside: row, pack)))
        }
        rows = try sea.model.compared(with: published).map { row in
            Row(
                zoneID: row.published.label, month: row.published.month, lowMetres: row.published.low.value,
                highMetres: row.published.high.value, windMetresPerSecond: row.published.windMetresPerSecond,
                modelledMetres: row.modelled.value, relativeError: row.relativeError)
        }
    }

    /// The middle of the wind that a bulletin gives with its waves.
    private static func wind(beside row: SeaStateRow, _ pack: RegionPack) -> Double? {
        let wind = pack.seaState.first {
            $0.zoneID == row.zoneID && $0.month == row.month && $0.variable == .windSpeed
                && $0.sourceIDs == row.sourceIDs
        }
        guard let wind, let low = wind.low, let high = wind.high else { return nil }
        return (low + high) / 2 / (wind.unit == "km/h" ? 3.6 : 1)
    }
}
