internal import Network
internal import SpatialEngine
internal import Surfaces

/// What a drift search found.
public struct DriftOutcome: Sendable {
    /// An assumption: a number, or a rule in words.
    public enum Assumption: Sendable {
        case number(Double)
        case text(String)
    }

    /// The class that was followed.
    public let className: String
    /// Particles, and how many of them end so.
    public let particles, adrift, capsized, stranded: Int
    /// Particles that came to where no wind or current is known.
    public let beyondKnown: Int
    /// Minutes that a person in the water may live; nil without a water temperature or from 23 °C on.
    public let limitMinutes: Double?
    /// °C; nil if it was not given.
    public let waterCelsius: Double?
    /// Every assumption by the name of its option.
    public let assumptions: [(name: String, value: Assumption)]

    /// `uniform`, `file`, `climatology` or `none`.
    public let wind, current: String
    /// What was read of files.
    public let source: SeaConditionsSource

    init(
        _ search: DriftSearch, _ object: LeewayClass, _ ensemble: DriftEnsemble, _ settings: DriftSettings,
        _ source: SeaConditionsSource
    ) {
        className = object.name
        self.source = source
        wind = search.wind.word(builtIn: search.isPlanar ? "none" : "climatology")
        current = search.current.word(builtIn: "none")
        particles = ensemble.particles
        adrift = ensemble.count(.adrift)
        capsized = ensemble.count(.capsized)
        stranded = ensemble.count(.stranded)
        beyondKnown = ensemble.beyondKnown
        waterCelsius = search.waterCelsius
        var minutes: Double?
        if let waterCelsius, case .minutes(let limit) = SurvivalLimit(waterCelsius: waterCelsius) { minutes = limit }
        limitMinutes = minutes
        assumptions = Self.assumptions(search, settings)
    }

    private static func assumptions(
        _ search: DriftSearch, _ settings: DriftSettings
    ) -> [(name: String, value: Assumption)] {
        var all: [(name: String, value: Assumption)] = [
            ("jibe_rate", .number(search.isDeterministic ? 0 : settings.jibesPerHour)),
            ("wind_sigma", .number(settings.windDeviation)), ("current_sigma", .number(settings.currentDeviation)),
            ("step", .number(settings.step.value)), ("radius", .number(settings.radius.value)),
            ("radius_rule", .text("starts evenly spread over the disc")),
            (
                "jibe_rule",
                .text("after a change of side the other side's line holds, with the error drawn at the start")
            ),
        ]
        if let capsize = settings.capsize {
            all += [
                ("capsize_wind", .number(capsize.middle)), ("capsize_scale", .number(capsize.scale)),
                ("capsize_leeway", .number(capsize.leewayFactor)),
            ]
        }
        if search.areas != nil {
            all += [
                ("area_kernel", .text("Gaussian, spread about the mean of each side times n^(-1/6)")),
                ("area_kernel_least_m", .number(DriftArea.leastWidth.value)),
            ]
        }
        if search.density != nil { all.append(("density_cell", .number(search.densityCell))) }
        return all
    }
}

extension DriftSearch.Source {
    fileprivate func word(builtIn: String) -> String {
        switch self {
        case .uniform: "uniform"
        case .file: "file"
        case .builtIn: builtIn
        }
    }
}
