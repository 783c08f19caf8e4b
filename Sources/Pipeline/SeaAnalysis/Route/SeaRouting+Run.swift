internal import Export
internal import Glibc
internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

extension SeaRouting {
    /// Reads, plans and writes.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` and the errors of the files.
    public func run(_ progress: @escaping SeaProgress) throws -> Outcome {
        let format = try OutputFormat(of: output, allowed: [.geojson, .csv])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        guard let goal = VoyagePlanner.Objective(rawValue: objective) else {
            throw RequestError(.wrongUsage, "--objective is \"\(objective)\"; use time, hazard or pareto")
        }
        progress("reading", 0, 4)
        let boat = try boat()
        let asked = try legs.read(isPlanar: waters.system != nil, assumesUTC: sea.assumesUTC)
        let region = try region(asked)
        let water = try SeaWaters(
            waters, region: region, ends: asked.flatMap { $0.ends.map { [$0.from, $0.to] } ?? [] })
        if coastDistance != nil, case .mask = water {
            throw RequestError(
                .wrongUsage,
                "--coast-distance needs polygons of land; with --water-mask there is no coast to measure from")
        }
        progress("waters", 1, 4)
        let clock = ContinuousClock()
        var began = clock.now
        let network = try prepared.map { try PreparedSea($0, for: water) }
        let loading = prepared.map { _ in Double((clock.now - began) / .microseconds(1)) / 1e6 }
        began = clock.now
        var floating = try parallelMap(asked, threads: threads) {
            try FloatingLeg($0, on: water, prepared: network, snap: snap)
        }
        try refuseFault(floating)
        var seconds = Double((clock.now - began) / .microseconds(1)) / 1e6
        progress("sea state", 2, 4)
        let seas = try RouteSeas(self, floating, water, region)
        for i in floating.indices where floating[i].fault == nil {
            guard let fault = seas.fault(of: floating[i].leg) else { continue }
            (floating[i].fault, floating[i].passage) = (fault, nil)
        }
        began = clock.now
        let planner = try planner(floating, water, isSearched: !seas.areCalm || coastDistance != nil)
        progress("passages", 3, 4)
        let answers = try answers(floating, seas, planner, boat, goal)
        seconds += Double((clock.now - began) / .microseconds(1)) / 1e6
        try write(answers, as: format, isPlanar: water.space == .plane)
        var outcome = outcome(answers, floating, seas, boat, seconds)
        outcome.loadSeconds = loading
        return outcome
    }

    /// A leg with its ends on the water, or why it has none.
    struct FloatingLeg: Sendable {
        let leg: RouteLeg
        /// The shortest passage between its ends, moved to the water.
        var passage: SeaPassage?
        var fault: String?
        /// A fault that is a result: no way by sea.
        var obstacle: String?
    }

    struct Boat: Sendable {
        let craft: Craft
        let persons: Int
        let coefficients: HazardCoefficients
    }

    private func boat() throws -> Boat {
        let craft = try CraftTable(craftTable).craft(self.craft)
        let persons = persons ?? craft.designPersons
        do { _ = try craft.isOverloaded(persons: persons) } catch {
            throw RequestError(.badData, "\(craftTable.map { "\($0): " } ?? "")\(error)")
        }
        return Boat(craft: craft, persons: persons, coefficients: try HazardCoefficients(coefficients))
    }

    private func region(_ asked: [RouteLeg]) throws -> RegionPack? {
        let isDated =
            switch departures {
            case .none: asked.contains { $0.departure != nil }
            default: true
            }
        let needsSea = isDated && sea.seaState == nil && waters.system == nil
        guard waters.needsRegion || needsSea else { return nil }
        return try RegionPack.load(try RegionPack.defaultFolder())
    }

    /// A single leg that is wrong is an error; in a table the rest is answered.
    private func refuseFault(_ legs: [FloatingLeg]) throws(RequestError) {
        guard case .ends = self.legs, let fault = legs.first?.fault else { return }
        throw RequestError(.badData, fault)
    }

    private func planner(
        _ legs: [FloatingLeg], _ water: SeaWaters, isSearched: Bool
    ) throws -> VoyagePlanner {
        var limits = VoyagePlanner.Limits()
        if let coastDistance {
            limits.leastCoastDistance = Metres(coastDistance.lowerBound)
            limits.greatestCoastDistance = Metres(coastDistance.upperBound)
        }
        limits.largestCell = largestCell
        limits.longestWait = longestWait
        let ways = legs.compactMap { $0.passage.map { VoyagePlanner.Leg($0) } }
        do {
            return try VoyagePlanner(
                waters: water.voyageWaters, legs: ways, limits: limits, isSearched: isSearched, threads: threads)
        } catch {
            throw RequestError(.badData, "\(error)")
        }
    }

    // MARK: - Answers

    private struct Question: Sendable {
        let leg: Int
        /// Which of the planner's legs; nil for one that has no ends.
        let way: Int?
        let sea: RouteSeas.Moment?
    }

    private func answers(
        _ legs: [FloatingLeg], _ seas: RouteSeas, _ planner: VoyagePlanner, _ boat: Boat,
        _ goal: VoyagePlanner.Objective
    ) throws -> [RouteAnswer] {
        var questions: [Question] = []
        var ways = 0
        for (i, leg) in legs.enumerated() {
            // A row that is wrong has one answer, whatever the departures.
            let moments = leg.fault == nil ? seas.moments(of: leg.leg).map { Optional($0) } : [nil]
            for moment in moments {
                questions.append(Question(leg: i, way: leg.passage == nil ? nil : ways, sea: moment))
            }
            if leg.passage != nil { ways += 1 }
        }
        let isOverloaded = boat.persons > boat.craft.designPersons
        let found = try parallelMap(questions, threads: threads) { question throws(SeaStateError) in
            try self.answers(question, legs[question.leg], planner, boat, goal, isOverloaded: isOverloaded)
        }
        let answers = found.flatMap { $0 }
        for timing in answers.compactMap({ $0.voyage?.timing })
        where !timing.vertexHazardsPerHour.allSatisfy(\.isFinite) || !timing.time.value.isFinite {
            throw RequestError(
                .badData, "the hazard per hour is beyond what numbers hold; check b0 to b5 of --coefficients")
        }
        return answers
    }

    private func conditions(_ boat: Boat, _ moment: RouteSeas.Moment) -> VoyageConditions {
        var conditions = VoyageConditions(
            craft: boat.craft, persons: boat.persons, metocean: moment.conditions.metocean)
        conditions.coefficients = boat.coefficients.hazard
        conditions.constantSpeed = constantSpeed
        conditions.heightLimit = heightLimit?.value
        conditions.isCalm = moment.isCalm
        conditions.night = moment.night
        return conditions
    }

    private func answers(
        _ question: Question, _ leg: FloatingLeg, _ planner: VoyagePlanner, _ boat: Boat,
        _ goal: VoyagePlanner.Objective, isOverloaded: Bool
    ) throws(SeaStateError) -> [RouteAnswer] {
        let departure = question.sea?.departure ?? leg.leg.departure
        func answer(_ status: RouteStatus, _ reason: String?, part: Int? = nil) -> RouteAnswer {
            var id = leg.leg.id
            if let line = leg.leg.line { id += "!\(line)" }
            if let time = departure { id += "@\(time)" }
            if let part { id += "#\(part)" }
            var answer = RouteAnswer(
                id: id, pair: leg.leg.id, objective: objective, status: status, reason: reason)
            (answer.departure, answer.month, answer.part) = (departure, question.sea?.month, part)
            answer.isOverloaded = isOverloaded
            (answer.fromMoved, answer.toMoved) = (leg.passage?.fromGap.value, leg.passage?.toGap.value)
            return answer
        }
        if let fault = leg.fault { return [answer(.invalid, fault)] }
        guard let way = question.way, let sea = question.sea else { return [answer(.unreachable, leg.obstacle)] }
        let result = try planner.plan(
            leg: way, objective: goal, departure: departure?.seconds ?? 0, conditions: conditions(boat, sea))
        switch result {
        case .unreachable(let reason): return [answer(.unreachable, reason)]
        case .unsafe(let reason): return [answer(.unsafe, reason)]
        case .voyages(let voyages):
            return voyages.enumerated().map { k, voyage in
                var good = answer(.ok, nil, part: goal == .pareto ? k + 1 : nil)
                good.voyage = voyage
                good.gapShare = sea.gapShare(along: voyage)
                return good
            }
        }
    }

    private func outcome(
        _ answers: [RouteAnswer], _ legs: [FloatingLeg], _ seas: RouteSeas, _ boat: Boat, _ seconds: Double
    ) -> Outcome {
        var outcome = Outcome(sea: seas.source)
        outcome.pairs = legs.count
        for answer in answers where answer.part ?? 1 == 1 { outcome.counts[answer.status, default: 0] += 1 }
        outcome.querySeconds = seconds
        outcome.conditions = seas.first
        outcome.isOverloaded = boat.persons > boat.craft.designPersons
        outcome.firstFault = legs.first { $0.fault != nil }?.fault
        outcome.coefficients = boat.coefficients
        outcome.craft = boat.craft.name
        outcome.persons = boat.persons
        outcome.assumptions = assumptions(seas)
        return outcome
    }

    private func assumptions(_ seas: RouteSeas) -> [(name: String, value: Double)] {
        var list: [(name: String, value: Double)] = [
            ("gap_radius_m", sea.gapRadius.value), ("gap_time_s", MetoceanGrid.gapSeconds),
            ("snap_m", snap.value), ("searched_stretch", VoyagePlanner.searchedStretch),
            ("wait_step_s", VoyagePlanner.waitStep.value),
        ]
        if case .month = departures { list.append(("night_share", RouteSeas.nightShare)) }
        return list
    }
}
