import FlowAnalysis
import SpatialFormats
import TestSupport
import Testing

struct TransportationNetworkFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func network(
        _ rows: String, metadata: String = "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 3\n<NUMBER OF LINKS> 2\n",
        end: String = "<END OF METADATA>\n"
    ) throws -> String {
        try folder.file("n.tntp", metadata + end + rows)
    }

    @Test func `Sioux Falls is read with its numbers and its zones`() throws {
        let links = try LinkTable(try folder.file("net.tntp", SiouxFalls.networkFile))
        #expect(links.links.count == 76 && links.placeIDs.count == 24 && links.firstThroughPlace == 0)
        let first = links.links[0]
        #expect(first.id == "1" && first.from == "1" && first.to == "2" && first.capacity == 25900.20064)
        #expect(first.cost == 6 && first.lengthMetres == 6 && first.b == 0.15 && first.power == 4)
        let demand = try DemandTable(
            try folder.file("trips.tntp", SiouxFalls.tripFile), places: links, needsPersons: true)
        #expect(demand.pairs.count == 528 && demand.pairs.reduce(0) { $0 + $1.persons } == 360_600)
        #expect(demand.remarks.isEmpty)
    }

    @Test func `comments, blanks and zones that are not passed through`() throws {
        let path = try network(
            "~ init_node term_node ;\n\n  1\t3  10 1 2 0.15 4 0 0 1 ;\n3 2 5 1 1 0 0 ; ~ last\n",
            metadata: "<NUMBER OF ZONES> 2 \n<NUMBER OF NODES>\t3\n<FIRST THRU NODE> 3\n<NUMBER OF LINKS> 2\n")
        let links = try LinkTable(path)
        #expect(links.links.map(\.from) == ["1", "3"] && links.firstThroughPlace == 2)
        #expect(links.placeIDs == ["1", "2", "3"] && links.ignoredColumns.isEmpty)
    }

    @Test func `tolls are named as what changes nothing`() throws {
        let path = try network("1 3 10 1 2 0.15 4 0 0 1;\n3 2 5 1 1 0 0 0 7 1;\n")
        #expect(try LinkTable(path).ignoredColumns == ["toll"])
    }

    @Test(arguments: [
        ("1 3 10 1 2 0.15 4;\n", "1 links, but the metadata say 2"),
        ("1 3 10 1 2 0.15 4;\n3 4 5 1 1 0 0;\n", "line 6, term_node is \"4\"; it must be a whole number from 1 to 3"),
        ("1 3 10 1 2 0.15 4;\n3 2 0 1 1 0 0;\n", "line 6, capacity is 0.0; it must be above 0"),
        ("1 3 10 1 2 0.15 4;\n3 2 5 1 -1 0 0;\n", "line 6, free_flow_time is -1.0; it must be 0 or more"),
        ("1 3 10 1 2 0.15 4;\n3 2 5 1 nan 0 0;\n", "line 6, free_flow_time is \"nan\"; a finite number is needed"),
        ("1 3 10 1 2 0.15 4;\n3 2 5 1;\n", "line 6, 4 fields; a link needs init_node"),
        ("", "0 links, but the metadata say 2"),
    ])
    func `a bad row is one error that names its line`(rows: String, problem: String) throws {
        let path = try network(rows)
        #expect { try LinkTable(path) } throws: { "\($0)".contains(problem) }
    }

    @Test func `missing metadata are errors`() throws {
        let rows = "1 3 10 1 2 0.15 4;\n3 2 5 1 1 0 0;\n"
        func check(_ path: String, _ problem: String) {
            #expect { try LinkTable(path) } throws: { "\($0)".contains(problem) }
        }
        check(try network(rows, end: ""), "a TNTP file begins with lines such as")
        check(try network("", end: ""), "has no line <END OF METADATA>")
        check(try network(rows, metadata: "<NUMBER OF LINKS> 2\n"), "the metadata lack <NUMBER OF NODES>")
        check(try network(rows, metadata: "<NUMBER OF NODES> x\n"), "line 1, <NUMBER OF NODES> is \"x\"")
    }

    @Test(arguments: [
        ("Origin 1\n 2 : 5.0; 1 : 0;\n", nil),
        ("Origin 1\n 2 : 5.0\n", "line 4, the last record does not end with ;"),
        (" 2 : 5.0;\n", "line 3, there is no line such as Origin 1 before it"),
        ("Origin 3\n", "line 3, the origin is \"3\"; it must be a whole number from 1 to 2"),
        ("Origin 1\n 2 : -5.0;\n", "line 4, the persons is -5.0; it must be 0 or more"),
        ("Origin 1\n 2 5.0;\n", "line 4, a record such as 2 : 100.0; is needed"),
        ("Origin 1\n 2 : 5.0; 2 : 6.0;\n", "line 4, origin 1 has destination 2 twice"),
        ("Origin 1\n 2 : 0.0;\n", "holds no pair with persons"),
    ])
    func `trips are read, or name the line that is wrong`(rows: String, problem: String?) throws {
        let links = try LinkTable(try network("1 3 10 1 2 0.15 4;\n3 2 5 1 1 0 0;\n"))
        let path = try folder.file("t.tntp", "<NUMBER OF ZONES> 2\n<END OF METADATA>\n" + rows)
        guard let problem else {
            #expect(try DemandTable(path, places: links, needsPersons: true).pairs.map(\.persons) == [5])
            return
        }
        #expect { try DemandTable(path, places: links, needsPersons: true) } throws: { "\($0)".contains(problem) }
    }

    @Test func `a total that the trips do not reach is remarked`() throws {
        let links = try LinkTable(try network("1 3 10 1 2 0.15 4;\n3 2 5 1 1 0 0;\n"))
        let path = try folder.file(
            "t.tntp", "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 9\n<END OF METADATA>\nOrigin 1\n2 : 5;\n")
        let demand = try DemandTable(path, places: links, needsPersons: true)
        #expect(demand.remarks.count == 1 && demand.remarks[0].contains("its metadata say 9.0"))
    }
}
