/// Held-back periods as the rates of the past foretold them, beside plain rivals; shown whatever it says.
struct ReportSkillSection {
    let skill: SkillContent?

    var html: String {
        let title = "<h3>\(Bilingual("How well the past foretells", "Cuánto predice el pasado").html)</h3>\n"
        guard let skill else {
            let none = Bilingual(
                "Too few events or months to hold any back: nothing is known of how well these rates foretell.",
                "Muy pocos sucesos o meses para apartar algunos: no se sabe cuánto predicen estas tasas.")
            return title + "<p>\(none.html)</p>\n"
        }
        return title + verdict(skill) + figure(skill)
    }

    private func verdict(_ skill: SkillContent) -> String {
        let rivals = skill.models.dropFirst()
        let beaten = rivals.filter { ($0.gain ?? 1) > 0 && $0.gainShare >= 0.9 }
        let (all, count) = (rivals.count, beaten.count)
        let lead = Bilingual(
            "Forecast half-year by half-year from \(skill.first) to \(skill.last), each from what lay before it: about"
                + " \(Int(skill.events.rounded())) fatal events on \(skill.segments) segments. By log score the rates of this report"
                + " do better than \(count) of \(all) plain rivals.",
            "Pronóstico por semestres de \(skill.first) a \(skill.last), cada uno con lo anterior: unos"
                + " \(Int(skill.events.rounded())) sucesos mortales en \(skill.segments) tramos. Según la puntuación logarítmica, las"
                + " tasas de este informe superan a \(count) de \(all) rivales simples.")
        return "<p>\(lead.html)</p>\n"
    }

    private func figure(_ skill: SkillContent) -> String {
        let caption = Bilingual(
            "Left: share of the later events caught in the part of the network that a forecast ranks first, by length; the dotted"
                + " line is an even spread. Right: probability integral transform of this report's rates; even bars mean that its"
                + " intervals are honest. Places are imputed from all records, so that time is tested, not place.",
            "Izquierda: parte de los sucesos posteriores en la parte de la red que un pronóstico pone primero, por longitud; la línea"
                + " de puntos es un reparto uniforme. Derecha: transformada integral de probabilidad de las tasas de este informe;"
                + " barras parejas significan intervalos honestos. Los lugares se imputan con todos los registros: se prueba el"
                + " tiempo, no el lugar.")
        return
            "<figure class=\"plot\" data-table=\"skill-table\"><div class=\"drawing\">\(SkillPlot(id: "skill", skill: skill).svg)"
            + "</div><figcaption id=\"skill-caption\">\(caption.html)</figcaption></figure>\n" + table(skill).html
    }

    private func table(_ skill: SkillContent) -> ReportTable {
        var table = ReportTable(
            id: "skill-table",
            caption: Bilingual("Scores of held-back half-years", "Puntuaciones de semestres apartados"),
            columns: [
                Bilingual("Model", "Modelo"),
                Bilingual("Log score (lower is better)", "Puntuación log (menor es mejor)"),
                Bilingual(name: "CRPS"), Bilingual("PAI of the top tenth", "PAI del primer décimo"),
                Bilingual("Gain of this report's rates", "Ventaja de las tasas del informe"),
                Bilingual("Imputations with a gain", "Imputaciones con ventaja"),
                Bilingual("Events in 20 % of the length", "Sucesos en el 20 % de la longitud"),
            ], figures: [1, 2, 3, 4, 5, 6])
        table.rows = skill.models.enumerated().map { index, model in
            [
                model.name.html, model.logScore.map { HTML.figure($0) } ?? "∞", HTML.figure(model.crps),
                HTML.figure(model.pai),
                index == 0 ? "–" : model.gain.map { HTML.figure($0) } ?? "∞",
                index == 0 ? "–" : HTML.figure(model.gainShare),
                HTML.figure(model.hits.count > 1 ? model.hits[1] : nil),
            ]
        }
        return table
    }
}

/// Curves of hits by length, and the bars of the probability integral transform.
struct SkillPlot {
    let id: String
    let skill: SkillContent

    private let left = 70.0
    private let top = 24.0
    private let wide = 400.0
    private let tall = 300.0
    private static let styles = [
        "stroke=\"#0b5563\" stroke-width=\"3\"", "stroke=\"#b86f12\" stroke-width=\"2\" stroke-dasharray=\"8 4\"",
        "stroke=\"#5a2472\" stroke-width=\"2\" stroke-dasharray=\"3 3\"",
        "stroke=\"#55656e\" stroke-width=\"2\" stroke-dasharray=\"10 3 2 3\"",
    ]

    var svg: String {
        var text = "<svg viewBox=\"0 0 1000 400\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("How well the past foretells", "Cuánto predice el pasado").svgTitle
        return text + curves + legend + bars + "</svg>"
    }

    private func point(_ share: Double, _ hit: Double) -> String {
        "\(SVG.number(left + share * wide)) \(SVG.number(top + tall * (1 - hit)))"
    }

    private var curves: String {
        var text = "<rect x=\"\(SVG.number(left))\" y=\"\(SVG.number(top))\" width=\"\(SVG.number(wide))\""
        text += " height=\"\(SVG.number(tall))\" fill=\"#fff\" stroke=\"#8a9ba5\"/>"
        text += "<path d=\"M\(point(0, 0))L\(point(1, 1))\" stroke=\"#8a9ba5\" stroke-dasharray=\"2 4\"/>"
        let style = "font-size=\"14\" fill=\"#55656e\""
        for percent in [0, 50, 100] {
            let share = Double(percent) / 100
            text += "<text x=\"\(SVG.number(left + share * wide))\" y=\"\(SVG.number(top + tall + 18))\""
            text += " text-anchor=\"middle\" \(style)>\(percent) %</text>"
            text += "<text x=\"\(SVG.number(left - 8))\" y=\"\(SVG.number(top + tall * (1 - share) + 5))\""
            text += " text-anchor=\"end\" \(style)>\(percent) %</text>"
        }
        for (index, model) in skill.models.enumerated() {
            let points = [point(0, 0)] + model.hits.enumerated().map { point(Double($0 + 1) / 10, $1) }
            text +=
                "<path d=\"M\(points.joined(separator: "L"))\" fill=\"none\" \(Self.styles[index % Self.styles.count])/>"
        }
        return text
            + Bilingual("share of the length", "parte de la longitud").svgText(
                x: left + wide, y: top + tall + 40, attributes: "text-anchor=\"end\" " + style)
    }

    private var legend: String {
        skill.models.enumerated().map { index, model in
            let y = top + tall - 14 - 22 * Double(skill.models.count - 1 - index)
            return
                "<path d=\"M\(SVG.number(left + wide - 210)) \(SVG.number(y))h40\" \(Self.styles[index % Self.styles.count])/>"
                + model.name.svgText(x: left + wide - 162, y: y + 5, attributes: "font-size=\"14\" fill=\"#1d2b33\"")
        }.joined()
    }

    private var bars: String {
        guard let own = skill.models.first else { return "" }
        let x = 570.0
        let most = max(0.2, own.pit.max() ?? 0.2)
        var text = "<path d=\"M\(SVG.number(x)) \(SVG.number(top + tall * (1 - 0.1 / most)))h\(SVG.number(wide))\""
        text += " stroke=\"#9c2f10\" stroke-dasharray=\"5 4\"/>"
        for (index, share) in own.pit.enumerated() {
            let height = share / most * tall
            text +=
                "<rect x=\"\(SVG.number(x + Double(index) * wide / 10 + 2))\" y=\"\(SVG.number(top + tall - height))\""
            text +=
                " width=\"\(SVG.number(wide / 10 - 4))\" height=\"\(SVG.number(height))\" fill=\"#9fc0dd\" stroke=\"#14457a\"/>"
        }
        text += "<path d=\"M\(SVG.number(x)) \(SVG.number(top + tall))h\(SVG.number(wide))\" stroke=\"#8a9ba5\"/>"
        return text
            + Bilingual("probability integral transform, 0 to 1", "transformada integral de probabilidad, de 0 a 1")
            .svgText(
                x: x + wide, y: top + tall + 40, attributes: "text-anchor=\"end\" font-size=\"14\" fill=\"#55656e\"")
    }
}
