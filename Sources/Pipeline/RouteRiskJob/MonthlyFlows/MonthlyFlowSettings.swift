import Ingest

/// The region's numbers for flow by month.
struct MonthlyFlowSettings: Sendable {
    let theta: ClosedRange<Double>
    let walk: Double
    let breakStep: Double
    let level: Double
    let unlistedLogit: Double
    let reach: Int
    let countedSize: Double
    let estimatedSize: Double
    let unknownPersons: ClosedRange<Double>
    let memory: Double
    let draws: Int

    /// A pack that does not name them gets the values of the embedded one.
    init(_ inputs: JobInputs) throws(JobError) {
        let theta = try inputs.parameterRange("choice_theta_per_hour")
        self.theta = theta.low...max(theta.high, theta.low * 1.001)
        walk = inputs.optionalParameter("flow_walk_sd") ?? 0.3
        breakStep = inputs.optionalParameter("flow_break_sd") ?? 2
        level = inputs.optionalParameter("flow_level_sd") ?? 1
        unlistedLogit = inputs.optionalParameter("flow_unlisted_logit") ?? -4
        reach = Int(inputs.optionalParameter("flow_statement_reach_months") ?? 6)
        countedSize = inputs.optionalParameter("flow_size_counted") ?? 2500
        estimatedSize = inputs.optionalParameter("flow_size_estimated") ?? 16
        let unknown = inputs.pack.settings.parameters.first { $0.name == "flow_unknown_persons" }
        unknownPersons = (unknown?.low ?? 5)...(unknown?.high ?? 2000)
        memory = inputs.optionalParameter("flow_unknown_memory_months") ?? 12
        draws = Int(inputs.optionalParameter("flow_draws") ?? 1000)
        let positive = [self.theta.lowerBound, walk, breakStep, level, countedSize, estimatedSize, memory]
        guard positive.allSatisfy({ $0 > 0 }), unknownPersons.lowerBound > 0, draws >= 20, reach >= 0 else {
            throw .method(
                stage: JobStage.flows.rawValue,
                problem: "a flow_ parameter of region.yaml is not above 0; correct it there (flow_draws from 20 on)")
        }
    }
}
