import Export
import Foundation
import Incidents
import Risk
import RouteRiskJob
import Surfaces
import Testing

@testable import Batch

@Suite struct PlanTests {
    let scratch = Scratch()

    @Test func `the plan of the documentation has 72 combinations, less 12, and one more`() throws {
        let plan = try scratch.plan(
            """
            format: 1
            name: dry-season-closures
            outputs: [segments, routes, priorities, rasters]
            formats: [geojson, geojsonl, csv, gpkg, fgb, cog, mbtiles]
            layout: flat
            set: {budget: 5}
            matrix:
              region: [darien]
              month: [1, 2, 3]
              direction: [north, south]
              closure: [none, [L009], [L008, L009]]
              slope_function: [irmischerClarkeOffPath, toblerOffPath]
              sea_state: [modelled]
              lever: [enforcement]
              seed: [1, 2]
            exclude: [{month: 1, direction: south}]
            extra: [{month: 12, direction: south, closure: none}]
            max_jobs: 100000
            """)
        #expect(plan.jobs.count == 72 - 12 + 1)
        #expect(plan.jobs.map(\.id) == plan.jobs.map(\.id).sorted())
        #expect(Set(plan.jobs.map(\.id)).count == plan.jobs.count)
        #expect(plan.jobs.allSatisfy { $0.id.count == 16 && $0.folder == "jobs/\($0.id)" })
        let added = try #require(plan.jobs.first { $0[.month] == .integer(12) })
        #expect(added[.slopeFunction] == .text("irmischerClarkeOffPath") && added[.seed] == .integer(1))
        #expect(added[.budget] == .number(5))
        #expect(!plan.jobs.contains { $0[.month] == .integer(1) && $0[.direction] == .text("south") })
        #expect(plan.parts.layers == ["routes", "segments", "priorities"] && plan.parts.rasters && !plan.parts.report)
    }

    @Test func `what is left out has the documented defaults`() throws {
        let plan = try scratch.plan("format: 1\nmatrix: {seed: 1}\n", name: "some.plan.yaml")
        let job = try #require(plan.jobs.first)
        #expect(plan.jobs.count == 1 && plan.name == "some")
        #expect(
            job.fields == [
                "darien", "all", "both", "none", "irmischerClarkeOffPath", "modelled", "none", "both", "none", "1",
                "2014-01", "2026-02", "none",
            ])
        let settings = job.settings(threads: 3)
        #expect(settings.scenario?.months == nil && settings.scenario?.closedLegs == [] && settings.budget == nil)
        #expect(settings.directions == [.north, .south] && settings.seed == 1 && settings.threads == 3)
        #expect(job.item(of: "x").firstDay == "2014-01-01" && job.item(of: "x").lastDay == "2026-02-28")
        #expect(job.item(of: "x").collection == "../../collection.json")
    }

    @Test func `settings follow the parameters`() throws {
        let plan = try scratch.plan(
            """
            format: 1
            set: {budget: 2.5, direction: south, closure: [L009, L008, L009], slope_function: rees, from: 2015-01, to: 2020-12}
            matrix: {month: [dry], lever: [none, protection]}
            """)
        let none = try #require(plan.jobs.first { $0[.lever] == .none }).settings(threads: 1)
        let protection = try #require(plan.jobs.first { $0[.lever] != .none }).settings(threads: 1)
        #expect(none.budget == nil && none.scenario?.lever == nil)
        #expect(protection.budget == 2.5 && protection.scenario?.lever == .protection)
        #expect(protection.scenario?.months == [1, 2, 3, 4] && protection.directions == [.south])
        #expect(protection.scenario?.closedLegs == ["L008", "L009"])
        #expect(protection.scenario?.slopeFunction.name == "rees")
        #expect(protection.from?.description == "2015-01" && protection.to?.description == "2020-12")
    }

    @Test func `the same combination twice is one job, however it is written`() throws {
        let plan = try scratch.plan(
            """
            format: 1
            set: {budget: 5.0}
            matrix: {month: [1, "1", 1], closure: [[L008, L009], [L009, L008, L008]], from: [none, 2014-01], budget: [5, 5.0]}
            extra: [{month: 1}]
            """.replacing("set: {budget: 5.0}\n", with: ""))
        #expect(plan.jobs.count == 1)
    }

    @Test func `ids rest on content and not on the place, the order or the file's name`() throws {
        let other = Scratch()
        let text = "format: 1\nname: x\nset: {dem: sub/a.tif}\nmatrix: {month: [1, 2], direction: [north, south]}\n"
        let turned = "name: x\nmatrix: {direction: [south, north], month: [2, 1]}\nset: {dem: sub/a.tif}\nformat: 1\n"
        for place in [scratch, other] { _ = try place.write("heights", to: "sub/a.tif") }
        let (a, b) = (try scratch.plan(text), try other.plan(turned))
        #expect(a.jobs.map(\.id) == b.jobs.map(\.id))
        #expect(!a.text.contains(scratch.path))
        _ = try other.write("other heights", to: "sub/a.tif")
        #expect(Set(a.jobs.map(\.id)).isDisjoint(with: try other.plan(turned).jobs.map(\.id)))
        let coarser = try scratch.plan(text.replacing("name: x", with: "name: x\nformats: [gpkg]"))
        #expect(Set(a.jobs.map(\.id)).isDisjoint(with: coarser.jobs.map(\.id)))
    }

    @Test func `hive folders name month and direction`() throws {
        let plan = try scratch.plan("format: 1\nlayout: hive\nmatrix: {month: [1], direction: [north]}\n")
        let job = try #require(plan.jobs.first)
        #expect(job.folder == "jobs/month=1/direction=north/\(job.id)")
        #expect(job.item(of: "x").collection == "../../../../collection.json")
    }

    @Test func `an including plan wins key by key, and paths are meant from the plan that names them`() throws {
        _ = try scratch.write("heights", to: "deep/a.tif")
        _ = try scratch.write(
            "set: {dem: a.tif, budget: 3}\nmatrix: {seed: [1, 2, 3], month: [1]}\nname: base\n", to: "deep/common.yaml")
        _ = try scratch.write("include: deep/common.yaml\nset: {budget: 4}\n", to: "middle.yaml")
        let plan = try scratch.plan("format: 1\ninclude: [middle.yaml]\nset: {seed: 9}\nmatrix: {month: [2, 3]}\n")
        #expect(plan.name == "base" && plan.jobs.count == 2)
        #expect(plan.jobs.allSatisfy { $0[.seed] == .integer(9) && $0[.budget] == .number(4) })
        #expect(plan.jobs.allSatisfy { $0[.dem].field == "a.tif" })
    }

    @Test func `a circle of plans is named in order`() throws {
        _ = try scratch.write("include: b.yaml\n", to: "a.yaml")
        _ = try scratch.write("include: [plan.yaml]\n", to: "b.yaml")
        let error = try #require(try scratch.fault("format: 1\ninclude: a.yaml\nmatrix: {seed: 1}\n"))
        #expect(error.kind == .bad)
        #expect(error.description.contains("plan.yaml → "))
        #expect(error.description.contains("a.yaml → ") && error.description.contains("b.yaml → "))
        let own = try #require(try scratch.fault("format: 1\ninclude: plan.yaml\nmatrix: {seed: 1}\n"))
        #expect(own.description.contains("circle"))
    }

    @Test func `plans that include each other's parts many times are refused, not followed`() throws {
        for i in 0..<30 { _ = try scratch.write("include: [p\(i + 1).yaml, p\(i + 1).yaml]\n", to: "p\(i).yaml") }
        _ = try scratch.write("name: end\n", to: "p30.yaml")
        let error = try #require(try scratch.fault("format: 1\ninclude: p0.yaml\nmatrix: {seed: 1}\n"))
        #expect(error.description.contains("1000"))
    }

    @Test func `a large plan is refused with its count before it is expanded`() throws {
        let ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
        let thousand = "[" + (0..<1000).map(String.init).joined(separator: ", ") + "]"
        let error = try #require(
            try scratch.fault(
                "format: 1\nmatrix: {seed: \(thousand), budget: \(thousand), month: \(Array(1...10)), dem: none, to: none, "
                    + "direction: [north, south], lever: [none, enforcement, protection, both, both], closure: none, "
                    + "slope_function: [rees, garmy, campbell, langmuir, naismith]}\n"))
        #expect(error.description.contains("400000000 jobs") && error.description.contains("max_jobs is 100000"))
        #expect(
            try scratch.fault("format: 1\nmax_jobs: 9\nmatrix: {seed: \(ten)}\n")?.description.contains("10 jobs")
                == true)
        #expect(
            try scratch.plan("format: 1\nmax_jobs: 9\nmatrix: {seed: \(ten)}\nexclude: [{seed: 3}]\n").jobs.count == 9)
    }

    @Test func `a count beyond 64 bits does not overflow`() throws {
        let region = Scratch.region
        let lists = PlanKey.allCases.map { _ in [PlanValue](repeating: .region(region), count: 100_000) }
        let combinations = PlanCombinations(
            lists: lists, excluded: [], extra: [], largest: 100_000, plan: try PlanText.wholePlan("plan.yaml"))
        #expect(throws: PlanError.self) { try combinations.expanded() }
    }
}
