internal import ArgumentParser
internal import RiskAnalysis
internal import SpatialEngine

/// `trocha risk rates`.
struct RiskRates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: "Rates of units with intervals and ranks, from incidents and exposure.",
        discussion: """
            Example:
              trocha risk rates --events draws.csv --exposure trips.csv --per 100000 -o rates.csv

            Events are the weights or the draws of 'incidents locate', counts (unit_id,events), or single events: \
            event_id,unit_id and, where known, events,date,category,observation,persons,injury,corridor_id; observation is \
            reported, patrol, forensic or survey. Of draws the posteriors are mixed, so that intervals hold the uncertainty \
            of places too. Exposure: unit_id,exposure; its units are those of the output. Without it the output is a count \
            density (exposure 1 each), not a risk. --per scales every rate, --threshold and the summary's rates, not --prior, \
            alpha and beta.

            gamma-poisson: y ~ Poisson(q*E*rate), rate ~ Gamma(alpha, beta). --prior ml: marginal likelihood (alpha at least \
            0.2; below 20 events Gamma(0.5, 0.5/overall rate)); jeffreys: Gamma(0.5, 0); none: events over exposure with the \
            exact (Garwood) interval; or A,B. eb-global and eb-spatial: Marshall 1991; eb-local: variance about each unit's \
            own local mean (Bailey and Gatrell). --pool mode: a prior for each mode, drawn towards that of all by --pool-spread. \
            bym2: y ~ Poisson(q*E*exp(b + sigma*(sqrt(1-rho)*own + sqrt(rho)*shared))), shared a scaled intrinsic \
            autoregression over --weights (Riebler 2016), sampled; read max_rhat and min_ess in --json. A unit with exposure but no event is kept: no record is not safety.

            --publish hides the numbers of units with 1 to 4 events, and of another unit or the total where these would give \
            them away. Kidnapping and sexual violence never appear by \
            unit: --by corridor_id --category NAME gives corridors and quarters with 10 events or more.

            To try it:
              printf 'unit_id,events\\na,3\\nb,0\\n' > y.csv
              printf 'unit_id,exposure\\na,1000\\nb,2000\\n' > e.csv
              trocha risk rates --events y.csv --exposure e.csv --prior 0.5,300 -o -
            """)

    @OptionGroup(title: "Input") var input: RateInputOptions
    @OptionGroup(title: "Model") var model: RateModelOptions
    @OptionGroup(title: "What is shown") var shown: RateShownOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output.output] + (shown.eventTiers.map { [$0] } ?? []) {
            try common.requireFreeStandardOutput(for: path)
        }
        if model.pool != nil, input.by != "unit_id" || input.exposure == nil {
            throw ValidationError("--pool takes units of --exposure; it goes with --by unit_id")
        }
        if input.months != nil, model.weights != nil {
            throw ValidationError("--weights has neighbours of units, not of their months; leave --months out")
        }
        if shown.massCasualty != nil || shown.views, model.method != .gammaPoisson || input.category != nil {
            throw ValidationError("--mass-casualty and --views go with --method gamma-poisson, and without --category")
        }
        if let tiers = shown.eventTiers, tiers == output.output {
            throw ValidationError("-o and --event-tiers name the same file")
        }
    }

    func run() throws {
        if input.category != nil, input.by != "corridor_id" {
            throw CommandFailure(
                .refused,
                "--category \(input.category ?? "") is given by corridor and quarter only, never by \(input.by); use "
                    + "--by corridor_id")
        }
        var job = RateEstimate(events: input.events, exposure: input.exposure, output: output.output)
        try input.fill(&job)
        try model.fill(&job)
        try shown.fill(&job)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        let ready = job
        let outcome = try common.reporting { progress in
            var job = ready
            job.progress = progress
            return try job.run()
        }
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
