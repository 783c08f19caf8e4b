import SpatialEngine

/// Who goes where, month by month: small maps by quarter, and land against sea.
struct ReportFlowSection {
    let content: ReportContent

    var html: String {
        guard let flows = content.monthlyFlows, !flows.quarters.isEmpty else { return "" }
        let heading = Bilingual("Flow by corridor and month", "Flujo por corredor y mes")
        let lead = Bilingual(
            "No series of people by corridor exists. Monthly totals are counted; how they part among corridors is estimated from"
                + " travel cost and from what sources say in words, read as wide ranges. Where no source bounds a flow it is unknown,"
                + " not zero.",
            "No existe una serie de personas por corredor. Los totales mensuales están contados; su reparto entre corredores se"
                + " estima con el coste del viaje y con lo que las fuentes dicen en palabras, leído como rangos amplios. Donde ninguna"
                + " fuente acota un flujo, se desconoce; no es cero.")
        return "<h3>\(heading.html)</h3>\n<p>\(lead.html)</p>\n" + legend + maps(flows) + mix(flows)
    }

    private var legend: String {
        func line(_ flow: MonthlyFlowContent.Flow, isSouth: Bool, _ words: Bilingual) -> String {
            "<li><svg viewBox=\"0 0 34 16\" aria-hidden=\"true\"><path d=\"M2 8H32\" "
                + FlowMaps.style(flow, isSouth: isSouth) + "/></svg>\(words.html)</li>"
        }
        func known(_ persons: Double) -> MonthlyFlowContent.Flow { .init(persons: persons, isUnknown: false) }
        let counts = [1_000.0, 10_000, 100_000].map { persons in
            let words = HTML.grouped(Int(persons))
            return line(
                known(persons), isSouth: false, Bilingual("\(words) persons north", "\(words) personas al norte"))
        }
        return "<ul class=\"legend\">\(counts.joined())"
            + line(known(10_000), isSouth: true, Bilingual("southwards", "hacia el sur"))
            + line(
                .init(persons: 100, isUnknown: true), isSouth: false,
                Bilingual(
                    "dashed grey: in use, flow unknown, not zero", "gris a trazos: en uso, flujo desconocido, no cero"))
            + "</ul>\n"
    }

    // MARK: - Maps

    private func maps(_ flows: MonthlyFlowContent) -> String {
        let caption = Bilingual(
            "Persons on each leg by quarter: the wider, the more; blue northwards, brown southwards. Dashed grey lines: the leg is in"
                + " use and no source bounds its flow.",
            "Personas en cada tramo por trimestre: cuanto más ancha la línea, más personas; azul hacia el norte, marrón hacia el"
                + " sur. Líneas grises a trazos: el tramo se usa y ninguna fuente acota su flujo.")
        return "<figure data-table=\"flow-maps-table\"><div class=\"drawing\">\(FlowMaps(content, flows).svg)</div>"
            + "<figcaption id=\"flow-maps-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + corridorTable(flows).html + "</details>\n"
    }

    private func corridorTable(_ flows: MonthlyFlowContent) -> ReportTable {
        var table = ReportTable(
            id: "flow-maps-table",
            caption: Bilingual(
                "Corridors by half-year, median [90 % interval]",
                "Corredores por semestre, mediana [intervalo del 90 %]"),
            columns: [
                Bilingual("Half-year", "Semestre"), Bilingual("Corridor", "Corredor"),
                Bilingual("Direction", "Sentido"), Bilingual("Share of the counted, %", "Parte de lo contado, %"),
                Bilingual("Persons", "Personas"), Bilingual("Known", "Conocimiento"),
            ], figures: [3, 4])
        for row in flows.corridors {
            table.rows.append([
                row.period, row.corridor.html, ReportWords.direction(row.isSouth ? "south" : "north").html,
                row.share.map { Self.interval($0, by: 100) } ?? "–", Self.interval(row.persons, by: 1),
                (row.isUnknown ? ReportWords.unknown : Bilingual("estimated", "estimado")).html,
            ])
        }
        return table
    }

    private static func interval(_ value: MonthlyFlowContent.Interval, by factor: Double) -> String {
        "\(HTML.figure(value.median * factor)) [\(HTML.figure(value.low90 * factor)), \(HTML.figure(value.high90 * factor))]"
    }

    // MARK: - Land and sea

    private func mix(_ flows: MonthlyFlowContent) -> String {
        let caption = Bilingual(
            "Share of all people, both directions together, who cross by land (green) or along the sea (blue). The line is the"
                + " middle, the dark band its 50 % and the light one its 90 % interval. Hatched months: no source bounds most of the"
                + " flow.",
            "Parte de todas las personas, ambos sentidos juntos, que cruza por tierra (verde) o por mar (azul). La línea es la"
                + " mediana, la banda oscura su intervalo del 50 % y la clara el del 90 %. Meses rayados: ninguna fuente acota la"
                + " mayor parte del flujo.")
        return "<figure class=\"plot\" data-table=\"flow-mix-table\"><div class=\"drawing\">"
            + "\(FlowMixPlot(id: "flow-mix", months: flows.mixes).svg)</div>"
            + "<figcaption id=\"flow-mix-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + mixTable(flows).html + "</details>\n"
    }

    private func mixTable(_ flows: MonthlyFlowContent) -> ReportTable {
        var table = ReportTable(
            id: "flow-mix-table",
            caption: Bilingual("Share by sea, % [90 % interval]", "Parte por mar, % [intervalo del 90 %]"),
            columns: [
                Bilingual("Month", "Mes"), Bilingual("By sea, %", "Por mar, %"),
                Bilingual("By land, %", "Por tierra, %"),
                Bilingual("Known", "Conocimiento"),
            ], figures: [1, 2])
        for mix in flows.mixes {
            let land = MonthlyFlowContent.Interval(
                median: 1 - mix.sea.median, low50: 1 - mix.sea.high50, high50: 1 - mix.sea.low50,
                low90: 1 - mix.sea.high90, high90: 1 - mix.sea.low90)
            table.rows.append([
                mix.month, Self.interval(mix.sea, by: 100), Self.interval(land, by: 100),
                (mix.isUnknown ? ReportWords.unknown : Bilingual("estimated", "estimado")).html,
            ])
        }
        return table
    }
}

/// Small maps, one a quarter, on one drawing.
struct FlowMaps {
    private let content: ReportContent
    private let flows: MonthlyFlowContent
    private let projection: MapProjection
    private let columns = 4
    private let gap = 8.0
    private let headline = 40.0

    init(_ content: ReportContent, _ flows: MonthlyFlowContent) {
        (self.content, self.flows) = (content, flows)
        projection = MapProjection(extent: flows.extent, width: 242)
    }

    var svg: String {
        let rows = (flows.quarters.count + columns - 1) / columns
        let tall = projection.height + headline
        let height = Double(rows) * (tall + gap)
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"flow-maps-caption\""
        text += " style=\"background:#fff\">"
        text += Bilingual("Flow by corridor, one map a quarter", "Flujo por corredor, un mapa por trimestre").svgTitle
        text += "<defs><clipPath id=\"flow-clip\"><rect width=\"\(SVG.number(projection.width))\""
        text += " height=\"\(SVG.number(projection.height))\"/></clipPath>"
        text += "<path id=\"flow-land\" d=\"\(land)\" fill=\"#f6f2e7\" stroke=\"#8a9ba5\" stroke-width=\".6\""
        text += " fill-rule=\"evenodd\"/>"
        for (index, line) in flows.lines.enumerated() {
            if let path = projection.path(line.line.points, isClosed: false) {
                text += "<path id=\"flow-line-\(index)\" d=\"\(path)\" fill=\"none\"/>"
            }
        }
        text += "</defs>"
        for (index, quarter) in flows.quarters.enumerated() {
            let x = Double(index % columns) * (projection.width + gap)
            let y = Double(index / columns) * (tall + gap)
            text += "<g transform=\"translate(\(SVG.number(x)) \(SVG.number(y)))\">" + map(quarter) + "</g>"
        }
        return text + "</svg>"
    }

    private var land: String { projection.path(content.basemap.land) }

    private func map(_ quarter: MonthlyFlowContent.Quarter) -> String {
        func words(_ persons: Double?, _ arrow: String) -> String {
            "\(arrow) \(persons.map { HTML.figure($0) } ?? "?")"
        }
        var text = "<text x=\"2\" y=\"15\" font-size=\"15\" font-weight=\"600\" fill=\"#1d2b33\">\(quarter.name)</text>"
        text += "<text x=\"2\" y=\"33\" font-size=\"14\" fill=\"#55656e\">\(words(quarter.north, "↑"))"
        text += " \u{2003}\(words(quarter.south, "↓"))</text>"
        text += "<g transform=\"translate(0 \(SVG.number(headline)))\" clip-path=\"url(#flow-clip)\">"
        text += "<rect width=\"\(SVG.number(projection.width))\" height=\"\(SVG.number(projection.height))\""
        text += " fill=\"#e8f0f4\"/><use href=\"#flow-land\"/>"
        // Small flows last, so that wide lines hide none.
        let order = flows.lines.indices.sorted { a, b in
            let (first, second) = (quarter.flows[a], quarter.flows[b])
            return (first?.isUnknown == true ? .infinity : first?.persons ?? 0, a)
                > (second?.isUnknown == true ? .infinity : second?.persons ?? 0, b)
        }
        for index in order {
            guard let flow = quarter.flows[index] else { continue }
            text += "<use href=\"#flow-line-\(index)\" \(Self.style(flow, isSouth: flows.lines[index].isSouth))/>"
        }
        return text + "</g>"
    }

    /// Width by the square root of persons, so that shifts between corridors show; dashed grey where no source bounds the flow.
    static func style(_ flow: MonthlyFlowContent.Flow, isSouth: Bool) -> String {
        guard !flow.isUnknown else {
            return "stroke=\"#6b7780\" stroke-width=\"1.6\" stroke-dasharray=\"3 3\""
        }
        let width = 0.6 + 6 * (max(flow.persons, 0) / 200_000).squareRoot()
        return "stroke=\"\(isSouth ? "#b86f12" : "#14457a")\" stroke-width=\"\(SVG.number(width))\""
            + " stroke-linecap=\"round\" stroke-linejoin=\"round\""
    }
}

/// Shares by land and by sea over the months, stacked to 1, with the interval of their border.
struct FlowMixPlot {
    let id: String
    let months: [MonthlyFlowContent.Mix]

    private let left = 62.0
    private let right = 985.0
    private let top = 20.0
    private let tall = 230.0

    private func x(_ index: Int) -> Double {
        left + (Double(index) + 0.5) / Double(max(1, months.count)) * (right - left)
    }
    private func y(_ share: Double) -> Double { top + tall * (1 - share) }

    var svg: String {
        var text =
            "<svg viewBox=\"0 0 1000 \(SVG.number(top + tall + 42))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Share by land and by sea", "Parte por tierra y por mar").svgTitle
        text += "<defs><pattern id=\"\(id)-none\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\""
        text += " patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" stroke=\"#1d2b33\""
        text += " stroke-width=\"1.3\"/></pattern></defs>"
        text += area(from: { _ in 0 }, to: { $0.sea.median }, fill: "#9fc0dd")
        text += area(from: { $0.sea.median }, to: { _ in 1 }, fill: "#c9dec2")
        text += area(from: { $0.sea.low90 }, to: { $0.sea.high90 }, fill: "#14457a", opacity: ".22")
        text += area(from: { $0.sea.low50 }, to: { $0.sea.high50 }, fill: "#14457a", opacity: ".35")
        let middle = months.indices.map { "\(SVG.number(x($0))) \(SVG.number(y(months[$0].sea.median)))" }
        text += "<path d=\"M\(middle.joined(separator: "L"))\" fill=\"none\" stroke=\"#0c2947\" stroke-width=\"2.2\"/>"
        return text + unknownMonths + axes + words + "</svg>"
    }

    private func area(
        from low: (MonthlyFlowContent.Mix) -> Double, to high: (MonthlyFlowContent.Mix) -> Double, fill: String,
        opacity: String = "1"
    ) -> String {
        let above = months.indices.map { "\(SVG.number(x($0))) \(SVG.number(y(high(months[$0]))))" }
        let below = months.indices.reversed().map { "\(SVG.number(x($0))) \(SVG.number(y(low(months[$0]))))" }
        return "<path d=\"M\((above + below).joined(separator: "L"))Z\" fill=\"\(fill)\" fill-opacity=\"\(opacity)\"/>"
    }

    private var unknownMonths: String {
        let width = (right - left) / Double(max(1, months.count))
        return months.indices.filter { months[$0].isUnknown }.map { index in
            "<rect x=\"\(SVG.number(x(index) - width / 2))\" y=\"\(SVG.number(top))\" width=\"\(SVG.number(width))\""
                + " height=\"\(SVG.number(tall))\" fill=\"url(#\(id)-none)\" fill-opacity=\".6\"/>"
        }.joined()
    }

    private var axes: String {
        var text = ""
        for percent in [0, 25, 50, 75, 100] {
            let line = SVG.number(y(Double(percent) / 100))
            text +=
                "<path d=\"M\(SVG.number(left)) \(line)H\(SVG.number(right))\" stroke=\"#fff\" stroke-opacity=\".6\"/>"
            text += "<text x=\"\(SVG.number(left - 8))\" y=\"\(line)\" dy=\"5\" text-anchor=\"end\" font-size=\"14\""
            text += " fill=\"#55656e\">\(percent) %</text>"
        }
        for (index, month) in months.enumerated() where month.month.hasSuffix("-01") {
            let place = SVG.number(x(index))
            text += "<path d=\"M\(place) \(SVG.number(top))V\(SVG.number(top + tall))\" stroke=\"#fff\"/>"
            text += "<text x=\"\(place)\" y=\"\(SVG.number(top + tall + 22))\" text-anchor=\"middle\" font-size=\"14\""
            text += " fill=\"#55656e\">\(month.month.prefix(4))</text>"
        }
        return text
    }

    private var words: String {
        let style =
            "font-size=\"16\" font-weight=\"600\" fill=\"#1d2b33\" stroke=\"#fff\" stroke-width=\"3\""
            + " paint-order=\"stroke\""
        return Bilingual("by land", "por tierra").svgText(x: left + 12, y: top + 26, attributes: style)
            + Bilingual("by sea", "por mar").svgText(x: right - 90, y: top + tall - 14, attributes: style)
    }
}
