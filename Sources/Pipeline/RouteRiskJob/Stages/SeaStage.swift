import Ingest
import Network
import SpatialEngine
import Surfaces

/// The water that boats use, its state in each month, and the boat that stands for all.
struct SeaSurfaces: Sendable {
    let chart: SeaChart
    let model: SeaStateModel
    let voyage: SeaTiming.Voyage
    let snap: Metres

    /// The grain of the sea state: winds come in cells of two degrees, and fetch changes slowly off the coast.
    static let cellDegrees = 0.1
}

/// What a boat meets on a leg in one month.
struct SeaMonth: Sendable {
    /// 1…12.
    let month: Int
    let timing: SeaTiming
}

extension RiskJob {
    /// Charts the region's water and models its waves from wind and fetch.
    static func chartSea(_ inputs: JobInputs) throws(JobError) -> SeaSurfaces {
        let (pack, extent) = (inputs.pack, inputs.pack.settings.extent)
        let clearance = Metres(try inputs.parameter("coast_clearance_m"))
        let snap = Metres(try inputs.parameter("sea_snap_max_m"))
        let openSea = Metres(try inputs.parameter("open_sea_fetch_m"))
        let voyage = try voyage(inputs)
        let chart: SeaChart
        do {
            chart = try SeaChart(land: pack.coast, extent: extent, clearance: clearance)
        } catch {
            throw .sea(error)
        }
        do {
            let wind = try WindClimatology(
                pack.winds.map { cell in
                    WindClimatology.Cell(
                        centre: cell.position, month: cell.month, eastMetresPerSecond: cell.eastwardMetresPerSecond,
                        northMetresPerSecond: cell.northwardMetresPerSecond,
                        speedMetresPerSecond: cell.speedMetresPerSecond)
                })
            let fetch = SeaFetch(land: pack.coast, extent: extent, openSea: openSea)
            return SeaSurfaces(
                chart: chart, model: SeaStateModel(wind: wind, fetch: fetch), voyage: voyage, snap: snap)
        } catch {
            throw .method(stage: JobStage.sea.rawValue, problem: "\(error)")
        }
    }

    /// The region's open skiff with its load; half the way is made at night.
    private static func voyage(_ inputs: JobInputs) throws(JobError) -> SeaTiming.Voyage {
        func figure(_ name: String) throws(JobError) -> Double { try inputs.parameter("skiff_" + name) }
        func coefficient(_ index: Int) throws(JobError) -> Double { try inputs.parameter("hazard_b\(index)") }
        let (length, beam) = (Metres(try figure("length_m")), Metres(try figure("beam_m")))
        let (freeboard, limit) = (Metres(try figure("freeboard_m")), Metres(try inputs.parameter("hs_limit_m")))
        let (design, persons) = (Int(try figure("design_persons")), Int(try figure("persons")))
        let (mass, speed, load) = (
            try figure("person_mass_kg"), try figure("speed_mps"), try figure("loss_per_load")
        )
        let (head, side) = (try figure("loss_head_per_m"), try figure("loss_beam_per_m"))
        let (follow, least) = (try figure("loss_follow_per_m"), try figure("min_speed_fraction"))
        let coefficients = SeaHazard(
            base: try coefficient(0), perHeightLimit: try coefficient(1), perSteepness: try coefficient(2),
            perLoad: try coefficient(3), atNight: try coefficient(4), perCurrentAgainstWind: try coefficient(5))
        do {
            let craft = try Craft(
                name: "open skiff", length: length, beam: beam, freeboard: freeboard, designPersons: design,
                personKilograms: mass, speedMetresPerSecond: speed, lossHeadPerMetre: head, lossBeamPerMetre: side,
                lossFollowPerMetre: follow, lossPerLoad: load, minimumSpeedFraction: least, heightLimit: limit,
                source: "parameters of region.yaml")
            return SeaTiming.Voyage(craft: craft, persons: persons, coefficients: coefficients, night: 0.5)
        } catch {
            throw .method(stage: JobStage.sea.rawValue, problem: "\(error); check the skiff_ parameters of region.yaml")
        }
    }

    static func seaLine(
        _ leg: Leg, _ ends: (from: GeographicPoint, to: GeographicPoint), _ inputs: JobInputs, _ sea: SeaSurfaces
    ) throws(JobError) -> TracedLine {
        let found: SeaPassageResult
        do {
            found = try sea.chart.passage(from: ends.from, to: ends.to, snap: sea.snap)
        } catch {
            throw .sea(error)
        }
        switch found {
        case .unreachable(let reason):
            throw .method(
                stage: JobStage.legs.rawValue, problem: "sea leg \(leg.id): \(reason); check its places in places.csv")
        case .route(let passage):
            let months = try seaMonths(along: passage.line, leg, sea)
            let seconds = inputs.pack.settings.monthGroups.map { group in
                group.months.reduce(0) { $0 + months[$1 - 1].timing.time.value } / Double(group.months.count)
            }
            return TracedLine(
                line: passage.line, basis: .seaRoute, fromGap: passage.fromGap, toGap: passage.toGap,
                seconds: seconds, seaMonths: months)
        }
    }

    /// Follows a line in the mean sea of each month.
    private static func seaMonths(
        along line: LineString, _ leg: Leg, _ sea: SeaSurfaces
    ) throws(JobError) -> [SeaMonth] {
        var months: [SeaMonth] = []
        for month in 1...12 {
            var met: [GeographicPoint: SeaStateSample?] = [:]
            let result: SeaTimingResult
            do {
                result = try SeaTiming.along(line, voyage: sea.voyage) { place in
                    let cell = SeaSurfaces.cellDegrees
                    let centre = GeographicPoint(
                        longitude: ((place.longitude / cell).rounded(.down) + 0.5) * cell,
                        latitude: ((place.latitude / cell).rounded(.down) + 0.5) * cell)
                    if let known = met[centre] { return known }
                    let sample = try? sea.model.seaState(at: centre, month: month)
                    met[centre] = sample
                    return sample
                }
            } catch {
                throw .method(stage: JobStage.legs.rawValue, problem: "\(leg.id): \(error)")
            }
            guard case .timed(let timing) = result else {
                throw .method(
                    stage: JobStage.legs.rawValue,
                    problem: "sea leg \(leg.id) in month \(month): no wind is known on its way; check wind.csv")
            }
            months.append(SeaMonth(month: month, timing: timing))
        }
        return months
    }
}
