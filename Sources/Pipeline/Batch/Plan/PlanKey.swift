/// A parameter of a scenario: a key of a plan's matrix.
public enum PlanKey: String, CaseIterable, Sendable {
    case region, month, direction, closure
    case slopeFunction = "slope_function"
    case seaState = "sea_state"
    case dem, lever, budget, seed, from, to, incidents

    /// Every key's name, in the order of the documentation.
    static let names = allCases.map(\.rawValue)
    /// The key's place in that order.
    var place: Int { Self.places[self] ?? 0 }
    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// A file that a plan names.
struct PlanFile: Hashable, Sendable {
    /// Where it lies.
    let path: String
    /// Its name without the folder.
    let name: String
    /// Its sum, 64 hexadecimal digits.
    let sha256: String

    /// Files are equal when name and content are, wherever they lie.
    static func == (a: PlanFile, b: PlanFile) -> Bool { a.name == b.name && a.sha256 == b.sha256 }
    func hash(into hasher: inout Hasher) { hasher.combine(sha256) }
}

/// A region that a plan names, as far as plans rest on it.
public struct PlanRegion: Hashable, Sendable {
    /// The region's id.
    public let id: String
    /// Where its pack lies.
    public let folder: String
    /// The sum of the pack's `manifest.json`.
    public let sum: String
    /// Ids of its month groups with their months.
    public let monthGroups: [String: [Int]]
    /// Ids of its legs.
    public let legs: Set<String>
    /// First month of its data, `YYYY-MM`.
    public let firstMonth: String
    /// Last month of its data, `YYYY-MM`.
    public let lastMonth: String

    /// What plans rest on.
    public init(
        id: String, folder: String, sum: String, monthGroups: [String: [Int]], legs: Set<String>, firstMonth: String,
        lastMonth: String
    ) {
        (self.id, self.folder, self.sum) = (id, folder, sum)
        (self.monthGroups, self.legs) = (monthGroups, legs)
        (self.firstMonth, self.lastMonth) = (firstMonth, lastMonth)
    }

    /// Regions are equal when their content is.
    public static func == (a: PlanRegion, b: PlanRegion) -> Bool { a.id == b.id && a.sum == b.sum }
    /// Hashes the content.
    public func hash(into hasher: inout Hasher) { hasher.combine(sum) }
}
