internal import Export
internal import LandAnalysis

/// The JSON object of a `land` verb: what every result says, then the verb's own keys.
enum LandSummary {
    /// Prints the object if it was asked for.
    static func write(
        _ method: String, _ frame: ResultFrame, _ common: CommonOptions, _ own: [(String, SummaryValue)]
    ) throws(OutputError) {
        if common.json { try print(method, frame, common, own) }
    }

    /// Prints the object.
    static func print(
        _ method: String, _ frame: ResultFrame, _ common: CommonOptions, _ own: [(String, SummaryValue)]
    ) throws(OutputError) {
        var shared: [(String, SummaryValue)] = [
            ("method", .text("land " + method)), ("unit", .text(frame.unit)),
            ("neighbours", frame.neighbours.map { .integer($0) } ?? .null),
            ("elongation_bound", frame.elongationBound.map { .number($0) } ?? .null),
            ("length_rule", frame.lengthRule.map { .text($0) } ?? .null),
            ("seed", .integer(Int(clamping: common.seed))),
        ]
        if let function = frame.slopeFunction { shared.append(("slope_function", .text(function))) }
        try SummaryValue.object(shared + own.filter { item in !shared.contains { $0.0 == item.0 } }).write()
    }
}

extension SummaryValue {
    /// A number, or null for none and for what is not finite.
    static func optional(_ number: Double?) -> SummaryValue { number.map { .number($0) } ?? .null }
}
