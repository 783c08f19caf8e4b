internal import Incidents
internal import SpatialEngine

extension RegionReader {
    /// Adds a fault for each file that differs from `manifest.json`.
    mutating func verifyManifest() {
        let manifest = path(RegionManifest.fileName)
        do {
            let differences = try RegionManifest.verify(folder) { path in try RegionLayers.referenceSystem(path) }
            for difference in differences where isThorough || difference.kind != .stray {
                let parts = difference.detail.split(separator: "; ", maxSplits: 1)
                faults.append(
                    IngestError(
                        .mismatch, file: path(difference.path),
                        problem: "\(Self.words(for: difference.kind)) (\(parts.first ?? ""))",
                        mend: parts.count > 1 ? String(parts[1]) : "restore the file or run region build"))
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

    private static func words(for kind: RegionManifest.Fault.Kind) -> String {
        switch kind {
        case .missing: "is listed in the manifest but not there"
        case .stray: "is not listed in the manifest"
        case .size, .changed: "differs from the manifest"
        case .crs: "has another reference system than the manifest says"
        case .unreadable: "cannot be compared with the manifest"
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
