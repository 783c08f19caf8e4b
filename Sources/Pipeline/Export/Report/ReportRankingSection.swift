/// Segments by rate and areas by net harm, each score with its interval, its number of events and its stability.
struct ReportRankingSection {
    let content: ReportContent

    var html: String {
        let lead = Bilingual(
            "Order with its uncertainty: where rank intervals overlap, the order is not established. Both levers stand side by"
                + " side; neither is hidden in a total. Stability speaks of other assumptions, the interval of chance; a stable"
                + " rank may still have a wide one.",
            "Orden con su incertidumbre: donde los intervalos de puesto se solapan, el orden no está establecido. Ambas"
                + " palancas figuran lado a lado; ninguna se esconde en un total. La estabilidad se refiere a otros"
                + " supuestos y el intervalo al azar; un puesto estable puede tener un intervalo amplio.")
        return "<p>\(lead.html)</p>\n" + segmentFigure + leverTable.html
    }

    // MARK: - Segments

    private var ranked: [(layer: Layer, feature: LayerFeature)] {
        guard let layer = content.layer("segments") else { return [] }
        return layer.features.compactMap { feature -> (rank: Double, feature: LayerFeature)? in
            layer.value("rank", of: feature).asNumber.map { ($0, feature) }
        }.sorted { ($0.rank, $0.feature.id) < ($1.rank, $1.feature.id) }.prefix(15).map { (layer, $0.feature) }
    }

    private var segmentFigure: String {
        let rows = ranked.compactMap { layer, feature -> IntervalPlot.Row? in
            guard let middle = layer.value("rate_per_100k", of: feature).asNumber,
                let low = layer.value("rate_per_100k_q05", of: feature).asNumber,
                let high = layer.value("rate_per_100k_q95", of: feature).asNumber
            else { return nil }
            return IntervalPlot.Row(
                label: layer.value("name", of: feature).asText ?? feature.id, low: low, middle: middle, high: high,
                isUncertain: layer.value("stability", of: feature).asText != "stable")
        }
        let plot = IntervalPlot(
            id: "segment-rates", title: Bilingual("Segments by rate", "Tramos por tasa"), rows: rows,
            axis: Bilingual(
                "dead or missing per 100 000 person-trips (log scale)",
                "personas muertas o desaparecidas por 100 000 trayectos (escala log)"))
        let caption = Bilingual(
            "The fifteen segments with the highest modelled rate: median and 90 % interval. Hollow dots: the rank does not"
                + " hold under other assumptions.",
            "Los quince tramos con mayor tasa modelada: mediana e intervalo del 90 %. Puntos huecos: el puesto no se mantiene"
                + " con otros supuestos.")
        return "<figure class=\"plot\" data-table=\"segment-rates-table\"><div class=\"drawing\">\(plot.svg)</div>"
            + "<figcaption id=\"segment-rates-caption\">\(caption.html)</figcaption></figure>\n" + segmentTable.html
    }

    private var segmentTable: ReportTable {
        var table = ReportTable(
            id: "segment-rates-table",
            caption: Bilingual(
                "Segments by rate of persons dead or missing", "Tramos por tasa de personas muertas o desaparecidas"),
            columns: [
                Bilingual("Segment", "Tramo"), Bilingual("Mode", "Modo"), Bilingual("Rank [90 %]", "Puesto [90 %]"),
                Bilingual("Per 100 000 trips [90 %]", "Por 100 000 trayectos [90 %]"),
                Bilingual("Fatal events, n", "Sucesos mortales, n"), Bilingual("Stability", "Estabilidad"),
            ], figures: [2, 3, 4])
        for (layer, feature) in ranked {
            func whole(_ name: String) -> String {
                layer.value(name, of: feature).asNumber.map { HTML.grouped(Int($0)) } ?? "–"
            }
            let name = layer.value("name", of: feature).asText ?? ""
            let direction = layer.value("direction", of: feature).asText ?? ""
            table.rows.append([
                HTML.escaped(name) + " <span class=\"quiet\">\(ReportWords.direction(direction).html)</span>",
                ReportWords.mode(layer.value("mode", of: feature).asText ?? "").html,
                "\(whole("rank")) [\(whole("rank_low")), \(whole("rank_high"))]",
                ReportWords.interval(layer, feature, "rate_per_100k"), ReportWords.events(layer, feature),
                ReportWords.stability(layer.value("stability", of: feature).asText ?? "").html,
            ])
        }
        if table.rows.isEmpty {
            table.rows.append(
                [Bilingual("No segment has a rate", "Ningún tramo tiene una tasa").html]
                    + [String](repeating: "–", count: table.columns.count - 1))
        }
        return table
    }

    // MARK: - Levers

    /// One row an area: what enforcement and what protection would change there.
    private var leverTable: ReportTable {
        var table = ReportTable(
            id: "levers-table",
            caption: Bilingual(
                "Areas by lever: net change in persons dead or missing a year [90 %]",
                "Áreas por palanca: cambio neto de personas muertas o desaparecidas al año [90 %]"),
            columns: [
                Bilingual("Area", "Área"), Bilingual("Kind", "Tipo"), Bilingual("Enforcement", "Control"),
                Bilingual("Rank", "Puesto"), Bilingual("Protection", "Protección"), Bilingual("Rank", "Puesto"),
                Bilingual("Fatal events, n", "Sucesos mortales, n"), Bilingual("Stability", "Estabilidad"),
            ], figures: [2, 3, 4, 5, 6])
        guard let layer = content.layer("priorities") else { return table }
        let best = MapSelection.topPriorities(layer, count: 10).map {
            layer.value("area_id", of: $0.feature).asText ?? ""
        }
        var shown: [String] = []
        for area in best where !shown.contains(area) {
            shown.append(area)
            let both = ["enforcement", "protection"].map { lever in
                layer.features.first { $0.id == "priority:\(area):\(lever)" }
            }
            guard let one = both.compactMap(\.self).first else { continue }
            let cells = both.flatMap { feature -> [String] in
                guard let feature else { return ["–", "–"] }
                let rank = layer.value("rank", of: feature).asNumber
                return [
                    ReportWords.interval(layer, feature, "net_harm_per_year"),
                    rank.map { "\(Int($0))" } ?? ReportPrioritySection.refusal,
                ]
            }
            let stability = layer.value("stability", of: one).asText ?? ""
            table.rows.append(
                [
                    HTML.escaped(layer.value("name", of: one).asText ?? area),
                    ReportWords.kind(layer.value("area_kind", of: one).asText ?? "").html,
                ] + cells + [ReportWords.events(layer, one), ReportWords.stability(stability).html])
        }
        if table.rows.isEmpty {
            table.rows.append(
                [Bilingual("No area has a rank", "Ningún área tiene puesto").html]
                    + [String](repeating: "–", count: table.columns.count - 1))
        }
        return table
    }
}
