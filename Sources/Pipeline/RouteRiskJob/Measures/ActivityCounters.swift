import Incidents
import Ingest

/// A count of a programme's activity up to a day: arrests, convictions, sentences.
///
/// Sources give "at least" figures. They are lower bounds, tell of effort and not of harm, and enter no score.
struct ActivityCounter: Sendable {
    let measure: Measure
    /// First day that the figure counts from; nil when nothing in the pack says it.
    let start: CalendarDate?
    /// The figure of the same counter before this one.
    let earlier: Measure?

    var quantity: Double { measure.quantity ?? 0 }

    /// Least activity a month from the start on; nil without a start.
    var monthlyRate: Double? {
        start.flatMap { Self.months(from: $0, to: measure.end ?? measure.start) }.map { quantity / $0 }
    }

    /// Activity a month since the earlier figure.
    ///
    /// Both are lower bounds, so that their difference bounds nothing.
    var monthlySinceEarlier: Double? {
        guard let earlier, let before = earlier.quantity else { return nil }
        return Self.months(from: earlier.end ?? earlier.start, to: measure.end ?? measure.start).map {
            (quantity - before) / $0
        }
    }

    /// Mean months of 30.44 days; nil when no time passed.
    private static func months(from start: CalendarDate, to end: CalendarDate) -> Double? {
        let days = end.daysSince1970 - start.daysSince1970
        return days > 0 ? Double(days) / 30.436875 : nil
    }

    /// All counters of a pack by date, unit and id.
    static func all(of measures: [Measure]) -> [ActivityCounter] {
        let outcomes = measures.filter {
            $0.type == "outcome" && $0.quantity != nil && $0.unit != nil && $0.unit != "percent"
        }
        .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        return outcomes.map { measure in
            let earlier = outcomes.last {
                $0.unit == measure.unit && $0.actors == measure.actors && $0.start < measure.start && $0.end == nil
            }
            return ActivityCounter(measure: measure, start: start(of: measure, measures), earlier: earlier)
        }
    }

    /// The first day of an interval, or the start of the task force of the same actor.
    private static func start(of measure: Measure, _ measures: [Measure]) -> CalendarDate? {
        if measure.end != nil { return measure.start }
        return measures.filter {
            $0.type == "task_force" && $0.start < measure.start && !Set($0.actors).isDisjoint(with: measure.actors)
        }.map(\.start).min()
    }
}
