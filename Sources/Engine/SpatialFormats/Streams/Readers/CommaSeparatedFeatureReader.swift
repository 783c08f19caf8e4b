/// Reads the features of a CSV table (RFC 4180) one by one.
struct CommaSeparatedFeatureReader: ~Copyable {
    /// What a field of the table is for.
    private enum Role {
        case longitude, latitude, height, wellKnownText, identity
        case property(Int)
    }

    /// A column that is a property.
    struct Column {
        let name: String
        /// Whether the header says that the values are texts, whatever they look like.
        var isText: Bool
        /// What the values are, once that is known.
        var kind = ColumnKind.text
    }

    var window: ByteWindow
    private(set) var columns: [Column] = []
    private(set) var idColumn: Column?
    private var idPlace: Int?
    private(set) var hasGeometry = false
    /// Whether the values' kinds are known; before, every field is given as text.
    private var knowsKinds = false
    private var roles: [Role] = []
    private var header: [String] = []
    /// Whether an empty field in quotes is a text, and not a missing value.
    private var quotesMeanText = true
    private var fields: [Field] = []

    private struct Field {
        var start: UnsafePointer<UInt8>
        var count: Int
        var isQuoted: Bool
        var isDoubled: Bool
    }

    /// Opens a table and reads its header.
    static func opened(_ path: String) throws -> CommaSeparatedFeatureReader {
        var window = try ByteWindow(path: path)
        try window.skipByteOrderMark()
        var reader = CommaSeparatedFeatureReader(window: window)
        try reader.readHeader()
        return reader
    }

    private init(window: consuming ByteWindow) { self.window = window }

    mutating func rewind() throws {
        try window.rewind()
        _ = try record()
    }

    /// Sets what the values are, for the readings to come.
    mutating func setKinds(_ kinds: [ColumnKind], id: ColumnKind) {
        for i in columns.indices { columns[i].kind = kinds[i] }
        idColumn?.kind = id
        knowsKinds = true
    }

    // MARK: - Header

    private mutating func readHeader() throws {
        guard try record() else {
            throw StreamFault(offset: 0, place: "", problem: "the file is empty; a header row is needed")
        }
        header = fields.map(Self.text)
        if header.count == 1, let mark = header[0].first(where: { $0 == ";" || $0 == "\t" }) {
            let name = mark == ";" ? "semicolons" : "tabs"
            throw StreamFault(offset: 0, place: "", problem: "columns are parted by \(name); part them by commas")
        }
        var seen = Set<String>()
        for (i, name) in header.enumerated() where !seen.insert(name).inserted {
            let place = window.offset(of: fields[i].start)
            throw StreamFault(offset: place, place: "", problem: "column \"\(name)\" appears twice; rename one")
        }
        quotesMeanText = fields.contains { !$0.isQuoted }
        roles = Self.roles(of: header, quoted: fields.map { $0.isQuoted && quotesMeanText })
        hasGeometry = roles.contains {
            if case .longitude = $0 { true } else if case .wellKnownText = $0 { true } else { false }
        }
        for (i, role) in roles.enumerated() {
            // A header in quotes that it does not need says that the column holds text.
            let isText =
                quotesMeanText && fields[i].isQuoted && CommaSeparatedText.isPlain(header[i]) && header[i] != "id"
            switch role {
            case .identity: (idColumn, idPlace) = (Column(name: "id", isText: false), i)
            case .property: columns.append(Column(name: CommaSeparatedText.propertyName(header[i]), isText: isText))
            default: break
            }
        }
        try checkNames()
    }

    private func checkNames() throws {
        var seen = Set<String>()
        for column in columns where !seen.insert(column.name).inserted {
            throw StreamFault(
                offset: 0, place: "", problem: "two columns give a property \"\(column.name)\"; rename one")
        }
    }

    /// Finds the columns of the geometry and the id; names count in any case and with blanks round them.
    private static func roles(of header: [String], quoted: [Bool]) -> [Role] {
        let names = header.map { name in
            String(name.lowercased().drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        var roles: [Int: Role] = [:]
        if let text = names.firstIndex(of: "wkt") {
            roles[text] = .wellKnownText
        } else {
            for (x, y) in [("lon", "lat"), ("longitude", "latitude"), ("lng", "lat"), ("long", "lat"), ("x", "y")] {
                guard let i = names.firstIndex(of: x), let j = names.firstIndex(of: y) else { continue }
                (roles[i], roles[j]) = (.longitude, .latitude)
                if let k = names.firstIndex(of: CommaSeparatedText.heightColumn) { roles[k] = .height }
                break
            }
        }
        if let id = header.firstIndex(of: "id"), !quoted[id] { roles[id] = .identity }
        var properties = 0
        return header.indices.map { i in
            if let role = roles[i] { return role }
            properties += 1
            return .property(properties - 1)
        }
    }

    private static func text(_ field: Field) -> String {
        let text = String(decoding: UnsafeBufferPointer(start: field.start, count: field.count), as: UTF8.self)
        return field.isDoubled
            ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
    }

    // MARK: - Records

    /// Reads the next feature; false at the end.
    mutating func next(_ feature: inout FeatureRecord) throws -> Bool {
        guard try record() else { return false }
        guard fields.count == roles.count else {
            throw StreamFault(
                offset: recordOffset, place: "",
                problem: "\(fields.count) fields where the header has \(roles.count); check commas and quotes")
        }
        if !knowsKinds, quotesMeanText, let idPlace, fields[idPlace].isQuoted, fields[idPlace].count > 0 {
            idColumn?.isText = true
        }
        feature.clear(columns: columns.count)
        feature.number += 1
        feature.offset = recordOffset
        do throws(Halt) { try fill(&feature) } catch {
            guard case .fault(let place, let problem) = error else { throw error }
            let column = fields.lastIndex { UInt(bitPattern: $0.start) <= place }.map { "column \(header[$0])" } ?? ""
            throw StreamFault(offset: window.offset(of: place), place: column, problem: problem)
        }
        return true
    }

    private var recordOffset = 0

    private func fill(_ feature: inout FeatureRecord) throws(Halt) {
        var longitude: Field?
        var (latitude, height): (Field?, Field?)
        for (i, role) in roles.enumerated() {
            let field = fields[i]
            switch role {
            case .property(let place):
                feature.values[place] = value(field, isText: columns[place].isText, columns[place].kind)
            case .identity: if let idColumn { feature.id = value(field, isText: idColumn.isText, idColumn.kind) }
            case .longitude: longitude = field
            case .latitude: latitude = field
            case .height: height = field
            case .wellKnownText: try wellKnownText(field, into: &feature.geometry)
            }
        }
        if let longitude, let latitude { try point(longitude, latitude, height, into: &feature.geometry) }
    }

    @inline(__always)
    private func value(_ field: Field, isText: Bool, _ kind: ColumnKind) -> FieldValue {
        if field.count == 0, !field.isQuoted || !quotesMeanText { return .null }
        let text: Token = field.isDoubled ? .doubledText : .plainText
        guard knowsKinds, !isText else { return FieldValue(text, field.start, field.count) }
        switch kind {
        case .integer, .real:
            if field.count == 0 { return .null }
            let token: Token = kind == .integer ? .integer : .number
            return FieldValue(
                CommaSeparatedText.isJSONNumber(field.start, field.count) ? token : .looseNumber, field.start,
                field.count)
        case .boolean:
            if field.count == 0 { return .null }
            let isTrue = DecimalText.boolean(field.start, field.count) ?? false
            return FieldValue(isTrue ? .true : .false, field.start, field.count)
        case .date, .moment: return field.count == 0 ? .null : FieldValue(.text, field.start, field.count)
        case .text, .json: return FieldValue(text, field.start, field.count)
        }
    }

    private func wellKnownText(_ field: Field, into geometry: inout GeometryRecord) throws(Halt) {
        guard field.count > 0 else { return }
        var scanner = WellKnownTextScanner(field.start, field.count)
        try scanner.read(into: &geometry)
    }

    private func point(
        _ longitude: Field, _ latitude: Field, _ height: Field?, into geometry: inout GeometryRecord
    ) throws(Halt) {
        if longitude.count == 0 && latitude.count == 0 { return }
        let x = try coordinate(longitude, "longitude", geometry.keepsExact)
        let y = try coordinate(latitude, "latitude", geometry.keepsExact)
        guard abs(x.units) <= 360 * GeometryRecord.unitsPerDegree else {
            throw .at(longitude.start, "longitude \(Self.text(longitude)) lies outside −360…360; give degrees")
        }
        guard abs(y.units) <= 90 * GeometryRecord.unitsPerDegree else {
            throw .at(latitude.start, "latitude \(Self.text(latitude)) lies outside −90…90; give degrees")
        }
        geometry.kind = .point
        var z = Coordinate(units: GeometryRecord.noHeight, exact: .nan, isPlain: false)
        if let height, height.count > 0 { z = try coordinate(height, "height", geometry.keepsExact) }
        geometry.positions.append(GeometryRecord.Position(x: x.units, y: y.units, z: z.units))
        if geometry.keepsExact {
            geometry.exact.append(GeometryRecord.ExactPosition(x: x.exact, y: y.exact, z: z.exact))
        }
    }

    @inline(__always)
    private func coordinate(_ field: Field, _ name: StaticString, _ exact: Bool) throws(Halt) -> Coordinate {
        var scanner = JSONScanner(field.start, field.start + field.count, isComplete: true)
        while scanner.byte == 0x20 { scanner.at += 1 }
        do throws(Halt) {
            let number = try scanner.coordinate(exact: exact, isLoose: true)
            while scanner.byte == 0x20 { scanner.at += 1 }
            if scanner.isAtEnd { return number }
        } catch {}
        let text = String(decoding: UnsafeBufferPointer(start: field.start, count: min(field.count, 40)), as: UTF8.self)
        throw .at(
            field.start,
            field.count == 0
                ? "the \(name) is empty; give both or neither" : "\"\(text)\" is no \(name); write it like -77.25")
    }

    // MARK: - Fields

    /// Splits the next record that is not blank into ``fields``; false at the end.
    private mutating func record() throws -> Bool {
        while true {
            let limit = window.limit
            var p = window.start
            while p < limit, p.pointee == 0x0A || p.pointee == 0x0D { p += 1 }
            window.begin += p - window.start
            do throws(Halt) {
                if p >= limit {
                    if window.isComplete { return false }
                    throw .needsMore
                }
                recordOffset = window.offset(of: p)
                try split(p)
                return true
            } catch {
                switch error {
                case .needsMore: try window.extend()
                case .fault(let place, let problem):
                    throw StreamFault(offset: window.offset(of: place), place: "", problem: problem)
                }
            }
        }
    }

    private mutating func split(_ start: UnsafePointer<UInt8>) throws(Halt) {
        fields.removeAll(keepingCapacity: true)
        var p = start
        let limit = window.limit
        while true {
            p = p.pointee == 0x22 ? try quoted(p, limit) : try plain(p, limit)
            guard p.pointee == 0x2C, p < limit else { break }
            p += 1
        }
        // The record is whole only if what ends it has been seen.
        if p >= limit && !window.isComplete { throw .needsMore }
        window.begin += p - window.start
    }

    @inline(__always)
    private mutating func plain(
        _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
    ) throws(Halt) -> UnsafePointer<UInt8> {
        var p = start
        while true {
            let word = EightBytes.load(p)
            let stops = EightBytes.equal(word, 0x2C) | EightBytes.control(word) | EightBytes.high(word)
            p += stops == 0 ? 8 : EightBytes.first(stops)
            if stops == 0 { continue }
            let byte = p.pointee
            if byte == 0x2C || byte == 0x0A || byte == 0x0D || p >= limit { break }
            p += try special(p, limit)
        }
        let end = min(p, limit)
        fields.append(Field(start: start, count: end - start, isQuoted: false, isDoubled: false))
        return end
    }

    /// The length of a character beyond ASCII, or of a control character that may stand.
    private func special(_ p: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>) throws(Halt) -> Int {
        if p.pointee < 0x80 {
            if p.pointee == 0 { throw .at(p, "a zero byte; save the file as UTF-8 text") }
            return 1
        }
        if let length = lengthOfUTF8Sequence(p), limit - p >= length { return length }
        if limit - p < 4 && !window.isComplete { throw .needsMore }
        throw .at(p, "bytes that are not UTF-8; save the file as UTF-8")
    }

    private mutating func quoted(
        _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
    ) throws(Halt) -> UnsafePointer<UInt8> {
        var p = start + 1
        var isDoubled = false
        while true {
            let word = EightBytes.load(p)
            let stops = EightBytes.equal(word, 0x22) | EightBytes.control(word) | EightBytes.high(word)
            p += stops == 0 ? 8 : EightBytes.first(stops)
            if p >= limit {
                if !window.isComplete { throw .needsMore }
                throw .at(start, "a quoted field is never closed")
            }
            if stops == 0 { continue }
            guard p.pointee == 0x22 else {
                p += try special(p, limit)
                continue
            }
            if p[1] == 0x22, p + 1 < limit {
                isDoubled = true
                p += 2
                continue
            }
            break
        }
        let next = p + 1
        if next >= limit && !window.isComplete { throw .needsMore }
        guard next >= limit || next.pointee == 0x2C || next.pointee == 0x0A || next.pointee == 0x0D else {
            throw .at(next, "text after a closing quote; double the quotes inside a field")
        }
        fields.append(Field(start: start + 1, count: p - start - 1, isQuoted: true, isDoubled: isDoubled))
        return next
    }
}
