public import SpatialEngine

/// The way people travel on a leg or at an incident; `station` is a reception centre, not a leg.
public enum TravelMode: String, CaseIterable, Sendable {
    case foot, road, river, sea, station
}

/// The direction of travel: north towards Panama, Costa Rica and Nicaragua; south is the return.
public enum TravelDirection: String, CaseIterable, Sendable {
    case north, south, unknown
}

/// How a record came to be known. Patrol-discovered events follow patrols and are not trained on.
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
    public var id: String
    /// First day of the interval that holds the event.
    public var dateStart: CalendarDate
    /// Last day of the interval that holds the event.
    public var dateEnd: CalendarDate
    public var datePrecision: DatePrecision
    /// A `category` of `harm_taxonomy.csv` or of the incident table's own vocabulary.
    public var category: String
    public var mode: TravelMode
    public var corridorID: String?
    public var placeID: String?
    /// nil when the record has no usable position.
    public var position: GeographicPoint?
    /// Radius in which the true place probably lies.
    public var precision: Metres
    /// `place`, `offset`, `area` or `corridor`; nil when the file does not say.
    public var locationBasis: String?
    public var direction: TravelDirection
    public var channel: ObservationChannel
    public var reportKind: ReportKind
    public var dead: Int?
    public var missing: Int?
    public var injured: Int?
    public var survivors: Int?
    public var aboard: Int?
    public var confidence: Confidence
    /// The incident that this one may repeat.
    public var duplicateOf: String?
    public var sourceIDs: [String]

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
