internal import Foundation
internal import Surfaces

/// What a calibration found.
public struct CalibrationOutcome: Sendable {
    /// Posterior and prior of one number.
    public struct Item: Sendable {
        /// `b0` … `b5`, or `log_reporting_ratio`.
        public let name: String
        /// What was believed before.
        public let priorMean, priorDeviation: Double
        /// What is believed after.
        public let mean, deviation: Double
        /// At 5, 25, 50, 75 and 95 %.
        public let quantiles: [Double]
        /// Posterior over prior spread: 1 where the trips say nothing.
        public var deviationRatio: Double { deviation / priorDeviation }
    }

    /// b0…b5.
    public let items: [Item]
    /// The reporting ratio's logarithm, if any trip was a reported one.
    public let ratio: Item?
    /// Boats, boats lost, and hours under way.
    public let trips, losses, hours: Double
    /// Of these, known only because they were reported.
    public let reportedTrips, reportedLosses: Double
    /// How many independent draws the weighted ones are worth.
    public let effectiveDraws: Double
    /// Every assumption by the name of its option.
    public let assumptions: [(name: String, value: Double)]
    /// Columns of the file that say nothing here.
    public let ignored: [String]
    /// What the numbers mean, in plain sentences.
    public let statements: [String]

    init(
        _ table: TripTable, _ posterior: HazardPosterior, _ prior: HazardPosterior.Prior,
        assumptions: [(name: String, value: Double)], isRegion: Bool, leftOut: Int?
    ) {
        func sum(_ value: (HazardTrip) -> Double) -> Double { table.trips.reduce(0) { $0 + value($1) } }
        let marginals = posterior.marginals
        items = SeaHazard.names.indices.map { k in
            Item(SeaHazard.names[k], prior.means[k], prior.deviations[k], marginals[k])
        }
        ratio =
            marginals.count > 6
            ? Item("log_reporting_ratio", prior.logRatioMean, prior.logRatioDeviation, marginals[6]) : nil
        trips = sum { $0.count }
        losses = sum { $0.isLost ? $0.count : 0 }
        hours = sum { $0.count * $0.hours }
        reportedTrips = sum { $0.isReported ? $0.count : 0 }
        reportedLosses = sum { $0.isReported && $0.isLost ? $0.count : 0 }
        effectiveDraws = posterior.effectiveDraws
        self.assumptions = assumptions
        ignored = table.ignored
        let counts = "\(Self.text(trips)) trips of \(Self.text(hours)) hours, \(Self.text(losses)) of them lost"
        statements =
            [counts] + items.map(Self.statement)
            + Self.selection(reportedTrips, reportedLosses, isRegion: isRegion, leftOut: leftOut)
    }

    private static func statement(_ item: Item) -> String {
        let share = Int((100 * item.deviationRatio).rounded())
        let spread = "its spread is \(share) % of the prior's"
        return switch item.deviationRatio {
        case 0.9...: "\(item.name) is its prior: the trips say next to nothing of it; \(spread)"
        case 0.5..<0.9: "\(item.name) is still mostly its prior; \(spread)"
        default: "\(item.name) is mostly what the trips say; \(spread)"
        }
    }

    private static func selection(
        _ reported: Double, _ lost: Double, isRegion: Bool, leftOut: Int?
    ) -> [String] {
        var said: [String] = []
        if reported > 0 {
            said.append(
                "\(text(reported)) trips, \(text(lost)) of them lost, are known only because they were reported: they"
                    + " say how losses differ from other trips, hardly how frequent losses are, and mislead where"
                    + " reporting depends on sea, load or night")
        } else {
            said.append(
                "every trip is taken as known whatever became of it; if lost boats are more often reported than others,"
                    + " b0 is too high")
        }
        if isRegion {
            said.append(
                "the sea is the mean one of the month at the place, not that of the day, so the effect of waves is"
                    + " drawn towards nothing; night, current and true boat are not known of any trip;"
                    + " \(leftOut ?? 0) incidents could not be used")
        }
        return said
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\((number * 10).rounded() / 10)"
    }
}

extension CalibrationOutcome.Item {
    fileprivate init(
        _ name: String, _ priorMean: Double, _ priorDeviation: Double, _ marginal: HazardPosterior.Marginal
    ) {
        self.init(
            name: name, priorMean: priorMean, priorDeviation: priorDeviation, mean: marginal.mean,
            deviation: marginal.deviation, quantiles: marginal.quantiles)
    }
}
