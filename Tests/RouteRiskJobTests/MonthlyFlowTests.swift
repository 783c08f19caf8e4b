import Incidents
import Ingest
import SpatialEngine
import Testing

@testable import RouteRiskJob

/// Flow by month on the embedded pack, with straight legs of the published or estimated durations.
@Suite struct MonthlyFlowTests {
    static let ingested: Result<JobInputs, any Error> = Result { try RiskJob.ingest(EmbeddedPackTests.settings()) }
    static let findings: Result<MonthlyFlowFindings, any Error> = Result {
        let inputs = try ingested.get()
        return try RiskJob.estimateMonthlyFlows(inputs, over: legs(inputs))
    }

    static func legs(_ inputs: JobInputs) -> [Segment] {
        inputs.pack.legs.flatMap { leg -> [Segment] in
            guard let from = inputs.pack.place(leg.fromID), let to = inputs.pack.place(leg.toID) else { return [] }
            let low = leg.durationLow?.value ?? 3600
            let high = leg.durationHigh?.value ?? low
            let ways: [TravelDirection] =
                leg.direction == .both ? [.north, .south] : [leg.direction == .north ? .north : .south]
            return ways.map { direction in
                let turned = leg.direction == .both && direction == .south
                let points = turned ? [to.position, from.position] : [from.position, to.position]
                return Segment(
                    leg: leg, direction: direction, fromID: turned ? leg.toID : leg.fromID,
                    toID: turned ? leg.fromID : leg.toID, line: LineString(points), basis: .straight,
                    fromGap: Metres(0), toGap: Metres(0), length: leg.distance ?? Metres(1000),
                    seconds: [(low + high) / 2, (low + high) / 2], lowSeconds: low, highSeconds: high, seaMonths: [])
            }
        }
    }

    static func flow(_ direction: TravelDirection) throws -> DirectionFlow {
        try #require(try findings.get().directions.first { $0.direction == direction })
    }

    static func month(_ text: String) throws -> Int {
        let months = try findings.get().months
        return try #require(months.firstIndex { $0.description == text })
    }

    static func share(_ corridors: [String], _ month: String, _ direction: TravelDirection = .north) throws -> Double {
        FlowInterval(try #require(try flow(direction).share(of: corridors, month: Self.month(month)))).median
    }

    @Test(arguments: [2021, 2022, 2023, 2024, 2025])
    func `totals reproduce the counts`(year: Int) throws {
        for direction in [TravelDirection.north, .south] {
            let flow = try Self.flow(direction)
            for (index, count) in flow.counts.enumerated() where count.month.year == year && count.basis == .counted {
                guard let persons = count.persons else { continue }
                let interval = FlowInterval(flow.totals[index])
                #expect(interval.low90 <= persons && persons <= interval.high90, "\(count.month) \(direction)")
                #expect(abs(interval.median - persons) < max(2, 0.05 * persons), "\(count.month) \(direction)")
            }
        }
    }

    @Test func `after March 2022 people move from Acandí to Carreto, by 2023 they are back`() throws {
        #expect(try Self.share(["C1"], "2021-09") > 0.4)
        #expect(try Self.share(["C3"], "2021-12") < 0.25)
        #expect(try Self.share(["C3"], "2022-05") > 0.4)
        #expect(try Self.share(["C3"], "2022-05") > Self.share(["C1"], "2022-05"))
        #expect(try Self.share(["C1"], "2023-09") > 0.7)
        #expect(try Self.share(["C3"], "2023-09") < 0.2)
    }

    @Test func `the closures of July 2024 move people to Acandí, away from the coast`() throws {
        #expect(try Self.share(["C1"], "2024-09") > Self.share(["C1"], "2024-05"))
        #expect(try Self.share(["C2", "C3"], "2024-09") < Self.share(["C2", "C3"], "2024-05"))
    }

    @Test func `in 2025 the flow turns south and to the sea`() throws {
        let findings = try Self.findings.get()
        let inputs = try Self.ingested.get()
        let (north, south) = (try Self.flow(.north), try Self.flow(.south))
        for month in ["2025-03", "2025-04", "2025-08"] {
            let index = try Self.month(month)
            #expect(FlowInterval(south.totals[index]).low90 > FlowInterval(north.totals[index]).high90)
        }
        func sea(_ month: String) throws -> Double {
            let mix = FlowMix(findings.directions, month: try Self.month(month), kinds: inputs.kindsOfCorridors)
            return FlowInterval(try #require(mix.parts.first { $0.measure == "persons" && $0.mode == "sea" }).shares)
                .median
        }
        #expect(try sea("2024-06") < 0.2)
        #expect(try sea("2025-06") > 0.8)
    }

    @Test func `unknown flow is never zero and counted shares add to 1`() throws {
        for flow in try Self.findings.get().directions {
            var unknown = 0
            for stated in flow.segments.values.joined() {
                guard let stated, stated.status == .unknown else { continue }
                #expect(stated.interval.median > 0 && stated.interval.high90 > stated.interval.low90)
                unknown += 1
            }
            #expect(unknown > 0)
            for (index, count) in flow.counts.enumerated() where (count.persons ?? 0) > 0 {
                let people = flow.ways.filter(\.isCounted).compactMap { $0.persons[index]?[7] }.reduce(0, +)
                #expect(abs(people - flow.totals[index][7]) < 1e-6 * flow.totals[index][7])
            }
        }
    }

    @Test func `a leg that is not in use has no flow`() throws {
        let inputs = try Self.ingested.get()
        let legs = Self.legs(inputs)
        let north = try Self.flow(.north)
        let carreto = try #require(legs.firstIndex { $0.leg.id == "L025" })
        let flows = try #require(north.segments[carreto])
        #expect(flows[try Self.month("2020-12")] == nil)
        #expect(flows[try Self.month("2022-06")]?.status == .estimated)
        #expect(flows[try Self.month("2025-01")] == nil)
    }

    @Test func `the Pacific keeps what sources say of January 2022 and of May 2025`() throws {
        let north = FlowInterval(try #require(try Self.flow(.north).persons(on: ["C7"], month: Self.month("2022-01"))))
        #expect((430...650).contains(north.median))
        let south = FlowInterval(try #require(try Self.flow(.south).persons(on: ["R2"], month: Self.month("2025-05"))))
        #expect((400...1300).contains(south.median))
    }

    @Test func `the last six counted months are forecast and scored`() throws {
        let findings = try Self.findings.get()
        #expect(
            findings.forecasts.map(\.month.description) == [
                "2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04",
            ])
        #expect(findings.forecasts.allSatisfy { $0.naive == 22_914 && $0.interval.low90 < $0.interval.high90 })
    }

    @Test func `candidates of the share model are worth enough draws`() throws {
        for flow in try Self.findings.get().directions { #expect(flow.effectiveCandidates > 200) }
    }

    @Test func `the same seed gives the same tables`() throws {
        let inputs = try Self.ingested.get()
        let legs = Self.legs(inputs)
        let again = try RiskJob.estimateMonthlyFlows(inputs, over: legs)
        let first = MonthlyFlowTables(inputs: inputs, segments: legs, flows: try Self.findings.get()).all
        let second = MonthlyFlowTables(inputs: inputs, segments: legs, flows: again).all
        for (one, other) in zip(first, second) { #expect(String(describing: one) == String(describing: other)) }
    }
}
