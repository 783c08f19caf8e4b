public import Incidents
public import SpatialEngine

/// Which way a leg is travelled.
public enum LegDirection: String, CaseIterable, Sendable {
    case north, south, both
}

/// Whether a figure was published or estimated.
public enum FigureBasis: String, CaseIterable, Sendable {
    case published, estimated
}

/// A stretch of a route between two places, by one mode.
public struct Leg: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// The place where it starts, in travel direction.
    public let fromID: String
    /// The place where it ends.
    public let toID: String
    /// The corridor it belongs to.
    public let corridorID: String
    /// Which way it is travelled; `both` also from ``toID`` to ``fromID``.
    public let direction: LegDirection
    /// Never `station`.
    public let mode: TravelMode
    /// What carries people, in a few words.
    public let craft: String?
    /// The shortest reported duration.
    public let durationLow: Seconds?
    /// The longest reported duration.
    public let durationHigh: Seconds?
    /// Where the durations come from.
    public let durationBasis: FigureBasis
    /// The length of the way; an estimate is a geodesic times a factor.
    public let distance: Metres?
    /// Where the length comes from.
    public let distanceBasis: FigureBasis
    /// First month of use; nil when not known.
    public let activeFrom: YearMonth?
    /// Last month of use; nil while it is in use or when not known.
    public let activeTo: YearMonth?
    /// How sure the compiler is.
    public let confidence: Confidence
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]

    /// Whether the leg is in use in `month`, as far as is known: an open end does not exclude it.
    public func isActive(in month: YearMonth) -> Bool {
        (activeFrom.map { $0 <= month } ?? true) && (activeTo.map { month <= $0 } ?? true)
    }

    /// Whether the leg is travelled in `direction`; every leg is for an unknown direction.
    public func allows(_ direction: TravelDirection) -> Bool {
        switch direction {
        case .north: self.direction != .south
        case .south: self.direction != .north
        case .unknown: true
        }
    }
}

extension Leg {
    static let columns = [
        "leg_id", "from_id", "to_id", "corridor_id", "direction", "mode", "craft", "duration_low_h", "duration_high_h",
        "duration_basis", "distance_km", "distance_basis", "active_from", "active_to", "confidence", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        id = try row.identifier("leg_id")
        fromID = try row.identifier("from_id")
        toID = try row.identifier("to_id")
        guard fromID != toID else {
            throw row.fault("to_id", "the leg ends where it starts (\(toID))", mend: "name two places")
        }
        corridorID = try row.identifier("corridor_id")
        direction = try row.choice("direction")
        mode = try row.choice("mode")
        guard mode != .station else {
            throw row.fault("mode", "\"station\" is not allowed", mend: "use one of foot, road, river, sea")
        }
        craft = row.text("craft")
        let hours = (
            low: try row.number("duration_low_h", in: 0...2000), high: try row.number("duration_high_h", in: 0...2000)
        )
        if let low = hours.low, let high = hours.high, low > high {
            throw row.fault(
                "duration_high_h", "\(shortText(high)) is below \(shortText(low))", mend: "exchange the two")
        }
        durationLow = hours.low.map { Seconds($0 * 3600) }
        durationHigh = hours.high.map { Seconds($0 * 3600) }
        durationBasis = try row.choice("duration_basis")
        distance = try row.number("distance_km", in: 0.01...5000).map { Metres($0 * 1000) }
        distanceBasis = try row.choice("distance_basis")
        let months = (from: try row.month("active_from"), to: try row.month("active_to"))
        if let from = months.from, let to = months.to, to < from {
            throw row.fault("active_to", "\(to) is before active_from \(from)", mend: "exchange the two or correct one")
        }
        (activeFrom, activeTo) = months
        confidence = try row.choice("confidence")
        sourceIDs = row.list("source_ids")
    }
}
