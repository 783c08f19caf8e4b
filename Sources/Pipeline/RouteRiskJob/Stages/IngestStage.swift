import Export
import Foundation
import Incidents
import Ingest
import SpatialEngine
import Surfaces

extension RiskJob {
    /// Reads and checks every input before any model runs.
    static func ingest(_ settings: JobSettings) throws(JobError) -> JobInputs {
        let pack: RegionPack
        do { pack = try RegionPack.load(settings.regionFolder) } catch { throw .ingest(error) }
        let months = try window(settings, pack.settings.window)
        let seaState = try seaState(settings, pack)
        var incidents = pack.incidents
        var rows = IncidentTable.Counts()
        (rows.read, rows.accepted) = (incidents.count, incidents.count)
        var files = try packFiles(pack)
        var warnings: [String] = []
        if !settings.incidentFiles.isEmpty {
            (incidents, rows) = ([], IncidentTable.Counts())
            files.removeAll { $0.role == "incidents" }
            for path in settings.incidentFiles {
                let table = try userIncidents(path, pack, taken: Set(incidents.map(\.id)))
                incidents += table.incidents
                rows.add(table.counts)
                files.append(try userFile(path, role: "incidents", rows: table.counts.read))
                if table.counts.rejected > 0 {
                    warnings.append(
                        "\(path): \(table.counts.rejected) of \(table.counts.read) rows lie outside the region and are left out"
                    )
                }
            }
        }
        if let path = settings.elevationModel { files.append(try userFile(path, role: "elevation", rows: nil)) }
        if let path = settings.seaState { files.append(try userFile(path, role: "sea_state", rows: nil)) }
        var crossings: [TravelDirection: MonthlyFlow] = [:]
        for direction in [TravelDirection.north, .south] {
            crossings[direction] = MonthlyFlow.monthly(
                pack.crossings, direction: direction, window: months[0]...months[months.count - 1])
        }
        return JobInputs(
            settings: settings, pack: pack, incidents: incidents, incidentRows: rows, months: months,
            crossings: crossings, seaState: seaState, files: files,
            warnings: warnings)
    }

    /// The user's sea states, which must know every month of the year: legs are followed in each.
    private static func seaState(_ settings: JobSettings, _ pack: RegionPack) throws(JobError) -> SeaStateGrid? {
        guard let path = settings.seaState else { return nil }
        var grid: SeaStateGrid
        do { grid = try SeaStateTable.read(path: path, around: pack.settings.extent) } catch { throw .ingest(error) }
        if let radius = pack.settings.parameters.first(where: { $0.name == "sea_gap_radius_m" })?.value {
            grid.gapRadius = Metres(radius)
        }
        for variable in grid.variables {
            let months = grid.monthsWithout(variable)
            guard !months.isEmpty else { continue }
            throw .ingest(
                IngestError(
                    file: path, field: "time",
                    problem: "no \(variable) in month \(months.map(String.init).joined(separator: ", ")) of the year",
                    mend: "extend the series to all twelve, or give yearly means without a time"))
        }
        return grid
    }

    private static func window(
        _ settings: JobSettings, _ data: ClosedRange<YearMonth>
    ) throws(JobError) -> [YearMonth] {
        let first = settings.from ?? data.lowerBound
        let last = settings.to ?? data.upperBound
        for (name, month) in [("--from", first), ("--to", last)] where !data.contains(month) {
            throw .badOption(
                name: name, problem: "\(month) lies outside the region's data",
                mend: "choose a month from \(data.lowerBound) to \(data.upperBound)")
        }
        guard first <= last else {
            throw .badOption(name: "--from", problem: "\(first) is after --to \(last)", mend: "exchange the two")
        }
        return (first.ordinal...last.ordinal).map { YearMonth(ordinal: $0) }
    }

    /// The incidents of one file; ids must differ between files too, and some row must be of use.
    private static func userIncidents(
        _ path: String, _ pack: RegionPack, taken: Set<String>
    ) throws(JobError) -> IncidentTable {
        let table: IncidentTable
        do { table = try IncidentTable.read(path: path, for: pack, taken: taken) } catch { throw .ingest(error) }
        guard table.counts.read == 0 || table.counts.rejected < table.counts.read else {
            throw .ingest(
                IngestError(
                    file: path, problem: "all \(table.counts.read) rows lie outside the region",
                    mend: "check lon and lat, or name another region with --region"))
        }
        return table
    }

    /// The pack's files with the titles and licences of its manifest, and the sums that its loading has verified.
    private static func packFiles(_ pack: RegionPack) throws(JobError) -> [InputRecord] {
        let manifest: RegionManifest
        do {
            manifest = try RegionManifest.read(pack.folder)
        } catch {
            throw .method(stage: JobStage.ingest.rawValue, problem: "\(error)")
        }
        let rows: [String: Int] = [
            "sources.csv": pack.sources.count, "places.csv": pack.places.count, "legs.csv": pack.legs.count,
            "crossings.csv": pack.crossings.count, "incidents.csv": pack.incidents.count,
            "sea_state.csv": pack.seaState.count, "measures.csv": pack.measures.count,
            "spot_heights.csv": pack.spotHeights.count, "harm_taxonomy.csv": pack.harmClasses.count,
            "wind.csv": pack.winds.count, "share_statements.csv": pack.shareStatements.count,
        ]
        return manifest.files.map { entry in
            InputRecord(
                path: entry.path, role: String(entry.path.prefix { $0 != "." }), title: entry.title,
                licence: entry.licence, sha256: entry.sha256, bytes: entry.bytes, rows: rows[entry.path])
        }
    }

    private static func userFile(_ path: String, role: String, rows: Int?) throws(JobError) -> InputRecord {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .ingest(IngestError(file: path, problem: "is a folder, not a file", mend: "name a file"))
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .ingest(
                IngestError(
                    .missing, file: path, problem: "the file does not exist or may not be read",
                    mend: "check the path and its permissions"))
        }
        defer { try? handle.close() }
        var sum = SHA256()
        var bytes = 0
        do {
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                part.withUnsafeBytes { sum.update($0) }
                bytes += part.count
            }
        } catch {
            throw .ingest(
                IngestError(file: path, problem: "reading fails: \(error.localizedDescription)", mend: "check the disk")
            )
        }
        return InputRecord(
            path: fileName(path), role: role, title: fileName(path), licence: "given by the user",
            sha256: sum.hexDigest(), bytes: bytes, rows: rows)
    }
}

extension IncidentTable.Counts {
    fileprivate mutating func add(_ other: IncidentTable.Counts) {
        read += other.read
        accepted += other.accepted
        repaired += other.repaired
        rejected += other.rejected
    }
}
