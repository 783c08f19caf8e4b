import Foundation
import Ingest
import SeaAnalysis
import Surfaces
import Testing

@Suite struct HazardCoefficientTests {
    @Test func `the built-in coefficients and ranges are those of the embedded region`() throws {
        let pack = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "geodata/darien").path
        let parameters = try RegionPack.load(pack, verifyingManifest: false).settings.parameters
        for (index, name) in SeaHazard.names.enumerated() {
            let parameter = try #require(parameters.first { $0.name == "hazard_" + name })
            #expect(parameter.value == SeaHazard.assumed.coefficients[index])
            #expect(parameter.low == SeaHazard.assumedRanges[index].lowerBound)
            #expect(parameter.high == SeaHazard.assumedRanges[index].upperBound)
        }
    }
}
