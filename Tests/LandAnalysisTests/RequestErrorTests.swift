import LandAnalysis
import SpatialFormats
import Testing

@Suite struct LandErrorTests {
    @Test func `an error is its sentence`() {
        #expect(RequestError(.wrongUsage, "theta is 0; give a number above 0").description.hasPrefix("theta is 0"))
    }
}
