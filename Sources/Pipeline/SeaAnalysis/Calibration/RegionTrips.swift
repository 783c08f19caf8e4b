internal import Incidents
internal import Ingest
internal import SpatialEngine
internal import Surfaces

/// The trips of a region pack: boats that the incident table tells of, and crossings of the gulf that were counted.
///
/// The sea is the modelled one of the mean month at the place. Boats that were stopped or saved count as trips without loss.
/// Only reported events are known outside the counted months of the gulf, so those rows are marked `reported`.
struct RegionTrips {
    /// What is not published and had to be assumed.
    struct Assumptions {
        /// Persons in a boat that crosses the gulf: launches are licensed for 35 to 80.
        var personsPerTrip = 40.0
        /// Share of the counted travellers who crossed the gulf by boat.
        var gulfShare = 0.9
    }

    /// Rows by column, in the order of the incidents, then of the months.
    let rows: [[String: String]]
    /// Boats at sea in the incident table that could not be used.
    let leftOut: Int

    /// The columns of ``rows``.
    static let columns = [
        "trip_id", "hs_m", "tp_s", "wave_from_deg", "wind_mps", "wind_from_deg", "night", "hours", "persons", "craft",
        "lost", "trips", "reported", "corridor_id", "month", "sources",
    ]

    /// Whose duration stands for a passage of the corridor; the mean of the shortest and longest reported.
    private static let passageLegs = [
        "C0": "L001", "C2": "L019", "C3": "L024", "C4": "L029", "C7": "L045", "C8": "L049", "R1": "L061",
    ]
    private static let losses: Set = ["capsize", "missing_at_sea"]
    private static let arrivals: Set = ["rescue", "interception", "drowning"]

    init(_ pack: RegionPack, _ assumptions: Assumptions) throws {
        let sea = try ClimatologicalSea(pack)
        let counted = Self.countedMonths(pack)
        var (rows, leftOut): ([[String: String]], Int) = ([], 0)
        for incident in pack.incidents where incident.mode == .sea && incident.reportKind == .event {
            guard Self.losses.contains(incident.category) || Self.arrivals.contains(incident.category) else { continue }
            guard let row = Self.row(incident, pack, sea, counted: counted) else {
                leftOut += 1
                continue
            }
            rows.append(row)
        }
        rows += Self.crossings(counted, pack, sea, assumptions)
        (self.rows, self.leftOut) = (rows, leftOut)
    }

    /// Months with an official count of people going north, all of whom had to reach the border by way of the gulf.
    private static func countedMonths(_ pack: RegionPack) -> [Crossing] {
        pack.crossings.filter {
            $0.quality == .official && $0.direction == .north && $0.cumulativeFrom == nil
                && ($0.start.year, $0.start.month) == ($0.end.year, $0.end.month)
        }
    }

    private static func row(
        _ incident: Incident, _ pack: RegionPack, _ sea: ClimatologicalSea, counted: [Crossing]
    ) -> [String: String]? {
        guard incident.duplicateOf == nil, let corridor = incident.corridorID, let place = incident.position,
            let hours = hours(of: corridor, pack), let state = sea.fields(at: place, month: incident.dateStart.month)
        else { return nil }
        let isLost = losses.contains(incident.category)
        let month = YearMonth(year: incident.dateStart.year, month: incident.dateStart.month)
        let isCounted =
            corridor == "C0" && incident.direction == .north
            && counted.contains { ($0.start.year, $0.start.month) == (month.year, month.month) }
        // Among the counted crossings already.
        if isCounted && !isLost { return nil }
        let load = boats(incident.aboard, corridor)
        // Boats are stopped on their way, not at its end.
        let share = incident.category == "interception" ? 0.5 : 1
        return state.merging([
            "trip_id": incident.id, "hours": "\(hours * share)", "persons": load.persons.map(String.init) ?? "",
            "craft": load.craft, "lost": "\(isLost)", "trips": "\(load.count)", "reported": "\(!isCounted)",
            "corridor_id": corridor, "month": "\(month)", "sources": incident.sourceIDs.joined(separator: ";"),
        ]) { $1 }
    }

    /// How those aboard are spread over boats: more than a launch carries came in several.
    private static func boats(_ aboard: Int?, _ corridor: String) -> (craft: String, persons: Int?, count: Int) {
        let small = corridor == "C8" ? "fishing_boat" : "open_skiff"
        guard let aboard else { return (small, nil, 1) }
        if aboard <= 24 { return (small, aboard, 1) }
        if aboard <= 30 { return ("open_skiff", aboard, 1) }
        if aboard <= 80 { return ("fast_launch", aboard, 1) }
        let count = (aboard + 39) / 40
        return ("fast_launch", aboard / count, count)
    }

    private static func hours(of corridor: String, _ pack: RegionPack) -> Double? {
        guard let leg = pack.legs.first(where: { $0.id == passageLegs[corridor] }), let low = leg.durationLow,
            let high = leg.durationHigh
        else { return nil }
        return (low.value + high.value) / 7200
    }

    /// Crossings of the gulf without loss, by month.
    private static func crossings(
        _ counted: [Crossing], _ pack: RegionPack, _ sea: ClimatologicalSea, _ assumptions: Assumptions
    ) -> [[String: String]] {
        guard let hours = hours(of: "C0", pack), let from = pack.place("necocli"), let to = pack.place("capurgana")
        else { return [] }
        let middle = GeographicPoint(
            longitude: (from.position.longitude + to.position.longitude) / 2,
            latitude: (from.position.latitude + to.position.latitude) / 2)
        return counted.compactMap { crossing in
            let trips = (Double(crossing.persons) * assumptions.gulfShare / assumptions.personsPerTrip).rounded()
            let month = YearMonth(year: crossing.start.year, month: crossing.start.month)
            guard trips > 0, let state = sea.fields(at: middle, month: month.month) else { return nil }
            return state.merging([
                "trip_id": "gulf-\(month)", "hours": "\(hours)",
                "persons": "\(Int(assumptions.personsPerTrip.rounded()))", "craft": "fast_launch", "lost": "false",
                "trips": "\(trips)", "reported": "false", "corridor_id": "C0", "month": "\(month)",
                "sources": crossing.sourceIDs.joined(separator: ";"),
            ]) { $1 }
        }
    }
}

extension ClimatologicalSea {
    /// The columns of a state, nil where no wind is known; half the trips are made at night.
    fileprivate func fields(at place: GeographicPoint, month: Int) -> [String: String]? {
        guard let sea = try? model.seaState(at: place, month: month) else { return nil }
        var fields = ["hs_m": "\(sea.significantHeight.value)", "night": "0.5"]
        fields["tp_s"] = sea.peakPeriod.map { "\($0.value)" }
        fields["wave_from_deg"] = sea.waveFromDegrees.map { "\($0)" }
        fields["wind_mps"] = sea.windMetresPerSecond.map { "\($0)" }
        fields["wind_from_deg"] = sea.windFromDegrees.map { "\($0)" }
        return fields
    }
}
