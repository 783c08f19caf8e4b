public import SpatialEngine

/// An open boat: size, load, speed and limits.
public struct Craft: Hashable, Sendable {
    /// Unique in a table.
    public var name: String
    /// Over all.
    public var length: Metres
    /// The largest width.
    public var beam: Metres
    /// From the calm water to the lowest point where water comes in, at the design load.
    public var freeboard: Metres
    /// How many persons the boat is made for.
    public var designPersons: Int
    /// Mass of one person with luggage, kg.
    public var personKilograms: Double
    /// Speed through calm water with nobody but the crew, m/s.
    public var speedMetresPerSecond: Double
    /// Share of speed lost for each metre of Hs, waves from ahead.
    public var lossHeadPerMetre: Double
    /// The same with waves from the side.
    public var lossBeamPerMetre: Double
    /// The same with waves from behind.
    public var lossFollowPerMetre: Double
    /// Share of speed lost at the design load.
    public var lossPerLoad: Double
    /// The share of speed that is kept whatever the sea, 0…1.
    public var minimumSpeedFraction: Double
    /// The sea that the craft is fit for, Hs.
    public var heightLimit: Metres
    /// Where the figures come from; "assumption" marks ours.
    public var source: String

    /// Takes a craft's figures.
    ///
    /// - Throws: ``SeaStateError/badCraft(name:field:value:needed:)`` for figures that no boat has.
    public init(
        name: String, length: Metres, beam: Metres, freeboard: Metres, designPersons: Int, personKilograms: Double,
        speedMetresPerSecond: Double, lossHeadPerMetre: Double, lossBeamPerMetre: Double, lossFollowPerMetre: Double,
        lossPerLoad: Double, minimumSpeedFraction: Double, heightLimit: Metres, source: String
    ) throws(SeaStateError) {
        self.name = name
        self.length = length
        self.beam = beam
        self.freeboard = freeboard
        self.designPersons = designPersons
        self.personKilograms = personKilograms
        self.speedMetresPerSecond = speedMetresPerSecond
        self.lossHeadPerMetre = lossHeadPerMetre
        self.lossBeamPerMetre = lossBeamPerMetre
        self.lossFollowPerMetre = lossFollowPerMetre
        self.lossPerLoad = lossPerLoad
        self.minimumSpeedFraction = minimumSpeedFraction
        self.heightLimit = heightLimit
        self.source = source
        try check()
    }

    private func check() throws(SeaStateError) {
        for (field, value) in [
            ("length_m", length.value), ("beam_m", beam.value), ("freeboard_m", freeboard.value),
            ("design_persons", Double(designPersons)), ("person_mass_kg", personKilograms),
            ("speed_mps", speedMetresPerSecond), ("hs_limit_m", heightLimit.value),
        ] where !(value > 0 && value.isFinite) {
            throw .badCraft(name: name, field: field, value: value, needed: "a number above 0")
        }
        for (field, value) in [
            ("loss_head_per_m", lossHeadPerMetre), ("loss_beam_per_m", lossBeamPerMetre),
            ("loss_follow_per_m", lossFollowPerMetre), ("loss_per_load", lossPerLoad),
        ] where !(value >= 0 && value.isFinite) {
            throw .badCraft(name: name, field: field, value: value, needed: "0 or more")
        }
        guard minimumSpeedFraction > 0, minimumSpeedFraction <= 1 else {
            throw .badCraft(
                name: name, field: "min_speed_fraction", value: minimumSpeedFraction, needed: "above 0 and at most 1")
        }
    }

    /// Whether `persons` is more than the craft is made for.
    ///
    /// - Throws: ``SeaStateError/tooManyPersons(craft:persons:designPersons:)`` below 0 or above twice the design number.
    public func isOverloaded(persons: Int) throws(SeaStateError) -> Bool {
        guard persons >= 0, persons <= 2 * designPersons else {
            throw .tooManyPersons(craft: name, persons: persons, designPersons: designPersons)
        }
        return persons > designPersons
    }
}
