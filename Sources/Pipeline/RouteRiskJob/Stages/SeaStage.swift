import Ingest
import Network
import SeaAnalysis
import SpatialEngine
import Surfaces

/// The water that boats use, its state in each month, and the boat that stands for all.
struct SeaSurfaces: Sendable {
    let chart: SeaChart
    let state: MonthlySeaState
    let voyage: SeaTiming.Voyage
    let snap: Metres

    /// The grain of the modelled sea state: winds come in cells of two degrees, and fetch changes slowly off the coast.
    static let cellDegrees = 0.1
}

/// What a boat meets on a leg in one month.
struct SeaMonth: Sendable {
    /// 1…12.
    let month: Int
    let timing: SeaTiming
    /// The chance of at least one wave above the craft's critical height; nil where waves have no known period.
    let criticalWave: Double?
}

extension RiskJob {
    /// Charts the region's water; takes its waves from the user's file, or models them from wind and fetch.
    static func chartSea(_ inputs: JobInputs) throws(JobError) -> SeaSurfaces {
        let clearance = Metres(try inputs.parameter("coast_clearance_m"))
        let snap = Metres(try inputs.parameter("sea_snap_max_m"))
        let voyage = try voyage(inputs)
        let chart: SeaChart
        do {
            chart = try SeaChart(land: inputs.pack.coast, extent: inputs.pack.settings.extent, clearance: clearance)
        } catch {
            throw .sea(error)
        }
        let state: MonthlySeaState =
            if let grid = inputs.seaState { .given(grid) } else { .modelled(try seaModel(inputs)) }
        return SeaSurfaces(chart: chart, state: state, voyage: voyage, snap: snap)
    }

    private static func seaModel(_ inputs: JobInputs) throws(JobError) -> ClimatologicalSea {
        do {
            return try ClimatologicalSea(inputs.pack)
        } catch let error as IngestError {
            throw .ingest(error)
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
        case .unreachable(let reason): throw noWay(leg, reason)
        case .ashore(let end): throw noWay(leg, end.description)
        case .route(let passage):
            let months = try seaMonths(along: passage.line, leg, inputs, sea)
            let seconds = inputs.pack.settings.monthGroups.map { group in
                group.months.reduce(0) { $0 + months[$1 - 1].timing.time.value } / Double(group.months.count)
            }
            return TracedLine(
                line: passage.line, basis: .seaRoute, fromGap: passage.fromGap, toGap: passage.toGap,
                seconds: seconds, seaMonths: months)
        }
    }

    private static func noWay(_ leg: Leg, _ reason: String) -> JobError {
        .method(stage: JobStage.legs.rawValue, problem: "sea leg \(leg.id): \(reason); check its places in places.csv")
    }

    /// Follows a line in the mean sea of each month.
    private static func seaMonths(
        along line: LineString, _ leg: Leg, _ inputs: JobInputs, _ sea: SeaSurfaces
    ) throws(JobError) -> [SeaMonth] {
        var months: [SeaMonth] = []
        for month in 1...12 {
            var met: [GeographicPoint: SeaStateSample?] = [:]
            func seaState(_ place: GeographicPoint) -> SeaStateSample? {
                switch sea.state {
                case .modelled(let sea): modelledSea(place, month, sea.model, &met)
                case .given(let grid): try? grid.seaState(at: place, month: month)
                }
            }
            let result: SeaTimingResult
            do {
                result = try SeaTiming.along(line, voyage: sea.voyage, seaState: seaState)
            } catch {
                throw .method(stage: JobStage.legs.rawValue, problem: "\(leg.id): \(error)")
            }
            guard case .timed(let timing) = result else { throw unknownSea(result, leg, month, inputs, sea.state) }
            let critical = SeaTiming.chanceOfCriticalWave(along: line, voyage: sea.voyage, seaState: seaState)
            months.append(SeaMonth(month: month, timing: timing, criticalWave: critical))
        }
        return months
    }

    /// The model's sea in the cell of `place`; each cell is modelled once.
    private static func modelledSea(
        _ place: GeographicPoint, _ month: Int, _ model: SeaStateModel, _ met: inout [GeographicPoint: SeaStateSample?]
    ) -> SeaStateSample? {
        let cell = SeaSurfaces.cellDegrees
        let centre = GeographicPoint(
            longitude: ((place.longitude / cell).rounded(.down) + 0.5) * cell,
            latitude: ((place.latitude / cell).rounded(.down) + 0.5) * cell)
        if let known = met[centre] { return known }
        let sample = try? model.seaState(at: centre, month: month)
        met[centre] = sample
        return sample
    }

    /// Why a boat cannot be followed along a leg in a month.
    private static func unknownSea(
        _ result: SeaTimingResult, _ leg: Leg, _ month: Int, _ inputs: JobInputs, _ state: MonthlySeaState
    ) -> JobError {
        let way = "sea leg \(leg.id) in month \(month)"
        guard case .given(let grid) = state, let path = inputs.settings.seaState else {
            return .method(
                stage: JobStage.legs.rawValue, problem: "\(way): no wind is known on its way; check wind.csv")
        }
        switch result {
        case .noSeaState(let place):
            let missing = (try? grid.missingVariable(at: place, month: month))?.description ?? "sea state"
            let reach = Int(grid.gapRadius.value / 1000)
            return .ingest(
                IngestError(
                    file: path, problem: "\(way): no \(missing) is known within \(reach) km of \(text(of: place))",
                    mend: "extend the file to that place and month, or set sea_gap_radius_m in region.yaml"))
        case .currentTooStrong(let place):
            return .ingest(
                IngestError(
                    file: path, problem: "\(way): the current at \(text(of: place)) is stronger than the boat",
                    mend: "check the currents of the file and their unit"))
        case .timed, .tooHigh:
            return .method(stage: JobStage.legs.rawValue, problem: "\(way): it can be followed")
        }
    }

    /// `lon,lat` to some hundred metres.
    private static func text(of place: GeographicPoint) -> String {
        [place.longitude, place.latitude].map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: ",")
    }
}
