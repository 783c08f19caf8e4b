// GeoJSON and well-known text, out; well-known text, in.

extension GeometryRecord {
    /// Appends the geometry as a GeoJSON object, or `null`.
    func appendJSON(to buffer: inout ByteBuffer) {
        guard kind != .none else { return buffer.append("null") }
        buffer.append("{\"type\":\"")
        buffer.append(kind.tag)
        buffer.append("\",\"coordinates\":")
        if let copyable {
            buffer.append(copyable.start, copyable.count)
        } else {
            append(.json, to: &buffer)
        }
        buffer.append(UInt8(ascii: "}"))
    }

    /// Appends the geometry as well-known text: `POINT (-77.1 8.2)`.
    func appendWKT(to buffer: inout ByteBuffer) {
        buffer.append(text: kind.name.uppercased())
        if hasHeight { buffer.append(" Z") }
        buffer.append(UInt8(ascii: " "))
        if kind == .point { buffer.append(UInt8(ascii: "(")) }
        append(hasHeight ? .solidText : .plainText, to: &buffer)
        if kind == .point { buffer.append(UInt8(ascii: ")")) }
    }

    /// How lists and positions are written.
    private enum Style {
        case json, plainText, solidText

        @inline(__always)
        var open: UInt8 { self == .json ? UInt8(ascii: "[") : UInt8(ascii: "(") }
        @inline(__always)
        var close: UInt8 { self == .json ? UInt8(ascii: "]") : UInt8(ascii: ")") }
    }

    private func append(_ style: Style, to buffer: inout ByteBuffer) {
        switch kind {
        case .none: break
        case .point: append(positions[0], style, to: &buffer)
        case .lineString, .multiPoint: append(0..<positions.count, style, to: &buffer)
        case .polygon, .multiLineString: append(lines: 0..<lineEnds.count, style, to: &buffer)
        case .multiPolygon:
            buffer.append(style.open)
            for i in polygonEnds.indices {
                if i > 0 { buffer.append(UInt8(ascii: ",")) }
                append(lines: polygon(i), style, to: &buffer)
            }
            buffer.append(style.close)
        }
    }

    private func append(lines: Range<Int>, _ style: Style, to buffer: inout ByteBuffer) {
        buffer.append(style.open)
        for i in lines {
            if i > lines.lowerBound { buffer.append(UInt8(ascii: ",")) }
            append(line(i), style, to: &buffer)
        }
        buffer.append(style.close)
    }

    private func append(_ range: Range<Int>, _ style: Style, to buffer: inout ByteBuffer) {
        buffer.append(style.open)
        for i in range {
            if i > range.lowerBound { buffer.append(UInt8(ascii: ",")) }
            // Points of a multipoint stand in brackets of their own, as the standard has it.
            let isWrapped = kind == .multiPoint && style != .json
            if isWrapped { buffer.append(style.open) }
            append(positions[i], style, to: &buffer)
            if isWrapped { buffer.append(style.close) }
        }
        buffer.append(style.close)
    }

    @inline(__always)
    private func append(_ position: Position, _ style: Style, to buffer: inout ByteBuffer) {
        let comma = style == .json ? UInt8(ascii: ",") : UInt8(ascii: " ")
        if style == .json { buffer.append(style.open) }
        buffer.append(tenMillionths: position.x)
        buffer.append(comma)
        buffer.append(tenMillionths: position.y)
        if position.z != Self.noHeight || style == .solidText {
            buffer.append(comma)
            buffer.append(tenMillionths: position.z == Self.noHeight ? 0 : position.z)
        }
        if style == .json { buffer.append(style.close) }
    }
}

/// Reads well-known text (OGC 06-103r4), with `Z`, `M` or `ZM`, and with an `SRID=4326;` before it.
struct WellKnownTextScanner {
    private var scanner: JSONScanner
    private var dimensions = 2
    private var hasMeasure = false

    init(_ start: UnsafePointer<UInt8>, _ count: Int) {
        scanner = JSONScanner(start, start + count, isComplete: true)
    }

    /// Reads the whole text into `geometry`.
    mutating func read(into geometry: inout GeometryRecord) throws(Halt) {
        var name = word()
        if name == "SRID" {
            try skipReferenceSystem()
            name = word()
        }
        var suffix = ""
        for ending in ["ZM", "Z", "M"] where name.hasSuffix(ending) && suffix.isEmpty && !Self.names.keys.contains(name)
        {
            suffix = ending
            name.removeLast(ending.count)
        }
        guard let kind = Self.names[name] else {
            throw scanner.halt(
                name == "GEOMETRYCOLLECTION"
                    ? "a GEOMETRYCOLLECTION is not supported; split it into features"
                    : "well-known text is needed, such as POINT (-77.1 8.2), found \"\(name.isEmpty ? scanner.shown : name)\""
            )
        }
        geometry.kind = kind
        var next = word()
        if ["Z", "M", "ZM"].contains(next) {
            suffix = next
            next = word()
        }
        dimensions = 2 + suffix.count
        hasMeasure = suffix == "M"
        if next == "EMPTY" {
            geometry.kind = .none
        } else if next.isEmpty {
            try lists(into: &geometry)
        } else {
            throw scanner.halt("an opening bracket is needed after the type, found \"\(next)\"")
        }
        scanner.skipBlanks()
        guard scanner.isAtEnd else { throw scanner.halt("text after the geometry: \(scanner.shown)") }
    }

    private static let names: [String: GeometryRecord.Kind] = [
        "POINT": .point, "LINESTRING": .lineString, "POLYGON": .polygon, "MULTIPOINT": .multiPoint,
        "MULTILINESTRING": .multiLineString, "MULTIPOLYGON": .multiPolygon,
    ]

    /// The letters that come next, in upper case.
    private mutating func word() -> String {
        scanner.skipBlanks()
        let start = scanner.at
        while scanner.at < scanner.end, 65...90 ~= scanner.byte & 0xDF { scanner.at += 1 }
        return String(decoding: UnsafeBufferPointer(start: start, count: scanner.at - start), as: UTF8.self)
            .uppercased()
    }

    private mutating func skipReferenceSystem() throws(Halt) {
        try scanner.need(UInt8(ascii: "="), "after SRID")
        let start = scanner.at
        while scanner.byte &- 48 < 10 { scanner.at += 1 }
        guard DecimalText.integer(start, scanner.at - start) == 4326 else {
            throw scanner.fault("the SRID is not 4326; transform the positions to WGS 84 first", at: start)
        }
        try scanner.need(UInt8(ascii: ";"), "after the SRID")
    }

    private mutating func lists(into geometry: inout GeometryRecord) throws(Halt) {
        switch geometry.kind {
        case .none: break
        case .point:
            try open()
            try position(into: &geometry)
            try scanner.need(UInt8(ascii: ")"), "after a position")
        case .lineString, .multiPoint: try positions(into: &geometry)
        case .polygon, .multiLineString: try lines(into: &geometry)
        case .multiPolygon:
            try open()
            repeat {
                try lines(into: &geometry)
                geometry.polygonEnds.append(geometry.lineEnds.count)
            } while try next()
        }
    }

    private mutating func lines(into geometry: inout GeometryRecord) throws(Halt) {
        try open()
        repeat {
            try positions(into: &geometry)
            geometry.lineEnds.append(geometry.positions.count)
        } while try next()
    }

    private mutating func positions(into geometry: inout GeometryRecord) throws(Halt) {
        try open()
        repeat {
            let isWrapped = geometry.kind == .multiPoint && scanner.take(UInt8(ascii: "("))
            try position(into: &geometry)
            if isWrapped { try scanner.need(UInt8(ascii: ")"), "after a point") }
        } while try next()
    }

    @inline(__always)
    private mutating func position(into geometry: inout GeometryRecord) throws(Halt) {
        scanner.skipBlanks()
        let x = try scanner.coordinate(exact: geometry.keepsExact, isLoose: true)
        scanner.skipBlanks()
        let y = try scanner.coordinate(exact: geometry.keepsExact, isLoose: true)
        var (height, exactHeight) = (GeometryRecord.noHeight, Double.nan)
        var count = 2
        scanner.skipBlanks()
        while scanner.byte != UInt8(ascii: ","), scanner.byte != UInt8(ascii: ")"), count < 4 {
            let number = try scanner.coordinate(exact: geometry.keepsExact, isLoose: true)
            if count == 2 && !hasMeasure { (height, exactHeight) = (number.units, number.exact) }
            count += 1
            scanner.skipBlanks()
        }
        guard count == dimensions || (dimensions == 2 && count == 3) else {
            throw scanner.halt("a position has \(count) numbers where the type has \(dimensions)")
        }
        geometry.positions.append(GeometryRecord.Position(x: x.units, y: y.units, z: height))
        if geometry.keepsExact {
            geometry.exact.append(GeometryRecord.ExactPosition(x: x.exact, y: y.exact, z: exactHeight))
        }
    }

    private mutating func open() throws(Halt) {
        if !scanner.take(UInt8(ascii: "(")) {
            throw scanner.halt("an opening bracket is needed, found \(scanner.shown)")
        }
    }

    private mutating func next() throws(Halt) -> Bool {
        if scanner.take(UInt8(ascii: ",")) { return true }
        if scanner.take(UInt8(ascii: ")")) { return false }
        throw scanner.halt("a comma or closing bracket is needed, found \(scanner.shown)")
    }
}
