public import SpatialEngine

extension Craft {
    /// Speed through the water with `persons` aboard in waves of height Hs, m/s.
    ///
    /// speed · max(minimum share, (1 − loss(μ)·Hs)·(1 − loss per load · persons / design persons)).
    /// - Parameter encounterDegrees: Angle between the waves' origin and the heading, 0 ahead … 180 behind; nil takes waves
    ///   from ahead, the slowest.
    public func speedThroughWater(
        persons: Int, significantHeight: Metres, encounterDegrees: Double?
    ) -> Double {
        let inWaves = 1 - lossPerMetre(encounterDegrees: encounterDegrees ?? 0) * significantHeight.value
        let laden = 1 - lossPerLoad * Double(persons) / Double(designPersons)
        // Two losses of more than everything must not make a gain.
        let kept = inWaves > 0 && laden > 0 ? inWaves * laden : 0
        return speedMetresPerSecond * max(minimumSpeedFraction, kept)
    }

    /// Share of speed lost for each metre of Hs: linear from ahead to the side to behind.
    private func lossPerMetre(encounterDegrees: Double) -> Double {
        let mu = min(180, max(0, encounterDegrees))
        if mu <= 90 { return lossHeadPerMetre + (lossBeamPerMetre - lossHeadPerMetre) * mu / 90 }
        return lossBeamPerMetre + (lossFollowPerMetre - lossBeamPerMetre) * (mu - 90) / 90
    }
}
