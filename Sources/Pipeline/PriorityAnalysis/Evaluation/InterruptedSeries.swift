import Glibc
internal import Incidents

/// Level and trend of a monthly series before and after a measure.
///
/// log μ = b₀ + b₁·t + b₂·after + b₃·(t − t₁)·after [+ log(control + ½), as an offset or times b₄], t in months and t₁ the first
/// month after; the month of the measure and the lag are left out (Wagner et al. 2002,
/// doi:10.1046/j.1365-2710.2002.00430.x).
struct InterruptedSeries {
    /// What the control area's events do.
    enum Control: String {
        case covariate, offset, none
    }

    struct Settings {
        var family = SegmentedRegression.Family.quasiPoisson
        var control = Control.covariate
        var lag = 0
        var coverage = 0.9
        var minimumEvents = 5.0
    }

    /// A ratio with its interval.
    struct Ratio {
        let value: Double
        let low: Double
        let high: Double

        init(_ estimate: (value: Double, half: Double)) {
            value = exp(estimate.value)
            (low, high) = (exp(estimate.value - estimate.half), exp(estimate.value + estimate.half))
        }
    }

    struct Fit {
        /// Events in the first month after, over what the old trend would have given.
        let level: Ratio
        /// Monthly factor before.
        let trendBefore: Ratio
        /// Monthly factor after, over that before.
        let trendChange: Ratio
        /// Events in the last month, over what the old trend would have given.
        let atEnd: Ratio
        /// Elasticity to the control's events; nil unless it is a covariate.
        let elasticity: Double?
        let dispersion: Double
        /// Correlation of neighbouring Pearson residuals.
        let autocorrelation: Double
    }

    let monthsBefore: Int
    let monthsAfter: Int
    let eventsBefore: Double
    let eventsAfter: Double
    /// Nil where ``reason`` says why.
    let fit: Fit?
    /// `fitted`, `too_few_months`, `too_few_events` or `not_determined`.
    let status: String

    /// - Parameter series: Known months with their counts and the control's, ascending.
    init(_ series: [(month: YearMonth, count: Double, control: Double)], at date: YearMonth, _ settings: Settings) {
        let first = date.ordinal + 1 + settings.lag
        let rows = series.filter { $0.month.ordinal < date.ordinal || $0.month.ordinal >= first }
        let before = rows.filter { $0.month < date }
        let after = rows.filter { $0.month > date }
        (monthsBefore, monthsAfter) = (before.count, after.count)
        (eventsBefore, eventsAfter) = (before.reduce(0) { $0 + $1.count }, after.reduce(0) { $0 + $1.count })
        guard min(before.count, after.count) >= 4, let last = rows.last?.month.ordinal else {
            (fit, status) = (nil, "too_few_months")
            return
        }
        guard min(eventsBefore, eventsAfter) >= settings.minimumEvents else {
            (fit, status) = (nil, "too_few_events")
            return
        }
        let design = rows.map { row -> [Double] in
            let isAfter = row.month > date
            let time = Double(row.month.ordinal - date.ordinal)
            return [1, time, isAfter ? 1 : 0, isAfter ? Double(row.month.ordinal - first) : 0]
                + (settings.control == .covariate ? [log(row.control + 0.5)] : [])
        }
        let offset = rows.map { settings.control == .offset ? log($0.control + 0.5) : 0 }
        let counts = rows.map(\.count)
        guard
            let model = SegmentedRegression(counts: counts, design: design, offset: offset, family: settings.family)
        else {
            (fit, status) = (nil, "not_determined")
            return
        }
        fit = Self.read(model, counts: counts, months: rows.map(\.month), span: Double(last - first), settings)
        status = "fitted"
    }

    private static func read(
        _ model: SegmentedRegression, counts: [Double], months: [YearMonth], span: Double, _ settings: Settings
    ) -> Fit {
        let width = model.coefficients.count
        func ratio(_ parts: [Int: Double]) -> Ratio {
            let combination = (0..<width).map { parts[$0] ?? 0 }
            let degrees = settings.family == .quasiPoisson ? model.degreesOfFreedom : nil
            return Ratio(model.estimate(combination, coverage: settings.coverage, degrees: degrees))
        }
        let residuals = zip(counts, model.fitted).map { ($0 - $1) / $1.squareRoot() }
        let neighbours = months.indices.dropFirst().filter { months[$0].ordinal == months[$0 - 1].ordinal + 1 }
        let product = neighbours.reduce(0) { $0 + residuals[$1] * residuals[$1 - 1] }
        let square = residuals.reduce(0) { $0 + $1 * $1 }
        return Fit(
            level: ratio([2: 1]), trendBefore: ratio([1: 1]), trendChange: ratio([3: 1]),
            atEnd: ratio([2: 1, 3: span]), elasticity: width == 5 ? model.coefficients[4] : nil,
            dispersion: model.dispersion, autocorrelation: square > 0 ? product / square : 0)
    }
}
