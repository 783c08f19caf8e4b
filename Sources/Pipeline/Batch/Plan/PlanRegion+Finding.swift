internal import Foundation
internal import Incidents
internal import Ingest
internal import SpatialEngine

extension PlanRegion {
    /// Finds and reads the region that a plan names.
    ///
    /// A name without `/` is a pack beside the embedded one (or the one that `TROCHA_GEODATA` names); what is no such pack is a
    /// folder, relative to the plan that names it.
    ///
    /// - Throws: ``RegionFault``: the pack is missing, or ``IngestError`` tells what is wrong with it.
    static func find(_ name: String, besides plan: String) throws(RegionFault) -> PlanRegion {
        let folder = try folder(of: name, besides: plan)
        do {
            let pack = try RegionPack.load(folder)
            let sum = try SHA256.hexDigest(ofFile: folder + "/" + RegionManifest.fileName)
            return PlanRegion(
                id: pack.settings.id, folder: folder, sum: sum,
                monthGroups: Dictionary(uniqueKeysWithValues: pack.settings.monthGroups.map { ($0.id, $0.months) }),
                legs: Set(pack.legs.map(\.id)), firstMonth: pack.settings.window.lowerBound.description,
                lastMonth: pack.settings.window.upperBound.description)
        } catch let error as IngestError {
            throw RegionFault(isMissing: error.kind == .missing, problem: error.description)
        } catch {
            throw RegionFault(isMissing: true, problem: "\(error)")
        }
    }

    private static func folder(of name: String, besides plan: String) throws(RegionFault) -> String {
        if !name.contains("/") {
            // Without an embedded pack a folder may still be named.
            let embedded = try? RegionPack.defaultFolder()
            if let embedded, isPack(embedded), name == identifier(of: embedded) { return embedded }
            if let embedded {
                let sibling = URL(filePath: embedded).deletingLastPathComponent().appending(path: name).path
                if isPack(sibling) { return sibling }
            }
        }
        let folder = PlanText.path(name, besides: plan)
        guard isPack(folder) else {
            throw RegionFault(
                isMissing: true,
                problem:
                    "there is no region \"\(name)\"; name the folder of a pack, or darien (TROCHA_GEODATA says where it is)"
            )
        }
        return folder
    }

    private static func isPack(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/region.yaml")
    }

    private static func identifier(of folder: String) -> String? {
        (try? RegionSettings.read(folder + "/region.yaml"))?.id
    }
}

/// A region that cannot be used.
struct RegionFault: Error {
    let isMissing: Bool
    /// What is wrong and how to mend it.
    let problem: String
}
