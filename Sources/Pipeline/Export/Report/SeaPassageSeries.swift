public import SpatialEngine

/// What a boat meets on the whole way of a corridor at sea, month by month of the mean year.
public struct SeaPassageSeries: Sendable {
    /// Id of the corridor.
    public var corridorID: String
    /// Its name.
    public var name: Bilingual
    /// The way in travel order, one line a leg.
    public var lines: [LineString]
    /// January to December.
    public var months: [SeaPassageMonth]
    /// Hazard per hour by month, line and vertex.
    public var hazardsPerHour: [[[Double]]]

    /// A passage; `hazardsPerHour` has one value for each month, line and vertex.
    public init(
        corridorID: String, name: Bilingual, lines: [LineString], months: [SeaPassageMonth],
        hazardsPerHour: [[[Double]]]
    ) {
        precondition(
            hazardsPerHour.count == months.count
                && hazardsPerHour.allSatisfy { $0.map(\.count) == lines.map(\.points.count) },
            "a hazard for each month, line and vertex")
        self.corridorID = corridorID
        self.name = name
        self.lines = lines
        self.months = months
        self.hazardsPerHour = hazardsPerHour
    }

    /// The month with the largest hazard.
    var worst: SeaPassageMonth? {
        let worst = SeaPassageMonth.extremes(months).worst
        return months.first { $0.month == worst }
    }
}

/// One month of a passage.
public struct SeaPassageMonth: Hashable, Sendable {
    /// 1…12.
    public var month: Int
    /// Time under way.
    public var seconds: Double
    /// Hs over the time under way, m.
    public var meanHeightMetres: Double
    /// The highest Hs met, m.
    public var highestHeightMetres: Double
    /// The chance of grief on the whole way.
    public var hazard: Double
    /// The chance of at least one wave above the craft's critical height; nil where waves have no known period.
    public var criticalWave: Double?

    /// One month.
    public init(
        month: Int, seconds: Double, meanHeightMetres: Double, highestHeightMetres: Double, hazard: Double,
        criticalWave: Double?
    ) {
        self.month = month
        self.seconds = seconds
        self.meanHeightMetres = meanHeightMetres
        self.highestHeightMetres = highestHeightMetres
        self.hazard = hazard
        self.criticalWave = criticalWave
    }

    /// The months with the largest and the smallest hazard; ties: the earlier one, and the same month twice where all are
    /// alike.
    public static func extremes(_ months: [SeaPassageMonth]) -> (worst: Int?, best: Int?) {
        var (worst, best) = (months.first, months.first)
        for month in months.dropFirst() {
            if let most = worst, month.hazard > most.hazard { worst = month }
            if let least = best, month.hazard < least.hazard { best = month }
        }
        return (worst?.month, best?.month)
    }
}

/// A bulletin's wave height and what the model says for the same zone and month.
public struct SeaBulletinCheck: Hashable, Sendable {
    /// Name of the zone.
    public var zone: Bilingual
    /// 1…12.
    public var month: Int
    /// The lower end of Hs, m.
    public var lowMetres: Double
    /// The upper end of Hs, m.
    public var highMetres: Double
    /// The wind that came with it, m/s; nil where the model has the mean wind of the month.
    public var windMetresPerSecond: Double?
    /// Hs of the model, m.
    public var modelledMetres: Double
    /// Modelled less the middle of the published range, as a share of that middle.
    public var relativeError: Double

    /// A comparison.
    public init(
        zone: Bilingual, month: Int, lowMetres: Double, highMetres: Double, windMetresPerSecond: Double?,
        modelledMetres: Double, relativeError: Double
    ) {
        self.zone = zone
        self.month = month
        self.lowMetres = lowMetres
        self.highMetres = highMetres
        self.windMetresPerSecond = windMetresPerSecond
        self.modelledMetres = modelledMetres
        self.relativeError = relativeError
    }
}
