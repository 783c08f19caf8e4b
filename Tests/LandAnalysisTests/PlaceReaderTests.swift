import LandAnalysis
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct PlaceReaderTests {
    let files: LandFiles
    let degrees = PlaceReader(
        grid: Grid(
            shape: GridShape(rows: 4, columns: 8),
            transform: GeoTransform(originX: -78, originY: 9, cellWidth: 0.25, cellHeight: 0.5)), system: .degrees)

    init() throws { files = try LandFiles() }

    @Test(arguments: [
        ("-78,9", 0), ("-77.75,8.5", 9), ("-77.76,8.51", 0), ("-76,7", 31), ("-76.001,7.5", 31), (" -77.9 , 8.9 ", 0),
        ("-7.79e1,8.9", 0),
    ])
    func `a place belongs to the cell that contains it, on a border to the one east or south`(
        _ text: String, _ cell: Int
    ) throws {
        #expect(try degrees.place(text, option: "--from").cell == cell)
    }

    @Test func `several places come as a list or as a table with ids`() throws {
        #expect(try degrees.places("-78,9;-76,7", option: "--from").map(\.cell) == [0, 31])
        let path = try files.write("\u{FEFF}name,y,id,x\r\nA,9,p,-78\r\nB,7,q,-76\r\n", "p.csv")
        let places = try degrees.places(path, option: "--from")
        #expect(places.map(\.cell) == [0, 31] && places.map(\.id) == ["p", "q"])
    }

    @Test func `coordinates of another system are carried over`() throws {
        let grid = Grid(
            shape: GridShape(rows: 10, columns: 10),
            transform: GeoTransform(originX: 235_000, originY: 908_000, cellWidth: 100, cellHeight: 100),
            crs: CoordinateReferenceSystem("EPSG:32618"))
        // PROJ: −77.4, 8.2 is 235577.758, 907198.501 in zone 18 north.
        #expect(try PlaceReader(grid: grid, system: .degrees).place("-77.4,8.2", option: "--to").cell == 85)
        #expect(try PlaceReader(grid: grid, system: .native).place("235577.8,907198.5", option: "--to").cell == 85)
        let web = PlaceSystem.named(CoordinateReferenceSystem("EPSG:4326"))
        #expect(try PlaceReader(grid: grid, system: web).place("-77.4,8.2", option: "--to").cell == 85)
    }

    @Test(arguments: [
        ("8.2,-77.4", "swapped"), ("0,0", "outside"), ("-78.0001,8", "outside"), ("-77,95", "outside"),
    ])
    func `a place outside is bad data`(_ text: String, _ words: String) {
        let error = #expect(throws: RequestError.self) { try degrees.place(text, option: "--from") }
        #expect(error?.kind == .badData && error?.description.contains(words) == true, "\(error as Any)")
        #expect(error?.description.hasPrefix("--from ") == true)
    }

    @Test(arguments: ["", "-77.4", "1,2,3", "1,2;3", ";", "1,", "-78,9;-76,7", "nan,1"])
    func `what is no place is wrong usage`(_ text: String) {
        let error = #expect(throws: RequestError.self) { try degrees.place(text, option: "--from") }
        #expect(error?.kind == .wrongUsage)
    }

    @Test func `tables are refused with line and column`() throws {
        let faults = [
            ("x,y\n1,2\n3,\n", "line 3, column y"), ("x,y\nfoo,2\n", "line 2, column x"), ("x\n1\n", "column y"),
            ("id,x,y\na,-78,9\na,-77,8\n", "line 3, column id"), ("x,y\n", "no place"), ("", "empty"),
            ("x,y\n1\n", "line 2"),
        ]
        for (text, words) in faults {
            let path = try files.write(text, "p.csv")
            let error = #expect(throws: RequestError.self) { try degrees.places(path, option: "--from") }
            #expect(error?.description.contains(words) == true, "\(error as Any)")
            #expect(error?.description.contains(path) == true)
        }
        let missing = #expect(throws: FormatError.self) { try degrees.places("/nowhere/p.csv", option: "--from") }
        #expect(missing?.isMissingFile == true)
    }
}
