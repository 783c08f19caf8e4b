import Glibc
import Incidents
import Ingest
import SpatialEngine
import Synchronization
import Testing

@testable import RouteRiskJob

/// What a scenario does to the people on the embedded pack's routes, with straight legs of the stated durations.
@Suite struct ScenarioTests {
    static func inputs(_ scenario: Scenario) throws -> JobInputs {
        var settings = EmbeddedPackTests.settings()
        settings.scenario = scenario
        return try MonthlyFlowTests.ingested.get().with(settings)
    }

    static func diverted(closing legs: [String]) throws -> DivertedFlow {
        let inputs = try inputs(Scenario(closedLegs: legs))
        let flows = try RiskJob.divertedFlows(
            inputs, over: MonthlyFlowTests.legs(inputs), try MonthlyFlowTests.findings.get())
        return try #require(flows.first { $0.flow.direction == .north })
    }

    static func persons(_ ways: [DivertedFlow.Way], after: Bool, draw: Int) -> Double {
        ways.reduce(0) { $0 + (after ? $1.after[draw] : $1.before[draw]) }
    }

    @Test func `nobody is lost: who does not travel stays away`() throws {
        let flow = try Self.diverted(closing: ["L008"])
        for month in ["2022-06", "2023-09", "2024-02"] {
            let month = try MonthlyFlowTests.month(month)
            for pair in flow.pairs.indices {
                let change = flow.diversion(ofPair: pair, month: month)
                for draw in [0, 7, 500] {
                    let before = Self.persons(change.ways, after: false, draw: draw)
                    let after = Self.persons(change.ways, after: true, draw: draw) + change.stayAway[draw]
                    #expect(abs(before - after) <= 1e-9 * max(1, before))
                    #expect(change.stayAway[draw] >= -1e-9 * before)
                }
            }
        }
    }

    @Test func `a shut way is empty, and the others keep their odds where their cost is the same`() throws {
        let flow = try Self.diverted(closing: ["L008"])
        let month = try MonthlyFlowTests.month("2022-06")
        let pair = try #require(flow.pairs.firstIndex { $0.id == "necocli_meteti_north" })
        let ways = flow.diversion(ofPair: pair, month: month).ways
        let shut = try #require(ways.first { flow.flow.ways[$0.index].corridorID == "C1" })
        #expect(shut.addedHours == nil && shut.after.allSatisfy { $0 == 0 } && shut.before.contains { $0 > 0 })
        let open = ways.filter { $0.addedHours == 0 && $0.before[3] > 0 }
        #expect(open.count >= 2)
        for way in open.dropFirst() {
            let odds = (before: way.before[3] / open[0].before[3], after: way.after[3] / open[0].after[3])
            #expect(abs(odds.before - odds.after) < 1e-9 * odds.before)
            #expect(way.after[3] > way.before[3])
        }
    }

    @Test func `a dearer way loses by the factor of its added cost`() throws {
        // Without the boat to Capurganá people reach it by Acandí, at a cost.
        let flow = try Self.diverted(closing: ["L001"])
        let month = try MonthlyFlowTests.month("2022-06")
        let pair = try #require(flow.pairs.firstIndex { $0.id == "necocli_meteti_north" })
        let change = flow.diversion(ofPair: pair, month: month)
        let same = try #require(change.ways.first { $0.addedHours == 0 && !$0.isUnlisted && $0.before[3] > 0 })
        let dearer = change.ways.filter { ($0.addedHours ?? 0) > 0 && $0.before[3] > 0 }
        #expect(!dearer.isEmpty)
        for way in dearer {
            let odds = (way.after[3] / same.after[3]) / (way.before[3] / same.before[3])
            let expected = exp(-flow.thetas[3] * (way.addedHours ?? 0))
            #expect(abs(odds - expected) < 1e-9)
        }
    }

    @Test func `a leg that a pair does not use changes nothing for it`() throws {
        let flow = try Self.diverted(closing: ["L050"])
        let month = try MonthlyFlowTests.month("2023-09")
        let pair = try #require(flow.pairs.firstIndex { $0.id == "turbo_meteti_north" })
        let (before, after) = (flow.flow.uses(ofPair: pair, month: month), flow.uses(ofPair: pair, month: month))
        #expect(before.count == after.count && !before.isEmpty)
        for (one, other) in zip(before, after) {
            #expect(one.route.segments == other.route.segments)
            for draw in one.persons.indices {
                #expect(abs(one.persons[draw] - other.persons[draw]) <= 1e-12 * one.persons[draw])
            }
        }
    }

    @Test func `exposure is what happened, whatever is shut`() throws {
        let monthly = try MonthlyFlowTests.findings.get()
        let inputs = try Self.inputs(Scenario(closedLegs: ["L008"]))
        let legs = MonthlyFlowTests.legs(inputs)
        let shut = try RiskJob.gatherFlows(inputs, over: legs, monthly)
        let open = try RiskJob.gatherFlows(try MonthlyFlowTests.ingested.get(), over: legs, monthly)
        #expect(shut.exposure.map { $0?.personTrips } == open.exposure.map { $0?.personTrips })
        let closed = try #require(legs.firstIndex { $0.leg.id == "L008" })
        #expect(open.routeSets.contains { $0.options.contains { $0.segments.contains(closed) } })
        #expect(!shut.routeSets.contains { $0.options.contains { $0.segments.contains(closed) } })
        #expect(open.change == nil && shut.change != nil)
        for set in shut.routeSets { #expect(abs(set.options.reduce(0) { $0 + $1.share } - 1) < 1e-9) }
    }

    @Test func `months of a scenario add up to the season`() throws {
        let monthly = try MonthlyFlowTests.findings.get()
        let legs = MonthlyFlowTests.legs(try MonthlyFlowTests.ingested.get())
        func persons(_ months: [Int]?) throws -> (persons: Double, groups: Set<Int>) {
            let inputs = try Self.inputs(Scenario(months: months))
            let sets = try RiskJob.gatherFlows(inputs, over: legs, monthly).routeSets
            let known = sets.filter { $0.pair.id == "necocli_meteti_north" }
            return (
                known.reduce(0) { $0 + $1.options.reduce(0) { $0 + ($1.persons ?? 0) } },
                Set(known.map(\.monthGroup))
            )
        }
        let parts = try (1...4).map { try persons([$0]).persons }
        let season = try persons([1, 2, 3, 4])
        #expect(abs(parts.reduce(0, +) - season.persons) < 1e-6 * season.persons)
        #expect(season.groups == [0])
        #expect(try persons([9]).groups == [1])
        #expect(try persons(nil).groups == [0, 1])
    }

    @Test func `bad scenarios are refused`() throws {
        for scenario in [Scenario(closedLegs: ["L999"]), Scenario(months: [13]), Scenario(months: [])] {
            let inputs = try Self.inputs(scenario)
            #expect(throws: JobError.self) { try RiskJob.check(scenario, inputs) }
        }
    }

    @Test func `the table says what became of everybody`() throws {
        let inputs = try Self.inputs(Scenario(closedLegs: ["L008"]))
        let legs = MonthlyFlowTests.legs(inputs)
        let change = try #require(
            try RiskJob.gatherFlows(inputs, over: legs, try MonthlyFlowTests.findings.get()).change)
        let north = try #require(change.directions.first { $0.direction == .north })
        func sum(_ uses: [RouteUse]) -> Double { uses.reduce(0) { $0 + $1.persons[11] } }
        let before = sum(north.before) + north.unlistedBefore[11]
        let after = sum(north.after) + north.unlistedAfter[11] + north.stayAway[11]
        #expect(abs(before - after) < 1e-6 * before)
    }
}

/// Results that runs share.
@Suite struct StageResultsTests {
    @Test func `a stage is worked out once for each basis, on many threads too`() async throws {
        let results = StageResults()
        let made = Counter()
        await withTaskGroup(of: Int?.self) { group in
            for task in 0..<64 {
                group.addTask {
                    try? results.value(.land, "basis \(task % 4)") { () throws(JobError) in made.next() }
                }
            }
            for await found in group { #expect(found != nil) }
        }
        #expect(made.count == 4)
    }

    @Test func `a failure is kept like a result`() {
        let results = StageResults()
        let made = Counter()
        for _ in 0..<3 {
            #expect(throws: JobError.self) {
                try results.value(.sea, "bad") { () throws(JobError) -> Int in
                    _ = made.next()
                    throw .method(stage: "sea", problem: "no water")
                }
            }
        }
        #expect(made.count == 1)
    }

    @Test func `what was used last stays`() throws {
        let results = StageResults(capacity: 2)
        let made = Counter()
        for basis in ["a", "b", "a", "c", "a", "b"] {
            _ = try results.value(.legs, basis) { () throws(JobError) in made.next() }
        }
        #expect(made.count == 4)
    }
}

/// Counts calls from any thread.
private final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
        value.withLock {
            $0 += 1; return $0
        }
    }
    var count: Int { value.withLock { $0 } }
}
