import Glibc
import SpatialEngine

/// Fits of one set of rows.
struct CovariateStudy: Sendable {
    let rows: CovariateRows
    let settings: CovariateSettings

    /// Sums of log scores over the rows of a fold.
    struct HeldOut {
        var rows: Int
        var without: Double
        var with: Double
    }

    /// A fit of some rows.
    private struct Fit {
        var coefficients: CountRegression.Coefficients
        var family: CountFamily
        var scaling: [(mean: Double, deviation: Double)]
    }

    init(_ rows: CovariateRows, _ settings: CovariateSettings) {
        self.rows = rows
        self.settings = settings
    }

    // MARK: - Rows

    /// Means and standard deviations (over n) of the covariates; a deviation of 0 where they do not vary.
    private func scaling(_ members: [Int]) -> [(mean: Double, deviation: Double)] {
        rows.values.map { column in
            let mean = members.reduce(0) { $0 + column[$1] } / Double(members.count)
            let squares = members.reduce(0) { $0 + (column[$1] - mean) * (column[$1] - mean) }
            let deviation = (squares / Double(members.count)).squareRoot()
            return (mean, deviation > 1e-12 * max(1, abs(mean)) ? deviation : 0)
        }
    }

    private func regression(_ members: [Int], _ scaling: [(mean: Double, deviation: Double)]) -> CountRegression {
        CountRegression(
            covariates: zip(rows.values, scaling).map { column, scale in
                members.map { scale.deviation > 0 ? (column[$0] - scale.mean) / scale.deviation : 0 }
            },
            counts: members.map { rows.counts[$0] }, logExposure: members.map { log(rows.exposure[$0]) })
    }

    /// The family with the size that the means leave open.
    private func family(_ model: CountRegression, _ means: [Double]) -> CountFamily {
        settings.isNegativeBinomial ? .negativeBinomial(size: model.likeliestSize(means)) : .poisson
    }

    private func withoutCovariates(_ model: CountRegression) -> (CountRegression.Coefficients, CountFamily) {
        let level = model.withoutCovariates(.poisson)
        let family = family(model, model.logMeans(level))
        return (model.withoutCovariates(family), family)
    }

    // MARK: - Penalty

    /// Strengths that are tried, the strongest, which keeps nothing, first.
    private func strengths(_ model: CountRegression, _ family: CountFamily) -> [Double] {
        // Rounding must not leave an effect at the first.
        let strongest = model.strongestPenalty(family, mix: settings.mix) * (1 + 1e-9)
        return (0..<settings.penalties).map { strongest * pow(1e-3, Double($0) / Double(settings.penalties - 1)) }
    }

    /// Fits along the penalties, each from the one before; where one does not come to rest the one before stands.
    private func path(_ members: [Int], _ strengths: [Double]) -> [Fit] {
        let scaling = scaling(members)
        let model = regression(members, scaling)
        let (start, family) = withoutCovariates(model)
        var current = start
        return strengths.map { strength in
            let penalty = CountRegression.Penalty(strength: strength, mix: settings.mix)
            current = model.maximum(family, penalty, from: current) ?? current
            return Fit(
                coefficients: current, family: self.family(model, model.logMeans(current)), scaling: scaling)
        }
    }

    /// Sum of log scores of rows under a fit of others.
    private func score(_ fit: Fit, _ members: [Int]) -> Double {
        let means = regression(members, fit.scaling).logMeans(fit.coefficients)
        return zip(members, means).reduce(0) {
            $0 + fit.family.distribution(mean: exp($1.1)).logScore(of: rows.counts[$1.0])
        }
    }

    /// The strength with the least log score over folds held out in turn; of equal ones the strongest.
    func chosenPenalty(_ members: [Int], folds: [Int], threads: Int) -> Double {
        let model = regression(members, scaling(members))
        let strengths = strengths(model, withoutCovariates(model).1)
        let scores = parallelMap(folds, threads: threads) { fold in
            let held = members.filter { rows.folds[$0] == fold }
            return path(members.filter { rows.folds[$0] != fold }, strengths).map { score($0, held) }
        }
        let sums = strengths.indices.map { place in scores.reduce(0) { $0 + $1[place] } }
        let least = sums.min() ?? 0
        return strengths[sums.firstIndex { $0 <= least } ?? 0]
    }

    /// Scores of one fold under fits that have not seen it, the choice of the penalty included.
    func heldOut(_ fold: Int, folds: [Int], threads: Int) -> HeldOut {
        let all = rows.counts.indices
        let (members, held) = (all.filter { rows.folds[$0] != fold }, all.filter { rows.folds[$0] == fold })
        let chosen = chosenPenalty(members, folds: folds.filter { $0 != fold }, threads: threads)
        let scaling = scaling(members)
        let model = regression(members, scaling)
        let (start, family) = withoutCovariates(model)
        let without = Fit(coefficients: start, family: family, scaling: scaling)
        // Along the path from the strongest penalty, as when it was chosen.
        let strengths = strengths(model, family).filter { $0 > chosen * (1 + 1e-12) } + [chosen]
        let with = path(members, strengths).last ?? without
        return HeldOut(rows: held.count, without: score(without, held), with: score(with, held))
    }

    // MARK: - Effects

    /// The fit of all rows.
    struct Final {
        var effects: [CovariateSelection.Effect]
        var intercept: Double
        var size: Double?
        /// Log means without penalty.
        var means: [Double]
        var family: CountFamily
    }

    /// Fits all rows under a penalty, and those covariates that it keeps without.
    func final(penalty: Double) -> Final {
        let members = Array(rows.counts.indices)
        let scaling = scaling(members)
        let model = regression(members, scaling)
        let strengths = strengths(model, withoutCovariates(model).1).filter { $0 > penalty * (1 + 1e-12) } + [penalty]
        let penalised = path(members, strengths).last
        let effects = penalised?.coefficients.effects ?? []
        let kept = independent(effects.indices.filter { effects[$0] != 0 }, of: model)
        let refit = refitted(model, kept)
        var found = zip(rows.names, scaling).enumerated().map { index, item in
            CovariateSelection.Effect(
                name: item.0, mean: item.1.mean, deviation: item.1.deviation, penalised: effects[index])
        }
        // The square of a standard normal number is twice a Gamma number of shape ½.
        let width = (2 * IncompleteGamma.quantile(0.5, settings.interval)).squareRoot()
        for (place, index) in kept.enumerated() where refit.isAtRest {
            let (estimate, error) = (refit.coefficients.effects[place], refit.errors[place])
            (found[index].estimate, found[index].error) = (estimate, error)
            found[index].interval = estimate - width * error...estimate + width * error
        }
        let size: Double? = if case .negativeBinomial(let size) = refit.family { size } else { nil }
        return Final(
            effects: found, intercept: refit.coefficients.intercept, size: size,
            means: refit.means, family: refit.family)
    }

    /// Covariates that are no mixture of earlier ones.
    private func independent(_ candidates: [Int], of model: CountRegression) -> [Int] {
        var (kept, bases): ([Int], [[Double]]) = ([], [])
        for index in candidates {
            var rest = model.covariates[index]
            let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for base in bases {
                let share = zip(rest, base).reduce(0) { $0 + $1.0 * $1.1 }
                for row in rest.indices { rest[row] -= share * base[row] }
            }
            let left = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard left > 1e-7 * length else { continue }
            kept.append(index)
            bases.append(rest.map { $0 / left })
        }
        return kept
    }

    /// The likeliest effects of some covariates, with the size in turn, and their errors.
    private func refitted(_ model: CountRegression, _ kept: [Int]) -> Refit {
        let part = CountRegression(
            covariates: kept.map { model.covariates[$0] }, counts: model.counts, logExposure: model.logExposure)
        var (coefficients, family) = withoutCovariates(part)
        var isAtRest = true
        for _ in 0..<100 {
            guard let next = part.maximum(family, .none, from: coefficients) else {
                isAtRest = false
                break
            }
            let change = zip(coefficients.effects + [coefficients.intercept], next.effects + [next.intercept])
                .reduce(0) { max($0, abs($1.0 - $1.1)) }
            coefficients = next
            family = self.family(part, part.logMeans(next))
            if change < 1e-10 { break }
        }
        let variances = InverseDiagonal.of(part.information(coefficients, family), order: kept.count + 1)
        return Refit(
            coefficients: coefficients, family: family, means: part.logMeans(coefficients),
            errors: variances.dropFirst().map { $0.squareRoot() },
            isAtRest: isAtRest && variances.allSatisfy { $0 > 0 && $0.isFinite })
    }

    private struct Refit {
        var coefficients: CountRegression.Coefficients
        var family: CountFamily
        var means: [Double]
        var errors: [Double]
        var isAtRest: Bool
    }

    /// How often each covariate is kept when counts are drawn anew from the fit without penalty.
    func keptShares(_ final: Final, penalty: Double, random: SplitMix64, threads: Int) -> [Double] {
        guard settings.repeats > 0 else { return [] }
        let members = Array(rows.counts.indices)
        let scaling = scaling(members)
        let kept = parallelMap(Array(0..<settings.repeats), threads: threads) { turn in
            var stream = random.stream(UInt64(turn))
            var drawn = rows
            drawn.counts = final.means.map { stream.nextCount(mean: exp($0), final.family) }
            let model = CovariateStudy(drawn, settings).regression(members, scaling)
            let (start, family) = withoutCovariates(model)
            let found = model.maximum(
                family, CountRegression.Penalty(strength: penalty, mix: settings.mix), from: start)
            return (found ?? start).effects.map { $0 != 0 }
        }
        return rows.names.indices.map { index in
            Double(kept.count { $0[index] }) / Double(settings.repeats)
        }
    }
}

extension SplitMix64 {
    /// A count of a family.
    fileprivate mutating func nextCount(mean: Double, _ family: CountFamily) -> Double {
        var mean = mean
        if case .negativeBinomial(let size) = family { mean *= nextGamma(shape: size) / size }
        // Halves of a Poisson mean beyond 500 are counted apart, so that e^(−mean) stays a number.
        var (count, rest) = (0.0, mean)
        while rest > 0 {
            let part = min(rest, 500)
            rest -= part
            var (left, floor) = (nextUnit(), exp(-part))
            var k = 0.0
            while left > floor, k < 5_000 {
                left -= floor
                k += 1
                floor *= part / k
            }
            count += k
            if count > 1e6 { break }
        }
        return count
    }
}
