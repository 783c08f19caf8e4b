internal import Incidents
internal import SpatialEngine

extension RegionReader {
    /// Adds a fault for each file that differs from `manifest.json`.
    mutating func verifyManifest() {
        let manifest = path(RegionManifest.fileName)
        do {
            let differences = try RegionManifest.verify(folder) { path in try RegionLayers.referenceSystem(path) }
            for difference in differences where isThorough || difference.kind != .stray {
                faults.append(fault(difference))
            }
        } catch .unreadable(_, let reason) {
            faults.append(
                IngestError(
                    .missing, file: manifest, problem: "cannot be read (\(reason))",
                    mend: "restore it or run region build"))
        } catch {
            let parts = error.description.split(separator: "; ", maxSplits: 1)
            faults.append(
                IngestError(
                    file: manifest, problem: parts.first.map(String.init) ?? "is no manifest",
                    mend: parts.count > 1 ? String(parts[1]) : "restore it or run region build"))
        }
    }

    private func fault(_ difference: RegionManifest.Fault) -> IngestError {
        let parts = difference.detail.split(separator: "; ", maxSplits: 1).map(String.init)
        let (detail, mend) = (parts.first ?? "", parts.count > 1 ? parts[1] : "restore it or run region build")
        let file = path(difference.path)
        return switch difference.kind {
        case .missing:
            IngestError(.missing, file: file, problem: "is listed in the manifest but not there", mend: detail)
        case .stray: IngestError(.mismatch, file: file, problem: "is not listed in the manifest", mend: mend)
        case .size, .changed:
            IngestError(.mismatch, file: file, problem: "differs from the manifest: \(detail)", mend: mend)
        case .crs: IngestError(.mismatch, file: file, problem: detail, mend: mend)
        case .unreadable:
            IngestError(file: file, problem: "cannot be compared with the manifest: \(detail)", mend: mend)
        }
    }

    /// Adds a fault for each position that contradicts the coast.
    mutating func compare(places: [Row<Place>], incidents: [Row<Incident>], with coast: MultiPolygon) {
        do {
            let check = try CoastCheck(coast)
            faults += try check.faults(places, file: path("places.csv"))
            faults += try check.faults(incidents, file: path("incidents.csv"))
        } catch {
            faults.append(
                IngestError(
                    file: path("coast.fgb"), problem: "the coast cannot be used (\(error))",
                    mend: "restore it or run region build"))
        }
    }
}
