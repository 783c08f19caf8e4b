/// What may be wrong with a record.
enum Problem: String, CaseIterable {
    case missingDate = "missing_date"
    case missingPosition = "missing_position"
    case zeroPosition = "zero_position"
    case positionOutOfRange = "position_out_of_range"
    case axesSwapped = "axes_swapped"
    case countryContradictsPosition = "country_contradicts_position"
    case negativeCount = "negative_count"
    case countUnreadable = "count_unreadable"
    case dateUnreadable = "date_unreadable"
    case thousandsSeparator = "thousands_separator"
    case nullToken = "null_token"
    case exactDuplicate = "exact_duplicate"
    case repeatedID = "repeated_id"
    case splitIncident = "split_incident"
    case encodingDamaged = "encoding_damaged"
    case totalMismatch = "total_mismatch"
    case malformedRecord = "malformed_record"
}

/// What became of a record.
enum RecordStatus: String {
    case accepted, repaired, rejected
}

/// One problem of one record.
struct Finding {
    let problem: Problem
    /// The field concerned; empty for the record as a whole.
    let field: String
    /// How the field was changed; nil if it stands as it was.
    let repair: String?
}
