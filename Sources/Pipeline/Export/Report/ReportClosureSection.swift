/// Closures of trails: what was to be expected, and what was reported.
struct ReportClosureSection {
    let closures: [ClosureContent]

    var html: String { closures.enumerated().map { figure($1, id: "closure-\($0 + 1)") }.joined() }

    private func figure(_ closure: ClosureContent, id: String) -> String {
        let direction = ReportWords.direction(closure.isSouth ? "south" : "north")
        let title = Bilingual(
            "Trail closures from \(closure.month), way \(direction.en)",
            "Cierres de senderos desde \(closure.month), hacia el \(direction.es)")
        let caption = Bilingual(
            "Share of the travellers on each way: before (hollow), expected after from what was known before (filled, bar 90 %), and"
                + " as all sources give it for the half-year after (diamond). × marks closed ways. The expectation is path choice"
                + " alone; it knows nothing of later orders, prices or threats.",
            "Parte de quienes viajan por cada vía: antes (hueco), esperada después según lo sabido antes (relleno, barra 90 %) y según"
                + " todas las fuentes para el semestre posterior (rombo). × marca las vías cerradas. La expectativa es solo elección"
                + " de ruta; no sabe de órdenes, precios ni amenazas posteriores.")
        return "<h3>\(title.html)</h3>\n<figure class=\"plot\" data-table=\"\(id)-table\"><div class=\"drawing\">"
            + ClosurePlot(id: id, closure: closure).svg
            + "</div><figcaption id=\"\(id)-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + table(closure, id: id).html + "</details>\n"
    }

    private func table(_ closure: ClosureContent, id: String) -> ReportTable {
        var table = ReportTable(
            id: id + "-table",
            caption: Bilingual("Ways before and after the closures", "Vías antes y después de los cierres"),
            columns: [
                Bilingual("Way", "Vía"), Bilingual("Before [90 %]", "Antes [90 %]"),
                Bilingual("Expected [90 %]", "Esperada [90 %]"),
                Bilingual("By sources, after", "Según fuentes, después"),
                Bilingual("P (receives most)", "P (recibe más)"), Bilingual("Reported", "Informado"),
                Bilingual("As expected", "Como se esperaba"),
            ], figures: [1, 2, 3, 4])
        func words(_ interval: MonthlyFlowContent.Interval?) -> String {
            interval.map { "\(HTML.figure($0.median)) [\(HTML.figure($0.low90)), \(HTML.figure($0.high90))]" } ?? "–"
        }
        table.rows = closure.ways.map { way in
            [
                way.corridor.html + (way.isClosed ? " ×" : ""), words(way.before), words(way.predicted),
                words(way.later),
                HTML.figure(way.probabilityReceives), way.reported.html, way.verdict?.html ?? "–",
            ]
        }
        let away = Bilingual("stay away, of 1 000", "no viajan, de cada 1 000")
        table.rows.append([away.html, "–", words(closure.stayAway), "–", "–", "–", "–"])
        return table
    }
}

/// Shares of ways before, expected and later, one row a way.
struct ClosurePlot {
    let id: String
    let closure: ClosureContent

    private let left = 330.0
    private let right = 970.0
    private let rowHeight = 40.0

    private func x(_ share: Double) -> Double { left + share * (right - left) }

    var svg: String {
        let height = Double(closure.ways.count) * rowHeight + 50
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Ways before and after the closures", "Vías antes y después de los cierres").svgTitle
        for percent in [0, 25, 50, 75, 100] {
            let place = SVG.number(x(Double(percent) / 100))
            text += "<path d=\"M\(place) 8V\(SVG.number(height - 34))\" stroke=\"#e3e9ec\"/>"
            text += "<text x=\"\(place)\" y=\"\(SVG.number(height - 14))\" text-anchor=\"middle\" font-size=\"14\""
            text += " fill=\"#55656e\">\(percent) %</text>"
        }
        for (index, way) in closure.ways.enumerated() { text += row(way, y: 28 + Double(index) * rowHeight) }
        return text + "</svg>"
    }

    private func row(_ way: ClosureContent.Way, y: Double) -> String {
        let line = SVG.number(y)
        let label = Bilingual(
            way.corridor.en + (way.isClosed ? " ×" : ""), way.corridor.es + (way.isClosed ? " ×" : ""))
        var text = label.shortened(40).svgText(
            x: left - 14, y: y + 5, attributes: "text-anchor=\"end\" font-size=\"15\" fill=\"#1d2b33\"")
        text += "<path d=\"M\(SVG.number(x(way.predicted.low90))) \(line)H\(SVG.number(x(way.predicted.high90)))\""
        text += " stroke=\"#0b5563\" stroke-width=\"3\"/>"
        text +=
            "<circle cx=\"\(SVG.number(x(way.before.median)))\" cy=\"\(line)\" r=\"7\" fill=\"#fff\" stroke=\"#0b5563\""
        text +=
            " stroke-width=\"2\"/><circle cx=\"\(SVG.number(x(way.predicted.median)))\" cy=\"\(line)\" r=\"6\" fill=\"#0b5563\"/>"
        guard let later = way.later else { return text }
        let (a, b) = (x(later.low90), x(later.high90))
        text +=
            "<path d=\"M\(SVG.number(a)) \(SVG.number(y + 12))H\(SVG.number(b))\" stroke=\"#b86f12\" stroke-width=\"2\"/>"
        let middle = x(later.median)
        text += "<path d=\"M\(SVG.number(middle)) \(SVG.number(y + 6))l6 6l-6 6l-6-6z\" fill=\"#b86f12\"/>"
        return text
    }
}
