/// The few lines that a reader in a hurry needs, each with what it rests on.
struct ReportSummary {
    let content: ReportContent

    var html: String {
        var items = [crossings, incidents]
        items += [leading(lever: "enforcement"), leading(lever: "protection")].compactMap(\.self)
        let list = items.map { "<li>\($0)</li>" }.joined()
        return "<ul class=\"keyline\">\(list)</ul>\n\(caution)"
    }

    private var crossings: String {
        let north = content.crossings.compactMap(\.north).reduce(0, +)
        let south = content.crossings.compactMap(\.south).reduce(0, +)
        return
            "<b><span class=\"whole\">\(HTML.figure(north)) → N</span> <span class=\"whole\">\(HTML.figure(south)) → S</span></b>"
            + Bilingual(
                "person-trips counted or estimated in the window",
                "trayectos de personas contados o estimados en la ventana"
            ).html
    }

    private var incidents: String {
        let counts = content.manifest.incidentCounts
        return "<b>\(counts.used) / \(counts.read)</b>"
            + Bilingual(
                "incidents used of those read; a sample, not a count of what happened",
                "incidentes usados de los leídos; una muestra, no un recuento de lo ocurrido"
            ).html
    }

    /// The area that ranks first under a lever, with its net change and interval.
    private func leading(lever: String) -> String? {
        guard let layer = content.layer("priorities"),
            let first = MapSelection.topPriorities(layer, count: 1).first(where: { $0.lever == lever })
        else { return nil }
        func figure(_ name: String) -> String { HTML.figure(layer.value(name, of: first.feature).asNumber) }
        let name = HTML.escaped(layer.value("name", of: first.feature).asText ?? "")
        let isBackfire = layer.value("backfire", of: first.feature) == .boolean(true)
        let words =
            lever == "enforcement"
            ? Bilingual("first by enforcement", "primera por control")
            : Bilingual("first by protection", "primera por protección")
        var text = "<b>\(name)</b>\(words.html): \(figure("net_harm_per_year")) "
        text += "[\(figure("net_harm_per_year_q05")), \(figure("net_harm_per_year_q95"))] "
        text += Bilingual("persons dead or missing a year, net", "personas muertas o desaparecidas al año, neto").html
        if isBackfire {
            text +=
                " <span class=\"bad\">\(Bilingual("moves harm instead of reducing it", "traslada el daño en vez de reducirlo").html)</span>"
        }
        return text
    }

    private var caution: String {
        var parts: [Bilingual] = [
            Bilingual(
                "Every figure here is an estimate from public reports, with its interval; none is a measurement.",
                "Cada cifra es una estimación a partir de informes públicos, con su intervalo; ninguna es una medición."
            )
        ]
        if content.manifest.terrain == .sketch {
            parts.append(
                Bilingual(
                    "Land lines rest on sketch terrain; give a real elevation model for any use on the ground.",
                    "Las líneas de tierra se apoyan en un relieve esquemático; use un modelo de elevación real para trabajar"
                        + " sobre el terreno."))
        }
        return "<div class=\"caution\">\(parts.map(\.html).joined(separator: " "))</div>\n"
    }
}
