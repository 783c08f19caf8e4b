import Export
import Glibc
import Incidents
import Ingest
import Network
import Risk
import SpatialEngine

/// Where the risk of each route comes from: leg by leg, how many events stand behind it and how much of it is prior.
struct RouteContributions {
    let inputs: JobInputs
    let segments: [Segment]
    let flows: NetworkFlows
    let rates: SegmentRates
    /// Ids of the routes as the layer has them.
    let routeID: (RouteSet, Int) -> String

    var all: [TableOutput] {
        get throws(JobError) { [try legs, try months] }
    }

    private var isRefused: Bool { inputs.rateStatus(rates).status == .refused }

    // MARK: - Legs

    /// One row for each leg of each route, in travel order.
    private var legs: TableOutput {
        get throws(JobError) {
            var text = "route_id,position,segment_id,corridor_id,mode,share_of_hazard,risk_per_1000,risk_per_1000_q05"
            text += ",risk_per_1000_q95,n_events,prior_share,inflicted_share\n"
            let inflicted = PriorityRoutes.inflictedShares(inputs, rates)
            for set in flows.routeSets {
                for (number, option) in set.options.enumerated() {
                    let risk = try risk(along: option.segments)
                    for (position, index) in option.segments.enumerated() {
                        let segment = segments[index]
                        let own = isRefused ? nil : try self.risk(along: [index]).per1000
                        let figures = [own?.median, own?.q05, own?.q95].map { $0.map { "\(rounded($0))" } ?? "" }
                        let share = isRefused ? nil : risk.contributions?[position]
                        text += CommaSeparatedTable.line(
                            [
                                routeID(set, number), String(position + 1), segment.id, segment.leg.corridorID,
                                segment.leg.mode.rawValue, share.map { "\(rounded($0))" } ?? "",
                            ] + figures + [
                                rates.isSuppressed[index] ? "" : "\(rounded(rates.events[index]))",
                                priorShare(of: index).map { "\(rounded($0))" } ?? "",
                                "\(rounded(inflicted[RiskJob.riskGroup(of: segment.leg.mode)]))",
                            ])
                    }
                }
            }
            return TableOutput(name: "route_contributions", text: text)
        }
    }

    /// How much of a posterior mean is the prior's: β / (β + exposure), the weight of the prior mean; nil without exposure.
    private func priorShare(of segment: Int) -> Double? {
        guard let exposure = flows.exposure[segment] else { return nil }
        let prior = rates.risks.priors[RiskJob.riskGroup(of: segments[segment].leg.mode)]
        return prior.beta / (prior.beta + exposure.personTrips * exposure.observedShare)
    }

    private func risk(along route: [Int]) throws(JobError) -> RouteRisk {
        do {
            return try RouteRisk(along: route, of: rates.risks)
        } catch {
            throw .method(stage: JobStage.layers.rawValue, problem: "\(error)")
        }
    }

    // MARK: - Months

    /// Each route in each month of its season: sea legs weighed by the month's modelled hazard, the others as the year has them.
    private var months: TableOutput {
        get throws(JobError) {
            var text =
                "route_id,month,risk_per_1000,risk_per_1000_q05,risk_per_1000_q25,risk_per_1000_q75,risk_per_1000_q95"
            text += ",sea_factor_max\n"
            for set in flows.routeSets {
                for (number, option) in set.options.enumerated() {
                    for month in inputs.months(ofGroup: set.monthGroup) {
                        let factors = option.segments.map { segments[$0].seaFactor(in: [month]) }
                        let risk = isRefused ? nil : monthlyRisk(option.segments, factors)
                        let figures = [risk?.median, risk?.q05, risk?.q25, risk?.q75, risk?.q95]
                        text += CommaSeparatedTable.line(
                            [routeID(set, number), String(month)] + figures.map { $0.map { "\(rounded($0))" } ?? "" }
                                + [factors.contains { $0 != 1 } ? "\(rounded(factors.max() ?? 1))" : ""])
                    }
                }
            }
            return TableOutput(name: "route_months", text: text)
        }
    }

    private func monthlyRisk(_ route: [Int], _ factors: [Double]) -> PosteriorQuantiles? {
        guard let first = route.first, route.allSatisfy({ !rates.risks.draws[$0].isEmpty }) else { return nil }
        let draws = rates.risks.draws[first].indices.map { draw in
            -expm1(-zip(route, factors).reduce(0) { $0 + rates.risks.draws[$1.0][draw] * $1.1 })
        }
        return PosteriorQuantiles(of: draws)?.scaled(by: 1_000)
    }
}
