/// Where people would go instead, what the first places rest on, and what would change the order.
struct ReportPriorityFigures {
    let content: ReportContent
    let priorities: PriorityContent

    var html: String { diversions + priorities.leaders.map(leader).joined() }

    private func figure(_ id: String, _ drawing: String, _ caption: Bilingual, _ table: ReportTable, isPlot: Bool)
        -> String
    {
        "<figure\(isPlot ? " class=\"plot\"" : "") data-table=\"\(table.id)\"><div class=\"drawing\">\(drawing)</div>"
            + "<figcaption id=\"\(id)-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + table.html + "</details>\n"
    }

    // MARK: - Where people go

    private var diversions: String {
        guard let map = DiversionMap(content, priorities.diversions, id: "diversions") else { return "" }
        let caption = Bilingual(
            "Where enforcement would send people: from each area to the corridor that receives them; the wider the arrow, the more"
                + " persons. First places and the measures that backfire most. Broken arrows: the measure is expected to move more harm than it removes. Modelled path choice, not"
                + " observed movement; grey lanes are modelled ways.",
            "Adónde enviaría el control a las personas: de cada área al corredor que las recibe; cuanto más ancha la flecha, más"
                + " personas. Primeros puestos y medidas con mayor efecto contrario. Flechas discontinuas: se espera que la medida traslade más daño del que elimina. Elección de ruta"
                + " modelada, no movimiento observado; las líneas grises son trayectos modelados.")
        var table = ReportTable(
            id: "diversions-table", caption: Bilingual("Diverted persons", "Personas desviadas"),
            columns: [
                Bilingual("Arrow", "Flecha"), Bilingual("Area", "Área"), Bilingual("Towards", "Hacia"),
                Bilingual("Persons a year", "Personas al año"), Bilingual("Backfire", "Efecto contrario"),
            ], figures: [3])
        table.rows = priorities.diversions.enumerated().map { number, diversion in
            [
                "\(number + 1)", HTML.escaped(diversion.area), diversion.corridor.html, HTML.figure(diversion.persons),
                (diversion.isBackfire ? Bilingual("yes", "sí") : Bilingual("no", "no")).html,
            ]
        }
        return "<h3>\(Bilingual("Where people would go", "Adónde irían las personas").html)</h3>\n"
            + figure("diversions", map.svg, caption, table, isPlot: false)
    }

    // MARK: - What the first places rest on

    private func leader(_ leader: PriorityContent.Leader) -> String {
        let isEnforcement = leader.lever == "enforcement"
        let title = Bilingual(
            "What the first place by \(isEnforcement ? "enforcement" : "protection") rests on: \(leader.area)",
            "De qué depende el primer puesto por \(isEnforcement ? "control" : "protección"): \(leader.area)")
        return "<h3>\(title.html)</h3>\n" + tornado(leader) + (isEnforcement ? beforeAfter(leader) : "")
            + successions(leader)
    }

    private func tornado(_ leader: PriorityContent.Leader) -> String {
        let id = "tornado-\(leader.lever)"
        let caption = Bilingual(
            "Net change with one assumption at a time at the ends of its range: white dot the low end, dark dot the high end. The"
                + " broken line is the figure as it stands, the full line no change.",
            "Cambio neto con un supuesto cada vez en los extremos de su rango: punto blanco el extremo bajo, punto oscuro el alto. La"
                + " línea discontinua es la cifra actual; la continua, ningún cambio.")
        var table = ReportTable(
            id: id + "-table",
            caption: Bilingual("Net harm under other assumptions", "Daño neto con otros supuestos"),
            columns: [
                Bilingual("Assumption", "Supuesto"), Bilingual("Low end", "Extremo bajo"),
                Bilingual("Net there", "Neto allí"), Bilingual("High end", "Extremo alto"),
                Bilingual("Net there", "Neto allí"),
            ], figures: [1, 2, 3, 4])
        table.rows = leader.swings.map { swing in
            [
                HTML.escaped(swing.parameter), HTML.escaped(swing.low), HTML.figure(swing.atLow),
                HTML.escaped(swing.high), HTML.figure(swing.atHigh),
            ]
        }
        return figure(id, TornadoPlot(id: id, leader: leader).svg, caption, table, isPlot: true)
    }

    private func beforeAfter(_ leader: PriorityContent.Leader) -> String {
        guard !leader.corridors.isEmpty else { return "" }
        let id = "before-after-\(leader.lever)"
        let caption = Bilingual(
            "Each corridor before (hollow) and after (filled) the measure at \(leader.area), by main corridor of the route.",
            "Cada corredor antes (hueco) y después (relleno) de la medida en \(leader.area), por corredor principal de la ruta."
        )
        var table = ReportTable(
            id: id + "-table", caption: Bilingual("Corridors before and after", "Corredores antes y después"),
            columns: [
                Bilingual("Corridor", "Corredor"), Bilingual("Persons before", "Personas antes"),
                Bilingual("Persons after", "Personas después"), Bilingual("Harm before", "Daño antes"),
                Bilingual("Harm after", "Daño después"),
            ], figures: [1, 2, 3, 4])
        table.rows = leader.corridors.map { shift in
            [
                shift.corridor.html, HTML.figure(shift.personsBefore), HTML.figure(shift.personsAfter),
                HTML.figure(shift.harmBefore), HTML.figure(shift.harmAfter),
            ]
        }
        return figure(id, BeforeAfterPlot(id: id, leader: leader).svg, caption, table, isPlot: true)
    }

    private func successions(_ leader: PriorityContent.Leader) -> String {
        let title = Bilingual("What would change this ranking", "Qué cambiaría esta clasificación")
        guard !leader.successions.isEmpty else {
            let none = Bilingual(
                "None of these assumptions alone, anywhere at the ends of its range, brings another area to the first place. The"
                    + " interval of its rank, which moves all together, may still hold others.",
                "Ninguno de estos supuestos por sí solo, en los extremos de su rango, lleva otra área al primer puesto. El intervalo"
                    + " de su puesto, que los mueve todos a la vez, puede aun así incluir otros.")
            return "<p><b>\(title.html).</b> \(none.html)</p>\n"
        }
        let items = leader.successions.map { succession in
            let value = "\(succession.parameter) = \(succession.value)"
            return
                "<li>\(Bilingual("With \(value): \(succession.area) comes first", "Con \(value): \(succession.area) pasa al primer puesto").html)</li>"
        }
        return "<p><b>\(title.html).</b></p>\n<ul>\(items.joined())</ul>\n"
    }
}
