import Foundation
import Incidents
import SpatialEngine
import Testing

@testable import Ingest

@Suite struct EmbeddedPackTests {
    @Test func `the pack holds every published row that is not listed as left out`() throws {
        let pack = try EmbeddedPack.load()
        let leftOut = pack.settings.leftOut
        let lostIncidents = leftOut.filter { $0.file == "incidents.csv" }.reduce(0) { $0 + $1.ids.count }
        let lostMeasures = leftOut.filter { $0.file == "measures.csv" }.reduce(0) { $0 + $1.ids.count }
        #expect(pack.incidents.count + lostIncidents == 172)
        #expect(pack.measures.count + lostMeasures == 49)
        #expect(pack.places.count == 101)
        #expect(pack.legs.count == 70)
        #expect(pack.crossings.count == 105)
        #expect(pack.spotHeights.count == 500)
        #expect(pack.harmClasses.count == 25)
        // 196 published rows less 132 placeholders, 18 of text, 2 of an inland station and a gap.
        #expect(pack.seaState.count == 196 - 132 - 18 - 2 - 1)
        #expect(pack.settings.corridors.map(\.id).joined(separator: " ") == "C0 C1 C2 C3 C4 C5 C6 C7 C8 C10 R1 R2 R3")
    }

    @Test func `the dead and missing of the incidents are those of the published table less the rows left out`() throws
    {
        // The published table: 224 dead and 136 missing without totals and possible duplicates; the twelve rows left out
        // hold 8 dead and 2 missing (local traffic) and 17 dead (outside the extent).
        let added = try EmbeddedPack.load().incidents.filter { $0.reportKind != .surveyTotal && $0.duplicateOf == nil }
        #expect(added.reduce(0) { $0 + ($1.dead ?? 0) } == 224 - 8 - 17)
        #expect(added.reduce(0) { $0 + ($1.missing ?? 0) } == 136 - 2)
    }

    @Test(arguments: [2020: 6_465, 2021: 133_726, 2022: 248_284, 2023: 520_085, 2024: 302_203])
    func `the months of a year add up to the year's total of the migration service`(year: Int, total: Int) throws {
        let months = MonthlyFlow.monthly(
            try EmbeddedPack.load().crossings, direction: .north,
            window: YearMonth(year: year, month: 1)...YearMonth(year: year, month: 12)
        ).months
        #expect(months.count == 12)
        #expect(months.allSatisfy { $0.basis == .counted })
        #expect(months.reduce(0.0) { $0 + ($1.persons ?? 0) } == Double(total))
    }

    @Test func `no column tells a price, a controller, a nationality or a note`() throws {
        let forbidden = ["price", "usd", "controller", "nat", "note", "hazard", "text", "cchi", "seasonality"]
        for file in try FileManager.default.contentsOfDirectory(atPath: EmbeddedPack.folder)
        where file.hasSuffix(".csv") {
            let table = try CommaSeparatedTable(
                bytes: Data(contentsOf: URL(filePath: EmbeddedPack.folder + "/" + file)))
            for column in table.header {
                let words = column.split(separator: "_").map(String.init)
                #expect(words.allSatisfy { !forbidden.contains($0) }, "\(file): \(column)")
            }
        }
    }

    @Test func `single cases of sexual violence are placed no finer than 10 km`() throws {
        let cases = try EmbeddedPack.load().incidents.filter { $0.category == "sexual_violence" }
        #expect(cases.count == 6)
        #expect(cases.allSatisfy { $0.precision >= Metres(10_000) })
    }

    @Test func `interceptions count as found by patrols and remains as forensic`() throws {
        for incident in try EmbeddedPack.load().incidents where incident.reportKind != .surveyTotal {
            #expect((incident.category == "remains_found") == (incident.channel == .forensic))
            if incident.category == "interception" { #expect(incident.channel == .patrolDiscovered) }
            if incident.channel == .patrolDiscovered { #expect((incident.dead ?? 0) + (incident.missing ?? 0) == 0) }
        }
    }

    @Test func `San Andrés lies 83 nautical miles from Corn Island`() throws {
        let pack = try EmbeddedPack.load()
        let ends = (try #require(pack.place("san_andres")), try #require(pack.place("corn_island")))
        #expect(abs(Geodesic.distance(ends.0.position, ends.1.position).value / 1852 - 83) < 1)
    }

    @Test func `published distances are at least the geodesic within the places' precision`() throws {
        let pack = try EmbeddedPack.load()
        for leg in pack.legs {
            guard let distance = leg.distance else { continue }
            let from = try #require(pack.place(leg.fromID)), to = try #require(pack.place(leg.toID))
            let least = Geodesic.distance(from.position, to.position).value - from.precision.value - to.precision.value
            #expect(distance.value >= least, "\(leg.id)")
        }
    }

    @Test func `every pair of places can be joined by legs of its direction`() throws {
        let pack = try EmbeddedPack.load()
        for pair in pack.settings.odPairs {
            var reached: Set<String> = [pair.originID]
            for _ in pack.legs {
                for leg in pack.legs where leg.allows(pair.direction) {
                    if reached.contains(leg.fromID) { reached.insert(leg.toID) }
                    if leg.direction == .both && reached.contains(leg.toID) { reached.insert(leg.fromID) }
                }
            }
            #expect(reached.contains(pair.destinationID), "\(pair.id)")
        }
    }

    @Test func `shares of one count add up to at most the whole`() throws {
        let pairs = try EmbeddedPack.load().settings.odPairs
        for demand in [Demand.countedNorth, .countedSouth] {
            let shares = pairs.filter { $0.demand == demand }.compactMap { $0.share?.typical }
            #expect(!shares.isEmpty && shares.reduce(0, +) <= 1 + 1e-12)
        }
    }

    @Test func `a parameter is found by name and its absence names the file`() throws {
        let pack = try EmbeddedPack.load()
        #expect(try pack.parameter("sketch_exponent").value == 1.2)
        #expect(try pack.parameter("sketch_exponent").isAssumed == false)
        let error = #expect(throws: IngestError.self) { try pack.parameter("no_such_number") }
        #expect(
            error?.description.contains("region.yaml, field parameters: parameter \"no_such_number\" is missing")
                == true)
    }
}
