import Incidents
import Risk
import Surfaces

/// What the results of each stage rest on, as one text a stage.
struct StageBasis {
    /// Files and window.
    let inputs: String
    /// Heights.
    let terrain: String
    /// Water and waves.
    let sea: String
    /// Terrain, slope function and directions.
    let walking: String
    /// Lines and times of the segments.
    let travel: String
    /// All that a random draw rests on, without the scenario's months, closures and measures.
    let draws: String
    /// The same with months and closures.
    let scenario: String

    /// ``draws`` with the months that figures speak of.
    func season(_ inputs: JobInputs) -> String { "\(draws) \(inputs.settings.scenario?.months ?? [])" }

    /// ``scenario`` with the measures that a portfolio may hold.
    func measures(_ settings: JobSettings) -> String {
        "\(scenario) \(settings.scenario?.lever?.rawValue ?? "") \(settings.budget ?? -1)"
    }

    init(_ settings: JobSettings) {
        func text(_ parts: [String?]) -> String { parts.map { $0 ?? "" }.joined(separator: "\u{1F}") }
        let supposed = settings.scenario ?? Scenario()
        let directions = settings.directions.map(\.rawValue).joined(separator: "+")
        let window = [settings.from?.description, settings.to?.description]
        inputs = text(
            [settings.regionFolder, settings.elevationModel, settings.seaState] + window + settings.incidentFiles)
        terrain = text([settings.regionFolder, settings.elevationModel])
        sea = text([settings.regionFolder, settings.seaState])
        walking = text([terrain, supposed.slopeFunction.name, directions])
        travel = text([walking, settings.seaState])
        draws = text([travel, inputs, String(settings.seed)])
        scenario = text(
            [draws, supposed.months.map { $0.map(String.init).joined(separator: ";") }]
                + supposed.closedLegs.map { "closed \($0)" })
    }
}
