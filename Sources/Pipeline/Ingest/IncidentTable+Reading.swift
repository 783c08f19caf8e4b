internal import Incidents
internal import SpatialEngine

extension IncidentTable {
    /// Reads a user's table for the region of `pack`.
    ///
    /// The columns are those of the pack's `incidents.csv`; those after `precision_m` may be absent. Blanks, capital letters
    /// and `.0` are repaired. A row outside the region's extent is rejected. Everything else that breaks a rule is an error:
    /// an unknown or missing column, a number that is not finite, swapped coordinates, a repeated id, an unknown corridor.
    ///
    /// - Parameter taken: Ids that earlier tables of the same run use.
    /// - Throws: ``IngestError`` for the first fault.
    public static func read(
        path: String, for pack: RegionPack, taken: Set<String> = []
    ) throws(IngestError) -> IncidentTable {
        let table = try TableFile(path: path, columns: Incident.columns, optional: Incident.optionalColumns)
        var faults: [IngestError] = []
        var notes: [Note] = []
        var counts = Counts()
        let rules = IncidentRules(pack)
        let rows = table.read(&faults) { row throws(IngestError) in
            try rules.incident(row, notes: &notes, counts: &counts)
        }
        let kept = rows.compactMap { row in row.value.map { Row(row: row.row, value: $0) } }
        rules.checkReferences(kept, in: path, taken: taken, &faults)
        if let first = faults.min(by: { ($0.row ?? 0) < ($1.row ?? 0) }) { throw first }
        return IncidentTable(incidents: kept.map(\.value), counts: counts, notes: notes)
    }
}

/// What an incident may refer to.
struct IncidentRules {
    let extent: BoundingBox
    let corridors: Set<String>
    let places: Set<String>
    let categories: Set<String>
    /// Source ids that may stand in the table; nil allows any.
    var sources: Set<String>?

    private static let words: Set<String> = [
        "date_precision", "category", "mode", "location_basis", "direction", "channel", "report_kind", "confidence",
    ]
    private static let countColumns: Set<String> = ["dead", "missing", "injured", "survivors", "aboard"]

    init(extent: BoundingBox, corridors: [Corridor], places: [Place], harmClasses: [HarmClass], sources: Set<String>?) {
        self.extent = extent
        self.corridors = Set(corridors.map(\.id))
        self.places = Set(places.map(\.id))
        categories = Set(Incident.ownCategories + harmClasses.map(\.category))
        self.sources = sources
    }

    /// The rules for a user's table: its sources are its own.
    init(_ pack: RegionPack) {
        self.init(
            extent: pack.settings.extent, corridors: pack.settings.corridors, places: pack.places,
            harmClasses: pack.harmClasses, sources: nil)
    }

    /// Reads a user's row, repaired where that needs no guess; nil for a row that is rejected.
    fileprivate func incident(
        _ raw: TableRow, notes: inout [IncidentTable.Note], counts: inout IncidentTable.Counts
    ) throws(IngestError) -> Incident? {
        let (row, repairs) = raw.repaired(words: Self.words, counts: Self.countColumns)
        counts.read += 1
        if try row.isElsewhere(than: extent) {
            counts.rejected += 1
            notes.append(
                IncidentTable.Note(
                    row: row.line, status: .rejected, field: "lon",
                    problem: "outside the region's extent \(extentText(extent))", repair: nil))
            return nil
        }
        let incident = try Incident(row, extent: extent, categories: categories)
        notes += repairs
        if repairs.isEmpty { counts.accepted += 1 } else { counts.repaired += 1 }
        return incident
    }

    /// Adds a fault for each id that is repeated or leads nowhere.
    func checkReferences(
        _ rows: [Row<Incident>], in file: String, taken: Set<String> = [], _ faults: inout [IngestError]
    ) {
        var check = ReferenceCheck(file: file)
        check.unique(rows, "incident_id", taken: taken, \.id)
        let ids = Set(rows.map(\.value.id)).union(taken)
        for row in rows {
            let incident = row.value
            check.known(incident.corridorID, in: corridors, "corridor_id", "region.yaml", row: row.row)
            check.known(incident.placeID, in: places, "place_id", "places.csv", row: row.row)
            check.known(incident.duplicateOf, in: ids, "duplicate_of", "the table", row: row.row)
            if incident.duplicateOf == incident.id {
                check.add(row.row, "duplicate_of", "the incident is its own duplicate", mend: "name the other one")
            }
            guard let sources else { continue }
            for id in incident.sourceIDs { check.known(id, in: sources, "source_ids", "sources.csv", row: row.row) }
        }
        faults += check.faults
    }
}

extension TableRow {
    /// Whether the row has a position on the globe that lies outside `extent`, and outside when swapped too.
    fileprivate func isElsewhere(than extent: BoundingBox) throws(IngestError) -> Bool {
        guard let longitude = try number("lon", in: -1e9...1e9), let latitude = try number("lat", in: -1e9...1e9),
            abs(longitude) <= 180, abs(latitude) <= 90
        else { return false }
        return !extent.contains(GeographicPoint(longitude: longitude, latitude: latitude))
            && !extent.contains(GeographicPoint(longitude: latitude, latitude: longitude))
    }
}
