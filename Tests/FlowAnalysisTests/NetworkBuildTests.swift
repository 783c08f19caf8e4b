import FlowAnalysis
import Foundation
import Incidents
import SpatialFormats
import TestSupport
import Testing

@Suite struct NetworkBuildTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let places = "place_id,lon,lat\na,-77,8\nb,-77.5,8.5\nc,-78,9\n"
    private static let legHeader =
        "leg_id,from_id,to_id,mode,direction,distance_km,duration_low_h,duration_high_h,duration_basis,capacity,"
        + "active_from,active_to,confidence\n"
    private static let legs =
        legHeader + """
            L1,a,b,sea,north,50,1,3,published,2000,2021-01,2024-12,high
            L2,b,c,foot,both,20,10,,estimated,,2023-01,,low
            L3,a,c,road,north,,,,,,,,

            """

    private func build(
        legs: String = legs, _ change: (inout NetworkBuild) throws -> Void = { _ in }
    ) throws -> (outcome: NetworkBuild.Outcome, links: LinkTable, text: String) {
        let output = folder.url.appending(path: "links.csv").path
        var job = NetworkBuild(
            places: try folder.file("places.csv", Self.places), legs: try folder.file("legs.csv", legs), output: output)
        (job.speeds, job.overwrite) = (NetworkBuild.assumedSpeeds, true)
        try change(&job)
        let outcome = try job.run()
        return (outcome, try LinkTable(output), try String(contentsOfFile: output, encoding: .utf8))
    }

    @Test func `legs become directed links with times, lengths and grades`() throws {
        let (outcome, table, text) = try build()
        #expect(table.links.map(\.id) == ["L1", "L2", "L2:reverse", "L3"])
        #expect(table.links.map { "\($0.from)\($0.to)" } == ["ab", "bc", "cb", "ac"])
        #expect(table.links[0].timeSeconds == 2 * 3600 && table.links[0].capacity == 2000)
        #expect(table.links[1].timeSeconds == 36000 && table.links[1].lengthMetres == 20_000)
        // PROJ's geodesic between (-77, 8) and (-78, 9), at 8 m/s.
        #expect(isClose(try #require(table.links[3].lengthMetres), 156_060.1654, within: 1e-3))
        #expect(
            isClose(
                try #require(table.links[3].timeSeconds), try #require(table.links[3].lengthMetres) / 8, within: 1e-6))
        #expect(outcome.evidence.map(\.links) == [1, 2, 0, 1])
        #expect(text.contains("2021-01,2024-12,L1,3600,10800,published,high"))
    }

    @Test func `only the legs in use in the month are there`() throws {
        #expect(try build { $0.month = YearMonth(year: 2022, month: 12) }.links.links.map(\.id) == ["L1", "L3"])
        let late = try build { $0.month = YearMonth(year: 2025, month: 1) }
        #expect(late.links.links.map(\.id) == ["L2", "L2:reverse", "L3"])
        #expect(late.outcome.inactive == 1)
    }

    @Test func `times of an engine replace those of the table, by direction and month`() throws {
        let times = try folder.file(
            "times.csv", "leg_id,direction,month,time_s\nL1,,6,100\nL1,,,200\nL2,south,,300\n")
        let june = try build {
            ($0.crossingTimes, $0.month) = (times, YearMonth(year: 2023, month: 6))
        }
        #expect(june.links.links.compactMap(\.timeSeconds).prefix(3) == [100, 36000, 300])
        #expect(june.outcome.evidence.map(\.links) == [0, 1, 2, 1])
        let may = try build {
            ($0.crossingTimes, $0.month) = (times, YearMonth(year: 2023, month: 5))
        }
        #expect(may.links.links[0].timeSeconds == 200)
        #expect(throws: RequestError.self) { try build { $0.crossingTimes = times } }
    }

    @Test func `whoever changes the mode boards, whoever stays in it does not`() throws {
        let boarding = try folder.file("b.csv", "place_id,mode,wait_s,fee,hazard\n*,foot,600,,\nb,foot,60,2,0.01\n")
        let (_, table, text) = try build {
            ($0.boardings, $0.secondsPerFee) = (boarding, 10)
        }
        let costs = Dictionary(uniqueKeysWithValues: table.links.map { ($0.id, $0.cost) })
        #expect(costs["board:b:foot"] == 80 && costs["board:c:foot"] == 600 && costs["board:a:sea"] == 0)
        #expect(table.links.first { $0.id == "L2" }?.from == "b@foot")
        #expect(text.contains("board:b:foot,b,b@foot,board,0,0,80,,0,1,2,60,0.01"))
        // No way leads from the boat to the trail but over the place.
        #expect(!table.links.contains { $0.from == "b@sea" && $0.to != "b" })
    }

    @Test func `unrolled in time, legs leave by their schedule and arrive in their bin`() throws {
        let schedule = try folder.file("s.csv", "leg_id,depart_s,capacity\nL1,3600,40\nL1,0,30\n")
        let (_, table, _) = try build {
            ($0.timeBins, $0.schedule) = ((3600, 6 * 3600), schedule)
        }
        let boats = table.links.filter { $0.id.hasPrefix("L1#") }
        #expect(boats.map { "\($0.from) \($0.to)" } == ["a@0 b@2", "a@1 b@3"])
        #expect(boats.map(\.capacity) == [30, 40])
        // 10 h on foot end after the horizon of 6 h.
        #expect(!table.links.contains { $0.id.hasPrefix("L2") })
        #expect(table.links.contains { $0.id == "wait:a#0" && $0.to == "a@1" && $0.cost == 0 + 3600 })
    }

    @Test(arguments: [
        ("L1,a,z,sea,north,50,1,3,,,,,\n", "line 2, column to_id:", "has no place z"),
        ("L1,a,b,sea,north,50,1,3,,,2024-05,2024-01,\n", "line 2, column active_to:", "is before active_from 2024-05"),
        ("L1,a,b,sea,north,-50,1,3,,,,,\n", "line 2, column distance_km:", "negative"),
        ("L1,a,b,sea,north,nan,1,3,,,,,\n", "line 2, column distance_km:", "not a finite number"),
        ("L1,a,b,sea,north,50,3,1,,,,,\n", "line 2, column duration_high_h:", "below duration_low_h"),
        ("L1,a,b,sea,north,50,1,3,,0,,,\n", "line 2, column capacity:", "above 0"),
        ("L1,a,b,sea,north,5,1,3,,,,,\nL1,b,c,sea,north,5,1,3,,,,,\n", "line 3, column leg_id:", "stands in line 2"),
        ("L1,a,b,sea,east,50,1,3,,,,,\n", "line 2, column direction:", "north, south, both"),
        ("L1,a,a,sea,north,50,1,3,,,,,\n", "line 2, column to_id:", "ends where it starts"),
        ("L1,a,b,mule,north,50,,,,,,,\n", "line 2: leg L1", "--speed mule=MPS"), ("", "legs.csv", "holds no leg"),
    ])
    func `a bad leg is an error that says where and how to mend it`(rows: String, place: String, problem: String) throws
    {
        #expect {
            try build(legs: Self.legHeader + rows)
        } throws: {
            "\($0)".contains(place) && "\($0)".contains(problem)
        }
    }
}
