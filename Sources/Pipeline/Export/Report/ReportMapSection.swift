import SpatialEngine

/// Maps with their legend, and the same in tables.
struct ReportMapSection {
    let content: ReportContent

    var html: String { legend + content.maps.map(figure).joined() }

    private func figure(_ frame: MapFrame) -> String {
        let caption = Bilingual(
            frame.title.en
                + ". Hatched cells: nobody reports from there, which does not mean that they are safe. Dotted"
                + " cells: more harm records than chance would bring together. Lines are modelled ways between places, not"
                + " surveyed trails.",
            frame.title.es + ". Celdas rayadas: nadie informa desde allí, lo que no significa que sean seguras. Celdas"
                + " punteadas: más registros de daño de los que el azar reuniría. Las líneas son trayectos modelados entre"
                + " lugares, no senderos levantados.")
        return "<figure data-table=\"\(frame.id)-table\"><div class=\"drawing\">\(ReportMap(content, frame).svg)</div>"
            + "<figcaption id=\"\(frame.id)-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + table(frame).html + "</details>\n"
    }

    private func table(_ frame: MapFrame) -> ReportTable {
        var table = ReportTable(
            id: frame.id + "-table",
            caption: Bilingual("Lines on the map: " + frame.title.en, "Líneas del mapa: " + frame.title.es),
            columns: [
                Bilingual("Segment", "Tramo"), Bilingual("Corridor", "Corredor"), Bilingual("Direction", "Sentido"),
                Bilingual("Mode", "Modo"), Bilingual("Length, km", "Longitud, km"), Bilingual("Time, h", "Tiempo, h"),
                Bilingual("Person-trips", "Trayectos de personas"),
            ], figures: [4, 5, 6])
        guard let layer = content.layer("segments") else { return table }
        for feature in layer.features where feature.geometry.points.contains(where: frame.extent.contains) {
            func text(_ name: String) -> String { HTML.escaped(layer.value(name, of: feature).asText ?? "–") }
            func number(_ name: String, by factor: Double) -> String {
                HTML.figure(layer.value(name, of: feature).asNumber.map { $0 / factor })
            }
            let exposure = layer.value("exposure_person_trips", of: feature).asNumber
            table.rows.append([
                text("name"), text("corridor_id"), ReportWords.direction(text("direction")).html,
                ReportWords.mode(text("mode")).html, number("length_m", by: 1000), number("time_s", by: 3600),
                exposure.map { HTML.figure($0) } ?? ReportWords.unknown.html,
            ])
        }
        return table
    }

    private var legend: String {
        func line(_ mode: String, _ words: Bilingual, isUnknown: Bool = false) -> String {
            "<li><svg viewBox=\"0 0 34 16\" aria-hidden=\"true\"><path d=\"M1 8H33\" "
                + ReportMap.lineStyle(mode: mode, isUnknown: isUnknown) + "/></svg>\(words.html)</li>"
        }
        func box(_ fill: String, _ words: Bilingual, shape: String = "rect") -> String {
            let mark =
                shape == "rect"
                ? "<rect x=\"9\" y=\"1\" width=\"15\" height=\"14\" \(fill)/>"
                : "<circle cx=\"17\" cy=\"8\" r=\"7\" \(fill)/>"
            return "<li><svg viewBox=\"0 0 34 16\" aria-hidden=\"true\">\(mark)</svg>\(words.html)</li>"
        }
        let patterns =
            "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\">"
            + ReportMap.patterns("legend") + "</svg>"
        return patterns + "<ul class=\"legend\">"
            + line("foot", Bilingual("on foot", "a pie")) + line("road", Bilingual("road", "carretera"))
            + line("river", Bilingual("river boat", "bote por río"))
            + line("sea", Bilingual("open boat at sea", "lancha por mar"))
            + line(
                "foot", Bilingual("thin: nobody counts the travellers", "fina: nadie cuenta a quienes viajan"),
                isUnknown: true)
            + box(
                "fill=\"#b86f12\" fill-opacity=\".55\"",
                Bilingual("corridor, best way +1 %", "corredor, mejor vía +1 %"))
            + box(
                "fill=\"#e0a43a\" fill-opacity=\".4\"",
                Bilingual("corridor, best way +10 %", "corredor, mejor vía +10 %"))
            + box(
                "fill=\"url(#legend-hot)\" stroke=\"#9c2f10\"", Bilingual("records cluster", "los registros se agrupan")
            )
            + box("fill=\"url(#legend-none)\"", Bilingual("nobody reports", "nadie informa"))
            + box("fill=\"#5a2472\"", Bilingual("rank by enforcement", "puesto por control"))
            + box("fill=\"#11663f\"", Bilingual("rank by protection", "puesto por protección"), shape: "circle")
            + "</ul>\n"
    }
}

/// Words of the layers' values, for readers.
enum ReportWords {
    static let unknown = Bilingual("unknown", "se desconoce")
    static let withheld = Bilingual("withheld", "reservado")

    static func mode(_ value: String) -> Bilingual {
        switch value {
        case "foot": Bilingual("on foot", "a pie")
        case "road": Bilingual("road", "carretera")
        case "river": Bilingual("river", "río")
        case "sea": Bilingual("sea", "mar")
        default: Bilingual(name: value)
        }
    }

    static func direction(_ value: String) -> Bilingual {
        value == "north" ? Bilingual("north", "norte") : Bilingual("south", "sur")
    }

    static func stability(_ value: String) -> Bilingual {
        switch value {
        case "stable": Bilingual("stable", "estable")
        case "moderate": Bilingual("moderate", "moderada")
        case "unstable": Bilingual("unstable", "inestable")
        default: Bilingual("not assessed", "sin evaluar")
        }
    }

    static func status(_ value: GateStatus) -> Bilingual {
        switch value {
        case .supported: Bilingual("supported", "respaldado")
        case .descriptive: Bilingual("descriptive", "descriptivo")
        case .refused: Bilingual("refused", "rechazado")
        }
    }

    static func unit(_ value: String) -> Bilingual {
        switch value {
        case "persons": Bilingual("persons", "personas")
        case "events": Bilingual("events", "sucesos")
        case "incidents": Bilingual("incidents", "incidentes")
        case "draws": Bilingual("draws", "sorteos")
        case "units": Bilingual("units", "unidades")
        case "degree": Bilingual("degree", "grado")
        default: Bilingual(name: value)
        }
    }

    static func kind(_ value: String) -> Bilingual {
        switch value {
        case "pass": Bilingual("pass", "paso")
        case "river_crossing": Bilingual("river crossing", "cruce de río")
        case "embarkation": Bilingual("embarkation", "embarque")
        case "landing": Bilingual("landing", "desembarque")
        case "station": Bilingual("station", "estación")
        case "sea_area": Bilingual("sea area", "zona marítima")
        default: Bilingual(name: value)
        }
    }

    /// A figure with its 90 % interval.
    static func interval(_ layer: Layer, _ feature: LayerFeature, _ name: String) -> String {
        guard let middle = layer.value(name, of: feature).asNumber else { return "–" }
        let low = layer.value(name + "_q05", of: feature).asNumber
        let high = layer.value(name + "_q95", of: feature).asNumber
        return "\(HTML.figure(middle)) [\(HTML.figure(low)), \(HTML.figure(high))]"
    }

    /// Events of a unit, or that they are withheld: 1 to 4, or a count that would give such a one away.
    static func events(_ layer: Layer, _ feature: LayerFeature) -> String {
        layer.value("n_events", of: feature).asNumber.map { HTML.figure($0) } ?? withheld.html
    }
}
