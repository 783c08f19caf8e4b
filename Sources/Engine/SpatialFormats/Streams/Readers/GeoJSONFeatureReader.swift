/// Reads GeoJSON features one by one: of a collection, a sequence (newline-delimited or RFC 8142), or a single one.
struct GeoJSONFeatureReader: ~Copyable {
    private enum State {
        /// At the beginning: a collection, or something else.
        case start
        case inFeatures(isFirst: Bool)
        case behindFeatures
        /// A feature a record.
        case sequence
        case done
    }

    var window: ByteWindow
    var names = ColumnNames()
    private var state = State.start
    private let isSequence: Bool
    private var unescaped = ByteBuffer()
    private(set) var layerName: String?
    /// Members that the output will not have.
    private(set) var foreignMembers = Set<String>()

    /// Opens a file; a sequence may hold any number of texts.
    init(path: String, isSequence: Bool) throws(FormatError) {
        var window = try ByteWindow(path: path)
        try window.skipByteOrderMark()
        self.init(window: window, isSequence: isSequence)
    }

    private init(window: consuming ByteWindow, isSequence: Bool) {
        self.window = window
        self.isSequence = isSequence
        state = isSequence ? .sequence : .start
    }

    /// Goes back to the first feature.
    mutating func rewind() throws(FormatError) {
        try window.rewind()
        state = isSequence ? .sequence : .start
    }

    /// Reads the next feature; false at the end.
    mutating func next(_ record: inout FeatureRecord) throws -> Bool {
        while true {
            var scanner = JSONScanner(window)
            do throws(Halt) {
                if let isThere = try step(&scanner, &record) { return isThere }
            } catch {
                switch error {
                case .needsMore: try window.extend()
                case .fault(let place, let problem):
                    throw StreamFault(offset: window.offset(of: place), place: label(record), problem: problem)
                }
            }
        }
    }

    /// What to call the feature that is being read.
    private func label(_ record: borrowing FeatureRecord) -> String {
        switch state {
        case .inFeatures, .sequence: "feature \(record.number + 1)"
        default: ""
        }
    }

    /// One step: true for a feature, false for the end, nil to go on.
    private mutating func step(_ scanner: inout JSONScanner, _ record: inout FeatureRecord) throws(Halt) -> Bool? {
        switch state {
        case .start: return try open(&scanner, &record)
        case .inFeatures(let isFirst):
            if isFirst ? scanner.take(UInt8(ascii: "]")) : !scanner.take(UInt8(ascii: ",")) {
                if !isFirst { try scanner.need(UInt8(ascii: "]"), "or a comma after a feature") }
                state = .behindFeatures
                window.begin = window.begin + (scanner.at - window.start)
                return nil
            }
            try feature(&scanner, &record)
            state = .inFeatures(isFirst: false)
            return true
        case .behindFeatures:
            try rest(&scanner)
            state = .done
            return nil
        case .sequence:
            skipSeparators(&scanner)
            if scanner.isAtEnd {
                if scanner.isComplete {
                    state = .done
                    return false
                }
                throw .needsMore
            }
            try feature(&scanner, &record)
            return true
        case .done:
            scanner.skipBlanks()
            if scanner.isAtEnd && !scanner.isComplete { throw .needsMore }
            guard scanner.isAtEnd else {
                throw scanner.halt("there is text after the collection; name a sequence .geojsonl")
            }
            return false
        }
    }

    private func skipSeparators(_ scanner: inout JSONScanner) {
        repeat { scanner.skipBlanks() } while scanner.take(0x1E)
    }

    // MARK: - The text round the features

    /// Reads up to the first feature of a collection, or the whole of a single feature or geometry.
    private mutating func open(_ scanner: inout JSONScanner, _ record: inout FeatureRecord) throws(Halt) -> Bool? {
        skipSeparators(&scanner)
        let start = scanner.at
        guard scanner.byte == UInt8(ascii: "{") else {
            throw scanner.halt("a GeoJSON object is needed, found \(scanner.shown)")
        }
        scanner.at += 1
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let name = try scanner.text()
                try scanner.need(UInt8(ascii: ":"), "after a name")
                scanner.skipBlanks()
                if JSONText.equals(name, "features"), scanner.byte == UInt8(ascii: "[") {
                    scanner.at += 1
                    window.begin += scanner.at - window.start
                    state = .inFeatures(isFirst: true)
                    return nil
                }
                try member(name, &scanner)
            } while scanner.take(UInt8(ascii: ","))
            try scanner.need(UInt8(ascii: "}"), "or a comma in the object")
        }
        // No collection: a feature or a geometry, read once more as one.
        scanner.at = start
        foreignMembers = []
        try feature(&scanner, &record)
        state = .done
        return true
    }

    /// The members after the features.
    private mutating func rest(_ scanner: inout JSONScanner) throws(Halt) {
        while scanner.take(UInt8(ascii: ",")) {
            let name = try scanner.text()
            try scanner.need(UInt8(ascii: ":"), "after a name")
            try member(name, &scanner)
        }
        try scanner.need(UInt8(ascii: "}"), "or a comma after the features")
        window.begin += scanner.at - window.start
    }

    private mutating func member(
        _ name: (start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool), _ scanner: inout JSONScanner
    ) throws(Halt) {
        scanner.skipBlanks()
        let start = scanner.at
        let value = try scanner.value()
        if JSONText.equals(name, "name"), value.token.isText {
            layerName = text(value)
        } else if JSONText.equals(name, "crs") {
            try checkReferenceSystem(value, scanner, start)
        } else if JSONText.equals(name, "features") {
            throw scanner.fault("\"features\" must be an array", at: start)
        } else if !JSONText.equals(name, "type"), !JSONText.equals(name, "bbox") {
            noteForeign(name)
        }
    }

    private mutating func noteForeign(_ name: (start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool)) {
        guard foreignMembers.count < 20 else { return }
        foreignMembers.insert(
            String(decoding: UnsafeBufferPointer(start: name.start, count: name.count), as: UTF8.self))
    }

    /// The 2008 draft allowed other reference systems; only the names of WGS 84 pass.
    private func checkReferenceSystem(
        _ value: FieldValue, _ scanner: JSONScanner, _ start: UnsafePointer<UInt8>
    ) throws(Halt) {
        guard value.token != .null else { return }
        let text = String(decoding: UnsafeBufferPointer(start: value.start, count: value.count), as: UTF8.self)
        let code = text.uppercased().filter { !$0.isWhitespace }
        guard code.contains("CRS84\"") || code.contains(":4326\"") || code.contains("CRS84H\"") else {
            throw scanner.fault(
                "the member \"crs\" is \(text.prefix(120)); GeoJSON is WGS 84 longitude and latitude: transform it first",
                at: start)
        }
    }

    private mutating func text(_ value: FieldValue) -> String {
        unescaped.removeAll()
        JSONText.appendUnescaped(value.start, value.count, to: &unescaped)
        return String(decoding: unescaped.bytes, as: UTF8.self)
    }

    // MARK: - Features

    /// Reads a feature or bare geometry and moves the window behind it.
    private mutating func feature(_ scanner: inout JSONScanner, _ record: inout FeatureRecord) throws(Halt) {
        scanner.skipBlanks()
        let start = scanner.at
        record.clear(columns: names.names.count)
        guard scanner.byte == UInt8(ascii: "{") else {
            throw scanner.halt("a feature is needed, found \(scanner.shown)")
        }
        scanner.at += 1
        var (isFeature, hasType, hasCoordinates) = (false, false, false)
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let name = try scanner.text()
                try scanner.need(UInt8(ascii: ":"), "after a name")
                scanner.skipBlanks()
                if JSONText.equals(name, "type") {
                    let place = scanner.at
                    let type = try scanner.text()
                    (hasType, isFeature) = (true, JSONText.equals(type, "Feature"))
                    if JSONText.equals(type, "FeatureCollection") {
                        throw scanner.fault(
                            "a collection without an array \"features\" before its end, or inside another text",
                            at: place)
                    }
                } else if JSONText.equals(name, "properties") {
                    try properties(&scanner, &record)
                } else if JSONText.equals(name, "geometry") {
                    record.geometry.clear()
                    if scanner.byte == UInt8(ascii: "n") {
                        _ = try scanner.value()
                    } else {
                        try scanner.geometry(into: &record.geometry)
                    }
                } else if JSONText.equals(name, "id") {
                    try identity(&scanner, &record)
                } else {
                    hasCoordinates = hasCoordinates || JSONText.equals(name, "coordinates")
                    if !JSONText.equals(name, "bbox"), !JSONText.equals(name, "coordinates") { noteForeign(name) }
                    _ = try scanner.value()
                }
            } while scanner.take(UInt8(ascii: ","))
            try scanner.need(UInt8(ascii: "}"), "or a comma in the feature")
        }
        guard hasType else { throw scanner.fault("the feature has no \"type\"", at: start) }
        if !isFeature { try bareGeometry(&scanner, &record, from: start) }
        record.number += 1
        record.offset = window.offset(of: start)
        window.begin += scanner.at - window.start
    }

    /// The object is no feature: it must be a geometry, and is read again as one.
    private mutating func bareGeometry(
        _ scanner: inout JSONScanner, _ record: inout FeatureRecord, from start: UnsafePointer<UInt8>
    ) throws(Halt) {
        foreignMembers = []
        record.clear(columns: names.names.count)
        scanner.at = start
        try scanner.geometry(into: &record.geometry)
    }

    private func identity(_ scanner: inout JSONScanner, _ record: inout FeatureRecord) throws(Halt) {
        let start = scanner.at
        let value = try scanner.value()
        switch value.token {
        case .null, .integer, .number, .text, .escapedText: record.id = value
        default: throw scanner.fault("the \"id\" must be a text or a number", at: start)
        }
    }

    private mutating func properties(_ scanner: inout JSONScanner, _ record: inout FeatureRecord) throws(Halt) {
        if scanner.byte == UInt8(ascii: "n") {
            _ = try scanner.value()
            return
        }
        if !scanner.take(UInt8(ascii: "{")) { throw scanner.halt("\"properties\" must be an object or null") }
        if scanner.take(UInt8(ascii: "}")) { return }
        var hint = 0
        // Distinct from those of all records before, even when a record is read again from its start.
        readings += 1
        repeat {
            let name = try scanner.text()
            if name.isEscaped { unescapeName(name) }
            let start = name.isEscaped ? UnsafePointer(unescaped.base) : name.start
            let count = name.isEscaped ? unescaped.count : name.count
            guard let place = names.place(start, count, hint: hint, record: readings) else {
                let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
                throw scanner.fault("the name \"\(text)\" is there twice in one object; remove one", at: name.start)
            }
            hint = place + 1
            try scanner.need(UInt8(ascii: ":"), "after a name")
            let value = try scanner.value()
            if place < record.values.count {
                record.values[place] = value
            } else {
                record.values.append(value)
            }
        } while scanner.take(UInt8(ascii: ","))
        try scanner.need(UInt8(ascii: "}"), "or a comma in \"properties\"")
    }

    private var readings = 0

    private mutating func unescapeName(_ name: (start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool)) {
        unescaped.removeAll()
        JSONText.appendUnescaped(name.start, name.count, to: &unescaped)
    }
}
