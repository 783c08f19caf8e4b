public import SpatialEngine

/// A published wave height and what the model says for the same place, month and, where it is stated, wind.
public struct SeaStateComparison: Hashable, Sendable {
    /// A published range of significant wave heights.
    public struct Published: Hashable, Sendable {
        /// The zone or row that it stands for.
        public var label: String
        /// A place that stands for the zone.
        public var place: GeographicPoint
        /// 1…12.
        public var month: Int
        /// The lower end.
        public var low: Metres
        /// The upper end.
        public var high: Metres
        /// The middle of the wind published with it, m/s; nil compares with the mean wind of the month.
        public var windMetresPerSecond: Double?

        /// A published range.
        public init(
            label: String, place: GeographicPoint, month: Int, low: Metres, high: Metres,
            windMetresPerSecond: Double? = nil
        ) {
            self.label = label
            self.place = place
            self.month = month
            self.low = low
            self.high = high
            self.windMetresPerSecond = windMetresPerSecond
        }
    }

    /// What was published.
    public let published: Published
    /// Hs of the model.
    public let modelled: Metres
    /// Modelled less the middle of the published range, as a share of that middle.
    public let relativeError: Double
}

extension SeaStateModel {
    /// Sets the model beside published heights, in their order.
    ///
    /// Bulletins tell of rough days: against the mean wind of a month the model should lie below them.
    public func compared(
        with published: [SeaStateComparison.Published]
    ) throws(SeaStateError) -> [SeaStateComparison] {
        var rows: [SeaStateComparison] = []
        for row in published {
            let mean = try wind.wind(at: row.place, month: row.month)
            let sea = seaState(
                at: row.place, windMetresPerSecond: row.windMetresPerSecond ?? mean.speedMetresPerSecond,
                windFromDegrees: mean.fromDegrees)
            let middle = (row.low.value + row.high.value) / 2
            rows.append(
                SeaStateComparison(
                    published: row, modelled: sea.significantHeight,
                    relativeError: (sea.significantHeight.value - middle) / middle))
        }
        return rows
    }
}
