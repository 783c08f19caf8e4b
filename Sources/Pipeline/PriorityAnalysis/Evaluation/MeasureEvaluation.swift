internal import Export
internal import Incidents
public import SpatialEngine
internal import SpatialFormats

/// `priorities evaluate`: what measures changed, from counts before and after.
public struct MeasureEvaluation: Sendable {
    /// How counts of a series vary about their mean.
    public enum Family: String, CaseIterable, Sendable {
        case quasiPoisson = "quasi-poisson"
        case negativeBinomial = "negative-binomial"
    }

    /// What the control area's counts do in a series.
    public enum SeriesControl: String, CaseIterable, Sendable {
        case covariate, offset, none
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// For `--json`.
        public let summary: JSONObject
        /// What a user should know, one sentence each.
        public let warnings: [String]
        /// Why nothing could be said of any measure.
        public let refusal: String?
    }

    /// `measure_id,date,treated,buffer,control`, or a region's table of measures.
    public var measures: String
    /// `area,period,count`.
    public var counts: String
    /// Months before and after.
    public var window = 6
    /// Months after the date that are left out besides its own.
    public var lag = 0
    /// Events that every cell needs.
    public var minimumEvents = 5.0
    /// Areas where a measure names no buffer.
    public var buffer: String?
    /// Areas where a measure names no control.
    public var control: String?
    /// A `.csv` of interrupted series; nil for none.
    public var series: String?
    /// How counts vary.
    public var family = Family.quasiPoisson
    /// What the control does.
    public var seriesControl = SeriesControl.covariate
    /// Probability inside the intervals of a series.
    public var interval = 0.9
    /// `counter,date_start,date_end,quantity,unit,bound`; nil for none.
    public var activity: String?
    /// A `.csv` of the counters with monthly rates; nil for none.
    public var activityOutput: String?
    /// A `.csv`.
    public var output: String
    /// Whether existing outputs are replaced.
    public var overwrite = false

    /// A job with the defaults of the command line.
    public init(measures: String, counts: String, output: String) {
        (self.measures, self.counts, self.output) = (measures, counts, output)
    }

    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> Outcome {
        try checkParameters()
        for path in [output] + [series, activityOutput].compactMap(\.self) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        let counts = try MonthlyCounts(counts)
        let measures = try MeasureTable(
            measures, counts: counts, buffer: MeasureTable.areas(buffer, counts),
            control: MeasureTable.areas(control, counts))
        let activity = try activity.map { try ActivityTable($0) }
        let comparisons = measures.measures.map { MeasureComparison($0, counts, self) }
        try write(comparisons)
        let fitted = try series.map { try write(seriesOf: measures.measures, counts, to: $0) }
        if let activity, let activityOutput { try write(activity, to: activityOutput) }
        let evaluated = comparisons.count { $0.quotient != nil }
        var refusal: String?
        if evaluated == 0, fitted ?? 0 == 0 {
            refusal =
                "no measure is left: none of \(comparisons.count) has \(ShortestNumber.text(minimumEvents)) events or more in "
                + "each of its cells; widen --window, or join areas"
        }
        return Outcome(
            summary: summary(comparisons, evaluated, fitted, activity),
            warnings: counts.warnings + measures.warnings + comparisons.compactMap(\.remark)
                + (activity?.warnings ?? []),
            refusal: refusal)
    }

    private func checkParameters() throws(RequestError) {
        guard (1...1200).contains(window) else {
            throw RequestError(.wrongUsage, "--window is \(window); it must lie in 1…1200 months")
        }
        guard (0...1200).contains(lag) else {
            throw RequestError(.wrongUsage, "--lag is \(lag); it must lie in 0…1200 months")
        }
        guard minimumEvents >= 0, minimumEvents.isFinite else {
            throw RequestError(.wrongUsage, "--minimum-events must be finite and 0 or more")
        }
        guard interval > 0, interval < 1 else {
            throw RequestError(
                .wrongUsage, "--interval is \(ShortestNumber.text(interval)); it must lie between 0 and 1")
        }
        if activityOutput != nil, activity == nil {
            throw RequestError(.wrongUsage, "--activity-out needs --activity")
        }
    }

    // MARK: - Output

    private func write(_ comparisons: [MeasureComparison]) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: [
            "measure_id", "treated_before", "treated_after", "buffer_before", "buffer_after", "control_before",
            "control_after", "success", "buffer_change", "wdq", "reading",
        ])
        for comparison in comparisons {
            writer.append(comparison.id, isFirst: true)
            for total in comparison.totals { writer.append(total ?? .nan) }
            let quotient = comparison.quotient
            for value in [quotient?.success, quotient?.bufferChange, quotient?.quotient] {
                writer.append(value ?? .nan)
            }
            writer.append(quotient?.reading?.rawValue ?? "")
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func write(_ activity: ActivityTable, to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: [
            "counter", "date_start", "date_end", "months", "quantity", "unit", "bound", "monthly_rate",
        ])
        for counter in activity.counters {
            writer.append(counter.name, isFirst: true)
            for date in [counter.start, counter.end] { writer.append(date?.description ?? "") }
            writer.append(counter.months ?? .nan)
            writer.append(counter.quantity)
            for text in [counter.unit, counter.bound] { writer.append(text) }
            writer.append(counter.monthlyRate ?? .nan)
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func summary(
        _ comparisons: [MeasureComparison], _ evaluated: Int, _ fitted: Int?, _ activity: ActivityTable?
    ) -> JSONObject {
        var readings: JSONObject = [:]
        for reading in [DisplacementQuotient.Reading.noBenefit, .diffusion, .displacement, .backfire] {
            readings[reading.rawValue] = .integer(comparisons.count { $0.quotient?.reading == reading })
        }
        return [
            "method": .string("priorities evaluate"), "measures": .integer(comparisons.count),
            "evaluated": .integer(evaluated), "readings": .object(readings),
            "series_fitted": fitted.map { .integer($0) } ?? .null,
            "activity": activity.map { .array($0.counters.map { .object(Self.object(of: $0)) }) } ?? .null,
            "assumptions": .object([
                "window": .integer(window), "lag": .integer(lag), "minimum_events": .number(minimumEvents),
                "series_family": .string(family.rawValue), "series_control": .string(seriesControl.rawValue),
                "interval": .number(interval),
            ]),
        ]
    }

    private static func object(of counter: ActivityTable.Counter) -> JSONObject {
        [
            "counter": .string(counter.name), "date_start": counter.start.map { .string($0.description) } ?? .null,
            "date_end": counter.end.map { .string($0.description) } ?? .null,
            "months": counter.months.map { .number($0) } ?? .null, "quantity": .number(counter.quantity),
            "unit": .string(counter.unit), "bound": .string(counter.bound),
            "monthly_rate": counter.monthlyRate.map { .number($0) } ?? .null,
        ]
    }
}

/// The cells of one measure.
struct MeasureComparison {
    let id: String
    /// Treated, buffer, control, each before and after; nil where a month is unknown or there is no such area.
    let totals: [Double?]
    let quotient: DisplacementQuotient?
    /// Why there are no figures.
    let remark: String?

    init(_ measure: MeasureTable.Measure, _ counts: MonthlyCounts, _ job: MeasureEvaluation) {
        let (date, window, first) = (measure.month.ordinal, job.window, measure.month.ordinal + 1 + job.lag)
        var (totals, unknown) = ([Double?](), [String]())
        for (role, areas) in [
            ("treated", measure.treated), ("buffer", measure.buffer), ("control", measure.control),
        ] {
            for months in [(date - window)...(date - 1), first...(first + window - 1)] {
                if areas.isEmpty {
                    totals.append(nil)
                    continue
                }
                let found = counts.total(areas, over: months)
                totals.append(found.unknown == nil ? found.sum : nil)
                if let month = found.unknown { unknown.append("\(role) has no count of \(month)") }
            }
            if areas.isEmpty { unknown.append("no \(role) area") }
        }
        (id, self.totals) = (measure.id, totals)
        let known = totals.compactMap(\.self)
        guard known.count == 6 else {
            quotient = nil
            remark = "measure \(measure.id): " + unknown.prefix(2).joined(separator: "; ")
            return
        }
        quotient = DisplacementQuotient(
            treated: .init(before: known[0], after: known[1]), buffer: .init(before: known[2], after: known[3]),
            control: .init(before: known[4], after: known[5]), minimum: job.minimumEvents)
        remark =
            quotient == nil
            ? "measure \(measure.id): fewer than \(ShortestNumber.text(job.minimumEvents)) events in a cell" : nil
    }
}
