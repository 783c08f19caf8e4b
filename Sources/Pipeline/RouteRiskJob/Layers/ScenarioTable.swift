import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

/// `tables/scenario.csv`: people and harm a year by main corridor, as it was and as the scenario has it, in its months.
///
/// Rows: each corridor, `unlocated` (ways that are not in the legs), `stay_away`, and `all`. Harm is left empty where some leg
/// of a way has no known exposure; in `all` it is that of the ways with a known risk.
struct ScenarioTable {
    let inputs: JobInputs
    let segments: [Segment]
    let change: ScenarioChange
    /// Rates in the scenario's months.
    let rates: SegmentRates

    var table: TableOutput {
        var text = "direction,corridor_id"
        for figure in ["person_trips_per_year", "dead_or_missing_per_year"] {
            for state in ["", "scenario_"] {
                text += ",\(state)\(figure),\(state)\(figure)_q05,\(state)\(figure)_q95"
            }
        }
        text += ",p_more_harm\n"
        for direction in change.directions { text += rows(of: direction) }
        return TableOutput(name: "scenario", text: text)
    }

    /// One state of one way.
    private struct Sum {
        var persons: [Double] = []
        var harm: [Double] = []
        var isHarmKnown = true
    }

    private func rows(of direction: ScenarioChange.Direction) -> String {
        let (before, after) = (sums(direction.before), sums(direction.after))
        var text = ""
        for corridor in Set(before.keys).union(after.keys).sorted() {
            text += line(direction, corridor, before[corridor] ?? Sum(), after[corridor] ?? Sum())
        }
        text += line(
            direction, RiskJob.unlistedWay, Sum(persons: direction.unlistedBefore, isHarmKnown: false),
            Sum(persons: direction.unlistedAfter, isHarmKnown: false))
        text += line(direction, "stay_away", Sum(), Sum(persons: direction.stayAway))
        let known = { (sums: [String: Sum], unlisted: [Double]) in
            var all = Sum(persons: unlisted)
            for sum in sums.sorted(by: { $0.key < $1.key }).map(\.value) {
                all.persons = added(all.persons, sum.persons)
                if sum.isHarmKnown { all.harm = added(all.harm, sum.harm) }
            }
            return all
        }
        return text
            + line(direction, "all", known(before, direction.unlistedBefore), known(after, direction.unlistedAfter))
    }

    private func sums(_ uses: [RouteUse]) -> [String: Sum] {
        var sums: [String: Sum] = [:]
        for use in uses {
            let corridor =
                RiskJob.mainCorridor(of: use.route.segments, segments, inputs.shownGroup) ?? RiskJob.unlistedWay
            var sum = sums[corridor] ?? Sum()
            sum.persons = added(sum.persons, use.persons)
            if let risk = try? RouteRisk(along: use.route.segments, of: rates.risks), !risk.draws.isEmpty {
                // Draws of people and of rates are independent; each is gone through in turn.
                let count = max(use.persons.count, risk.draws.count)
                let harm = (0..<count).map {
                    use.persons[$0 % use.persons.count] * risk.draws[$0 % risk.draws.count]
                }
                sum.harm = added(sum.harm, harm)
            } else {
                sum.isHarmKnown = false
            }
            sums[corridor] = sum
        }
        return sums
    }

    private func line(
        _ direction: ScenarioChange.Direction, _ corridor: String, _ before: Sum, _ after: Sum
    ) -> String {
        let isKnown = before.isHarmKnown && after.isHarmKnown && rates.isReported(inputs)
        let fields =
            figures(before.persons) + figures(after.persons)
            + (isKnown ? figures(before.harm) + figures(after.harm) : [String](repeating: "", count: 6))
        return CommaSeparatedTable.line(
            [direction.direction.rawValue, corridor] + fields
                + [isKnown && corridor == "all" ? more(before.harm, after.harm) : ""])
    }

    /// Mean and 90 % interval a year.
    private func figures(_ draws: [Double]) -> [String] {
        let years = Double(inputs.months.count) / 12
        guard !draws.isEmpty else { return ["0.0", "0.0", "0.0"] }
        let range = FlowInterval(draws)
        let mean = draws.reduce(0, +) / Double(draws.count)
        return [mean, min(mean, range.low90), max(mean, range.high90)].map { "\(rounded($0 / years))" }
    }

    /// The share of draws in which more harm comes of it.
    private func more(_ before: [Double], _ after: [Double]) -> String {
        guard before.count == after.count, !before.isEmpty else { return "" }
        return "\(rounded(Double(zip(before, after).count { $1 > $0 }) / Double(before.count)))"
    }

    private func added(_ a: [Double], _ b: [Double]) -> [Double] {
        a.isEmpty ? b : b.isEmpty ? a : zip(a, b).map { $0 + $1 }
    }
}

extension SegmentRates {
    fileprivate func isReported(_ inputs: JobInputs) -> Bool { inputs.rateStatus(self).status != .refused }
}

extension Caveat {
    /// What a scenario supposes.
    static func of(_ scenario: Scenario) -> [Caveat] {
        var caveats: [Caveat] = []
        if !scenario.closedLegs.isEmpty {
            let legs = scenario.closedLegs.joined(separator: ", ")
            caveats.append(
                Caveat(
                    id: "scenario_closure",
                    text:
                        "Routes, their people and the priorities suppose that nobody can use \(legs). Rates, hotspots and"
                        + " incidents are those of what happened. People whose ways are outside the counts do not move to"
                        + " counted ways, nor the other way round.",
                    textES:
                        "Las rutas, sus personas y las prioridades suponen que nadie puede usar \(legs). Las tasas, los"
                        + " puntos calientes y los incidentes son los de lo ocurrido. Las personas fuera de los recuentos no"
                        + " pasan a vías contadas, ni al revés."))
        }
        if let months = scenario.months, months.count < 12 {
            let names = months.map(String.init).joined(separator: ", ")
            caveats.append(
                Caveat(
                    id: "scenario_months",
                    text:
                        "Corridors, routes and priorities speak of the months \(names) of each year. Rates rest on all"
                        + " months; at sea they are weighed by the modelled hazard of these.",
                    textES:
                        "Los corredores, las rutas y las prioridades se refieren a los meses \(names) de cada año. Las"
                        + " tasas se basan en todos los meses; en el mar se ponderan por el peligro modelado de estos.")
            )
        }
        return caveats
    }
}
