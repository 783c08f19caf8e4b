import Foundation
import TestSupport
import Testing

@Suite struct SharedDataTests {
    @Test func `the developers' data is there when TROCHA_REQUIRE_SHARED asks for it`() {
        let isRequired = ProcessInfo.processInfo.environment["TROCHA_REQUIRE_SHARED"] == "1"
        #expect(SharedData.isPresent || !isRequired, "tests on ../shared would be skipped")
    }
}
