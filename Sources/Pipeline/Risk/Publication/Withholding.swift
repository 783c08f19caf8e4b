public import Incidents

/// Kinds of events that never appear as single records, in any output.
public enum SensitiveCategory {
    /// The categories, as the incident table spells them.
    public static let all = ["kidnapping", "sexual_violence"]

    /// Fewest events that may be told of, per corridor and quarter.
    public static let fewest = 10

    /// Whether a category is one of them.
    public static func contains(_ category: String) -> Bool { all.contains(category) }
}

/// A quarter of a year, written `2024-Q1`.
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Calendar year.
    public let year: Int
    /// 1…4.
    public let number: Int

    /// The quarter that a day lies in.
    public init(_ date: CalendarDate) {
        year = date.year
        number = (date.month - 1) / 3 + 1
    }

    /// Earlier quarters come first.
    public static func < (a: Quarter, b: Quarter) -> Bool { (a.year, a.number) < (b.year, b.number) }

    /// Such as `2024-Q1`.
    public var description: String { "\(year)-Q\(number)" }
}

/// Sensitive events of one category, corridor and quarter: enough of them to be told of together.
public struct CoarseGroup: Hashable, Sendable {
    /// One of ``SensitiveCategory/all``.
    public var category: String
    /// Corridor of all of them.
    public var corridorID: String
    /// Quarter in which they began.
    public var quarter: Quarter
    /// Indices of the events.
    public var events: [Int]
}

/// Which records may be shown singly, which only together, and which not at all.
public struct Withholding: Hashable, Sendable {
    /// Events that may be shown singly.
    public var single: [Int]
    /// Sensitive events shown together, by category, corridor and quarter.
    public var groups: [CoarseGroup]
    /// Sensitive events that are too few to be shown.
    public var withheld: [Int]

    /// Sorts events by what may be shown of them.
    ///
    /// A sensitive event without a corridor is withheld.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ incidents: [Incident], fewest: Int = SensitiveCategory.fewest) {
        let sensitive = incidents.indices.filter { SensitiveCategory.contains(incidents[$0].category) }
        single = incidents.indices.filter { !SensitiveCategory.contains(incidents[$0].category) }
        groups = []
        withheld = []
        for group in Self.grouped(sensitive, incidents) {
            if group.events.count >= fewest && !group.corridorID.isEmpty {
                groups.append(group)
            } else {
                withheld += group.events
            }
        }
        withheld.sort()
    }

    private static func grouped(_ events: [Int], _ incidents: [Incident]) -> [CoarseGroup] {
        let keyed = events.map { index in
            let incident = incidents[index]
            return CoarseGroup(
                category: incident.category, corridorID: incident.corridorID ?? "",
                quarter: Quarter(incident.dateStart), events: [index])
        }
        let sorted = keyed.sorted { a, b in
            (a.category, a.corridorID, a.quarter, a.events[0]) < (b.category, b.corridorID, b.quarter, b.events[0])
        }
        return sorted.reduce(into: []) { groups, next in
            guard let last = groups.last, last.category == next.category, last.corridorID == next.corridorID,
                last.quarter == next.quarter
            else { return groups.append(next) }
            groups[groups.count - 1].events += next.events
        }
    }
}
