internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// `risk covariates`: what goes with more or fewer events, and whether it foretells any.
public struct CovariateAnalysis: Sendable {
    /// How counts scatter round their mean.
    public enum Family: String, Sendable {
        /// Variance equal to the mean.
        case poisson
        /// Variance mean + mean²/size.
        case negativeBinomial = "nb"
    }

    /// What is held out in turn.
    public enum Folds: String, Sendable {
        /// Blocks of units: the column `block`, or ``CovariateAnalysis/blocks`` by position.
        case blocks
        /// Stretches of periods.
        case periods
    }

    /// `unit_id,period,count,exposure[,x,y|lon,lat,block]`.
    public var counts: String
    /// `unit_id[,period]` and columns of numbers.
    public var covariates: String
    /// How counts scatter.
    public var family = Family.negativeBinomial
    /// 1 is the lasso, near 0 ridge.
    public var mix = 1.0
    /// What is held out; nil takes blocks where there are any, else periods.
    public var folds: Folds?
    /// Blocks that units with positions are divided into.
    public var blocks: Int?
    /// Probability inside the intervals.
    public var interval = 0.9
    /// Standard errors that the held-out gain must exceed for the covariates to be used.
    public var leastGain = 1.0
    /// Simulated repeats of the selection.
    public var repeats = 100
    /// A `.csv`.
    public var output: String
    /// Whether an existing output is replaced.
    public var overwrite = false
    /// Repeat *i* takes stream *i*.
    public var seed: UInt64 = 1
    /// No result depends on it.
    public var threads = 1

    /// Stretches of periods that are held out at most.
    private static let mostStretches = 10

    /// A job with the defaults of the command line.
    public init(counts: String, covariates: String, output: String) {
        self.counts = counts
        self.covariates = covariates
        self.output = output
    }

    /// Reads, computes and writes.
    ///
    /// - Parameter progress: Told the stage and the folds done.
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> SkillOutcome {
        try checkRequest()
        let panel = try PanelTable(counts)
        let table = try CovariateTable(covariates, for: panel)
        let (kind, folds) = try folds(of: panel)
        let rows = try rows(panel, table, folds)
        var settings = CovariateSettings()
        settings.isNegativeBinomial = family == .negativeBinomial
        (settings.mix, settings.interval, settings.leastGain, settings.repeats) = (mix, interval, leastGain, repeats)
        let selection: CovariateSelection
        do throws(RiskError) {
            selection = try CovariateSelection(
                of: rows, settings: settings, random: SplitMix64(seed: seed), threads: threads
            ) { progress("folds", $0, $1) }
        } catch {
            throw RequestError(.badData, "\(counts): \(error)")
        }
        let labels = kind == .periods ? labels(selection, panel, table) : []
        let verdict = verdict(selection, labels)
        try write(selection, isUsed: verdict.isUsed)
        return SkillOutcome(
            summary: summary(selection, rows, kind, settings, verdict),
            warnings: panel.remarks + remarks(selection, rows, panel, verdict))
    }

    // MARK: - Request

    private func checkRequest() throws {
        func refuse(_ option: String, _ value: Double, _ rule: String) -> RequestError {
            RequestError(.wrongUsage, "\(option) is \(ShortestNumber.text(value)); it must be \(rule)")
        }
        guard mix > 0, mix <= 1 else { throw refuse("--mix", mix, "above 0 and at most 1") }
        guard interval > 0, interval < 1 else { throw refuse("--interval", interval, "between 0 and 1") }
        guard leastGain >= 0, leastGain.isFinite else { throw refuse("--least-gain", leastGain, "0 or more") }
        guard (0...100_000).contains(repeats) else { throw refuse("--repeats", Double(repeats), "0 to 100000") }
        if let blocks, blocks < 3 { throw refuse("--blocks", Double(blocks), "3 or more") }
        if blocks != nil, folds == .periods {
            throw RequestError(.wrongUsage, "--blocks does not go with --folds periods")
        }
        try output.requireTable(overwrite: overwrite)
    }

    /// The fold of every row of the panel.
    private func folds(of panel: PanelTable) throws -> (Folds, [Int]) {
        let hasBlocks = blocks != nil || panel.blocks != nil
        let (units, periods) = (panel.ids.count, panel.periods.count)
        guard folds == .blocks || (folds == nil && hasBlocks) else {
            guard periods >= 3 else {
                throw RequestError(
                    .badData,
                    "\(counts) has \(periods) periods; holding out needs 3 periods or blocks: add a column block, or --blocks N"
                )
            }
            let stretches = min(periods, Self.mostStretches)
            return (.periods, (0..<periods * units).map { $0 / units * stretches / periods })
        }
        let own: [Int]
        if let count = blocks {
            guard let positions = panel.panel.positions else {
                throw RequestError(.wrongUsage, "--blocks needs positions: give \(counts) columns x,y or lon,lat")
            }
            guard count <= units else {
                throw RequestError(.wrongUsage, "--blocks is \(count), but there are \(units) units; ask for fewer")
            }
            own = SpatialBlocks.bisected(positions, into: count)
        } else {
            guard let names = panel.blocks else {
                throw RequestError(.wrongUsage, "--folds blocks needs a column block in \(counts), or --blocks N")
            }
            let known = Set(names).sorted()
            let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
            own = names.map { places[$0, default: 0] }
        }
        guard Set(own).count >= 3 else {
            throw RequestError(.badData, "\(counts): there are fewer than 3 blocks; holding out needs 3 or more")
        }
        return (.blocks, (0..<periods * units).map { own[$0 % units] })
    }

    /// The rows with exposure; those without can hold no event and say nothing.
    private func rows(_ panel: PanelTable, _ table: CovariateTable, _ folds: [Int]) throws -> CovariateRows {
        let kept = panel.panel.counts.indices.filter { panel.panel.exposure[$0] > 0 }
        guard kept.contains(where: { panel.panel.counts[$0] > 0 }) else {
            throw RequestError(.badData, "\(counts) holds no event; there is nothing to explain")
        }
        return CovariateRows(
            names: table.names, values: table.values.map { column in kept.map { column[$0] } },
            counts: kept.map { panel.panel.counts[$0] }, exposure: kept.map { panel.panel.exposure[$0] },
            folds: kept.map { folds[$0] })
    }

    /// Kept covariates that never change in a unit: to other periods of the same units they are but its label.
    private func labels(_ selection: CovariateSelection, _ panel: PanelTable, _ table: CovariateTable) -> [String] {
        let units = panel.ids.count
        let kept = Set(selection.effects.filter { $0.penalised != 0 }.map(\.name))
        return table.names.indices.filter { column in
            let values = table.values[column]
            return kept.contains(table.names[column]) && values.indices.allSatisfy { values[$0] == values[$0 % units] }
        }.map { table.names[$0] }
    }

    // MARK: - Output

    private func write(_ selection: CovariateSelection, isUsed: Bool) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: [
            "name", "mean", "sd", "penalised", "kept", "kept_share", "effect", "effect_se", "effect_low", "effect_high",
            "rate_ratio", "rate_ratio_low", "rate_ratio_high", "used",
        ])
        for effect in selection.effects {
            writer.append(effect.name, isFirst: true)
            for value in [effect.mean, effect.deviation, effect.penalised] { writer.append(value) }
            writer.append(.boolean(effect.penalised != 0))
            let (low, high) = (effect.interval?.lowerBound, effect.interval?.upperBound)
            for value in [effect.keptShare, effect.estimate, effect.error, low, high] { writer.append(value ?? .nan) }
            for value in [effect.estimate, low, high] { writer.append(CovariateSelection.ratio(value) ?? .nan) }
            writer.append(.boolean(isUsed && effect.penalised != 0))
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func summary(
        _ selection: CovariateSelection, _ rows: CovariateRows, _ kind: Folds, _ settings: CovariateSettings,
        _ verdict: (isUsed: Bool, words: String)
    ) -> JSONObject {
        let kept = selection.effects.filter { $0.penalised != 0 }
        return [
            "method": .string("risk covariates"), "n": .integer(rows.counts.count),
            "events": .number(rows.counts.reduce(0, +)), "family": .string(family.rawValue),
            "size": .known(selection.size), "intercept": .number(selection.intercept),
            "penalty": .number(selection.penalty), "kept": .array(kept.map { .string($0.name) }),
            "folds": .object([
                "by": .string(kind.rawValue), "count": .integer(selection.gains.count),
                "gains": .array(selection.gains.map { .known($0) }),
            ]),
            "log_score_without": .known(selection.heldOut.without), "log_score_with": .known(selection.heldOut.with),
            "gain": .known(selection.gain), "gain_se": .known(selection.gainError),
            "used": .boolean(verdict.isUsed), "verdict": .string(verdict.words),
            "assumptions": .object([
                "mix": .number(mix), "penalties": .integer(settings.penalties), "interval": .number(interval),
                "least_gain": .number(leastGain), "repeats": .integer(repeats),
                "effect": .string("change of the log rate for one standard deviation"),
                "intervals": .string("fit without penalty of the covariates kept, Wald; the selection taken as given"),
                "gain": .string("nats a row held out, choice of the penalty included"),
            ]),
        ]
    }

    /// - Parameter labels: Covariates that periods held out cannot judge.
    private func verdict(_ selection: CovariateSelection, _ labels: [String]) -> (isUsed: Bool, words: String) {
        guard labels.isEmpty else {
            return (
                false,
                "not used: \(labels.joined(separator: ", ")) never change in a unit, so that held-out periods cannot tell them from "
                    + "its name; add a column block, or --blocks N"
            )
        }
        if selection.isUsed { return (true, "used: held-out skill improves") }
        return (
            false,
            selection.gain > 0
                ? "not used: held-out skill improves by no more than chance may"
                : "not used: held-out skill does not improve"
        )
    }

    private func scores(_ selection: CovariateSelection) -> String {
        func text(_ value: Double) -> String { ShortestNumber.text((value * 1e4).rounded() / 1e4) }
        return
            "log score a row \(text(selection.heldOut.with)) with the covariates, \(text(selection.heldOut.without)) without"
    }

    private func remarks(
        _ selection: CovariateSelection, _ rows: CovariateRows, _ panel: PanelTable,
        _ verdict: (isUsed: Bool, words: String)
    ) -> [String] {
        let constant = selection.effects.filter { $0.deviation == 0 }.map(\.name)
        let open = selection.effects.filter { $0.penalised != 0 && $0.estimate == nil }.map(\.name)
        let dropped = panel.panel.counts.count - rows.counts.count
        return [
            verdict.isUsed ? nil : "\(verdict.words); \(scores(selection))",
            constant.isEmpty ? nil : "\(constant.joined(separator: ", ")): the same in all rows; says nothing",
            open.isEmpty
                ? nil
                : "\(open.joined(separator: ", ")): kept, but without an estimate: a mixture of others, or it parts rows with events "
                    + "from those without",
            dropped > 0 ? "\(dropped) rows without exposure are left out" : nil,
        ].compactMap { $0 }
    }
}
