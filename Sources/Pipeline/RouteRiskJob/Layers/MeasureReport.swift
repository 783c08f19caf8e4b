import Export
import Incidents
import Ingest

extension RiskJob {
    /// What was expected of closures, as the report shows it.
    static func closures(_ forecasts: [ClosureForecast], _ inputs: JobInputs) -> [ClosureContent] {
        forecasts.map { forecast in
            ClosureContent(
                measures: forecast.episode.measures.map(\.name), month: forecast.episode.start.description,
                isSouth: forecast.direction == .south,
                ways: forecast.ways.map { way in
                    ClosureContent.Way(
                        corridor: corridorName(way.corridorID, inputs), isClosed: way.isClosed,
                        before: way.before.reported, predicted: way.predicted.reported, later: way.later?.reported,
                        probabilityReceives: way.probabilityReceives, reported: way.reported.words,
                        verdict: way.agreement?.words)
                }, stayAway: forecast.stayAway.reported)
        }
    }

    /// Counters of programmes inside the window or before it.
    static func activities(_ inputs: JobInputs) -> [ActivityLine] {
        ActivityCounter.all(of: inputs.pack.measures).filter { $0.measure.start <= inputs.lastDay }.map { counter in
            ActivityLine(
                name: counter.measure.name, start: counter.start?.description,
                end: (counter.measure.end ?? counter.measure.start).description, quantity: counter.quantity,
                unit: counter.measure.unit ?? "", monthlyRate: counter.monthlyRate)
        }
    }
}

extension ReportedShift {
    fileprivate var words: Bilingual {
        switch self {
        case .up: Bilingual("more", "más")
        case .down: Bilingual("fewer", "menos")
        case .contradictory: Bilingual("sources contradict", "las fuentes se contradicen")
        case .none: Bilingual("nothing", "nada")
        }
    }
}

extension ClosureWay.Agreement {
    fileprivate var words: Bilingual {
        switch self {
        case .yes: Bilingual("yes", "sí")
        case .no: Bilingual("no", "no")
        case .open: Bilingual("open", "sin decidir")
        }
    }
}
