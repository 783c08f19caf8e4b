import Glibc
import SpatialEngine

/// The sea corridors by month: a map by the worst month, twelve months of hazard, and both in figures.
struct ReportSeaSection {
    let content: ReportContent

    var html: String {
        guard !content.passages.isEmpty else { return "" }
        let heading = Bilingual("At sea by month", "En el mar por mes")
        let lead = Bilingual(
            "The whole way of each sea corridor in the region's open boat and load, in the mean sea of each month. A mean month"
                + " hides its bad days, and the hazard's size is an assumption: read these figures against each other, not as a"
                + " chance of death. No month is safe, and this is no advice on when to go.",
            "Todo el trayecto de cada corredor marítimo con la lancha y la carga de la región, en el mar medio de cada mes. Un"
                + " mes medio oculta sus días malos y la magnitud del peligro es un supuesto: compare estas cifras entre sí, no"
                + " las lea como probabilidad de muerte. Ningún mes es seguro y esto no aconseja cuándo viajar.")
        return "<h3>\(heading.html)</h3>\n<p>\(lead.html)</p>\n" + source + map + monthly
    }

    private var source: String {
        guard content.manifest.seaState == .modelled else {
            let text = Bilingual("Waves are those of the file given.", "El oleaje es el del archivo entregado.")
            return "<p class=\"quiet\">\(text.html)</p>\n"
        }
        let text = Bilingual(
            "Waves are modelled from mean winds and fetch; swell from afar and storms are not in them.",
            "El oleaje se modela con vientos medios y fetch; no incluye mar de fondo lejano ni tormentas.")
        guard !content.bulletins.isEmpty else { return "<p class=\"quiet\">\(text.html)</p>\n" }
        let squares = content.bulletins.reduce(0) { $0 + $1.relativeError * $1.relativeError }
        let percent = HTML.figure(100 * (squares / Double(content.bulletins.count)).squareRoot())
        let count = content.bulletins.count
        let error = Bilingual(
            "Against \(count) published bulletins their height is off by \(percent) % (root mean square).",
            "Frente a \(count) boletines publicados su altura difiere un \(percent) % (raíz cuadrática media).")
        return "<p class=\"quiet\">\(text.html) \(error.html)</p>\n<details><summary>"
            + Bilingual("Modelled waves against bulletins", "Oleaje modelado frente a boletines").html + "</summary>"
            + bulletinTable.html + "</details>\n"
    }

    private var bulletinTable: ReportTable {
        var table = ReportTable(
            id: "sea-bulletins-table",
            caption: Bilingual(
                "Significant wave height of bulletins and of the model under the wind that they give, or under the mean wind of"
                    + " the month, which is weaker than that of rough days",
                "Altura significativa de los boletines y del modelo con el viento que indican o, en su defecto, con el viento"
                    + " medio del mes, inferior al de los días malos"),
            columns: [
                Bilingual("Zone", "Zona"), Bilingual("Month", "Mes"), Bilingual("Published Hs, m", "Hs publicada, m"),
                Bilingual("Wind, m/s", "Viento, m/s"), Bilingual("Modelled Hs, m", "Hs modelada, m"),
                Bilingual("Difference, %", "Diferencia, %"),
            ], figures: [2, 3, 4, 5])
        for row in content.bulletins {
            table.rows.append([
                row.zone.html, Self.name(row.month).html,
                "\(HTML.figure(row.lowMetres))–\(HTML.figure(row.highMetres))",
                row.windMetresPerSecond.map { HTML.figure($0) } ?? Bilingual("mean", "medio").html,
                HTML.figure(row.modelledMetres), HTML.figure(100 * row.relativeError),
            ])
        }
        return table
    }

    // MARK: - Map

    private var map: String {
        guard let large = SeaMap(content, width: 1000), let small = SeaMap(content, width: 242) else { return "" }
        let caption = Bilingual(
            "Each sea corridor in its worst month, named beside it; stretches by hazard per hour: the darker and wider, the"
                + " higher.",
            "Cada corredor marítimo en su peor mes, indicado al lado; tramos según el peligro por hora: cuanto más oscuro y"
                + " ancho, mayor.")
        let monthly = Bilingual(
            "The same in every month of the mean year, with the same shades.",
            "Lo mismo en cada mes del año medio, con los mismos tonos.")
        return large.legend
            + "<figure data-table=\"sea-worst-table\"><div class=\"drawing\">\(large.worst)</div>"
            + "<figcaption id=\"sea-worst-caption\">\(caption.html)</figcaption></figure>\n" + worstTable.html
            + "<figure data-table=\"sea-maps-table\"><div class=\"drawing\">\(small.monthly(columns: 4))</div>"
            + "<figcaption id=\"sea-maps-caption\">\(monthly.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + hourlyTable.html + "</details>\n"
    }

    /// Hazard per hour of each passage by month.
    private var hourlyTable: ReportTable {
        var table = ReportTable(
            id: "sea-maps-table",
            caption: Bilingual(
                "Hazard per 100,000 boat-hours, mean over the passage",
                "Peligro por 100 000 horas de lancha, media del trayecto"),
            columns: [Bilingual("Corridor", "Corredor")] + (1...12).map(Self.name), figures: Set(1...12))
        for passage in content.passages {
            let cells = passage.months.map { month -> String in
                let hours = month.seconds / 3600
                return HTML.figure(hours > 0 ? 1e5 * -log1p(-month.hazard) / hours : nil)
            }
            table.rows.append([HTML.escaped(passage.corridorID)] + cells)
        }
        return table
    }

    private var worstTable: ReportTable {
        var table = ReportTable(
            id: "sea-worst-table",
            caption: Bilingual(
                "Most and least hazardous month of each passage", "Mes más y menos peligroso de cada trayecto"),
            columns: [
                Bilingual("Corridor", "Corredor"), Bilingual("Worst month", "Peor mes"),
                Bilingual("Hazard per passage, %", "Peligro por trayecto, %"),
                Bilingual("Mean Hs, m", "Hs media, m"), Bilingual("Least hazardous month", "Mes menos peligroso"),
                Bilingual("Hazard per passage, %", "Peligro por trayecto, %"), Bilingual("Mean Hs, m", "Hs media, m"),
            ], figures: [2, 3, 5, 6])
        for passage in content.passages {
            let (worst, best) = SeaPassageMonth.extremes(passage.months)
            var cells = ["\(HTML.escaped(passage.corridorID)) \(passage.name.html)"]
            for number in [worst, best] {
                guard let month = passage.months.first(where: { $0.month == number }) else { continue }
                cells += [
                    Self.name(month.month).html, HTML.figure(100 * month.hazard), HTML.figure(month.meanHeightMetres),
                ]
            }
            table.rows.append(cells)
        }
        return table
    }

    // MARK: - Months

    private var monthly: String {
        let caption = Bilingual(
            "Hazard per passage in each mean month as a multiple of the corridor's least hazardous month. Filled: the worst month;"
                + " hollow: the least hazardous.",
            "Peligro por trayecto en cada mes medio, como múltiplo del mes menos peligroso del corredor. Relleno: el peor mes;"
                + " hueco: el menos peligroso.")
        let plot = SeaMonthPlot(id: "sea-months", passages: content.passages)
        return "<figure class=\"plot\" data-table=\"sea-months-table\"><div class=\"drawing\">\(plot.svg)</div>"
            + "<figcaption id=\"sea-months-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + monthTable.html + "</details>\n"
    }

    private var monthTable: ReportTable {
        var table = ReportTable(
            id: "sea-months-table",
            caption: Bilingual("Sea passages by month", "Trayectos por mar según el mes"),
            columns: [
                Bilingual("Corridor", "Corredor"), Bilingual("Month", "Mes"), Bilingual("Time, h", "Tiempo, h"),
                Bilingual("Mean Hs, m", "Hs media, m"), Bilingual("Highest Hs, m", "Hs máxima, m"),
                Bilingual("Hazard per passage, %", "Peligro por trayecto, %"),
                Bilingual("At least one critical wave, %", "Al menos una ola crítica, %"),
            ], figures: [2, 3, 4, 5, 6])
        for passage in content.passages {
            for month in passage.months {
                table.rows.append([
                    HTML.escaped(passage.corridorID), Self.name(month.month).html, HTML.figure(month.seconds / 3600),
                    HTML.figure(month.meanHeightMetres), HTML.figure(month.highestHeightMetres),
                    HTML.figure(100 * month.hazard), HTML.figure(month.criticalWave.map { 100 * $0 }),
                ])
            }
        }
        return table
    }

    /// A month's name.
    static func name(_ month: Int) -> Bilingual {
        let names = [
            ("January", "enero"), ("February", "febrero"), ("March", "marzo"), ("April", "abril"), ("May", "mayo"),
            ("June", "junio"), ("July", "julio"), ("August", "agosto"), ("September", "septiembre"),
            ("October", "octubre"), ("November", "noviembre"), ("December", "diciembre"),
        ]
        return Bilingual(names[month - 1].0, names[month - 1].1)
    }
}
