import Incidents
import Ingest
import Network
import SpatialEngine
import Surfaces

/// A line for one leg before its times are known.
struct TracedLine: Sendable {
    let line: LineString
    let basis: GeometryBasis
    let fromGap: Metres
    let toGap: Metres
    /// Modelled seconds under way, one for each month group.
    let seconds: [Double]
    /// What a boat meets from January to December; empty for other modes.
    var seaMonths: [SeaMonth] = []
}

extension RiskJob {
    /// Gives every leg, in each direction in which it is used, its line and its time.
    static func traceLegs(
        _ inputs: JobInputs, over land: LandSurfaces, and sea: SeaSurfaces
    ) throws(JobError) -> [Segment] {
        var tasks: [(leg: Leg, direction: TravelDirection)] = []
        for leg in inputs.pack.legs {
            for direction in inputs.settings.directions where leg.allows(direction) { tasks.append((leg, direction)) }
        }
        let rivers = try riverSurface(inputs, land)
        return try parallelMap(tasks, threads: inputs.settings.threads) { task throws(JobError) in
            // A leg of both directions is listed in one of them; the other runs from its end to its start.
            let isReversed = task.leg.direction == .both && task.direction == .south
            let (fromID, toID) = isReversed ? (task.leg.toID, task.leg.fromID) : (task.leg.fromID, task.leg.toID)
            let ends = (from: try inputs.place(fromID).position, to: try inputs.place(toID).position)
            let traced =
                switch task.leg.mode {
                case .sea: try seaLine(task.leg, ends, inputs, sea)
                case .foot: try footLine(task.leg, ends, inputs, land)
                case .river: try riverLine(task.leg, ends, inputs, land, rivers)
                case .road, .station: try roadLine(task.leg, ends, inputs, land)
                }
            return segment(task.leg, task.direction, fromID, toID, traced)
        }
    }

    /// The published or estimated duration of the table bounds the modelled time, and is its range.
    private static func segment(
        _ leg: Leg, _ direction: TravelDirection, _ fromID: String, _ toID: String, _ traced: TracedLine
    ) -> Segment {
        let modelled = (low: traced.seconds.min() ?? 0, high: traced.seconds.max() ?? 0)
        let low = leg.durationLow?.value ?? modelled.low
        let high = max(low, leg.durationHigh?.value ?? modelled.high)
        return Segment(
            leg: leg, direction: direction, fromID: fromID, toID: toID, line: traced.line, basis: traced.basis,
            fromGap: traced.fromGap, toGap: traced.toGap, length: Geodesic.length(of: traced.line),
            seconds: traced.seconds.map { min(high, max(low, $0)) }, lowSeconds: low, highSeconds: high,
            seaMonths: traced.seaMonths)
    }

    private static func footLine(
        _ leg: Leg, _ ends: (from: GeographicPoint, to: GeographicPoint), _ inputs: JobInputs, _ land: LandSurfaces
    ) throws(JobError) -> TracedLine {
        guard land.grid.extent.contains(ends.from), land.grid.extent.contains(ends.to),
            let from = land.ground.mainlandCell(near: ends.from), let to = land.ground.mainlandCell(near: ends.to)
        else {
            throw .method(
                stage: JobStage.legs.rawValue,
                problem: "leg \(leg.id) is walked outside the terrain window; widen terrain_extent in region.yaml")
        }
        let hoursPerDay = try inputs.parameter("foot_hours_per_day")
        var line: LineString?
        var seconds: [Double] = []
        for surface in land.byMonthGroup {
            let way = try wayBetween(from.cell, to.cell, leg) { () throws(NetworkError) in
                try CostDistance.accumulate(surface: surface, slope: land.slope, sources: [from.cell], until: to.cell)
            }
            if line == nil { line = way.line(on: land.grid) }
            seconds.append(elapsed(walking: way.cost, hoursPerDay: hoursPerDay))
        }
        return TracedLine(
            line: line ?? LineString([]), basis: .traced, fromGap: from.distance, toGap: to.distance, seconds: seconds)
    }

    /// Walking stops for the night: beyond one day's hours, time passes in days.
    private static func elapsed(walking seconds: Double, hoursPerDay: Double) -> Double {
        let day = hoursPerDay * 3600
        let fullDays = (seconds / day).rounded(.down)
        return fullDays * 86_400 + (seconds - fullDays * day)
    }

    /// A road follows the shortest way over land: there is no road layer in the pack.
    private static func roadLine(
        _ leg: Leg, _ ends: (from: GeographicPoint, to: GeographicPoint), _ inputs: JobInputs, _ land: LandSurfaces
    ) throws(JobError) -> TracedLine {
        let inside = land.grid.extent.contains(ends.from) && land.grid.extent.contains(ends.to)
        let ground = inside ? land.evenGround : land.overview
        guard let from = ground.mainlandCell(near: ends.from), let to = ground.mainlandCell(near: ends.to) else {
            throw .method(
                stage: JobStage.legs.rawValue,
                problem: "leg \(leg.id) finds no land between its places; check their positions in places.csv")
        }
        let way = try wayBetween(from.cell, to.cell, leg) { () throws(NetworkError) in
            try CostDistance.accumulate(
                surface: ground.surface, slope: land.slope, sources: [from.cell], until: to.cell)
        }
        let seconds = way.length.value / (try inputs.parameter("road_speed_mps"))
        return TracedLine(
            line: way.line(on: ground.surface.grid), basis: .traced, fromGap: from.distance, toGap: to.distance,
            seconds: land.byMonthGroup.map { _ in seconds })
    }

    private static func riverLine(
        _ leg: Leg, _ ends: (from: GeographicPoint, to: GeographicPoint), _ inputs: JobInputs, _ land: LandSurfaces,
        _ rivers: RiverSurface
    ) throws(JobError) -> TracedLine {
        guard let from = rivers.friction.grid.cell(containing: ends.from),
            let to = rivers.friction.grid.cell(containing: ends.to)
        else {
            throw .method(
                stage: JobStage.legs.rawValue,
                problem: "river leg \(leg.id) leaves the terrain window; widen terrain_extent in region.yaml")
        }
        let way = try wayBetween(from, to, leg) { () throws(NetworkError) in
            try CostDistance.accumulate(friction: rivers.friction, sources: [from], until: to)
        }
        let line = way.line(on: rivers.friction.grid)
        let onWater = Double(way.cells.count { rivers.isWater[$0] }) / Double(way.cells.count)
        let seconds = way.length.value / (try inputs.parameter("river_speed_mps"))
        return TracedLine(
            line: line, basis: onWater >= 0.5 ? .river : .traced,
            fromGap: Geodesic.distance(ends.from, line.points[0]),
            toGap: Geodesic.distance(line.points[line.points.count - 1], ends.to),
            seconds: land.byMonthGroup.map { _ in seconds })
    }

    private static func wayBetween(
        _ from: Int, _ to: Int, _ leg: Leg, search: () throws(NetworkError) -> CostDistance
    ) throws(JobError) -> LeastCostPath {
        do {
            guard let way = try search().path(to: to) else {
                throw JobError.method(
                    stage: JobStage.legs.rawValue,
                    problem: "no way joins the ends of leg \(leg.id); check their positions in places.csv")
            }
            return way
        } catch let error as NetworkError {
            throw .network(error)
        } catch let error as JobError {
            throw error
        } catch {
            throw .method(stage: JobStage.legs.rawValue, problem: "\(leg.id): \(error)")
        }
    }
}
