/// Crossings and harm events over time.
struct ReportSeriesSection {
    let content: ReportContent

    var html: String {
        let caption = Bilingual(
            "Above: crossings a month, blue northwards, brown southwards; hollow bars are estimates made from longer periods, no"
                + " bar means that nobody counted. Below: harm events a quarter; hatched bars hide 1 to 4 events. Fewer records"
                + " do not mean less harm: sources ended inside the window.",
            "Arriba: cruces al mes, azul hacia el norte, marrón hacia el sur; las barras huecas son estimaciones a partir de"
                + " períodos más largos, sin barra nadie contó. Abajo: sucesos con daño por trimestre; las barras rayadas ocultan"
                + " de 1 a 4 sucesos. Menos registros no significan menos daño: hubo fuentes que cesaron en la ventana."
        )
        let plot = SeriesPlot(
            id: "series-plot",
            title: Bilingual("Crossings and harm events over time", "Cruces y sucesos con daño en el tiempo"),
            months: content.crossings, quarters: content.quarters)
        return "<figure class=\"plot\" data-table=\"series-table\"><div class=\"drawing\">\(plot.svg)</div>"
            + "<figcaption id=\"series-plot-caption\">\(caption.html)</figcaption></figure>\n" + measures
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + table.html + "</details>\n"
    }

    private var table: ReportTable {
        var table = ReportTable(
            id: "series-table",
            caption: Bilingual("Crossings by year and harm events", "Cruces por año y sucesos con daño"),
            columns: [
                Bilingual("Year", "Año"), Bilingual("Northwards", "Hacia el norte"),
                Bilingual("Southwards", "Hacia el sur"), Bilingual("Harm events", "Sucesos con daño"),
                Bilingual("Dead or missing", "Muertas o desaparecidas"),
            ], figures: [1, 2, 3, 4])
        var years: [String] = []
        for month in content.crossings where years.last != String(month.month.prefix(4)) {
            years.append(String(month.month.prefix(4)))
        }
        for year in years {
            let months = content.crossings.filter { $0.month.hasPrefix(year) }
            let quarters = content.quarters.filter { $0.quarter.hasPrefix(year) }
            func sum(_ values: [Double?]) -> String {
                let known = values.compactMap(\.self)
                return known.isEmpty ? ReportWords.unknown.html : HTML.grouped(Int(known.reduce(0, +).rounded()))
            }
            // A year's sum beside its printed quarters would give the hidden ones away.
            let isOpen = quarters.allSatisfy { $0.events != nil }
            let parts = quarters.map { "\($0.events.map(String.init) ?? "1–4")" }.joined(separator: " + ")
            let dead = quarters.compactMap(\.deadOrMissing).reduce(0, +)
            table.rows.append([
                year, sum(months.map(\.north)), sum(months.map(\.south)), parts,
                isOpen ? HTML.grouped(dead) : "–",
            ])
        }
        return table
    }

    private var measures: String {
        let note = Bilingual(
            "What followed in time is no proof of an effect; several measures fall within weeks of each other.",
            "Lo que siguió en el tiempo no prueba un efecto; varias medidas coinciden en pocas semanas. Los nombres se citan en inglés."
        )
        let items = content.measures.map {
            "<li>\($0.date): <span translate=\"no\">\(HTML.escaped($0.name))</span></li>"
        }.joined()
        return "<details><summary>\(Bilingual("Dated measures in the window", "Medidas fechadas en la ventana").html)"
            + "</summary><p>\(note.html)</p><ul>\(items)</ul></details>\n" + activities
    }

    /// What programmes counted, apart from all scores.
    private var activities: String {
        guard !content.activities.isEmpty else { return "" }
        var table = ReportTable(
            id: "activity-table",
            caption: Bilingual("Counts of programmes, at least", "Recuentos de programas, como mínimo"),
            columns: [
                Bilingual("Counter", "Recuento"), Bilingual("From", "Desde"), Bilingual("To", "Hasta"),
                Bilingual("At least", "Como mínimo"), Bilingual("Unit", "Unidad"), Bilingual("A month", "Al mes"),
            ], figures: [3, 5])
        table.rows = content.activities.map { line in
            [
                "<span translate=\"no\">\(HTML.escaped(line.name))</span>", line.start ?? ReportWords.unknown.html,
                line.end, HTML.figure(line.quantity), "<span translate=\"no\">\(HTML.escaped(line.unit))</span>",
                HTML.figure(line.monthlyRate),
            ]
        }
        let note = Bilingual(
            "Lower bounds as the authorities gave them. They tell of effort, not of harm, and enter no score.",
            "Cotas inferiores según las autoridades. Hablan de actividad, no de daño, y no entran en ninguna puntuación."
        )
        let title = Bilingual("Counts of programmes", "Recuentos de programas")
        return "<details><summary>\(title.html)</summary><p>\(note.html)</p>\(table.html)</details>\n"
    }
}

/// The alternatives of each origin and destination.
struct ReportRouteSection {
    let content: ReportContent

    var html: String {
        let lead = Bilingual(
            "Modelled alternatives and their share of the travellers, for exposure only. This is no advice on which way to take.",
            "Alternativas modeladas y su parte de los viajeros, solo para estimar la exposición. No es consejo sobre qué camino"
                + " tomar.")
        var table = ReportTable(
            id: "routes-table", caption: Bilingual("Route alternatives", "Rutas alternativas"),
            columns: [
                Bilingual("Route", "Ruta"), Bilingual("Season", "Estación"),
                Bilingual("Share [range]", "Parte [rango]"),
                Bilingual("Person-trips", "Trayectos de personas"), Bilingual("Length, km", "Longitud, km"),
                Bilingual("Dead or missing per 1 000 [90 %]", "Muertas o desaparecidas por 1 000 [90 %]"),
                Bilingual("Fatal events, n", "Sucesos mortales, n"), Bilingual("Stability", "Estabilidad"),
            ], figures: [2, 3, 4, 5, 6])
        guard let layer = content.layer("routes") else { return "<p>\(lead.html)</p>\n" + table.html }
        for feature in layer.features {
            func number(_ name: String) -> Double? { layer.value(name, of: feature).asNumber }
            let direction = layer.value("direction", of: feature).asText ?? ""
            table.rows.append([
                HTML.escaped(layer.value("name", of: feature).asText ?? "")
                    + " <span class=\"quiet\">\(ReportWords.direction(direction).html)</span>",
                season(layer.value("month_group", of: feature).asText ?? "").html,
                ReportWords.interval(layer, feature, "share"),
                number("flow_person_trips").map { HTML.figure($0) } ?? ReportWords.unknown.html,
                HTML.figure(number("length_m").map { $0 / 1000 }),
                ReportWords.interval(layer, feature, "risk_per_1000"),
                ReportWords.events(layer, feature),
                ReportWords.stability(layer.value("stability", of: feature).asText ?? "").html,
            ])
        }
        return "<p>\(lead.html)</p>\n" + table.html
    }
}

extension ReportRouteSection {
    /// A season's name, or that the route holds for all months.
    private func season(_ id: String) -> Bilingual {
        content.seasons.first { $0.id == id }?.name ?? Bilingual("all months", "todos los meses")
    }
}

extension GateRecord {
    /// The reason in both languages.
    var bilingualReason: Bilingual? {
        reason.map { Bilingual($0, reasonES ?? $0) }
    }
}

/// Cells where records cluster, and what the gate said.
struct ReportHotspotSection {
    let content: ReportContent

    var html: String {
        let gate = content.manifest.gates.first { $0.layer == "hotspots" }
        let status = gate?.status ?? .refused
        let words: Bilingual =
            switch status {
            case .supported: Bilingual("The data carry the method.", "Los datos sostienen el método.")
            case .descriptive:
                Bilingual(
                    "Descriptive only: clusters describe the records, not the risk. ",
                    "Solo descriptivo: las agrupaciones describen los registros, no el riesgo. ")
            case .refused: Bilingual("Refused: too few data. ", "Rechazado: datos insuficientes. ")
            }
        let reason = gate?.bilingualReason.map { " <span class=\"quiet\">\($0.html)</span>" } ?? ""
        return "<p><span class=\"badge\">\(ReportWords.status(status).html)</span> \(words.html)\(reason)</p>\n"
            + table.html + (content.diagnostics.map { ReportDiagnosticsSection(found: $0).html } ?? "")
    }

    private var table: ReportTable {
        var table = ReportTable(
            id: "hotspots-table",
            caption: Bilingual("Cells that differ from chance", "Celdas que difieren del azar"),
            columns: [
                Bilingual("Cell", "Celda"), Bilingual("Class", "Clase"), Bilingual(name: "z"),
                Bilingual("q after correction", "q corregido"), Bilingual("Events, n", "Sucesos, n"),
                Bilingual("Stability", "Estabilidad"),
            ], figures: [1, 2, 3, 4])
        guard let layer = content.layer("hotspots") else { return table }
        for feature in layer.features {
            guard case .integer(let bin) = layer.value("bin", of: feature), bin != 0 else { continue }
            table.rows.append([
                HTML.escaped(layer.value("unit_id", of: feature).asText ?? ""), (bin > 0 ? "+" : "−") + "\(abs(bin))",
                HTML.figure(layer.value("z", of: feature).asNumber),
                HTML.figure(layer.value("q_fdr", of: feature).asNumber),
                ReportWords.events(layer, feature),
                ReportWords.stability(layer.value("stability", of: feature).asText ?? "").html,
            ])
        }
        if table.rows.isEmpty {
            table.rows.append(
                [Bilingual("No cell differs from chance", "Ninguna celda difiere del azar").html]
                    + [String](repeating: "–", count: 5))
        }
        return table
    }
}

/// Direct, displaced and net harm of each area and lever.
struct ReportPrioritySection {
    let content: ReportContent

    var html: String {
        let lead = Bilingual(
            "Change in persons dead or missing a year; below zero is less harm. Direct: if everybody kept to their route."
                + " Displaced: because people take others. Net is their sum. A net above zero means that the measure is"
                + " expected to move more harm than it removes.",
            "Cambio de personas muertas o desaparecidas al año; bajo cero es menos daño. Directo: si nadie cambiara de ruta."
                + " Desplazado: porque las personas toman otras. Neto es su suma. Un neto sobre cero significa que se espera que"
                + " la medida traslade más daño del que elimina.")
        var text = "<p>\(lead.html)</p>\n"
        for (lever, title) in [
            ("enforcement", Bilingual("Enforcement", "Control")), ("protection", Bilingual("Protection", "Protección")),
        ] {
            text += "<h3>\(title.html)</h3>\n" + table(lever, title).html
        }
        if let found = content.priorities { text += ReportPriorityFigures(content: content, priorities: found).html }
        return text
    }

    private func table(_ lever: String, _ title: Bilingual) -> ReportTable {
        var table = ReportTable(
            id: "priorities-\(lever)-table",
            caption: Bilingual("\(title.en): areas by net harm", "\(title.es): áreas por daño neto"),
            columns: [
                Bilingual("Area", "Área"), Bilingual("Rank [90 %]", "Puesto [90 %]"), Bilingual("Direct", "Directo"),
                Bilingual("Displaced", "Desplazado"), Bilingual("Net [90 %]", "Neto [90 %]"),
                Bilingual("People diverted a year", "Personas desviadas al año"), Bilingual("Towards", "Hacia"),
                Bilingual("Backfire", "Efecto contrario"), Bilingual("Fatal events, n", "Sucesos mortales, n"),
            ], figures: [1, 2, 3, 4, 5, 8])
        guard let layer = content.layer("priorities") else { return table }
        let features = layer.features.filter { layer.value("lever", of: $0).asText == lever }
        let ranked = features.sorted {
            (layer.value("rank", of: $0).asNumber ?? .infinity, $0.id)
                < (layer.value("rank", of: $1).asNumber ?? .infinity, $1.id)
        }
        for feature in ranked { table.rows.append(row(layer, feature)) }
        return table
    }

    private func row(_ layer: Layer, _ feature: LayerFeature) -> [String] {
        let name = HTML.escaped(layer.value("name", of: feature).asText ?? feature.id)
        guard let rank = layer.value("rank", of: feature).asNumber else {
            return [name, Self.refusal] + [String](repeating: "–", count: 6)
                + [ReportWords.events(layer, feature)]
        }
        func figure(_ name: String) -> String { HTML.figure(layer.value(name, of: feature).asNumber) }
        func whole(_ name: String) -> String { layer.value(name, of: feature).asNumber.map { "\(Int($0))" } ?? "–" }
        let isBackfire = layer.value("backfire", of: feature) == .boolean(true)
        let chance = layer.value("backfire_probability", of: feature).asNumber.map { " (P \(HTML.figure($0)))" } ?? ""
        let backfire = isBackfire ? Bilingual("yes", "sí") : Bilingual("no", "no")
        return [
            name, "\(Int(rank)) [\(whole("rank_low")), \(whole("rank_high"))]", figure("direct_harm_per_year"),
            figure("displaced_harm_per_year"), ReportWords.interval(layer, feature, "net_harm_per_year"),
            figure("persons_diverted_per_year"),
            HTML.escaped(
                (layer.value("receiving_corridor_ids", of: feature).asText ?? "").split(separator: ";").joined(
                    separator: ", ")),
            "<span\(isBackfire ? " class=\"bad\"" : "")>\(backfire.html)\(chance)</span>",
            ReportWords.events(layer, feature),
        ]
    }

    /// That an area has no figures under a lever; the layer says why.
    static let refusal = "<span class=\"badge\">\(ReportWords.status(.refused).html)</span>"
}

/// How the figures were made: gates and parameters.
struct ReportMethodSection {
    let content: ReportContent

    var html: String {
        let lead = Bilingual(
            "Land: least-cost corridors by a signed slope function, forward and back, over terrain with a stated error. Sea: shortest"
                + " passages that touch no land, timed in a modelled sea. Flows: path-size logit over the legs in use each month."
                + " Incidents: spread over segments by their stated error. Rates: Gamma–Poisson frequency times resampled size."
                + " Priorities: path choice before and after a measure.",
            "Tierra: corredores de coste mínimo con una función de pendiente con signo, ida y vuelta, sobre un relieve con error"
                + " declarado. Mar: trayectos mínimos que no tocan tierra, cronometrados en un mar modelado. Flujos: logit con tamaño"
                + " de ruta sobre los trayectos en uso cada mes. Incidentes: repartidos según su error declarado. Tasas: frecuencia"
                + " Gamma–Poisson por tamaño remuestreado. Prioridades: elección de ruta antes y después de una medida."
        )
        let assumed = content.manifest.parameters.count(where: \.isAssumed)
        let summary = Bilingual(
            "\(content.manifest.parameters.count) parameters, \(assumed) of them assumptions",
            "\(content.manifest.parameters.count) parámetros, \(assumed) de ellos supuestos")
        return "<p>\(lead.html)</p>\n" + gates.html + ReportSkillSection(skill: content.skill).html
            + "<details><summary>\(summary.html)</summary>" + parameters.html
            + "</details>\n"
    }

    private var gates: ReportTable {
        var table = ReportTable(
            id: "gates-table",
            caption: Bilingual(
                "What the data allow each method to say", "Lo que los datos permiten decir a cada método"),
            columns: [
                Bilingual("Method", "Método"), Bilingual("Status", "Estado"), Bilingual("Reason", "Motivo"),
                Bilingual("Smallest relative risk seen", "Menor riesgo relativo detectable"),
            ], figures: [3])
        table.rows = content.manifest.gates.map { gate in
            [
                HTML.escaped(gate.method), "<span class=\"badge\">\(ReportWords.status(gate.status).html)</span>",
                gate.bilingualReason?.html ?? "–", HTML.figure(gate.minimumDetectableRelativeRisk),
            ]
        }
        return table
    }

    private var parameters: ReportTable {
        var table = ReportTable(
            id: "parameters-table", caption: Bilingual("Parameters", "Parámetros"),
            columns: [
                Bilingual("Name", "Nombre"), Bilingual("Value", "Valor"), Bilingual("Unit", "Unidad"),
                Bilingual("Range", "Rango"), Bilingual("Source", "Fuente"),
            ], figures: [1, 3])
        let sorted = content.manifest.parameters.sorted { $0.name < $1.name }
        table.rows = sorted.map { parameter in
            let value: String =
                switch parameter.value {
                case .number(let number): HTML.figure(number)
                case .text(let text): HTML.escaped(text)
                default: HTML.escaped(parameter.value.description)
                }
            let range = parameter.low.map { "\(HTML.figure($0)) … \(HTML.figure(parameter.high))" } ?? "–"
            let source =
                parameter.isAssumed ? Bilingual("assumption", "supuesto").html : HTML.escaped(parameter.sourceID ?? "–")
            return [HTML.escaped(parameter.name), value, ReportWords.unit(parameter.unit).html, range, source]
        }
        return table
    }
}
