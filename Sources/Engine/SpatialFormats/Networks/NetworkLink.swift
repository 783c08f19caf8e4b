public import SpatialEngine

/// A directed link between two places, as a file gives it; nil is what the file leaves out.
public struct NetworkLink: Hashable, Sendable {
    /// Unique in its file.
    public var id: String
    /// The id of the place where it starts.
    public var from: String
    /// The id of the place where it ends.
    public var to: String
    /// `foot`, `river`, `sea`, `road` or whatever the file says.
    public var mode: String?
    /// Length in metres, finite and not negative.
    public var lengthMetres: Double?
    /// Time under way in seconds, finite and not negative.
    public var timeSeconds: Double?
    /// What travellers weigh when nobody else is there, in any one unit; finite and not negative.
    public var cost: Double?
    /// Persons in the period of the demand, above 0; nil for no limit.
    public var capacity: Double?
    /// Cost at flow x is cost·(1 + b·(x/capacity)^power); 0 where the file says nothing.
    public var b = 0.0
    /// The exponent; 1 where the file says nothing.
    public var power = 1.0
    /// What an interdiction of the link adds to its cost; finite and not negative.
    public var delay: Double?
    /// Where it runs; nil for a table without lines.
    public var line: LineString?

    /// A link without figures.
    public init(id: String, from: String, to: String) {
        self.id = id
        self.from = from
        self.to = to
    }

    /// What alternatives are ordered by.
    public enum Weight: String, CaseIterable, Sendable {
        case cost
        case time = "time_s"
        case length = "length_m"
    }

    /// The figure of a weight.
    public func weight(_ weight: Weight) -> Double? {
        switch weight {
        case .cost: cost
        case .time: timeSeconds
        case .length: lengthMetres
        }
    }
}
