public import Incidents
public import SpatialEngine

/// What `region.yaml` says: where a region lies, its corridors and seasons, and every number that the model uses.
public struct RegionSettings: Hashable, Sendable {
    /// Short name for files and folders.
    public let id: String
    /// English name.
    public let name: String
    /// Spanish name.
    public let nameSpanish: String
    /// Positions of the pack lie in it, winds apart.
    public let extent: BoundingBox
    /// Where land corridors are traced.
    public let terrainExtent: BoundingBox
    /// The projected system in which the region is measured.
    public let analysisCRS: CoordinateReferenceSystem
    /// First and last month of the data.
    public let window: ClosedRange<YearMonth>
    /// Seasons, in order; no month is in two.
    public let monthGroups: [MonthGroup]
    /// Corridors and passages, in order.
    public let corridors: [Corridor]
    /// Where people start and where they go to, in order.
    public let odPairs: [ODPair]
    /// Areas to which published sea states apply.
    public let seaZones: [SeaZone]
    /// Rows of the collected facts that are not in the tables, and why.
    public let leftOut: [LeftOut]
    /// The model's numbers, in the order of the file; names are unique.
    public let parameters: [Parameter]
}

/// Months that are treated alike.
public struct MonthGroup: Hashable, Sendable {
    /// Unique in the region; never `all`.
    public let id: String
    /// English name.
    public let name: String
    /// Spanish name.
    public let nameSpanish: String
    /// 1…12, rising.
    public let months: [Int]
}

/// Over what a corridor runs.
public enum CorridorKind: String, CaseIterable, Sendable {
    case land, sea, mixed
}

/// A way that people take, wide as it is, between two places.
public struct Corridor: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// English name.
    public let name: String
    /// Spanish name.
    public let nameSpanish: String
    /// Over what it runs.
    public let kind: CorridorKind
    /// Where it begins, in its usual direction.
    public let originID: String
    /// Where it ends.
    public let destinationID: String
    /// Whether the model looks for its own path over the terrain; by default it does for `land`.
    public let isTraced: Bool
}

/// What is known of the number of people between an origin and a destination.
public enum Demand: String, CaseIterable, Sendable {
    /// A share of the counts northwards.
    case countedNorth = "counted_north"
    /// A share of the counts southwards.
    case countedSouth = "counted_south"
    /// Nobody counted; never zero.
    case unknown
}

/// A share of a count, with its range.
public struct Share: Hashable, Sendable {
    /// 0…1, at most ``typical``.
    public let low: Double
    /// 0…1.
    public let typical: Double
    /// 0…1, at least ``typical``.
    public let high: Double
}

/// An origin and a destination between which routes are compared.
public struct ODPair: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// A place.
    public let originID: String
    /// Another place.
    public let destinationID: String
    /// `north` or `south`.
    public let direction: TravelDirection
    /// Which count the pair shares in.
    public let demand: Demand
    /// Its share of that count; nil exactly when the demand is unknown.
    public let share: Share?
}

/// An area to which published sea states apply.
public struct SeaZone: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// English name.
    public let name: String
    /// Spanish name, when given.
    public let nameSpanish: String?
    /// The box that stands for it.
    public let extent: BoundingBox
}

/// Rows of the collected facts that are not in a table, and why.
public struct LeftOut: Hashable, Sendable {
    /// The table, relative to the pack.
    public let file: String
    /// Their ids, where they have any.
    public let ids: [String]
    /// Why, in English.
    public let reason: String
    /// Why, in Spanish.
    public let reasonSpanish: String
}

/// A number of the model, with its range and origin.
public struct Parameter: Hashable, Sendable {
    /// snake_case, with the unit where it has one.
    public let name: String
    /// The value in use, in ``unit``.
    public let value: Double
    /// `1` for a pure number.
    public let unit: String
    /// Lower end of what is plausible, at most ``value``.
    public let low: Double?
    /// Upper end of what is plausible, at least ``value``.
    public let high: Double?
    /// Whether it is a choice of ours rather than a figure from a source.
    public let isAssumed: Bool
    /// Where it comes from.
    public let sourceID: String?
}
