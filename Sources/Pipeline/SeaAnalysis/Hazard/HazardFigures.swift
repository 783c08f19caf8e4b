internal import Export
internal import SpatialEngine
internal import Surfaces

/// The figures of a boat in a sea, in the columns of `sea hazard`.
struct HazardFigures {
    enum Field {
        case number(Double?)
        case whole(Int?)
        case truth(Bool?)
        case text(String?)
    }

    /// Columns after `id,status,reason`.
    static let columns = [
        "wavelength_m", "critical_height_m", "critical_cause", "p_exceed", "waves", "p_at_least_one", "beaufort",
        "design_category", "encounter_deg", "encounter_period_s", "surf_riding_kn", "surf_riding", "high_wave_group",
        "wave_speed_min_kn", "wave_speed_max_kn", "wind_capsize_per_h", "p_wind_capsize", "hazard_per_h", "hazard",
        "overloaded",
    ]

    let fields: [Field]

    init(_ state: HazardState, _ coefficients: SeaHazard, _ settings: HazardSettings) {
        fields =
            Self.waves(state, settings) + Self.limits(state.sea) + Self.encounter(state)
            + Self.following(state, settings) + Self.capsize(state, settings) + Self.hazard(state, coefficients)
            + [.truth(state.isOverloaded)]
    }

    private static func waves(_ state: HazardState, _ settings: HazardSettings) -> [Field] {
        let sea = state.sea
        let critical = state.craft.criticalWave(persons: state.persons, swampingFactor: settings.swampingFactor)
        let p = WaveStatistics.chanceOfExceeding(
            state.height ?? critical.height, significantHeight: sea.significantHeight)
        let meanPeriod = sea.meanPeriod(meanOverPeak: settings.meanOverPeakPeriod)
        let waves =
            state.waves
            ?? meanPeriod.map { WaveStatistics.count(in: Seconds(3600 * state.hours), meanPeriod: $0) }
        return [
            .number(sea.governingPeriod.map { WaveStatistics.wavelength(period: $0).value }),
            .number(critical.height.value), .text(critical.cause.rawValue), .number(p), .number(waves),
            .number(waves.map { WaveStatistics.chanceOfAtLeastOne(chanceEach: p, waves: $0) }),
        ]
    }

    private static func limits(_ sea: SeaStateSample) -> [Field] {
        let force = sea.windMetresPerSecond.map { SeaEncounter.beaufort(windMetresPerSecond: $0) }
        let category = force.map {
            SeaEncounter.designCategory(significantHeight: sea.significantHeight, beaufort: $0).rawValue
        }
        return [.whole(force), .text(category)]
    }

    private static func encounter(_ state: HazardState) -> [Field] {
        guard let angle = state.encounterDegrees else { return [.number(nil), .number(nil)] }
        var period: Seconds?
        if let wave = state.sea.governingPeriod, let speed = state.speedMetresPerSecond {
            period = SeaEncounter.period(wavePeriod: wave, speedMetresPerSecond: speed, angleDegrees: angle)
        }
        return [.number(angle), .number(period?.value)]
    }

    private static func following(_ state: HazardState, _ settings: HazardSettings) -> [Field] {
        let (craft, sea) = (state.craft, state.sea)
        let surf = state.encounterDegrees.flatMap {
            SeaEncounter.surfRidingSpeed(length: craft.length, angleDegrees: $0)
        }
        var rides: Bool?
        if state.encounterDegrees != nil, surf == nil { rides = false }
        if let surf, let speed = state.speedMetresPerSecond { rides = speed >= surf }
        let group = sea.governingPeriod.map {
            SeaEncounter.isHighWaveGroup(
                wavelength: WaveStatistics.wavelength(period: $0), significantHeight: sea.significantHeight,
                length: craft.length)
        }
        let speeds = SeaEncounter.waveSpeeds(significantHeight: sea.significantHeight, in: settings.waters)
        return [
            .number(surf.map(Self.knots)), .truth(rides), .truth(group), .number(speeds.map { knots($0.lowerBound) }),
            .number(speeds.map { knots($0.upperBound) }),
        ]
    }

    private static func knots(_ metresPerSecond: Double) -> Double {
        metresPerSecond / SeaEncounter.metresPerSecondPerKnot
    }

    private static func capsize(_ state: HazardState, _ settings: HazardSettings) -> [Field] {
        let perHour = state.sea.windMetresPerSecond.map {
            SeaEncounter.windCapsizePerHour(
                windMetresPerSecond: $0, middle: settings.capsizeWind, scale: settings.capsizeScale)
        }
        return [
            .number(perHour),
            .number(perHour.map { WaveStatistics.chanceOfAtLeastOne(chanceEach: $0, waves: state.hours) }),
        ]
    }

    private static func hazard(_ state: HazardState, _ coefficients: SeaHazard) -> [Field] {
        let perHour = coefficients.perHour(state.terms)
        return [.number(perHour), .number(SeaHazard.chance(integral: perHour * state.hours))]
    }
}

extension HazardState {
    /// Between the waves and the heading, 0 ahead … 180 behind; nil if either is not known.
    var encounterDegrees: Double? {
        guard let from = sea.waveFromDegrees, let heading = headingDegrees else { return nil }
        return SeaEncounter.angleDegrees(waveFromDegrees: from, headingDegrees: heading)
    }
}

extension TableWriter {
    /// Appends a field; an empty one for what is not known.
    mutating func append(_ field: HazardFigures.Field) {
        switch field {
        case .number(let number): append(number ?? .nan)
        case .whole(let number): append(number.map(String.init) ?? "")
        case .truth(let truth): append(truth.map(String.init) ?? "")
        case .text(let text): append(text ?? "")
        }
    }
}
