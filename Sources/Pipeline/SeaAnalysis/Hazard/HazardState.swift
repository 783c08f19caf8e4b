internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// One boat in one sea, as a row or the options give it.
struct HazardState {
    let sea: SeaStateSample
    let craft: Craft
    let persons: Int
    let headingDegrees: Double?
    /// Through the water.
    let speedMetresPerSecond: Double?
    /// 1 at night, 0 by day.
    let night: Double
    let hours: Double
    /// A wave height asked about in place of the critical one.
    let height: Metres?
    /// How many waves pass, if that is given.
    let waves: Double?

    /// The columns of a table of states besides `id`.
    static let columns = [
        "hs_m", "tp_s", "tz_s", "wave_from_deg", "heading_deg", "speed_mps", "wind_mps", "wind_from_deg",
        "current_u_mps", "current_v_mps", "night", "hours", "persons", "craft", "height_m", "waves",
    ]

    /// Reads the fields; those that are empty are not known, but hours are 1, the night is day, and the persons as many as
    /// the craft is made for.
    ///
    /// - Throws: A fault of the first field that is wrong, or of `persons` above twice the design number.
    init(_ fields: StateFields, _ crafts: CraftTable) throws(RequestError) {
        guard let height = try fields.number("hs_m", .notNegative) else {
            throw fields.fault("hs_m", "the wave height is not given; a number of metres is needed")
        }
        sea = SeaStateSample(
            significantHeight: Metres(height), peakPeriod: try fields.number("tp_s", .positive).map { Seconds($0) },
            meanPeriod: try fields.number("tz_s", .positive).map { Seconds($0) },
            waveFromDegrees: try fields.number("wave_from_deg", .direction),
            windMetresPerSecond: try fields.number("wind_mps", .notNegative),
            windFromDegrees: try fields.number("wind_from_deg", .direction),
            currentEastMetresPerSecond: try fields.number("current_u_mps", .any) ?? 0,
            currentNorthMetresPerSecond: try fields.number("current_v_mps", .any) ?? 0)
        headingDegrees = try fields.number("heading_deg", .direction)
        speedMetresPerSecond = try fields.number("speed_mps", .notNegative)
        night = try fields.night() ?? 0
        hours = try fields.number("hours", .notNegative) ?? 1
        self.height = try fields.number("height_m", .notNegative).map { Metres($0) }
        waves = try fields.number("waves", .notNegative)
        (craft, persons) = try Self.boat(fields, crafts)
    }

    private static func boat(_ fields: StateFields, _ crafts: CraftTable) throws(RequestError) -> (Craft, Int) {
        let craft: Craft
        do {
            craft = try crafts.craft(fields.text("craft"))
        } catch {
            throw fields.fault("craft", error.description)
        }
        let persons = try fields.persons("persons") ?? craft.designPersons
        do {
            _ = try craft.isOverloaded(persons: persons)
        } catch {
            throw RequestError(.badData, fields.fault("persons", error.description).description)
        }
        return (craft, persons)
    }

    /// What the boat meets and carries, for the hazard model.
    var terms: SeaHazard.Terms { SeaHazard.Terms(craft: craft, persons: persons, in: sea, night: night) }

    /// More persons than the craft is made for.
    var isOverloaded: Bool { persons > craft.designPersons }
}
