import LandAnalysis
import SpatialFormats
import Testing

@Suite struct SlopeTableTests {
    @Test func `steps leave no binary dust`() throws {
        let slopes = try SlopeTable.slopes("-0.6:0.6:0.05")
        #expect(slopes.count == 25 && slopes[0] == -0.6 && slopes[12] == 0 && slopes[13] == 0.05 && slopes[24] == 0.6)
        #expect(try SlopeTable.slopes("0:1:0.3") == [0, 0.3, 0.6, 0.9])
        #expect(try SlopeTable.slopes("-0.1,0.25,0") == [-0.1, 0.25, 0])
    }

    @Test(arguments: ["", "a", "1:0:0.1", "0:1:0", "0:1:-1", "0:1", "0:1:nan", "1,,2", "0:1:1e-9", "inf"])
    func `what is no list of slopes is wrong usage`(_ text: String) {
        let error = #expect(throws: RequestError.self) { try SlopeTable.slopes(text) }
        #expect(error?.kind == .wrongUsage)
    }
}
