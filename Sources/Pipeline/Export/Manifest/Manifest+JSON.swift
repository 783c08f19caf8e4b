internal import SpatialEngine

/// `manifest.json`: a model, the layers' sizes and the files.
struct Manifest {
    let model: ManifestModel
    /// Name and number of features of each layer, in the order in which they are written.
    let layerCounts: [(name: String, features: Int)]
    /// Every file but `manifest.json` and `timings.json`.
    let files: [FileRecord]

    /// The text of the file.
    var text: String {
        JSONValue.members(
            model.origin + [
                ("gates", .array(model.gates.map(\.json))), ("counts", counts),
                ("caveats", .array(model.caveats.map(\.json))),
                ("files", .array(files.sorted { $0.path < $1.path }.map(\.json))),
            ]
        ).pretty
    }

    private var counts: JSONValue {
        .members([
            ("layers", .members(layerCounts.map { ($0.name, .integer($0.features)) })),
            ("incidents", model.incidentCounts.json),
        ])
    }
}

extension ManifestModel {
    /// 16 hexadecimal digits that name the run: of the SHA-256 of version, settings and inputs.
    public var runID: String {
        digest(of: .array([product, settings.json, .string(dataHash), .string(parameterHash)]))
    }

    /// 16 hexadecimal digits of the SHA-256 of the parameters, in the order of their names.
    public var parameterHash: String { Self.parameterHash(of: parameters) }

    /// 16 hexadecimal digits of the SHA-256 of the inputs' roles and sums; names and places of files do not count.
    public var dataHash: String { Self.dataHash(of: inputs) }

    /// ``parameterHash`` of any parameters; their order does not count.
    public static func parameterHash(of parameters: [ParameterRecord]) -> String {
        digest(of: .array(parameters.sorted { $0.name < $1.name }.map(\.json)))
    }

    /// ``dataHash`` of any inputs; their order does not count.
    public static func dataHash(of inputs: [InputRecord]) -> String {
        let sums = inputs.map { "\($0.role) \($0.sha256)" }.sorted()
        return digest(of: .list(sums))
    }

    /// The manifest without sizes and files: what stands inside the GeoPackage.
    var provenance: JSONValue {
        .members(origin + [("gates", .array(gates.map(\.json))), ("caveats", .array(caveats.map(\.json)))])
    }

    /// The members from `format` to `data_hash`.
    fileprivate var origin: [(String, JSONValue)] {
        [
            ("format", .integer(1)),
            ("product", product),
            ("versions", .members(libraries.map { ($0.name, .string($0.version)) })),
            ("run_id", .string(runID)),
            ("settings", settings.json),
            ("terrain", .string(terrain.rawValue)),
            ("sea_state", .string(seaState.rawValue)),
            ("inputs", .array(inputs.map(\.json))),
            ("parameters", .array(parameters.sorted { $0.name < $1.name }.map(\.json))),
            ("parameter_hash", .string(parameterHash)),
            ("data_hash", .string(dataHash)),
        ]
    }

    fileprivate var product: JSONValue {
        .members([("name", .string("trocha")), ("version", .string(version)), ("commit", JSONValue(commit))])
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of a value's one-line form.
private func digest(of value: JSONValue) -> String { String(SHA256.hexDigest(of: value.compact).prefix(16)) }

extension AssessmentSettings {
    fileprivate var json: JSONValue {
        .members(
            [
                ("region", .string(region)), ("from", .string(from)), ("to", .string(to)),
                ("direction", .string(direction)),
                ("dem", JSONValue(elevationModel)), ("sea_state", JSONValue(seaState)),
                ("incidents", .list(incidents)), ("budget", JSONValue(budget)),
                ("seed", Int(exactly: seed).map(JSONValue.integer) ?? .string(String(seed))),
            ] + (scenario?.members ?? []))
    }
}

extension ScenarioRecord {
    fileprivate var members: [(String, JSONValue)] {
        [
            ("months", .array((months ?? Array(1...12)).map { .integer($0) })), ("closure", .list(closedLegs)),
            ("slope_function", .string(slopeFunction)), ("lever", JSONValue(lever)),
        ]
    }
}

extension InputRecord {
    fileprivate var json: JSONValue {
        .members([
            ("path", .string(path)), ("role", .string(role)), ("title", .string(title)), ("licence", .string(licence)),
            ("sha256", .string(sha256)), ("bytes", .integer(bytes)), ("rows", JSONValue(rows)),
        ])
    }
}

extension ParameterRecord {
    fileprivate var json: JSONValue {
        .members([
            ("name", .string(name)), ("value", JSONValue(value)), ("unit", .string(unit)), ("low", JSONValue(low)),
            ("high", JSONValue(high)), ("assumed", .boolean(isAssumed)), ("source_id", JSONValue(sourceID)),
        ])
    }
}

extension GateRecord {
    fileprivate var json: JSONValue {
        .members([
            ("method", .string(method)), ("layer", .string(layer)), ("status", .string(status.rawValue)),
            ("reason", JSONValue(reason)), ("reason_es", JSONValue(reasonES)),
            ("minimum_detectable_relative_risk", JSONValue(minimumDetectableRelativeRisk)),
        ])
    }
}

extension IncidentCounts {
    fileprivate var json: JSONValue {
        .members([
            ("read", .integer(read)), ("accepted", .integer(accepted)), ("repaired", .integer(repaired)),
            ("rejected", .integer(rejected)), ("used", .integer(used)), ("not_used", .integer(notUsed)),
            ("withheld", .integer(withheld)),
        ])
    }
}

extension Caveat {
    fileprivate var json: JSONValue {
        .members([("id", .string(id)), ("text", .string(text)), ("text_es", .string(textES))])
    }
}

extension FileRecord {
    fileprivate var json: JSONValue {
        .members([
            ("path", .string(path)), ("sha256", .string(sha256)), ("bytes", .integer(bytes)),
            ("media_type", .string(mediaType)), ("features", JSONValue(features)),
        ])
    }
}
