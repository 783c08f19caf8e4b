internal import Export
internal import Incidents
internal import SpatialEngine

extension MeasureEvaluation {
    private static let seriesColumns = [
        "measure_id", "role", "areas", "status", "months_before", "months_after", "events_before", "events_after",
        "level_ratio", "level_low", "level_high", "trend_before", "trend_before_low", "trend_before_high",
        "trend_ratio", "trend_ratio_low", "trend_ratio_high", "end_ratio", "end_ratio_low", "end_ratio_high",
        "control_elasticity", "dispersion", "autocorrelation",
    ]

    /// A row for the treated area of each measure and one for its buffer.
    ///
    /// - Returns: How many series could be fitted.
    func write(seriesOf measures: [MeasureTable.Measure], _ counts: MonthlyCounts, to path: String) throws -> Int {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: Self.seriesColumns)
        var fitted = 0
        for measure in measures {
            for (role, areas) in [("treated", measure.treated), ("buffer", measure.buffer)] where !areas.isEmpty {
                let series = interruptedSeries(measure, areas, counts)
                if series.fit != nil { fitted += 1 }
                writer.append(measure.id, isFirst: true)
                for text in [role, areas.joined(separator: " "), series.status] { writer.append(text) }
                for months in [series.monthsBefore, series.monthsAfter] { writer.append(months) }
                for value in [series.eventsBefore, series.eventsAfter] { writer.append(value) }
                for ratio in [series.fit?.level, series.fit?.trendBefore, series.fit?.trendChange, series.fit?.atEnd] {
                    for value in [ratio?.value, ratio?.low, ratio?.high] { writer.append(value ?? .nan) }
                }
                for value in [
                    series.fit?.elasticity, series.fit?.dispersion, series.fit?.autocorrelation,
                ] { writer.append(value ?? .nan) }
                try writer.endRecord()
            }
        }
        try writer.commit()
        return fitted
    }

    private func interruptedSeries(
        _ measure: MeasureTable.Measure, _ areas: [String], _ counts: MonthlyCounts
    ) -> InterruptedSeries {
        var settings = InterruptedSeries.Settings()
        settings.family = family == .quasiPoisson ? .quasiPoisson : .negativeBinomial
        settings.control =
            switch seriesControl {
            case .covariate where !measure.control.isEmpty: .covariate
            case .offset where !measure.control.isEmpty: .offset
            default: .none
            }
        (settings.lag, settings.coverage, settings.minimumEvents) = (lag, interval, minimumEvents)
        let others = settings.control == .none ? [] : measure.control
        let series = counts.months(of: areas + others).compactMap { month in
            counts.count(areas, in: month).map { count in
                (month: month, count: count, control: counts.count(others, in: month) ?? 0)
            }
        }
        return InterruptedSeries(series, at: measure.month, settings)
    }
}
