/// What a column holds over the whole file.
public enum ColumnKind: String, Sendable {
    /// Text of any length.
    case text
    /// Whole numbers of 64 bits.
    case integer = "int"
    /// Numbers.
    case real = "number"
    /// True or false.
    case boolean = "bool"
    /// Days, `YYYY-MM-DD`.
    case date
    /// Moments in UTC, `YYYY-MM-DDThh:mm:ssZ`.
    case moment
    /// Arrays and objects, as JSON text where the format has no such thing.
    case json
}
