/// What lowers a class of harm.
public enum Lever: String, CaseIterable, Sendable {
    case enforcement, protection, both
}

/// Whether the victims of a class of harm can be counted.
public enum Countability: String, CaseIterable, Sendable {
    case yes, partly, no
}

/// A class of harm and its anchors in other scales.
public struct HarmClass: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// The category that incidents carry.
    public let category: String
    /// What belongs to it.
    public let definition: String
    /// What lowers it.
    public let lever: Lever
    /// Whether its victims can be counted.
    public let victimCountable: Countability
    /// Offence-level additions of USSG §2L1.1: tiers in order, not ratios; none where the guideline has none.
    public let guidelineLevels: [Int]
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension HarmClass {
    static let columns = [
        "harm_id", "category", "definition", "lever", "victim_countable", "ussg_levels", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        id = try row.identifier("harm_id")
        category = try row.identifier("category")
        definition = try row.needed("definition")
        lever = try row.choice("lever")
        victimCountable = try row.choice("victim_countable")
        var levels: [Int] = []
        for item in row.list("ussg_levels") {
            guard let level = Int(item), (1...43).contains(level) else {
                throw row.fault(
                    "ussg_levels", "\"\(item)\" is no offence level", mend: "write whole numbers 1…43 joined by ;")
            }
            levels.append(level)
        }
        guidelineLevels = levels
        sourceIDs = row.list("source_ids")
    }
}
