public import SpatialEngine

/// The way people travel on a leg or at an incident; `station` is a reception centre, not a leg.
public enum TravelMode: String, CaseIterable, Sendable {
    case foot, road, river, sea, station
}

/// The direction of travel: north towards Panama, Costa Rica and Nicaragua; south is the return.
public enum TravelDirection: String, CaseIterable, Sendable {
    case north, south, unknown
}

/// How a record came to be known.
///
/// Patrol-discovered events follow patrols and are not trained on.
public enum ObservationChannel: String, CaseIterable, Sendable {
    case reported
    case patrolDiscovered = "patrol_discovered"
    case forensic
    case survey
}

/// What one row of an incident table stands for; only an `event` is one event.
public enum ReportKind: String, CaseIterable, Sendable {
    case event
    case batchRecovery = "batch_recovery"
    case surveyTotal = "survey_total"
}

/// How finely a date is known.
public enum DatePrecision: String, CaseIterable, Sendable {
    case day, week, month, quarter, year
}

/// How sure the compiler of a record is.
public enum Confidence: String, CaseIterable, Sendable {
    case high, medium, low
}

/// One publicly reported incident; it says what, when and where, how sure, and by whom it was told.
///
/// Counts are nil when nobody gave a figure: that is not zero.
public struct Incident: Hashable, Sendable {
    /// Unique within one run.
    public var id: String
    /// First day of the interval that holds the event.
    public var dateStart: CalendarDate
    /// Last day of the interval that holds the event.
    public var dateEnd: CalendarDate
    /// How finely the dates are known.
    public var datePrecision: DatePrecision
    /// A `category` of `harm_taxonomy.csv` or of the incident table's own vocabulary.
    public var category: String
    /// How people travelled, or `station`.
    public var mode: TravelMode
    /// The corridor as the region pack names it; nil when it is not known.
    public var corridorID: String?
    /// The nearest place of the gazetteer, if one was named.
    public var placeID: String?
    /// nil when the record has no usable position.
    public var position: GeographicPoint?
    /// Radius in which the true place probably lies.
    public var precision: Metres
    /// `place`, `offset`, `area` or `corridor`; nil when the file does not say.
    public var locationBasis: String?
    /// The way people were heading.
    public var direction: TravelDirection
    /// How the record came to be known.
    public var channel: ObservationChannel
    /// One event, or a group of finds, or a total.
    public var reportKind: ReportKind
    /// Persons found dead.
    public var dead: Int?
    /// Persons missing at the last report.
    public var missing: Int?
    /// Persons hurt.
    public var injured: Int?
    /// Persons known to have lived.
    public var survivors: Int?
    /// Persons aboard the craft or in the group.
    public var aboard: Int?
    /// The compiler’s confidence in the record.
    public var confidence: Confidence
    /// The incident that this one may repeat.
    public var duplicateOf: String?
    /// Sources, as keys of the source table.
    public var sourceIDs: [String]

    /// A record from its fields; what is optional may be left out.
    public init(
        id: String, dateStart: CalendarDate, dateEnd: CalendarDate, datePrecision: DatePrecision, category: String,
        mode: TravelMode, corridorID: String?, placeID: String? = nil, position: GeographicPoint?, precision: Metres,
        locationBasis: String? = nil, direction: TravelDirection = .unknown, channel: ObservationChannel = .reported,
        reportKind: ReportKind = .event, dead: Int? = nil, missing: Int? = nil, injured: Int? = nil,
        survivors: Int? = nil, aboard: Int? = nil, confidence: Confidence = .medium, duplicateOf: String? = nil,
        sourceIDs: [String] = []
    ) {
        self.id = id
        self.dateStart = dateStart
        self.dateEnd = dateEnd
        self.datePrecision = datePrecision
        self.category = category
        self.mode = mode
        self.corridorID = corridorID
        self.placeID = placeID
        self.position = position
        self.precision = precision
        self.locationBasis = locationBasis
        self.direction = direction
        self.channel = channel
        self.reportKind = reportKind
        self.dead = dead
        self.missing = missing
        self.injured = injured
        self.survivors = survivors
        self.aboard = aboard
        self.confidence = confidence
        self.duplicateOf = duplicateOf
        self.sourceIDs = sourceIDs
    }

    /// Dead and missing together; a blank counts 0 beside a figure, and nil when both are blank.
    public var deadOrMissing: Int? {
        dead == nil && missing == nil ? nil : (dead ?? 0) + (missing ?? 0)
    }
}
