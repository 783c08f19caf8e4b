import Export
import Flows
import Incidents
import Ingest
import SpatialEngine

/// The tables of flow by month.
struct MonthlyFlowTables {
    let inputs: JobInputs
    let segments: [Segment]
    let flows: MonthlyFlowFindings

    var all: [TableOutput] { [totals, corridors, monthly, shares, statements, forecast] }

    private static let intervalColumns = "median,lo50,hi50,lo90,hi90"

    private func figures(_ interval: FlowInterval) -> [String] { interval.figures.map { "\(rounded($0))" } }

    /// People within the counts.
    private var totals: TableOutput {
        var text = "month,direction,status,count_quality,count,\(Self.intervalColumns)\n"
        for flow in flows.directions {
            for (index, month) in flows.months.enumerated() {
                let count = flow.counts[index]
                text += CommaSeparatedTable.line(
                    [
                        month.description, flow.direction.rawValue,
                        (count.persons == nil ? FlowStatus.unknown : .estimated).rawValue, count.basis.rawValue,
                        count.persons.map { "\(rounded($0))" } ?? "",
                    ] + figures(FlowInterval(flow.totals[index])))
            }
        }
        return TableOutput(name: "flow_totals", text: text)
    }

    /// People by corridor, and the corridor's share of the counted.
    private var corridors: TableOutput {
        var text = "corridor_id,month,direction,status,in_count,count_quality,\(Self.intervalColumns)"
        text += ",share,share_lo50,share_hi50,share_lo90,share_hi90\n"
        for flow in flows.directions {
            for way in flow.ways {
                for (index, month) in flows.months.enumerated() {
                    guard let persons = way.persons[index] else { continue }
                    let share = way.isCounted ? flow.share(of: [way.corridorID], month: index) : nil
                    text += CommaSeparatedTable.line(
                        [
                            way.corridorID, month.description, flow.direction.rawValue, way.status[index].rawValue,
                            way.isCounted ? "true" : "false", flow.counts[index].basis.rawValue,
                        ] + figures(FlowInterval(persons))
                            + (share.map { figures(FlowInterval($0)) } ?? [String](repeating: "", count: 5)))
                }
            }
        }
        return TableOutput(name: "flow_corridors", text: text)
    }

    /// People by segment, in the months in which its leg is in use.
    private var monthly: TableOutput {
        var text = "segment_id,leg_id,corridor_id,mode,month,direction,status,\(Self.intervalColumns),count_quality\n"
        for flow in flows.directions {
            for (segment, months) in flow.segments.sorted(by: { $0.key < $1.key }) {
                let leg = segments[segment].leg
                for (index, stated) in months.enumerated() {
                    guard let stated else { continue }
                    text += CommaSeparatedTable.line(
                        [
                            segments[segment].id, leg.id, leg.corridorID, leg.mode.rawValue,
                            flows.months[index].description, flow.direction.rawValue, stated.status.rawValue,
                        ] + figures(stated.interval) + [flow.counts[index].basis.rawValue])
                }
            }
        }
        return TableOutput(name: "flows_monthly", text: text)
    }

    // MARK: - Shares

    /// Land against sea in persons, and modes in person-kilometres.
    private var shares: TableOutput {
        var text = "month,direction,measure,mode,status,\(Self.intervalColumns)\n"
        let both = flows.directions.count > 1 ? [flows.directions] : []
        for (index, month) in flows.months.enumerated() {
            for group in flows.directions.map({ [$0] }) + both {
                let name = group.count > 1 ? "both" : group[0].direction.rawValue
                let mix = FlowMix(group, month: index, kinds: inputs.kindsOfCorridors)
                for part in mix.parts {
                    text += CommaSeparatedTable.line(
                        [month.description, name, part.measure, part.mode, mix.status.rawValue]
                            + figures(FlowInterval(part.shares)))
                }
            }
        }
        return TableOutput(name: "flow_shares", text: text)
    }

    // MARK: - Statements

    /// Each statement as it was read, and what is left of it beside counts and the other statements.
    private var statements: TableOutput {
        var text = "statement_id,period_start,period_end,direction,corridor_ids,relation,measure,assumed,prior_low"
        text += ",prior_high,status,\(Self.intervalColumns),statement,statement_es,source_ids\n"
        for statement in inputs.pack.shareStatements {
            guard let range = statement.share ?? statement.persons else { continue }
            let posterior = posterior(of: statement).map { figures(FlowInterval($0)) }
            text += CommaSeparatedTable.line(
                [
                    statement.id, statement.months.lowerBound.description, statement.months.upperBound.description,
                    statement.direction.rawValue, statement.corridorIDs.joined(separator: ";"),
                    statement.relation.rawValue, statement.share == nil ? "persons_per_month" : "share",
                    statement.isAssumed ? "true" : "false", "\(rounded(range.lowerBound))",
                    "\(rounded(range.upperBound))", posterior == nil ? "not_used" : "used",
                ] + (posterior ?? [String](repeating: "", count: 5)) + [
                    statement.text, statement.textSpanish, statement.sourceIDs.joined(separator: ";"),
                ])
        }
        return TableOutput(name: "flow_statements", text: text)
    }

    /// Draws of what a statement speaks of, over its months in the run; nil where it says nothing about this run.
    private func posterior(of statement: ShareStatement) -> [Double]? {
        guard let flow = flows.directions.first(where: { $0.direction == statement.direction }) else { return nil }
        let months = flows.months.indices.filter { statement.months.contains(flows.months[$0]) }
        let found = months.compactMap { month in
            flow.persons(on: statement.corridorIDs, month: month).map { (persons: $0, month: month) }
        }
        guard let first = found.first else { return nil }
        return first.persons.indices.map { draw in
            let persons = found.reduce(0) { $0 + $1.persons[draw] }
            guard statement.share != nil else { return persons / Double(found.count) }
            let all = found.reduce(0) { $0 + flow.totals[$1.month][draw] }
            return all > 0 ? persons / all : 0
        }
    }

    // MARK: - Forecast

    /// Counted months that were held back, forecast from those before.
    private var forecast: TableOutput {
        var text = "direction,origin_month,month,months_ahead,observed,\(Self.intervalColumns),log_score,crps"
        text += ",absolute_error,naive,naive_log_score,naive_crps,naive_absolute_error\n"
        for forecast in flows.forecasts {
            let scores = [
                forecast.score.logScore, forecast.score.rankedScore, forecast.score.absoluteError, forecast.naive,
                forecast.naiveScore.logScore, forecast.naiveScore.rankedScore,
                abs(forecast.naive - forecast.observed),
            ]
            text += CommaSeparatedTable.line(
                [
                    forecast.direction.rawValue, forecast.origin.description, forecast.month.description,
                    String(forecast.ahead), "\(rounded(forecast.observed))",
                ] + figures(forecast.interval) + scores.map { "\(rounded($0))" })
        }
        return TableOutput(name: "flow_forecast", text: text)
    }
}

extension JobInputs {
    /// Whether each corridor runs over land or at sea.
    var kindsOfCorridors: [String: CorridorKind] {
        Dictionary(uniqueKeysWithValues: pack.settings.corridors.map { ($0.id, $0.kind) })
    }
}

/// How the people of a month, or the kilometres that they go, part among land and sea.
struct FlowMix {
    struct Part {
        /// `persons` or `person_km`.
        let measure: String
        /// Of persons `land`, `sea` or `unlisted`; of kilometres a mode of travel.
        let mode: String
        let shares: [Double]
    }

    let parts: [Part]
    /// Unknown where more than half of the people are on ways that no source bounds.
    let status: FlowStatus

    init(_ flows: [DirectionFlow], month: Int, kinds: [String: CorridorKind]) {
        let ways = flows.flatMap(\.ways).compactMap { way in way.persons[month].map { (way: way, persons: $0) } }
        guard let first = ways.first else {
            (parts, status) = ([], .unknown)
            return
        }
        let draws = first.persons.indices
        func sum(_ weight: (WayFlow) -> Double) -> [Double] {
            let weights = ways.map { weight($0.way) }
            return draws.map { draw in
                ways.indices.reduce(0) { $0 + (weights[$1] > 0 ? ways[$1].persons[draw] * weights[$1] : 0) }
            }
        }
        func split(_ measure: String, _ amounts: [(String, [Double])]) -> [Part] {
            let all = draws.map { draw in amounts.reduce(0) { $0 + $1.1[draw] } }
            guard all.contains(where: { $0 > 0 }) else { return [] }
            return amounts.map { name, amount in
                Part(measure: measure, mode: name, shares: draws.map { all[$0] > 0 ? amount[$0] / all[$0] : 0 })
            }
        }
        func persons(_ kind: CorridorKind) -> [Double] { sum { kinds[$0.corridorID] == kind ? 1 : 0 } }
        let modes: [TravelMode] = [.foot, .river, .sea, .road]
        self.parts =
            split("persons", [("land", persons(.land)), ("sea", persons(.sea)), ("unlisted", persons(.mixed))])
            + split("person_km", modes.map { mode in (mode.rawValue, sum { $0.kilometres[month][mode] ?? 0 }) })
        let all = sum { _ in 1 }.reduce(0, +)
        let bounded = sum { $0.status[month] == .estimated ? 1 : 0 }.reduce(0, +)
        status = bounded >= all / 2 ? .estimated : .unknown
    }
}
