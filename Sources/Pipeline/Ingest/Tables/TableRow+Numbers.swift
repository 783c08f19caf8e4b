internal import Incidents
internal import SpatialEngine

extension TableRow {
    /// A finite decimal number within `range`, or nil for an empty field.
    func number(_ column: String, in range: ClosedRange<Double>) throws(IngestError) -> Double? {
        guard let text = text(column) else { return nil }
        guard let value = Double(text), value.isFinite, text.utf8.allSatisfy(isDecimalByte) else {
            throw fault(column, "\"\(text)\" is not a finite number", mend: "write a decimal number or leave it empty")
        }
        guard range.contains(value) else {
            throw fault(
                column, "\(text) lies outside \(shortText(range.lowerBound))…\(shortText(range.upperBound))",
                mend: "check the value and its unit")
        }
        return value
    }

    /// A finite decimal number within `range`.
    func neededNumber(_ column: String, in range: ClosedRange<Double>) throws(IngestError) -> Double {
        guard let value = try number(column, in: range) else {
            throw fault(column, "the field is empty", mend: "a number is needed here")
        }
        return value
    }

    /// A count of people or things, 0 or more, or nil for an empty field.
    func count(_ column: String) throws(IngestError) -> Int? {
        guard let text = text(column) else { return nil }
        guard let value = Int(text) else {
            throw fault(column, "\"\(text)\" is not a whole number", mend: "write 0, 1, 2 … or leave it empty")
        }
        guard value >= 0 else {
            throw fault(column, "\(text) is negative", mend: "a count is 0 or more; leave it empty when not known")
        }
        return value
    }

    /// A day `YYYY-MM-DD`, or nil for an empty field.
    func day(_ column: String) throws(IngestError) -> CalendarDate? {
        guard let text = text(column) else { return nil }
        guard let date = CalendarDate(text) else {
            throw fault(column, "\"\(text)\" is no day of the calendar", mend: "write YYYY-MM-DD")
        }
        return date
    }

    /// A month `YYYY-MM`, or nil for an empty field.
    func month(_ column: String) throws(IngestError) -> YearMonth? {
        guard let text = text(column) else { return nil }
        guard let month = YearMonth(text) else {
            throw fault(column, "\"\(text)\" is no month", mend: "write YYYY-MM")
        }
        return month
    }

    /// First and last day of an interval; the last day defaults to the first.
    func interval(_ first: String, _ last: String) throws(IngestError) -> (start: CalendarDate, end: CalendarDate) {
        guard let start = try day(first) else {
            throw fault(first, "the field is empty", mend: "a day YYYY-MM-DD is needed here")
        }
        let end = try day(last) ?? start
        guard start <= end else {
            throw fault(last, "\(end) is before \(first) \(start)", mend: "exchange the two or correct one")
        }
        return (start, end)
    }

    /// A length in metres within `range`.
    func metres(_ column: String, in range: ClosedRange<Double>) throws(IngestError) -> Metres {
        Metres(try neededNumber(column, in: range))
    }

    /// The position in columns `lon` and `lat`, which must lie on the globe and, if given, in `extent`.
    func position(within extent: BoundingBox?) throws(IngestError) -> GeographicPoint {
        let limits = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        let longitude = try neededNumber("lon", in: limits)
        let latitude = try neededNumber("lat", in: limits)
        let point = GeographicPoint(longitude: longitude, latitude: latitude)
        let swapped = GeographicPoint(longitude: latitude, latitude: longitude)
        let valid = abs(latitude) <= 90 && abs(longitude) <= 180
        guard let extent else {
            if valid { return point }
            throw fault("lat", "lon \(longitude), lat \(latitude) is not on the globe", mend: "write degrees on WGS 84")
        }
        if valid && extent.contains(point) { return point }
        guard !extent.contains(swapped) else {
            throw fault(
                "lon", "lon \(longitude), lat \(latitude) lies outside the region but fits when swapped",
                mend: "exchange the columns lon and lat")
        }
        throw fault(
            "lon", "lon \(longitude), lat \(latitude) lies outside the region's extent \(extentText(extent))",
            mend: "correct the position or leave the row out")
    }
}

/// Whether a byte may stand in a decimal number.
private func isDecimalByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
    default: false
    }
}

/// A number without a needless `.0`.
func shortText(_ value: Double) -> String {
    if let whole = Int(exactly: value) { return String(whole) }
    return String(value)
}

/// `[w, s, e, n]`.
func extentText(_ extent: BoundingBox) -> String {
    "[\([extent.west, extent.south, extent.east, extent.north].map(shortText).joined(separator: ", "))]"
}
