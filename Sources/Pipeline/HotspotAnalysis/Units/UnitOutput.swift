internal import Export
internal import Foundation
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Columns that a verb adds to its units; nil is an empty cell or `null`.
enum AddedColumn: Sendable {
    case numbers(String, [Double?])
    case integers(String, [Int?])
    case texts(String, [String?])

    var name: String {
        switch self {
        case .numbers(let name, _), .integers(let name, _), .texts(let name, _): name
        }
    }

    func value(_ row: Int) -> JSONValue {
        switch self {
        case .numbers(_, let values): values[row].flatMap { $0.isFinite ? .number($0) : nil } ?? .null
        case .integers(_, let values): values[row].map { .integer($0) } ?? .null
        case .texts(_, let values): values[row].map { .string($0) } ?? .null
        }
    }
}

/// The units with their attributes and what a verb found, as CSV or as features with the same geometry.
struct UnitOutput {
    let path: String
    let overwrite: Bool
    private let format: OutputFormat

    /// - Throws: ``RequestError`` for an extension that is none of ours, ``OutputError`` where nothing could be written.
    init(path: String, overwrite: Bool) throws {
        self.path = path
        self.overwrite = overwrite
        format = try OutputFormat(of: path, allowed: [.csv] + FeatureOutput.formats)
        try OutputFormat.requirePlace(path, overwrite: overwrite)
    }

    /// Writes the units in input order; an attribute that has the name of a new column gives way to it.
    ///
    /// - Returns: The attributes that gave way.
    @discardableResult
    func write(_ units: UnitTable, _ added: [AddedColumn], name: String) throws -> [String] {
        let names = added.map(\.name)
        if format == .csv {
            try writeTable(units, added)
        } else {
            let features = try units.features().enumerated().map { row, feature in
                var feature = feature
                for name in names { feature.properties[name] = nil }
                for column in added { feature.properties[column.name] = column.value(row) }
                return feature
            }
            try FeatureOutput(path: path, overwrite: overwrite).write(features, name: name, crs: units.crs)
        }
        return units.fields.filter(names.contains)
    }

    private func writeTable(_ units: UnitTable, _ added: [AddedColumn]) throws {
        let names = added.map(\.name)
        let kept = units.fields.indices.filter { !names.contains(units.fields[$0]) }
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: kept.map { units.fields[$0] } + names)
        for row in 0..<units.count {
            for (i, field) in kept.enumerated() { writer.append(units.text(row, field), isFirst: i == 0) }
            for (i, column) in added.enumerated() {
                writer.append(column.value(row), isFirst: kept.isEmpty && i == 0)
            }
            try writer.endRecord()
        }
        try writer.commit()
    }
}

extension UnitTable {
    /// An attribute as it stands in a table.
    fileprivate func text(_ row: Int, _ field: Int) -> String {
        switch records {
        case .table(let table): table.rows[row].fields[field]
        case .features(let features): features[row].properties[fields[field]].flatMap(UnitRecords.text) ?? ""
        }
    }

    /// The units as features with typed attributes.
    ///
    /// - Throws: ``RequestError`` when the file has no positions.
    func features() throws -> [Feature] {
        guard case .table(let table) = records else {
            if case .features(let features) = records { return features }
            return []
        }
        let places = try positions().points
        let isPlaced = crs == nil || !metric.isGeographic || crs == .wgs84
        let points = isPlaced ? places : try Transformation(from: .wgs84, to: crs ?? .wgs84).transformed(places)
        let kinds = fields.indices.map { column in TableValueKind(table.rows.lazy.map { $0.fields[column] }) }
        return table.rows.indices.map { row in
            let properties = fields.indices.map { column in
                JSONObject.Member(fields[column], kinds[column].value(table.rows[row].fields[column]))
            }
            let point = GeographicPoint(longitude: points[row].x, latitude: points[row].y)
            return Feature(id: .text(ids[row]), geometry: .point(point), properties: JSONObject(properties))
        }
    }
}

/// What a column of a table holds, judged by all its values.
private enum TableValueKind {
    case integers, numbers, texts

    init(_ values: some Sequence<String>) {
        self = .integers
        var isEmpty = true
        for value in values where !value.isEmpty {
            isEmpty = false
            // A code such as 05001 is no number.
            let digits = value.drop { $0 == "-" }
            if digits.count > 1 && digits.first == "0" && digits.dropFirst().first != "." { self = .texts }
            if self == .integers && Int(value) == nil { self = .numbers }
            if self == .numbers && (Double(value)?.isFinite != true || value.lowercased().contains("x")) {
                self = .texts
            }
            if self == .texts { return }
        }
        if isEmpty { self = .texts }
    }

    func value(_ text: String) -> JSONValue {
        if text.isEmpty { return .null }
        switch self {
        case .integers: return Int(text).map { .integer($0) } ?? .null
        case .numbers: return Double(text).map { .number($0) } ?? .null
        case .texts: return .string(text)
        }
    }
}
