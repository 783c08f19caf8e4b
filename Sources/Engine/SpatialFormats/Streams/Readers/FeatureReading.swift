/// What gives features one by one, as often as asked.
protocol FeatureReading: ~Copyable {
    /// Reads the next feature; false at the end.
    mutating func next(_ record: inout FeatureRecord) throws -> Bool
    /// Goes back to the first feature.
    mutating func rewind() throws
    /// The properties met so far, in order.
    var columnNames: [String] { get }
    /// What a column is declared to hold; nil where only its values tell.
    func declaredKind(_ column: Int) -> ColumnKind?
    /// The same for the id.
    var declaredIdKind: ColumnKind? { get }
    /// Whether texts may be read as what they look like.
    var isUntyped: Bool { get }
    /// The layer's name, if the file names it.
    var layerName: String? { get }
    /// What the output will lack.
    var notes: [String] { get }
    /// The line of the file, from 1, on which a record begins; nil where lines mean nothing.
    func line(of offset: Int) -> Int?
    /// Whether the place of a fault is better known by its byte.
    var countsBytes: Bool { get }
    /// Whether ids that are 1, 2, 3, … are the numbers of rows, and no ids.
    var numbersRows: Bool { get }
    /// How much is read, in any unit.
    var place: Int { get }
    /// Told before the features are read to be written.
    mutating func prepare(_ survey: LayerSurvey) throws
}

extension GeoJSONFeatureReader: FeatureReading {
    var columnNames: [String] { names.names }
    func declaredKind(_ column: Int) -> ColumnKind? { nil }
    var declaredIdKind: ColumnKind? { nil }
    var countsBytes: Bool { true }
    var numbersRows: Bool { false }
    var isUntyped: Bool { false }
    var place: Int { window.origin + window.begin }
    func line(of offset: Int) -> Int? { window.line(at: offset) }
    mutating func prepare(_ survey: LayerSurvey) throws {}

    var notes: [String] {
        foreignMembers.isEmpty
            ? []
            : [
                "members that the standard does not know are left out: \(foreignMembers.sorted().joined(separator: ", "))"
            ]
    }
}

extension CommaSeparatedFeatureReader: FeatureReading {
    var columnNames: [String] { columns.map(\.name) }
    func declaredKind(_ column: Int) -> ColumnKind? { columns[column].isText ? .text : nil }
    var declaredIdKind: ColumnKind? { idColumn.flatMap { $0.isText ? .text : nil } }
    var countsBytes: Bool { false }
    var numbersRows: Bool { false }
    var isUntyped: Bool { true }
    var layerName: String? { nil }
    var place: Int { window.origin + window.begin }
    func line(of offset: Int) -> Int? { window.line(at: offset) }

    var notes: [String] {
        hasGeometry ? [] : ["there are no columns lon,lat and no column wkt: the features have no geometry"]
    }

    mutating func prepare(_ survey: LayerSurvey) throws {
        setKinds(survey.columns.map(\.kind), id: survey.idKind ?? .text)
    }
}
