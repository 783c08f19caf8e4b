/// A number of a position.
struct Coordinate {
    var units: Int
    /// The nearest double; only where asked for.
    var exact: Double
    /// Whether the text has at most 7 decimals and no exponent, and so can be copied.
    var isPlain: Bool
}

extension JSONScanner {
    /// Reads a number of a position.
    /// - Parameter isLoose: Whether a plus sign, leading zeros, and a point without digits on one side pass.
    @inline(__always)
    mutating func coordinate(exact: Bool, isLoose: Bool = false) throws(Halt) -> Coordinate {
        let start = at
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative || (isLoose && byte == UInt8(ascii: "+")) { at += 1 }
        let first = at
        var mantissa: UInt64 = 0
        while at.pointee &- 48 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 48)
            at += 1
        }
        let whole = at - first
        if !isLoose, whole != 1 {
            if whole == 0 { throw halt("a coordinate must be a number, found \(shown)") }
            if first.pointee == 48 { throw fault("a number cannot begin with 0 and a digit", at: start) }
        }
        var decimals = 0
        if at.pointee == UInt8(ascii: ".") {
            at += 1
            let point = at
            while at.pointee &- 48 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 48)
                at += 1
            }
            decimals = at - point
            if decimals == 0 && !isLoose { throw halt("a digit is needed after the point") }
        }
        if whole + decimals == 0 { throw halt("a coordinate must be a number, found \(shown)") }
        if at >= end && !isComplete { throw .needsMore }
        guard decimals <= 7, whole <= 10, at.pointee | 0x20 != UInt8(ascii: "e") else {
            return try longCoordinate(from: start, mantissa: mantissa, decimals: decimals, digits: whole + decimals)
        }
        let scaled = Int(truncatingIfNeeded: mantissa) &* unitPowers[7 - decimals]
        let number = exact ? Double(mantissa) / DecimalText.powerOfTen(decimals) : 0
        return Coordinate(units: isNegative ? -scaled : scaled, exact: isNegative ? -number : number, isPlain: true)
    }

    /// More decimals than seven, or an exponent.
    private mutating func longCoordinate(
        from start: UnsafePointer<UInt8>, mantissa: UInt64, decimals: Int, digits: Int
    ) throws(Halt) -> Coordinate {
        var number: Double
        if digits <= 15, at.pointee | 0x20 != UInt8(ascii: "e") {
            number = Double(mantissa) / DecimalText.powerOfTen(decimals)
            if start.pointee == UInt8(ascii: "-") { number = -number }
        } else {
            if at.pointee | 0x20 == UInt8(ascii: "e") {
                at += 1
                if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
                let exponent = at
                while at.pointee &- 48 < 10 { at += 1 }
                guard at > exponent else { throw halt("a digit is needed in the exponent") }
                if at >= end && !isComplete { throw .needsMore }
            }
            number = DecimalText.double(start, at - start)
        }
        guard abs(number) < 9e11 else { throw fault("a coordinate is too large", at: start) }
        return Coordinate(units: GeometryRecord.units(number), exact: number, isPlain: false)
    }

    // MARK: - GeoJSON

    /// Reads a geometry object, whose brace comes next.
    mutating func geometry(into geometry: inout GeometryRecord) throws(Halt) {
        let start = at
        try need(UInt8(ascii: "{"), "to begin a geometry")
        var coordinates: UnsafePointer<UInt8>?
        var isRead = false
        if !take(UInt8(ascii: "}")) {
            repeat {
                let name = try text()
                try need(UInt8(ascii: ":"), "after a name")
                skipBlanks()
                if JSONText.equals(name, "type") {
                    geometry.kind = try geometryKind()
                } else if JSONText.equals(name, "coordinates") {
                    coordinates = at
                    if geometry.kind == .none { _ = try value() } else { try self.coordinates(into: &geometry) }
                    isRead = geometry.kind != .none
                } else {
                    _ = try value()
                }
            } while take(UInt8(ascii: ","))
            try need(UInt8(ascii: "}"), "at the end of a geometry")
        }
        guard geometry.kind != .none else { throw fault("the geometry has no \"type\"", at: start) }
        guard let coordinates else { throw fault("the \(geometry.kind.name) has no \"coordinates\"", at: start) }
        guard !isRead else { return }
        let behind = at
        at = coordinates
        try self.coordinates(into: &geometry)
        at = behind
    }

    private mutating func geometryKind() throws(Halt) -> GeometryRecord.Kind {
        let start = at
        let name = try text()
        let text = String(decoding: UnsafeBufferPointer(start: name.start, count: name.count), as: UTF8.self)
        if let kind = GeometryRecord.Kind(name: text), kind != .none { return kind }
        throw fault(
            text == "GeometryCollection"
                ? "a GeometryCollection is not supported; split it into features"
                : "there is no geometry type \"\(text)\"",
            at: start)
    }

    private mutating func coordinates(into geometry: inout GeometryRecord) throws(Halt) {
        geometry.positions.removeAll(keepingCapacity: true)
        let start = at
        var isPlain = true
        switch geometry.kind {
        case .none: break
        case .point:
            if !isEmptyArray() { try position(into: &geometry, &isPlain) }
        case .lineString, .multiPoint: try positions(into: &geometry, &isPlain)
        case .polygon, .multiLineString: try lines(into: &geometry, &isPlain)
        case .multiPolygon:
            try open(&isPlain)
            if !take(UInt8(ascii: "]")) {
                repeat {
                    try lines(into: &geometry, &isPlain)
                    geometry.polygonEnds.append(geometry.lineEnds.count)
                } while try next(&isPlain)
            }
        }
        if isPlain { geometry.copyable = (start, at - start) }
    }

    private mutating func isEmptyArray() -> Bool {
        let start = at
        if take(UInt8(ascii: "[")), take(UInt8(ascii: "]")) { return true }
        at = start
        return false
    }

    private mutating func lines(into geometry: inout GeometryRecord, _ isPlain: inout Bool) throws(Halt) {
        try open(&isPlain)
        if take(UInt8(ascii: "]")) { return }
        repeat {
            try positions(into: &geometry, &isPlain)
            geometry.lineEnds.append(geometry.positions.count)
        } while try next(&isPlain)
    }

    private mutating func positions(into geometry: inout GeometryRecord, _ isPlain: inout Bool) throws(Halt) {
        try open(&isPlain)
        if take(UInt8(ascii: "]")) { return }
        repeat { try position(into: &geometry, &isPlain) } while try next(&isPlain)
    }

    @inline(__always)
    private mutating func position(into geometry: inout GeometryRecord, _ isPlain: inout Bool) throws(Halt) {
        try open(&isPlain)
        skipBlanks(&isPlain)
        let x = try coordinate(exact: geometry.keepsExact)
        guard try next(&isPlain) else { throw halt("a position needs longitude and latitude") }
        skipBlanks(&isPlain)
        let y = try coordinate(exact: geometry.keepsExact)
        isPlain = isPlain && x.isPlain && y.isPlain
        var (height, exactHeight) = (GeometryRecord.noHeight, Double.nan)
        if try next(&isPlain) {
            skipBlanks(&isPlain)
            let z = try coordinate(exact: geometry.keepsExact)
            isPlain = isPlain && z.isPlain
            (height, exactHeight) = (z.units, z.exact)
            // The standard leaves what comes after the height to nobody.
            while try next(&isPlain) {
                isPlain = false
                _ = try number(afterBlanks: true)
            }
        }
        geometry.positions.append(GeometryRecord.Position(x: x.units, y: y.units, z: height))
        if geometry.keepsExact {
            geometry.exact.append(GeometryRecord.ExactPosition(x: x.exact, y: y.exact, z: exactHeight))
        }
    }

    private mutating func number(afterBlanks: Bool) throws(Halt) -> Token {
        skipBlanks()
        return try number()
    }

    @inline(__always)
    private mutating func skipBlanks(_ isPlain: inout Bool) {
        if at.pointee <= 0x20 {
            isPlain = false
            skipBlanks()
        }
    }

    @inline(__always)
    private mutating func open(_ isPlain: inout Bool) throws(Halt) {
        skipBlanks(&isPlain)
        guard at.pointee == UInt8(ascii: "[") else {
            throw halt("an array is needed in \"coordinates\", found \(shown)")
        }
        at += 1
    }

    /// Steps over a comma (true) or the end of an array (false).
    @inline(__always)
    private mutating func next(_ isPlain: inout Bool) throws(Halt) -> Bool {
        skipBlanks(&isPlain)
        if at.pointee == UInt8(ascii: ",") {
            at += 1
            return true
        }
        guard at.pointee == UInt8(ascii: "]") else {
            throw halt("a comma or ] is needed in \"coordinates\", found \(shown)")
        }
        at += 1
        return false
    }
}

/// Ten-millionths in one unit of each number of decimals, last first.
private let unitPowers: [Int] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]
