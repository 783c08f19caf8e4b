public import SpatialEngine

/// A published wave height and what the model says for the same place, month and, where it is stated, wind.
public struct SeaStateComparison: Hashable, Sendable {
    /// A published range of significant wave heights.
    public struct Published: Hashable, Sendable {
        /// The zone or row that it stands for.
        public var label: String
        /// The places that stand for the zone, at least one; the model's height is the mean of theirs.
        public var places: [GeographicPoint]
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
            label: String, places: [GeographicPoint], month: Int, low: Metres, high: Metres,
            windMetresPerSecond: Double? = nil
        ) {
            precondition(!places.isEmpty, "a published height needs a place")
            self.label = label
            self.places = places
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
            var sum = 0.0
            for place in row.places {
                let mean = try wind.wind(at: place, month: row.month)
                sum +=
                    seaState(
                        at: place, windMetresPerSecond: row.windMetresPerSecond ?? mean.speedMetresPerSecond,
                        windFromDegrees: mean.fromDegrees
                    ).significantHeight.value
            }
            let modelled = sum / Double(row.places.count)
            let middle = (row.low.value + row.high.value) / 2
            rows.append(
                SeaStateComparison(
                    published: row, modelled: Metres(modelled), relativeError: (modelled - middle) / middle))
        }
        return rows
    }
}
