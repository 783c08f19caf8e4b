import Hotspots
import SpatialEngine

/// What forecasts the next period from those before it.
public enum ForecastModel: String, CaseIterable, Sendable {
    /// Each unit's Gamma posterior, the prior by marginal likelihood: negative binomial.
    case gammaPoisson = "gamma_poisson"
    /// The rate of all units together: Poisson.
    case mean
    /// The unit's last count and a half: Poisson.
    case last
    /// The overall level, spread in proportion to a Gaussian kernel density of the events before: Poisson.
    case kernelDensity = "kde"

    /// The models that a panel has what is needed for.
    public static func all(for panel: CountPanel) -> [ForecastModel] {
        allCases.filter { $0 != .kernelDensity || panel.positions != nil }
    }
}

/// What a forecast of one period is made from: the periods before it, in some of the units.
struct TrainingSet {
    let panel: CountPanel
    /// The period that is forecast.
    let origin: Int
    /// Whether a unit's past is known.
    let isKnown: [Bool]
    /// Totals over the periods before ``origin``; 0 for units whose past is not known.
    private let (counts, exposure): ([Double], [Double])
    private let (totalCount, totalExposure): (Double, Double)

    init(_ panel: CountPanel, origin: Int, isKnown: [Bool]) {
        let totals = panel.totals(before: origin)
        (self.panel, self.origin, self.isKnown) = (panel, origin, isKnown)
        counts = zip(totals.counts, isKnown).map { $1 ? $0 : 0 }
        exposure = zip(totals.exposure, isKnown).map { $1 ? $0 : 0 }
        (totalCount, totalExposure) = (counts.reduce(0, +), exposure.reduce(0, +))
    }

    /// Events per exposure of all known units; 0 without exposure.
    private var overallRate: Double { totalExposure > 0 ? totalCount / totalExposure : 0 }

    /// One forecast a unit, for the exposures of the period.
    ///
    /// A unit whose past is not known takes what the known ones say of any unit: the prior, the overall rate, the mean of the
    /// last counts, the density of events elsewhere.
    ///
    /// - Parameter bandwidth: Of the kernel density, in the unit of the positions' metric.
    func forecast(_ model: ForecastModel, bandwidth: Double?) -> [CountDistribution] {
        let coming = Array(panel.exposure(in: origin))
        switch model {
        case .gammaPoisson:
            // A unit without exposure has no events either: it says nothing of the prior.
            let prior = GammaPrior.marginalLikelihood().fitted(events: counts, exposure: exposure)
            return coming.indices.map { unit in
                let size = prior.alpha + counts[unit]
                let scale = prior.beta + exposure[unit]
                return .negativeBinomial(mean: scale > 0 ? size / scale * coming[unit] : 0, size: size)
            }
        case .mean: return coming.map { .poisson(mean: overallRate * $0) }
        case .last:
            let last = Array(panel.counts(in: origin - 1))
            let known = last.indices.filter { isKnown[$0] }
            let typical = known.isEmpty ? 0 : known.reduce(0) { $0 + last[$1] } / Double(known.count)
            return last.indices.map { .poisson(mean: (isKnown[$0] ? last[$0] : typical) + 0.5) }
        case .kernelDensity:
            let level = overallRate * coming.reduce(0, +)
            return shares(bandwidth: bandwidth).map { .poisson(mean: level * $0) }
        }
    }

    /// Each unit's share of the events to come: their density at the unit times its area, and half an event more that is
    /// spread by area alone, so that no unit is held impossible.
    private func shares(bandwidth: Double?) -> [Double] {
        let area = panel.area ?? [Double](repeating: 1, count: panel.unitCount)
        let even = area.map { $0 / area.reduce(0, +) }
        guard let positions = panel.positions, let bandwidth, totalCount > 0 else { return even }
        let events = counts.indices.filter { counts[$0] > 0 }
        guard
            let sources = try? Positions(events.map { positions.points[$0] }, metric: positions.metric),
            let density = try? PlanarDensity(
                sources, weights: events.map { counts[$0] }, kernel: .gaussian, bandwidth: bandwidth, threads: 1)
        else { return even }
        let masses = zip(density.values(at: positions.points, threads: 1), area).map { $0 * $1 }
        let mass = masses.reduce(0, +)
        guard mass > 0 else { return even }
        return zip(masses, even).map { (totalCount * $0 / mass + 0.5 * $1) / (totalCount + 0.5) }
    }

    /// The bandwidth that makes the known events most likely, those of one unit seen from those of the others.
    ///
    /// - Returns: nil without positions, and where the likelihood has no maximum.
    func likelihoodBandwidth(threads: Int) -> Double? {
        guard let positions = panel.positions else { return nil }
        let events = counts.indices.filter { counts[$0] > 0 }
        guard let sources = try? Positions(events.map { positions.points[$0] }, metric: positions.metric) else {
            return nil
        }
        return try? PlanarDensity.likelihoodBandwidth(
            sources, weights: events.map { counts[$0] }, kernel: .gaussian, threads: threads)
    }
}
