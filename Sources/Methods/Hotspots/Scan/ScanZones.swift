internal import SpatialEngine

/// The sets of locations that a scan looks at.
///
/// They lie in families: of a chain each location is added to those before it, so that a zone is a beginning of the chain;
/// of a tree each location is added to those above it.
public struct ScanZones: Sendable {
    /// Zones that grow from one centre.
    struct Family: Sendable {
        /// The location it starts from; of a listed zone its first member.
        var centre: Int
        /// Long by short axis; 1 for circles.
        var shape = 1.0
        /// Direction of the long axis, degrees clockwise from the y axis (from north).
        var angle = 0.0
        /// Where its entries begin.
        var start: Int
        /// What a zone's logarithm of the ratio is multiplied with.
        var weight = 1.0
    }

    /// In the order in which ties are settled.
    private(set) var families: [Family] = []
    /// Locations, family after family; bit-flipped (so below 0) where no zone ends.
    private(set) var entries: [Int32] = []
    /// For trees: how deep an entry lies, 1 at the root; empty for chains.
    private(set) var depths: [UInt8] = []
    /// What the zones grow in.
    public let form: Form

    /// How zones are made, and so how far they reach.
    public enum Form: Sendable {
        /// Circles or ellipses.
        case ellipses
        /// Connected sets.
        case connected
        /// Lines within a distance along a network.
        case network
        /// As listed.
        case listed
    }

    /// More entries than this are refused.
    static let limit = 400_000_000

    init(_ form: Form) { self.form = form }

    /// Where the entries of a family lie.
    func range(_ family: Int) -> Range<Int> {
        families[family].start..<(family + 1 < families.count ? families[family + 1].start : entries.count)
    }

    mutating func begin(_ family: Family) {
        var family = family
        family.start = entries.count
        families.append(family)
    }

    mutating func add(_ location: Int, endsZone: Bool, depth: Int? = nil) {
        entries.append(endsZone ? Int32(location) : ~Int32(location))
        if let depth { depths.append(UInt8(depth)) }
    }

    /// Whether the families are trees.
    var isTree: Bool { form == .connected }

    /// How many entries end a zone, of each family's and all before: `families.count + 1` numbers.
    func zoneStarts() -> [Int] {
        var starts = [0]
        starts.reserveCapacity(families.count + 1)
        for family in families.indices {
            starts.append(starts[family] + range(family).reduce(0) { $0 + (entries[$1] >= 0 ? 1 : 0) })
        }
        return starts
    }

    /// The locations of the zone that ends at an entry: of a chain in its order, of a tree from the root down.
    func members(family: Int, entry: Int) -> [Int] {
        let range = range(family)
        guard isTree else {
            return (range.lowerBound...entry).map { Int(entries[$0] >= 0 ? entries[$0] : ~entries[$0]) }
        }
        var members: [Int] = []
        var depth = Int(depths[entry])
        for index in stride(from: entry, through: range.lowerBound, by: -1) where Int(depths[index]) == depth {
            members.append(Int(entries[index]))
            depth -= 1
            if depth == 0 { break }
        }
        return members.reversed()
    }

    /// The largest sum of values, none negative, over the locations of a zone.
    func largestSum(of values: [Double]) -> Double {
        var sums = [Double](repeating: 0, count: 257)
        var largest = 0.0
        for family in families.indices {
            sums[0] = 0
            for index in range(family) {
                let depth = isTree ? Int(depths[index]) : 0
                let location = Int(entries[index] >= 0 ? entries[index] : ~entries[index])
                sums[depth] = sums[isTree ? depth - 1 : 0] + values[location]
                largest = max(largest, sums[depth])
            }
        }
        return largest
    }

    /// How many different sets of locations there are.
    ///
    /// A set's name is the sum of 64 random bits a location, so that it does not matter in which order it was made; names
    /// are sorted a part at a time to bound the memory.
    public func distinctCount() -> Int {
        let total = entries.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
        let parts = UInt64(total / 8_000_000 + 1)
        return (0..<parts).reduce(0) { $0 + distinctCount(part: $1, of: parts) }
    }

    private func distinctCount(part: UInt64, of parts: UInt64) -> Int {
        var names: [UInt64] = []
        var stack = [UInt64](repeating: 0, count: 257)
        let seed = SplitMix64(seed: 0x5CA4)
        for family in families.indices {
            stack[0] = 0
            for index in range(family) {
                var stream = seed.stream(UInt64(entries[index] >= 0 ? entries[index] : ~entries[index]))
                let depth = isTree ? Int(depths[index]) : 0
                stack[depth] = stack[isTree ? depth - 1 : 0] &+ stream.next()
                if entries[index] >= 0, stack[depth].multipliedFullWidth(by: parts).high == part {
                    names.append(stack[depth])
                }
            }
        }
        names.sort()
        return names.indices.reduce(0) { $0 + ($1 == 0 || names[$1] != names[$1 - 1] ? 1 : 0) }
    }
}
