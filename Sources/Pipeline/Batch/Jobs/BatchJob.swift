public import Export
internal import Incidents
internal import Risk
public import RouteRiskJob
public import SpatialEngine
internal import Surfaces

/// One scenario of a plan.
public struct BatchJob: Sendable {
    /// 16 hexadecimal digits of the SHA-256 of parameters, pack, outputs, formats and version.
    public let id: String
    /// Its folder, relative to the batch's.
    public let folder: String
    /// Every parameter, sorted by key; of files the name and the sum.
    public let parameters: JSONObject
    /// The region that it speaks of.
    public let region: PlanRegion
    /// Its values, in the order of ``PlanKey``.
    let values: [PlanValue]

    /// The fields of a table row, a column a key.
    public var fields: [String] { values.map(\.field) }

    /// Where places of this machine may stand in a message, and what to put there.
    var places: [(path: String, name: String)] {
        var places = [(region.folder, region.id)]
        for value in values {
            if case .files(let files) = value { places += files.map { ($0.path, $0.name) } }
        }
        return places
    }

    /// How it stands in the catalogue of that name.
    public func item(of collection: String) -> JobItem {
        let up = String(repeating: "../", count: folder.split(separator: "/").count)
        return JobItem(
            id: id, parameters: parameters, collection: up + "collection.json", collectionID: collection,
            firstDay: YearMonth(self[.from].field)?.firstDay.description ?? "",
            lastDay: YearMonth(self[.to].field)?.lastDay.description ?? "")
    }

    subscript(key: PlanKey) -> PlanValue { values[key.place] }

    /// The settings of the main job.
    ///
    /// - Parameter threads: How many threads it may use; changes nothing in the result.
    public func settings(threads: Int) -> JobSettings {
        let directions: [TravelDirection] =
            switch self[.direction].field {
            case "north": [.north]
            case "south": [.south]
            default: [.north, .south]
            }
        // Without a lever no measure is taken, so that nothing may be spent.
        let takesMeasures = self[.lever] != .none
        return JobSettings(
            regionFolder: region.folder, from: YearMonth(self[.from].field), to: YearMonth(self[.to].field),
            directions: directions, elevationModel: paths(.dem).first, seaState: paths(.seaState).first,
            incidentFiles: paths(.incidents), budget: takesMeasures ? Double(self[.budget].field) : nil,
            scenario: scenario, seed: seed, threads: threads)
    }

    private var scenario: Scenario {
        var scenario = Scenario()
        switch self[.month] {
        case .integer(let month): scenario.months = [month]
        case .text(let group): scenario.months = region.monthGroups[group]
        default: break
        }
        if case .legs(let ids) = self[.closure] { scenario.closedLegs = ids }
        // The plan's reader has let only known names pass.
        if let function = try? SlopeFunction.named(self[.slopeFunction].field) { scenario.slopeFunction = function }
        scenario.lever = Lever(rawValue: self[.lever].field)
        return scenario
    }

    private var seed: UInt64 {
        if case .integer(let seed) = self[.seed] { UInt64(seed) } else { 1 }
    }

    private func paths(_ key: PlanKey) -> [String] {
        if case .files(let files) = self[key] { files.map(\.path) } else { [] }
    }
}

/// Makes jobs of combinations.
struct JobMaking {
    let parts: JobParts
    let formats: [JobFormat]
    let layout: BatchPlan.Layout

    func job(_ values: [PlanValue]) -> BatchJob {
        guard case .region(let region) = values[PlanKey.region.place] else {
            preconditionFailure("every combination begins with its region")
        }
        let parameters = JSONObject(sorting: PlanKey.allCases.map { ($0.rawValue, values[$0.place].json) })
        let identity = JSONObject(sorting: [
            ("parameters", .object(parameters)), ("pack", .string(region.sum)),
            ("outputs", .array(parts.names.map(JSONValue.string))),
            ("formats", .array(formats.map { .string($0.rawValue) })), ("version", .string(ProductVersion.text)),
        ])
        let id = String(SHA256.hexDigest(of: JSONValue.object(identity).line).prefix(16))
        let (month, direction) = (values[PlanKey.month.place].field, values[PlanKey.direction.place].field)
        let folder = layout == .flat ? "jobs/\(id)" : "jobs/month=\(month)/direction=\(direction)/\(id)"
        return BatchJob(id: id, folder: folder, parameters: parameters, region: region, values: values)
    }
}
