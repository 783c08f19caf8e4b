import Foundation
import PriorityAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct PriorityPlanningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `two routes by hand`() throws {
        // Shares ½, ½ before and ¼, ¾ after: direct −5, displacement 10, net 5.
        var job = PriorityPlanning(
            routes: try folder.file(
                "r.csv", "od,route,cost,persons,harm_per_person\na,pass,4,1000,0.02\na,sea,4,1000,0.05\n"),
            sites: try folder.file("s.csv", "site_id,lever\npost,enforcement\n"),
            effects: try folder.file(
                "e.csv", "site_id,route,added_cost,harm_multiplier\npost,pass,1.0986122886681098,0.5\n"),
            theta: 1, output: folder.url.appending(path: "out.csv").path)
        job.budget = 1
        let outcome = try job.run { _, _, _ in }
        let text = try String(contentsOf: URL(fileURLWithPath: job.output), encoding: .utf8)
        let fields = text.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields[0] == "post" && fields[7] == "true" && fields[9] == "sea")
        #expect(abs((Double(fields[5]) ?? 0) - 5) < 1e-12)
        #expect(outcome.summary["portfolio"]?.object?["sites"] == .array([]))
    }

    @Test func `routes and effects made from a network are those made by hand`() throws {
        let links = "link_id,from,to,cost,length_m\na,S,M,1,1000\nb,M,E,1,2000\nc,S,E,2.2,5000\n"
        var job = PriorityPlanning(
            routes: "", sites: try folder.file("s.csv", "site_id,lever,link_ids\np,protection,b\n"), effects: "",
            theta: 1, output: folder.url.appending(path: "n.csv").path)
        job.network = NetworkInputs(
            links: try folder.file("l.csv", links),
            risk: try folder.file("k.csv", "unit_id,rate_mean\na,0.001\nb,0.01\nc,0.03\n"),
            demand: try folder.file("d.csv", "from,to,persons\nS,E,1000\n"))
        job.budget = 1
        let outcome = try job.run { _, _, _ in }
        // Two routes, costs 2 and 2.2, harms 0.011 and 0.03; protection acts on the harm of link b alone.
        let share = 1 / (1 + exp(-0.2))
        let before = 1000 * (share * 0.011 + (1 - share) * 0.03)
        #expect(abs((outcome.summary["harm_before"]?.double ?? 0) - before) < 1e-9)
        let net = outcome.summary["portfolio"]?.object?["net"]?.double ?? 0
        #expect(abs(net + 1000 * share * 0.01 * (1 - exp(-0.4))) < 1e-9)
    }

    @Test func `what cannot be is refused with its place`() throws {
        let routes = "od,route,cost,persons,harm_per_person\na,x,1,10,0.1\na,y,1,10,0.2\n"
        let sites = "site_id,lever\ns,enforcement\n"
        let effects = "site_id,route,length_m\ns,x,5\n"
        for (routes, sites, effects, part) in [
            (routes.replacing("a,y,1,10", with: "a,y,1,11"), sites, effects, "line 3, column persons"),
            (routes.replacing("a,y", with: "a,x"), sites, effects, "stands here twice"),
            (routes.replacing("0.2", with: "nan"), sites, effects, "column harm_per_person"),
            (routes.replacing("0.2", with: ""), sites, effects, "unknown"),
            (routes, sites.replacing("enforcement", with: "magic"), effects, "no lever"),
            (routes, sites + "s,protection\n", effects, "site s stands here twice"),
            (routes, sites, effects.replacing("s,x", with: "t,x"), "site t is unknown"),
            (routes, sites, effects.replacing("s,x", with: "s,z"), "route z is unknown"),
            (routes, sites, effects + "s,x,6\n", "two rows"),
            (routes, sites, effects.replacing("5", with: "-5"), "the length is -5"),
            (routes, sites, effects.replacing("5", with: ""), "give either"),
            ("od,route,cost,persons,harm_per_person\n", sites, effects, "no route"),
        ] {
            let job = PriorityPlanning(
                routes: try folder.file("r.csv", routes), sites: try folder.file("s.csv", sites),
                effects: try folder.file("e.csv", effects), theta: 1,
                output: folder.url.appending(path: "bad.csv").path)
            let error = #expect(throws: RequestError.self) { try job.run { _, _, _ in } }
            #expect(error?.description.contains(part) ?? false, "\(error?.description ?? part)")
        }
    }
}
