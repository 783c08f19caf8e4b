import Export
import Incidents
import Ingest
import SpatialEngine

/// The tables on measures that were taken: what was expected of closures, and what programmes counted.
struct MeasureTables {
    let inputs: JobInputs
    let closures: [ClosureForecast]

    var all: [TableOutput] { [closureTable, activityTable] }

    private func figures(_ interval: FlowInterval?) -> [String] {
        interval.map { [$0.median, $0.low90, $0.high90].map { "\(rounded($0))" } } ?? ["", "", ""]
    }

    /// One row for each open way, and one for those who stay away.
    private var closureTable: TableOutput {
        var text = "measure_ids,month,direction,corridor_id,closed,share_before,share_before_lo90,share_before_hi90"
        text += ",share_predicted,share_predicted_lo90,share_predicted_hi90,gained_per_1000,gained_per_1000_lo90"
        text += ",gained_per_1000_hi90,p_gains,p_receives_most,share_later,share_later_lo90,share_later_hi90"
        text += ",reported,agrees\n"
        for forecast in closures {
            let keys = [
                forecast.episode.measures.map(\.id).joined(separator: ";"), forecast.episode.start.description,
                forecast.direction.rawValue,
            ]
            for way in forecast.ways {
                text += CommaSeparatedTable.line(
                    keys + [way.corridorID, way.isClosed ? "true" : "false"] + figures(way.before)
                        + figures(way.predicted) + figures(way.gained)
                        + [way.probabilityGains, way.probabilityReceives].map { "\(rounded($0))" } + figures(way.later)
                        + [way.reported.rawValue, way.agreement?.rawValue ?? ""])
            }
            let none = [String](repeating: "", count: 6)
            text += CommaSeparatedTable.line(
                keys + ["outside", "false"] + none + figures(forecast.stayAway) + ["", "", "", "", "", "none", ""])
        }
        return TableOutput(name: "closures", text: text)
    }

    private var activityTable: TableOutput {
        var text = "measure_id,actor,counter,unit,date_start,date_end,quantity,bound,monthly_rate,monthly_since_earlier"
        text += ",verified,source_ids\n"
        for counter in ActivityCounter.all(of: inputs.pack.measures) {
            let measure = counter.measure
            text += CommaSeparatedTable.line([
                measure.id, measure.actors.joined(separator: ";"), measure.name, measure.unit ?? "",
                counter.start?.description ?? "", (measure.end ?? measure.start).description,
                "\(rounded(counter.quantity))", "at_least", counter.monthlyRate.map { "\(rounded($0))" } ?? "",
                counter.monthlySinceEarlier.map { "\(rounded($0))" } ?? "", measure.verified.rawValue,
                measure.sourceIDs.joined(separator: ";"),
            ])
        }
        return TableOutput(name: "activity", text: text)
    }
}

extension ClosureWay {
    enum Agreement: String {
        case yes, no
        /// The prediction or the sources leave the sign open.
        case open
    }

    /// Whether the predicted sign is the reported one; nil where sources say nothing.
    var agreement: Agreement? {
        guard reported != .none else { return nil }
        let isSure = probabilityGains >= 0.9 || probabilityGains <= 0.1
        guard isSure, reported != .contradictory else { return .open }
        return (probabilityGains > 0.5) == (reported == .up) ? .yes : .no
    }
}
