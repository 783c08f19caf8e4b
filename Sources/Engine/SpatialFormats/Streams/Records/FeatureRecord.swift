/// What a value of a record is.
enum Token: UInt8 {
    case null, `true`, `false`
    /// Digits that fit 64 bits.
    case integer
    /// Any other number, as JSON writes it.
    case number
    /// A number that JSON would write otherwise, such as .5 or +3.
    case looseNumber
    /// UTF-8 without anything that JSON would escape.
    case text
    /// UTF-8 as it stands between the quotes of JSON, with escapes.
    case escapedText
    /// UTF-8 as it is, whatever it holds.
    case plainText
    /// UTF-8 as it stands between the quotes of CSV, with doubled quotes.
    case doubledText
    /// An array or object of JSON.
    case nested

    var isText: Bool {
        switch self {
        case .text, .escapedText, .plainText, .doubledText: true
        default: false
        }
    }
}

/// A value of a record, in the memory of the reader that gave it.
struct FieldValue {
    var token: Token
    var start: UnsafePointer<UInt8>
    var count: Int

    @inline(__always)
    init(_ token: Token, _ start: UnsafePointer<UInt8>, _ count: Int) {
        (self.token, self.start, self.count) = (token, start, count)
    }

    /// No value.
    static var null: FieldValue { FieldValue(.null, UnsafePointer(emptyBytes), 0) }
}

/// What an empty value points to; never written and never freed.
private nonisolated(unsafe) let emptyBytes: UnsafeMutablePointer<UInt8> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    bytes.initialize(repeating: 0, count: 16)
    return bytes
}()

/// One feature; its values are void when the reader goes on.
struct FeatureRecord {
    /// Counted from 1.
    var number = 0
    /// Where the record begins in the file.
    var offset = 0
    var id = FieldValue.null
    /// One value a column.
    var values: [FieldValue] = []
    var geometry = GeometryRecord()

    mutating func clear(columns: Int) {
        let null = FieldValue.null
        id = null
        for i in values.indices { values[i] = null }
        while values.count < columns { values.append(null) }
        geometry.clear()
    }
}
