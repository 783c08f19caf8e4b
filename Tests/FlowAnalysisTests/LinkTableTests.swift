import FlowAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

struct LinkTableTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `links are read with what the file leaves out`() throws {
        let table = try LinkTable(
            try folder.file(
                "l.csv",
                "link_id,from,to,mode,length_m,time_s,cost,capacity,note\n1,b,a,sea,1000,,5,,x\n2,a,c,,,60,0,10,\n"))
        #expect(table.placeIDs == ["a", "b", "c"])
        #expect(table.ends.map(\.from) == [1, 0])
        #expect(table.links[0].capacity == nil && table.links[0].timeSeconds == nil && table.links[1].mode == nil)
        #expect(table.links[1].capacity == 10 && table.links[1].b == 0 && table.links[1].power == 1)
        #expect(table.ignoredColumns == ["note"])
    }

    @Test(arguments: [
        ("1,a,b,5,\n1,a,c,5,\n", "line 3, column link_id: link 1 stands in line 2 already"),
        ("1,a,b,-5,\n", "line 2, column cost: -5.0 is not a finite number of 0 or more"),
        ("1,a,b,nan,\n", "line 2, column cost: \"nan\" is not a finite number"),
        ("1,a,b,5,0\n", "line 2, column capacity: the capacity is 0.0; it must be above 0"),
        ("1,,b,5,\n", "line 2, column from: the field is empty"), ("", "holds no link"),
    ])
    func `a bad link is an error that says where`(rows: String, problem: String) throws {
        let path = try folder.file("l.csv", "link_id,from,to,cost,capacity\n" + rows)
        #expect { try LinkTable(path) } throws: { "\($0)".contains(problem) }
    }

    @Test func `links of a GeoJSON file keep their lines`() throws {
        let path = try folder.file(
            "l.geojson",
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]},
            "properties":{"link_id":"x","from":"a","to":"b","cost":2}}]}
            """)
        let table = try LinkTable(path)
        #expect(table.links[0].line?.points.count == 2 && table.links[0].cost == 2)
    }

    @Test func `demand between unknown places names the line`() throws {
        let links = try LinkTable(try folder.file("l.csv", "link_id,from,to,cost\n1,a,b,5\n"))
        let demand = try folder.file("d.csv", "from,to,persons\na,z,3\n")
        #expect { try DemandTable(demand, places: links, needsPersons: true) } throws: {
            "\($0)".contains("line 2, column to: no link of") && "\($0)".contains("touches place z")
        }
    }
}
