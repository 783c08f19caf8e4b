/// Turns draws and scenarios into the figures of each segment.
struct SegmentSummary {
    private let model: SegmentModel
    private let simulated: SegmentModel.Simulation
    private let panel: SensitivityPanel
    private let ranks: [RankInterval?]

    init(model: SegmentModel, simulated: SegmentModel.Simulation, panel: SensitivityPanel) {
        self.model = model
        self.simulated = simulated
        self.panel = panel
        var ranks = [RankInterval?](repeating: nil, count: model.segments.count)
        let intervals = Ranking.intervals(ofRows: panel.ranked.map { simulated.rates[$0] })
        for (segment, rank) in zip(panel.ranked, intervals) { ranks[segment] = rank }
        self.ranks = ranks
    }

    var meanRate: Double? { simulated.meanRate }

    func risk(of segment: Int, events: Double) -> SegmentRisk {
        let isKnown = model.segments[segment].exposurePersonTrips != nil
        let draws = simulated.rates[segment]
        let rate = isKnown ? PosteriorQuantiles(of: draws)?.scaled(by: 100_000) : nil
        let kilometres = model.segments[segment].lengthMetres / 1_000
        let zero = PosteriorQuantiles(q05: 0, q25: 0, median: 0, q75: 0, q95: 0)
        return SegmentRisk(
            measure: isKnown ? .risk : .countDensity, events: events, ratePer100k: rate,
            meanRatePer100k: isKnown ? draws.reduce(0, +) / Double(draws.count) * 100_000 : nil,
            ratePer1000PersonKm: rate.map { $0.median / 100 / kilometres },
            harmInWindow: PosteriorQuantiles(of: simulated.harms[segment]) ?? zero,
            probabilityAboveTwiceMean: isKnown ? min(1, simulated.aboveTwiceMean[segment]) : nil,
            rank: ranks[segment], largestEventMovesRank: panel.largestEventMovesRank[segment],
            stability: panel.stability[segment], massCasualtyProbability: min(1, simulated.massCasualty[segment]))
    }
}
