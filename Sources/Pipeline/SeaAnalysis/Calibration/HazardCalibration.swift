internal import Export
internal import Foundation
internal import Ingest
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// `sea hazard --calibrate`: what trips of known outcome say about b0…b5.
public struct HazardCalibration: Sendable {
    /// A trip table, or `region` for the trips of the embedded region.
    public var trips: String
    /// Boats, and the coefficients whose values and intervals are the prior.
    public var settings = HazardSettings()
    /// The share of the normal prior that lies between a coefficient's low and high; an assumption.
    public var priorInterval = 0.9
    /// How many times more often a loss is reported than an arrival, median; an assumption, for `reported` trips only.
    public var reportingRatio = 50.0
    /// Standard deviation of the log of that; an assumption.
    public var reportingLogDeviation = 1.5
    /// Persons in a boat across the gulf; an assumption, for `region` only.
    public var personsPerTrip = 40.0
    /// Share of counted travellers who crossed the gulf by boat; an assumption, for `region` only.
    public var gulfShare = 0.9
    /// Draws from the posterior.
    public var draws = 20_000
    /// Where the trips of the region go, if anywhere: a `.csv` path.
    public var tripsTable: String?
    /// A `.csv` path, or `-`.
    public var output: String
    /// Replace what is there.
    public var overwrite = false
    /// Seed of the draws.
    public var seed: UInt64 = 1
    /// Threads; the result does not depend on it.
    public var threads = 1

    /// A calibration with the usual prior.
    public init(trips: String, output: String) {
        self.trips = trips
        self.output = output
    }

    /// Reads, fits and writes.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for options or trips that cannot be used; the errors of files.
    public func run() throws -> CalibrationOutcome {
        try check()
        let coefficients = try HazardCoefficients(settings.coefficients)
        let prior = try prior(coefficients)
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        let (table, leftOut) = try read()
        let posterior = HazardPosterior(
            trips: table.trips, prior: prior, draws: draws, seed: seed, threads: threads)
        let outcome = CalibrationOutcome(
            table, posterior, prior, assumptions: assumptions, isRegion: isRegion, leftOut: leftOut)
        try write(outcome)
        return outcome
    }

    private var isRegion: Bool { trips == "region" }

    private func check() throws {
        try settings.check()
        _ = try OutputFormat(of: output, allowed: [.csv])
        func require(_ holds: Bool, _ problem: String) throws(RequestError) {
            if !holds { throw RequestError(.wrongUsage, problem) }
        }
        try require(
            priorInterval > 0 && priorInterval < 1, "--prior-interval is \(priorInterval); it must lie within 0…1")
        try require(
            reportingRatio > 0 && reportingRatio.isFinite && reportingLogDeviation > 0
                && reportingLogDeviation.isFinite, "--reporting-ratio needs a median and a spread above 0")
        try require(personsPerTrip >= 1 && personsPerTrip <= 80, "--persons-per-trip must lie within 1…80")
        try require(gulfShare > 0 && gulfShare <= 1, "--gulf-share must be above 0 and at most 1")
        try require((1000...10_000_000).contains(draws), "--draws is \(draws); it must lie within 1000…10000000")
        try require(tripsTable == nil || isRegion, "--trips-table goes with --calibrate region")
    }

    private var assumptions: [(name: String, value: Double)] {
        [
            ("prior_interval", priorInterval), ("reporting_ratio", reportingRatio),
            ("reporting_log_sd", reportingLogDeviation),
        ]
            + (isRegion
                ? [
                    ("persons_per_trip", personsPerTrip), ("gulf_share", gulfShare), ("night_share", 0.5),
                    ("stopped_share", 0.5),
                ]
                : [])
    }

    /// Normal, centred on the values; the intervals hold ``priorInterval`` of it.
    private func prior(_ coefficients: HazardCoefficients) throws(RequestError) -> HazardPosterior.Prior {
        var deviations: [Double] = []
        for item in coefficients.items {
            guard let interval = item.interval, interval.upperBound > interval.lowerBound else {
                throw RequestError(
                    .badData, "\(item.source): \(item.name) has no interval; a prior needs columns low and high")
            }
            deviations.append(
                (interval.upperBound - interval.lowerBound) / (2 * Self.normalQuantile(0.5 + priorInterval / 2)))
        }
        return HazardPosterior.Prior(
            means: coefficients.items.map(\.value), deviations: deviations, logRatioMean: log(reportingRatio),
            logRatioDeviation: reportingLogDeviation)
    }

    /// Where the standard normal distribution reaches `share`, by halving.
    static func normalQuantile(_ share: Double) -> Double {
        var (low, high) = (-40.0, 40.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private func read() throws -> (TripTable, leftOut: Int?) {
        guard isRegion else { return (try TripTable(trips, try CraftTable(settings.craftTable)), nil) }
        let pack = try RegionPack.load(try RegionPack.defaultFolder(), verifyingManifest: false)
        let region = try RegionTrips(pack, .init(personsPerTrip: personsPerTrip, gulfShare: gulfShare))
        if let tripsTable {
            var writer = try TableWriter(path: tripsTable, overwrite: overwrite)
            try writer.append(record: RegionTrips.columns)
            for row in region.rows { try writer.append(record: RegionTrips.columns.map { row[$0] ?? "" }) }
            try writer.commit()
        }
        return (try TripTable(region.rows, try CraftTable(nil)), region.leftOut)
    }

    private func write(_ outcome: CalibrationOutcome) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(
            record: [
                "name", "value", "prior_mean", "prior_sd", "mean", "sd", "q05", "q25", "q50", "q75", "q95", "ess",
                "sd_ratio",
            ])
        for item in outcome.items {
            writer.append(item.name, isFirst: true)
            for number in [item.mean, item.priorMean, item.priorDeviation, item.mean, item.deviation] + item.quantiles {
                writer.append(number)
            }
            writer.append(outcome.effectiveDraws)
            writer.append(item.deviationRatio)
            try writer.endRecord()
        }
        try writer.commit()
    }
}
