/// What has been seen in a column.
struct ColumnSurvey {
    private var (integers, reals, booleans, texts, nested) = (false, false, false, false, false)
    /// What every text so far could be read as.
    private var classes = DecimalText.Class.all
    /// Whether some whole number does not fit 64 bits.
    private(set) var hasHugeInteger = false

    @inline(__always)
    mutating func add(_ value: FieldValue) {
        switch value.token {
        case .null: break
        case .true, .false: booleans = true
        case .integer: integers = true
        case .number, .looseNumber:
            reals = true
            if value.count > 18 && !hasHugeInteger { hasHugeInteger = isWhole(value) }
        case .text, .plainText, .doubledText, .escapedText:
            texts = true
            if !classes.isEmpty {
                classes.formIntersection(
                    value.token == .text || value.token == .plainText
                        ? DecimalText.classes(value.start, value.count) : [])
            }
        case .nested: nested = true
        }
    }

    private func isWhole(_ value: FieldValue) -> Bool {
        (0..<value.count).allSatisfy { value.start[$0] &- 48 < 10 || value.start[$0] == UInt8(ascii: "-") }
    }

    /// Whether values of several kinds stand in the column, which only JSON keeps apart.
    var isMixed: Bool { [integers || reals, booleans, texts].count { $0 } > 1 }

    /// What the column holds.
    ///
    /// - Parameter isUntyped: Whether all its texts may be read as what they look like, as in CSV.
    func kind(isUntyped: Bool) -> ColumnKind {
        if nested { return .json }
        if isMixed { return .text }
        if booleans { return .boolean }
        if reals { return .real }
        if integers { return .integer }
        guard texts else { return .text }
        if isUntyped {
            if classes.contains(.integer) { return .integer }
            if classes.contains(.number) { return .real }
            if classes.contains(.boolean) { return .boolean }
        }
        if classes.contains(.date) { return .date }
        return classes.contains(.moment) ? .moment : .text
    }

    /// Whether a reader of CSV would take the column for something else than text.
    func looksTyped(as kind: ColumnKind) -> Bool {
        guard kind == .text, texts || integers || reals || booleans else { return false }
        if isMixed { return texts == false || !classes.isEmpty }
        return !classes.isEmpty
    }
}
