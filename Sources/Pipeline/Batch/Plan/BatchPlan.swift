public import Export
internal import SpatialEngine
internal import Yams

/// A plan that is read, checked and expanded into its jobs.
public struct BatchPlan: Sendable {
    /// How job folders lie under `jobs/`.
    public enum Layout: String, CaseIterable, Sendable {
        /// `jobs/<id>`
        case flat
        /// `jobs/month=<month>/direction=<direction>/<id>`
        case hive
    }

    /// The plan's name, which is also its catalogue's.
    public let name: String
    /// What every job writes.
    public let parts: JobParts
    /// In which formats, in the order of ``JobFormat``.
    public let formats: [JobFormat]
    /// How the folders lie.
    public let layout: Layout
    /// Every job, in the order of ids.
    public let jobs: [BatchJob]
    /// The text of `plan.json`: the plan with what it includes, and its defaults filled; places of files are not in it.
    public let text: String

    /// Reads a plan with all that it includes and names; writes nothing.
    ///
    /// - Parameter path: A YAML file; `-` is standard input.
    /// - Throws: ``PlanError`` for the first fault.
    /// - Complexity: O(*n*) time and space for *n* jobs; every file that it names is read once.
    public static func read(_ path: String) throws(PlanError) -> BatchPlan {
        try read(path) { (name, plan) throws(RegionFault) in try PlanRegion.find(name, besides: plan) }
    }

    /// ``read(_:)`` with a way to find regions.
    static func read(_ path: String, regions: @escaping PlanReader.RegionFinder) throws(PlanError) -> BatchPlan {
        let source = try PlanSource.read(path)
        return try BatchPlan(source, root: try PlanText.wholePlan(path), reader: PlanReader(regions))
    }

    private init(_ source: PlanSource, root: PlanNode, reader: PlanReader) throws(PlanError) {
        let head = try PlanHead(source, root: root)
        var given: [PlanKey: [PlanValue]] = [:]
        for key in PlanKey.allCases {
            if let node = source.matrix[key] { given[key] = try reader.values(key, node) }
            if let node = source.set[key] { given[key] = [try reader.value(key, node)] }
        }
        var lists: [[PlanValue]] = []
        for key in PlanKey.allCases {
            if let values = given[key] {
                lists.append(values)
            } else {
                lists.append([try reader.standard(key, plan: root)])
            }
        }
        let combinations = PlanCombinations(
            lists: lists, excluded: try Self.exclusions(source.top["exclude"], reader),
            extra: try Self.additions(source.top["extra"], reader), largest: head.largest, plan: root)
        let scenarios = try combinations.expanded()
        (name, parts, formats, layout) = (head.name, head.parts, head.formats, head.layout)
        let making = JobMaking(parts: head.parts, formats: head.formats, layout: head.layout)
        jobs = scenarios.map(making.job).sorted { $0.id < $1.id }
        text = head.page(combinations, varied: Set(source.matrix.keys), jobs: jobs)
    }

    private static func exclusions(
        _ node: PlanNode?, _ reader: PlanReader
    ) throws(PlanError) -> [[PlanKey: [PlanValue]]] {
        var entries: [[PlanKey: [PlanValue]]] = []
        for item in try node?.items() ?? [] {
            var entry: [PlanKey: [PlanValue]] = [:]
            for (name, value) in try item.members(of: PlanKey.names) {
                if let key = PlanKey(rawValue: name) { entry[key] = try reader.excluded(key, value) }
            }
            if entry.isEmpty { throw item.fault("names no key", mend: "name what to take out, as {month: 1}") }
            entries.append(entry)
        }
        return entries
    }

    private static func additions(_ node: PlanNode?, _ reader: PlanReader) throws(PlanError) -> [[PlanKey: PlanValue]] {
        var entries: [[PlanKey: PlanValue]] = []
        for item in try node?.items() ?? [] {
            var entry: [PlanKey: PlanValue] = [:]
            for (name, value) in try item.members(of: PlanKey.names) {
                if let key = PlanKey(rawValue: name) { entry[key] = try reader.value(key, value) }
            }
            entries.append(entry)
        }
        return entries
    }
}

extension PlanText {
    /// A node that stands for a whole plan in messages.
    static func wholePlan(_ path: String) throws(PlanError) -> PlanNode {
        PlanNode(file: path, path: "", node: Node.scalar(.init("")))
    }
}
