/// One file that was read.
public struct InputRecord: Hashable, Sendable {
    /// Path inside the region pack, with `/`; for another file its name without the folder.
    public var path: String
    /// What it was read as, such as `incidents` or `elevation`.
    public var role: String
    /// A title for readers.
    public var title: String
    /// The licence, as the source words it; `unknown` where it does not say.
    public var licence: String
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String
    /// Length of the file.
    public var bytes: Int
    /// Data rows of a table; nil for other files.
    public var rows: Int?

    /// One file that was read.
    public init(
        path: String, role: String, title: String, licence: String, sha256: String, bytes: Int, rows: Int? = nil
    ) {
        self.path = path
        self.role = role
        self.title = title
        self.licence = licence
        self.sha256 = sha256
        self.bytes = bytes
        self.rows = rows
    }
}

/// One parameter of the model, with its range and source.
public struct ParameterRecord: Hashable, Sendable {
    /// Name in `region.yaml`.
    public var name: String
    /// A number, a text or a truth value.
    public var value: PropertyValue
    /// The unit; empty for a name or a truth value.
    public var unit: String
    /// Lower end of the range that the sensitivity panel tries.
    public var low: Double?
    /// Upper end of the range that the sensitivity panel tries.
    public var high: Double?
    /// Whether the value is an assumption, not read in a source.
    public var isAssumed: Bool
    /// An id of `sources.csv`.
    public var sourceID: String?

    /// One parameter of the model.
    public init(
        name: String, value: PropertyValue, unit: String, low: Double? = nil, high: Double? = nil, isAssumed: Bool,
        sourceID: String? = nil
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.low = low
        self.high = high
        self.isAssumed = isAssumed
        self.sourceID = sourceID
    }
}

/// What the sufficiency gate said of one method on one layer.
public struct GateRecord: Hashable, Sendable {
    /// The method's name.
    public var method: String
    /// The layer that it writes.
    public var layer: String
    /// `supported`, `descriptive` or `refused`.
    public var status: GateStatus
    /// Why it is not supported, in English; nil when it is.
    public var reason: String?
    /// The same in Spanish.
    public var reasonES: String?
    /// The smallest relative risk that the data could have shown; nil when it was not computed.
    public var minimumDetectableRelativeRisk: Double?

    /// What the gate said of one method.
    public init(
        method: String, layer: String, status: GateStatus, reason: Bilingual? = nil,
        minimumDetectableRelativeRisk: Double? = nil
    ) {
        self.method = method
        self.layer = layer
        self.status = status
        self.reason = reason?.en
        reasonES = reason?.es
        self.minimumDetectableRelativeRisk = minimumDetectableRelativeRisk
    }
}

/// Whether the data carry a method.
public enum GateStatus: String, CaseIterable, Sendable {
    /// The figures may be used.
    case supported
    /// The figures describe the records only.
    case descriptive
    /// There are no figures.
    case refused
}

/// What became of the rows of the incident tables.
public struct IncidentCounts: Hashable, Sendable {
    /// Rows read.
    public var read: Int
    /// Rows taken as they are.
    public var accepted: Int
    /// Rows taken after a repair.
    public var repaired: Int
    /// Rows that could not be read.
    public var rejected: Int
    /// Incidents that rates and hotspots rest on.
    public var used: Int
    /// Incidents that are shown but not used.
    public var notUsed: Int
    /// Incidents that are not shown one by one.
    public var withheld: Int

    /// The counts of one run.
    ///
    /// - Precondition: read = accepted + repaired + rejected; accepted + repaired = used + notUsed + withheld.
    public init(
        read: Int, accepted: Int, repaired: Int, rejected: Int, used: Int, notUsed: Int, withheld: Int
    ) {
        precondition(
            read == accepted + repaired + rejected, "\(read) rows read ≠ \(accepted) + \(repaired) + \(rejected)")
        precondition(
            accepted + repaired == used + notUsed + withheld,
            "\(accepted) + \(repaired) incidents ≠ \(used) used + \(notUsed) not used + \(withheld) withheld")
        self.read = read
        self.accepted = accepted
        self.repaired = repaired
        self.rejected = rejected
        self.used = used
        self.notUsed = notUsed
        self.withheld = withheld
    }
}

/// One file of the finished folder.
public struct FileRecord: Hashable, Sendable {
    /// Path relative to the folder, with `/`.
    public var path: String
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String
    /// Length of the file.
    public var bytes: Int
    /// Media type, such as `application/geo+json`.
    public var mediaType: String
    /// Number of features of a vector file; nil for other files.
    public var features: Int?

    /// One file of the finished folder.
    public init(path: String, sha256: String, bytes: Int, mediaType: String, features: Int? = nil) {
        self.path = path
        self.sha256 = sha256
        self.bytes = bytes
        self.mediaType = mediaType
        self.features = features
    }
}
