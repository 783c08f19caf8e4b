internal import Export
internal import SpatialEngine

/// What a plan says beside its scenarios.
struct PlanHead {
    let name: String
    let parts: JobParts
    let formats: [JobFormat]
    let layout: BatchPlan.Layout
    /// More jobs are refused.
    let largest: Int

    init(_ source: PlanSource, root: PlanNode) throws(PlanError) {
        guard let format = source.top["format"] else {
            throw root.fault("key \"format\" is missing", mend: "begin the plan with format: 1")
        }
        guard try format.text() == "1" else {
            throw format.fault("format \(try format.text()) is not known", mend: "this program reads format 1")
        }
        guard !source.matrix.isEmpty else {
            throw root.fault("key \"matrix\" is missing or empty", mend: "add one, as matrix: {region: [darien]}")
        }
        name = try Self.name(source.top["name"], root: root)
        parts = try Self.parts(source.top["outputs"])
        let formatNames = JobFormat.allCases.map(\.rawValue)
        let named = try Self.words(source.top["formats"], of: formatNames, "format") ?? ["geojson", "cog"]
        formats = JobFormat.allCases.filter { named.contains($0.rawValue) }
        if !parts.layers.isEmpty, !formats.contains(where: { $0 != .cog }) {
            let node = source.top["formats"] ?? root
            throw node.fault("cog holds rasters only, and layers are wanted", mend: "add a format such as geojson")
        }
        let layouts = BatchPlan.Layout.allCases.map(\.rawValue)
        layout = BatchPlan.Layout(rawValue: try source.top["layout"]?.word(of: layouts, "layout") ?? "flat") ?? .flat
        largest = try source.top["max_jobs"]?.wholeNumber(in: 1...10_000_000) ?? 100_000
    }

    /// The name given, else the file's without its extension.
    private static func name(_ node: PlanNode?, root: PlanNode) throws(PlanError) -> String {
        guard let node else {
            let file = root.file.split(separator: "/").last.map(String.init) ?? "plan"
            return file == "-" ? "plan" : String(file.prefix { $0 != "." })
        }
        let name = try node.text()
        guard name.count <= 200, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw node.fault("is too long or holds a line break", mend: "write a short name on one line")
        }
        return name
    }

    private static func words(_ node: PlanNode?, of known: [String], _ what: String) throws(PlanError) -> Set<String>? {
        guard let node else { return nil }
        var words = Set<String>()
        for item in try node.items() { words.insert(try item.word(of: known, what)) }
        return words
    }

    private static func parts(_ node: PlanNode?) throws(PlanError) -> JobParts {
        let layers = LayerSchema.all.map(\.name)
        let known = layers + ["rasters", "report", "all"]
        guard let named = try words(node, of: known, "output"), !named.contains("all") else { return .all }
        return JobParts(
            layers: layers.filter(named.contains), rasters: named.contains("rasters"), report: named.contains("report"))
    }

    /// The text of `plan.json`.
    ///
    /// - Parameter varied: Keys of the matrix; all others stand under `set`.
    func page(_ combinations: PlanCombinations, varied: Set<PlanKey>, jobs: [BatchJob]) -> String {
        func object(_ members: [(PlanKey, JSONValue)]) -> JSONValue {
            .object(JSONObject(sorting: members.map { ($0.rawValue, $1) }))
        }
        func list(_ values: [PlanValue]) -> JSONValue { .array(values.map(\.json)) }
        let keys = PlanKey.allCases
        let packs = Set(jobs.map(\.region)).sorted { ($0.id, $0.sum) < ($1.id, $1.sum) }
        let members: [(String, JSONValue)] = [
            ("format", .integer(1)), ("name", .string(name)), ("layout", .string(layout.rawValue)),
            ("outputs", .array(parts.names.map(JSONValue.string))),
            ("formats", .array(formats.map { .string($0.rawValue) })), ("max_jobs", .integer(largest)),
            ("set", object(keys.filter { !varied.contains($0) }.map { ($0, combinations.lists[$0.place][0].json) })),
            ("matrix", object(keys.filter(varied.contains).map { ($0, list(combinations.lists[$0.place])) })),
            ("exclude", .array(combinations.excluded.map { object($0.map { ($0.key, list($0.value)) }) })),
            ("extra", .array(combinations.extra.map { object($0.map { ($0.key, $0.value.json) }) })),
            ("jobs", .integer(jobs.count)), ("version", .string(ProductVersion.text)),
            (
                "packs",
                .array(packs.map { .object(["manifest_sha256": .string($0.sum), "region": .string($0.id)]) })
            ),
        ]
        return JSONValue.object(JSONObject(sorting: members)).page
    }
}

extension JobParts {
    /// The names that a plan gives them.
    var names: [String] { layers + (rasters ? ["rasters"] : []) + (report ? ["report"] : []) }
}
