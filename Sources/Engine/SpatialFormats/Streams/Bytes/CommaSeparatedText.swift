/// What the columns and fields of our CSV tables mean.
///
/// Columns `lon,lat` (and ``heightColumn``) or `wkt` hold the geometry and `id` the id. A property that has the name of one of
/// these is written as `properties.NAME`. A column whose header alone stands in quotes holds text, even if all its values
/// look like numbers, and `"id"` in quotes is a property and not the id. Two quotes alone are an empty text, and a field with
/// nothing at all is not known.
enum CommaSeparatedText {
    static let heightColumn = "geometry_z"
    private static let prefix = "properties."
    private static let reserved = ["id", "lon", "lat", "wkt", heightColumn]

    /// The column of a property in a table that holds points as columns, or every geometry as text.
    static func columnName(_ property: String, besidesPoints: Bool) -> String {
        var bare = property[...]
        while bare.hasPrefix(prefix) { bare = bare.dropFirst(prefix.count) }
        let isTaken: Bool
        if bare.count < property.count {
            isTaken = reserved.contains(bare.lowercased())
        } else {
            let points = ["lon", "lat", heightColumn]
            isTaken = property.lowercased() == "wkt" || (besidesPoints && points.contains(property))
        }
        return isTaken ? prefix + property : property
    }

    /// The property of a column.
    static func propertyName(_ column: String) -> String {
        guard column.hasPrefix(prefix) else { return column }
        var bare = column[...]
        while bare.hasPrefix(prefix) { bare = bare.dropFirst(prefix.count) }
        return reserved.contains(bare.lowercased()) ? String(column.dropFirst(prefix.count)) : column
    }

    /// The column of a property `id` beside features' ids.
    static let identityProperty = prefix + "id"

    /// Whether a property's name is `id`, or would be read as that of a property `id`.
    static func meansIdentityProperty(_ name: String) -> Bool {
        var bare = name[...]
        while bare.hasPrefix(prefix) { bare = bare.dropFirst(prefix.count) }
        return bare == "id"
    }

    /// The name with what says that it is a property's.
    static func prefixed(_ name: String) -> String { prefix + name }

    /// Whether a text stands in a table without quotes.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && !text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }

    /// Whether a number is written as JSON wants it.
    @inline(__always)
    static func isJSONNumber(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let first = start[0] == UInt8(ascii: "-") ? 1 : 0
        guard start[0] != UInt8(ascii: "+"), start[first] &- 48 < 10 else { return false }
        for i in first + 1..<max(count, first + 1) where start[i] == UInt8(ascii: ".") {
            return i + 1 < count && start[i + 1] &- 48 < 10
        }
        return true
    }

    /// Appends a field: as it is, or in quotes that are doubled inside.
    static func append(
        _ start: UnsafePointer<UInt8>, _ count: Int, isDoubled: Bool = false, to buffer: inout ByteBuffer
    ) {
        guard count == 0 || needsQuotes(start, count) else { return buffer.append(start, count) }
        buffer.append(0x22)
        if isDoubled {
            buffer.append(start, count)
        } else {
            for i in 0..<count {
                if start[i] == 0x22 { buffer.append(0x22) }
                buffer.append(start[i])
            }
        }
        buffer.append(0x22)
    }

    private static func needsQuotes(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var i = 0
        while i + 8 <= count {
            let word = EightBytes.load(start + i)
            let stops = EightBytes.equal(word, 0x2C) | EightBytes.equal(word, 0x22) | EightBytes.control(word)
            if stops != 0 { break }
            i += 8
        }
        while i < count {
            let byte = start[i]
            if byte == 0x2C || byte == 0x22 || byte < 0x20 { return true }
            i += 1
        }
        return false
    }
}
