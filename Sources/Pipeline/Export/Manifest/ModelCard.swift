internal import SpatialEngine

/// `model_card.md`: what the model is for, what it rests on, how well it foretold, and what it must not be used for.
public struct ModelCard {
    let manifest: ManifestModel
    let region: Bilingual
    let skill: [SkillLine]

    /// A card of a run.
    ///
    /// - Parameter skill: How well the run foretold what was held back; none where too little could be held back.
    public init(manifest: ManifestModel, region: Bilingual, skill: [SkillLine] = []) {
        (self.manifest, self.region, self.skill) = (manifest, region, skill)
    }

    /// The whole file, English first.
    public var text: String { card(\.en, Self.english) + "\n---\n\n" + card(\.es, Self.spanish) }

    /// The words of one language.
    private struct Words {
        let title, purpose, notFor, rests, incidents, methods, skill, noSkill, assumptions, limits, repeated: String
        let use, refusal: [String]
        let model, measure, value, method, status, reason: String
    }

    private func card(_ language: KeyPath<Bilingual, String>, _ words: Words) -> String {
        let settings = manifest.settings
        let counts = manifest.incidentCounts
        let assumed = manifest.parameters.filter(\.isAssumed)
        var text = "# \(words.title): \(region[keyPath: language])\n\n"
        text += "trocha \(manifest.version), \(settings.from) – \(settings.to)\n\n"
        text += "## \(words.purpose)\n\n" + list(words.use) + "\n## \(words.notFor)\n\n" + list(words.refusal)
        text += "\n## \(words.rests)\n\n"
        text += "\(words.incidents): \(counts.read) = \(counts.accepted) + \(counts.repaired) + \(counts.rejected);"
        text += " \(counts.used) + \(counts.notUsed) + \(counts.withheld).\n\n"
        text += table(["id", "SHA-256"], manifest.inputs.sorted { $0.path < $1.path }.map { [$0.path, $0.sha256] })
        text += "\n## \(words.methods)\n\n"
        text += table(
            [words.method, words.status, words.reason],
            manifest.gates.map { gate in
                [
                    gate.method, gate.status.rawValue,
                    Bilingual(gate.reason ?? "", gate.reasonES ?? gate.reason ?? "")[keyPath: language],
                ]
            })
        text += "\n## \(words.skill)\n\n"
        text +=
            skill.isEmpty
            ? words.noSkill + "\n"
            : table(
                [words.model, words.measure, words.value],
                skill.map { [$0.model[keyPath: language], $0.measure[keyPath: language], shortestText(of: $0.value)] })
        text += "\n## \(words.assumptions) (\(assumed.count) / \(manifest.parameters.count))\n\n"
        text += list(
            assumed.sorted { $0.name < $1.name }.map { parameter in
                let range = parameter.low.flatMap { low in
                    parameter.high.map { " [\(shortestText(of: low)), \(shortestText(of: $0))]" }
                }
                return "`\(parameter.name)` = \(JSONValue(parameter.value).compact)\(range ?? "") \(parameter.unit)"
            })
        text += "\n## \(words.limits)\n\n"
        text += list(manifest.caveats.map { Bilingual($0.text, $0.textES)[keyPath: language] })
        text += "\n## \(words.repeated)\n\n"
        return text
            + "run \(manifest.runID), parameters \(manifest.parameterHash), data \(manifest.dataHash), seed \(settings.seed)\n"
    }

    private func list(_ items: [String]) -> String { items.map { "- \($0)\n" }.joined() }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| "
                + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "/") }
                .joined(separator: " | ") + " |\n"
        }
        return line(head) + line(head.map { _ in "---" }) + rows.map(line).joined()
    }

    private static let english = Words(
        title: "Model card", purpose: "Made for", notFor: "Not made for", rests: "What it rests on",
        incidents: "Incidents read = accepted + repaired + rejected; used + not used + withheld",
        methods: "What each method may say",
        skill: "How well it foretold", noSkill: "Nothing was held back: too few events or months.",
        assumptions: "Assumptions",
        limits: "What the data cannot say", repeated: "To repeat it",
        use: [
            "Planning of rescue, aid and enforcement at the level of corridors, with displacement shown.",
            "Comparing measures by their direct, displaced and net change, each with an interval.",
        ],
        refusal: [
            "Acting against any person, or predicting what a person does: the model holds no data on persons.",
            "Advice to travellers on ways, times or prices.",
            "Reading a place without records as safe.",
        ], model: "Model", measure: "Measure", value: "Value", method: "Method", status: "Status", reason: "Reason")

    private static let spanish = Words(
        title: "Ficha del modelo", purpose: "Hecho para", notFor: "No hecho para", rests: "En qué se apoya",
        incidents: "Incidentes leídos = aceptados + reparados + rechazados; usados + no usados + reservados",
        methods: "Lo que puede decir cada método", skill: "Cuánto acertó",
        noSkill: "Nada se apartó para comprobar: muy pocos sucesos o meses.", assumptions: "Supuestos",
        limits: "Lo que los datos no pueden decir", repeated: "Para repetirlo",
        use: [
            "Planificar rescate, ayuda y control a nivel de corredor, con el desplazamiento a la vista.",
            "Comparar medidas por su cambio directo, desplazado y neto, cada uno con su intervalo.",
        ],
        refusal: [
            "Actuar contra persona alguna o predecir lo que hará: el modelo no contiene datos de personas.",
            "Aconsejar a viajeros sobre vías, horarios o precios.",
            "Leer un lugar sin registros como seguro.",
        ], model: "Modelo", measure: "Medida", value: "Valor", method: "Método", status: "Estado", reason: "Motivo")
}

/// One figure of how well a model foretold what was held back.
public struct SkillLine: Hashable, Sendable {
    /// What foretold.
    public var model: Bilingual
    /// How it was scored.
    public var measure: Bilingual
    /// The score.
    public var value: Double

    /// One figure.
    public init(model: Bilingual, measure: Bilingual, value: Double) {
        (self.model, self.measure, self.value) = (model, measure, value)
    }
}
