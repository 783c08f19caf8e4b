import Foundation
import PriorityAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct SiteCoveringTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A in reach of 1, 2, 3; B of 3, 4; C of 4 exactly at the radius and of 5 beyond it.
    private static let distances = """
        site_id,demand_id,distance_m
        B,4,10
        B,3,20
        A,1,0
        A,2,499.5
        A,3,100
        C,4,500
        C,5,500.5

        """
    private static let weights = "demand_id,weight\n1,5\n2,7\n3,1\n4,2\n5,9\n6,4\n"

    private func job(_ distances: String, _ weights: String, sites: Int = 2) throws -> SiteCovering {
        SiteCovering(
            distances: try folder.file("d.csv", distances), demand: try folder.file("w.csv", weights), radius: 500,
            sites: sites)
    }

    private func texts(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.text) ?? [] }

    @Test func `covered is what lies within the radius or at it`() throws {
        var job = try job(Self.distances, Self.weights)
        job.output = folder.url.appending(path: "out.csv").path
        let outcome = try job.run()
        #expect(texts(outcome.summary["sites"]) == ["B", "A"])
        #expect(outcome.summary["covered"]?.double == 15)
        #expect(outcome.summary["total"]?.double == 28)
        #expect(texts(outcome.summary["uncovered_demands"]) == ["5", "6"])
        #expect(outcome.summary["method"]?.text == "exact")
        #expect(outcome.summary["bound"]?.double == 15)
        #expect(outcome.summary["gap"]?.double == 0)
        let text = try String(contentsOf: URL(fileURLWithPath: job.output ?? ""), encoding: .utf8)
        #expect(
            text == """
                demand_id,weight,covered,site_id,distance_m
                1,5,true,A,0
                2,7,true,A,499.5
                3,1,true,B,20
                4,2,true,B,10
                5,9,false,,
                6,4,false,,

                """)
    }

    @Test func `more sites than there are, and columns that mean nothing, are warned of`() throws {
        let rows = "site_id,demand_id,distance_m,note\nB,4,10,x\nA,1,0,\n"
        let outcome = try job(rows, Self.weights, sites: 7).run()
        #expect(texts(outcome.summary["sites"]) == ["B", "A"])
        #expect(outcome.warnings.contains { $0.contains("has 2 sites") })
        #expect(outcome.warnings.contains { $0.contains("columns not used: note") })
    }

    @Test(arguments: [
        ("site_id,demand_id,distance_m\nA,9,1\n", weights, "line 2, column demand_id: demand 9 is unknown"),
        (
            "site_id,demand_id,distance_m\nA,1,1\nA,1,2\n", weights,
            "line 3, column demand_id: site A and demand 1 stand"
        ),
        ("site_id,demand_id,distance_m\nA,1,-1\n", weights, "line 2, column distance_m"),
        ("site_id,demand_id,distance_m\nA,1,nan\n", weights, "is not a finite number"),
        ("site_id,demand_id,distance_m\nA,1,\n", weights, "the field is empty"),
        ("site_id,demand_id,distance_m\n", weights, "holds no site"),
        ("site_id,demand_id\nA,1\n", weights, "column distance_m: the header lacks it"),
        (distances, "demand_id,weight\n", "holds no demand"),
        (distances, "demand_id,weight\n1,-2\n", "line 2, column weight"),
        (distances, "demand_id,weight\n1,2\n1,3\n", "line 3, column demand_id: demand 1 stands here twice"),
    ])
    func `bad tables are errors that name the place`(distances: String, weights: String, problem: String) throws {
        let job = try job(distances, weights)
        #expect { try job.run() } throws: { error in
            (error as? RequestError)?.kind == .badData && "\(error)".contains(problem)
        }
    }

    @Test func `a radius below 0 and no sites are wrong usage`() throws {
        var job = try job(Self.distances, Self.weights)
        job.radius = -1
        #expect { try job.run() } throws: { ($0 as? RequestError)?.kind == .wrongUsage }
        (job.radius, job.sites) = (500, 0)
        #expect { try job.run() } throws: { ($0 as? RequestError)?.kind == .wrongUsage }
    }
}
