import Allocation
import Testing

/// The instance of spopt's worked example of maximal covering (github.com/pysal/spopt, BSD; San Francisco's census of 2000):
/// 205 tracts, 16 candidate stores, 5 km by road, reduced to the people of each set of stores in reach.
///
/// spopt and CBC give for four stores numbers 2, 11, 12 and 15 and 89.756 % of the tracts, which is 875,247 people.
@Suite struct SanFranciscoTests {
    private static let stores = [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17, 18, 19]

    /// Bit *i*: store *i* of ``stores`` is in reach; then the people.
    private static let people: [(Int, Int)] = [
        (0x0005, 2451), (0x0007, 23610), (0x000B, 19395), (0x000F, 39693), (0x0020, 8966), (0x0040, 13913),
        (0x0060, 24420), (0x0080, 47512), (0x00A0, 34005), (0x00C0, 2231), (0x0100, 8002), (0x0110, 6058),
        (0x0140, 26157), (0x0150, 21665), (0x0158, 8201), (0x015A, 10333), (0x021A, 7496), (0x021E, 8648),
        (0x021F, 8034), (0x035A, 3739), (0x0400, 17954), (0x0500, 12599), (0x0510, 11916), (0x0550, 4529),
        (0x0558, 13104), (0x0710, 42352), (0x0718, 20163), (0x071E, 5646), (0x0750, 4410), (0x0758, 18038),
        (0x075A, 6771), (0x0805, 12564), (0x080F, 10049), (0x120F, 3980), (0x121E, 5886), (0x1600, 9082),
        (0x161E, 3374), (0x1710, 24952), (0x1718, 8053), (0x171E, 2132), (0x180F, 11797), (0x1A04, 5045),
        (0x1A0F, 137), (0x1A1E, 4475), (0x1A1F, 4454), (0x1C00, 1805), (0x1E00, 14367), (0x1E0C, 3775),
        (0x1E0E, 7263), (0x1E10, 7371), (0x1E14, 4836), (0x1E1C, 9293), (0x1E1E, 4797), (0x1F10, 22968),
        (0x1F18, 16193), (0x1F1C, 5284), (0x2004, 2234), (0x3804, 10110), (0x3A04, 14817), (0x9400, 846),
        (0xBA04, 6871), (0xBE04, 14632), (0xD800, 6084), (0xDC00, 2285), (0xF800, 103279), (0xF804, 38765),
        (0xFC00, 11585), (0xFC04, 24976), (0xFE00, 1777), (0xFE04, 30909),
    ]

    private func problem() throws -> CoveringProblem {
        var pairs: [CoveringProblem.Pair] = []
        for (demand, (mask, _)) in Self.people.enumerated() {
            for store in 0..<16 where mask >> store & 1 == 1 { pairs.append(.init(site: store, demand: demand)) }
        }
        return try CoveringProblem(siteCount: 16, weights: Self.people.map { Double($0.1) }, pairs: pairs)
    }

    @Test func `four stores cover what the published solution covers`() throws {
        let solution = try problem().maximal(sites: 4)
        #expect(solution.covered == 875_247)
        #expect(solution.bound == 875_247)
        #expect(solution.isProven)
        #expect(solution.sites.map { Self.stores[$0] } == [2, 11, 12, 15])
    }

    /// By enumeration of all sets of stores.
    @Test(arguments: zip(1...7, [448_255, 671_938, 791_499, 875_247, 927_402, 941_462, 950_428]))
    func `so do other numbers of stores`(count: Int, people: Int) throws {
        let problem = try problem()
        #expect(try problem.maximal(sites: count).covered == Double(people))
        #expect(try problem.greedy(sites: count).bound >= Double(people))
    }
}
