import Connectivity
import Testing

@Suite struct ConnectivityErrorTests {
    @Test func `an error names the parameter and its range`() {
        let error = ConnectivityError.badParameter(name: "theta", value: 0, range: "above 0")
        #expect(error.description == "theta is 0.0; it must be above 0")
    }
}
