/// One reader, read once to know the layer and once more to write it.
struct FeatureStream<Reader: FeatureReading & ~Copyable>: ~Copyable {
    let path: String
    var reader: Reader
    /// Whether the output is text, under the rules of RFC 7946.
    let appliesRules: Bool
    let progress: StreamProgress

    /// Reads all features; what is wrong with any is found here.
    mutating func survey(name: String, to target: StreamFormat) throws -> LayerSurvey {
        var columns: [ColumnSurvey] = []
        var (id, withId, rowNumbers) = (ColumnSurvey(), 0, true)
        var (extent, kinds, hasHeights, losesHeights) = (LayerExtent(), UInt8(0), false, false)
        var (missing, isFlat) = (0, false)
        var identities = RepeatedIdentities()
        var record = makeRecord()
        while try next(&record, stage: "reading") {
            while columns.count < record.values.count { columns.append(ColumnSurvey()) }
            for i in columns.indices { columns[i].add(record.values[i]) }
            if record.id.token != .null {
                withId += 1
                id.add(record.id)
                try identities.add(record.id)
                rowNumbers = rowNumbers && isRowNumber(record)
            }
            try settle(&record, &losesHeights)
            if record.geometry.kind != .none {
                kinds |= 1 << record.geometry.kind.rawValue
            } else {
                missing += 1
            }
            if appliesRules { extent.add(record.geometry) }
            hasHeights = hasHeights || record.geometry.hasHeight
            isFlat = isFlat || (record.geometry.kind != .none && !record.geometry.hasHeight)
        }
        var survey = LayerSurvey(name: reader.layerName ?? name)
        survey.features = record.number
        survey.kinds = Set((1...6).filter { kinds & 1 << $0 != 0 }.compactMap { GeometryRecord.Kind(rawValue: $0) })
        survey.geometryTypes = survey.kinds.map(\.name).sorted()
        survey.missingGeometries = missing
        (survey.hasHeights, survey.box) = (hasHeights, extent.box)
        if withId > 0, !(reader.numbersRows && rowNumbers) {
            let kind = reader.declaredIdKind ?? id.kind(isUntyped: reader.isUntyped)
            (survey.idKind, survey.idLooksTyped) = (kind, id.looksTyped(as: kind))
            try refuseRepeated(&identities)
        }
        for (i, name) in reader.columnNames.enumerated() {
            let seen = i < columns.count ? columns[i] : ColumnSurvey()
            let kind = reader.declaredKind(i) ?? seen.kind(isUntyped: reader.isUntyped)
            survey.columns.append(StreamColumn(name: name, kind: kind, looksTyped: seen.looksTyped(as: kind)))
            survey.notes += Self.notes(on: name, kind, seen, target)
        }
        survey.notes += reader.notes
        if survey.idKind != nil, withId < record.number {
            survey.notes.append("\(record.number - withId) of \(record.number) features have no id and get none")
        }
        if survey.idKind == nil, !target.isText, survey.columns.contains(where: { $0.name == "id" }) {
            survey.notes.append("property id is written as column id, and read from there as the features' id")
        }
        if hasHeights, isFlat, target == .fgb {
            survey.notes.append("some geometries have heights: in FlatGeobuf the others get height 0")
        }
        if losesHeights { survey.notes.append("geometries that are cut at the antimeridian lose their heights") }
        return survey
    }

    /// Gives every feature to `body`, as it is to be written.
    mutating func forEach(_ survey: LayerSurvey, _ body: (borrowing FeatureRecord) throws -> Void) throws {
        try reader.rewind()
        try reader.prepare(survey)
        var record = makeRecord()
        var losesHeights = false
        while try next(&record, stage: "writing") {
            guard record.values.count == survey.columns.count else {
                throw RequestError(.badData, "\(path): the file changed while it was read; try again")
            }
            try settle(&record, &losesHeights)
            try body(record)
        }
        guard record.number == survey.features else {
            throw RequestError(.badData, "\(path): the file changed while it was read; try again")
        }
    }

    private func makeRecord() -> FeatureRecord {
        var record = FeatureRecord()
        record.geometry.keepsExact = !appliesRules
        return record
    }

    private mutating func next(_ record: inout FeatureRecord, stage: String) throws -> Bool {
        if record.number & 0x3FFF == 0 { progress(stage, reader.place) }
        do { return try reader.next(&record) } catch let fault as StreamFault { throw named(fault) }
    }

    private func named(_ fault: StreamFault) -> RequestError {
        var parts = [path]
        if let line = reader.line(of: fault.offset) {
            parts.append(reader.countsBytes ? "line \(line) (byte \(fault.offset))" : "line \(line)")
        }
        if !fault.place.isEmpty { parts.append(fault.place) }
        return RequestError(.badData, parts.joined(separator: ", ") + ": " + fault.problem)
    }

    /// Checks the geometry and puts it under the rules of the output.
    @inline(__always)
    private func settle(_ record: inout FeatureRecord, _ losesHeights: inout Bool) throws {
        var problem = record.geometry.check()
        if problem == nil && appliesRules { problem = record.geometry.applyRules(&losesHeights) }
        if let problem {
            throw named(StreamFault(offset: record.offset, place: label(record), problem: problem))
        }
    }

    private func label(_ record: FeatureRecord) -> String {
        guard record.id.token != .null else { return "feature \(record.number)" }
        return "feature \(record.number) (id \(text(record.id)))"
    }

    private func text(_ value: FieldValue) -> String {
        var plain = ByteBuffer()
        value.appendPlain(to: &plain)
        return String(decoding: plain.bytes, as: UTF8.self)
    }

    @inline(__always)
    private func isRowNumber(_ record: FeatureRecord) -> Bool {
        reader.numbersRows && DecimalText.integer(record.id.start, record.id.count) == record.number
    }

    private static func notes(
        on name: String, _ kind: ColumnKind, _ seen: ColumnSurvey, _ target: StreamFormat
    ) -> [String] {
        if target.isGeoJSON { return [] }
        if kind == .text && seen.isMixed { return ["property \(name) mixes kinds of values: it is written as text"] }
        if kind == .json && target == .csv {
            return ["property \(name) holds arrays or objects: they are written as JSON text"]
        }
        guard kind == .real, seen.hasHugeInteger, target != .csv else { return [] }
        return ["property \(name) holds whole numbers beyond 64 bits: they are written to 17 digits"]
    }

    // MARK: - Ids

    private mutating func refuseRepeated(_ identities: inout RepeatedIdentities) throws {
        if identities.needsRestart {
            identities.restart()
            try reader.rewind()
            var record = makeRecord()
            while try next(&record, stage: "comparing ids") {
                if record.id.token != .null { try identities.add(record.id, isSorted: false) }
            }
        }
        guard let suspicion = try identities.suspicion() else { return }
        try reader.rewind()
        var record = makeRecord()
        var found: [(number: Int, offset: Int, id: String)] = []
        while try next(&record, stage: "comparing ids") {
            guard record.id.token != .null, RepeatedIdentities.hash(record.id) == suspicion else { continue }
            let id = text(record.id)
            if let first = found.first(where: { $0.id == id }) {
                throw repeated(id, first.number, first.offset, record.number, record.offset)
            }
            found.append((record.number, record.offset, id))
        }
    }

    private func repeated(
        _ id: String, _ first: Int, _ firstOffset: Int, _ second: Int, _ secondOffset: Int
    ) -> RequestError {
        var lines = ""
        if let a = reader.line(of: firstOffset), let b = reader.line(of: secondOffset), a != b {
            lines = " (lines \(a) and \(b))"
        }
        return RequestError(
            .badData,
            "\(path): features \(first) and \(second)\(lines) have the same id \(id); ids must be unique: change one, or "
                + "rename the column")
    }
}
