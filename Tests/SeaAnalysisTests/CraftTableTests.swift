import SeaAnalysis
import SpatialFormats
import Surfaces
import Testing

@Suite struct CraftTableTests {
    @Test func `an unknown craft is an error that lists the known ones`() throws {
        let table = try CraftTable(nil)
        #expect(throws: RequestError.self) { try table.craft("ferry") }
        #expect(try table.craft(nil).name == "open_skiff")
    }
}
