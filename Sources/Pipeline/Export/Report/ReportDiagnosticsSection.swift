/// Three plots behind the hotspot map, each with the same in figures.
struct ReportDiagnosticsSection {
    let found: HotspotDiagnostics

    var html: String { neighbours + timeline + nullCheck }

    private func figure(_ id: String, _ drawing: String, _ caption: Bilingual, _ table: ReportTable) -> String {
        "<figure class=\"plot\" data-table=\"\(table.id)\"><div class=\"drawing\">\(drawing)</div>"
            + "<figcaption id=\"\(id)-caption\">\(caption.html)</figcaption></figure>\n"
            + "<details><summary>\(Bilingual("The same in figures", "Lo mismo en cifras").html)</summary>"
            + table.html + "</details>\n"
    }

    // MARK: - Neighbours

    private var neighbours: String {
        let caption = Bilingual(
            "Each observed cell against the mean of its neighbours, in standard deviations (Moran scatter). The slope of the line is"
                + " Moran's I. Filled: the cell differs from chance after correction. \(found.withheldCells) cells with 1 to 4 events,"
                + " or with one such neighbour alone, are not drawn.",
            "Cada celda observada frente a la media de sus vecinas, en desviaciones típicas (diagrama de Moran). La pendiente de la"
                + " línea es la I de Moran. Relleno: la celda difiere del azar tras la corrección. No se dibujan"
                + " \(found.withheldCells) celdas con 1 a 4 sucesos, o con una sola vecina así.")
        var table = ReportTable(
            id: "moran-table",
            caption: Bilingual("Likeness of neighbouring cells", "Parecido entre celdas vecinas"),
            columns: [Bilingual("Figure", "Cifra"), Bilingual("Value", "Valor")], figures: [1])
        table.rows = [
            ["I", HTML.figure(found.moran.value)],
            [Bilingual("expected under chance", "esperada por azar").html, HTML.figure(found.moran.expected)],
            [Bilingual("two-sided p", "p bilateral").html, HTML.figure(found.moran.p)],
            [Bilingual("cells drawn", "celdas dibujadas").html, "\(found.cells.count)"],
            [Bilingual("cells withheld", "celdas reservadas").html, "\(found.withheldCells)"],
        ]
        return figure("moran", MoranScatter(id: "moran", found: found).svg, caption, table)
    }

    // MARK: - Clusters in time

    private var timeline: String {
        let caption = Bilingual(
            "When records cluster: groups of cells and months with more events than the rest of the place and time suggests"
                + " (space-time permutation scan of \(found.scannedEvents) events with a known month and cell). Dark bars have p ≤ 0.05."
                + " A cluster of records may be a cluster of reporting.",
            "Cuándo se agrupan los registros: celdas y meses con más sucesos de lo que sugiere el resto del lugar y del tiempo"
                + " (exploración espaciotemporal por permutación de \(found.scannedEvents) sucesos con mes y celda conocidos). Barras"
                + " oscuras: p ≤ 0,05. Una agrupación de registros puede ser una agrupación de informes.")
        if let refusal = found.scanRefusal {
            return "<p><span class=\"badge\">\(ReportWords.status(.refused).html)</span> \(refusal.html)</p>\n"
        }
        var table = ReportTable(
            id: "clusters-table",
            caption: Bilingual("Clusters in space and time", "Agrupaciones en el espacio y el tiempo"),
            columns: [
                Bilingual("Cluster", "Agrupación"), Bilingual("From", "Desde"), Bilingual("To", "Hasta"),
                Bilingual("Cells", "Celdas"), Bilingual("Events, n", "Sucesos, n"),
                Bilingual("Events over expected", "Sucesos sobre lo esperado"), Bilingual(name: "p"),
            ], figures: [4, 5, 6])
        table.rows = found.clusters.map { cluster in
            [
                "\(cluster.number)", cluster.start, cluster.end, HTML.escaped(cluster.cells.joined(separator: ", ")),
                cluster.events.map(String.init) ?? "1–4", HTML.figure(cluster.ratio), HTML.figure(cluster.p),
            ]
        }
        if table.rows.isEmpty {
            let none = Bilingual("No cluster of two events or more", "Ninguna agrupación de dos sucesos o más")
            table.rows = [[none.html] + [String](repeating: "–", count: 6)]
        }
        return figure("clusters", ClusterTimeline(id: "clusters", found: found).svg, caption, table)
    }

    // MARK: - Chance alone

    private var nullCheck: String {
        let alarms = found.falseAlarms
        let caption = Bilingual(
            "How the method answers when nothing but chance is at work: the same number of events thrown over the observed cells"
                + " \(alarms.simulations) times. A calibrated method follows the diagonal; the band holds nine in ten simulations."
                + " Any false alarm after correction at 0.05: \(HTML.figure(alarms.rate * 100)) %"
                + " [\(HTML.figure(alarms.low * 100)), \(HTML.figure(alarms.high * 100))] of the simulations.",
            "Qué responde el método cuando solo actúa el azar: el mismo número de sucesos repartido \(alarms.simulations) veces"
                + " entre las celdas observadas. Un método calibrado sigue la diagonal; la banda contiene nueve de cada diez"
                + " simulaciones. Alguna falsa alarma tras la corrección al 0,05: \(HTML.figure(alarms.rate * 100)) %"
                + " [\(HTML.figure(alarms.low * 100)), \(HTML.figure(alarms.high * 100))] de las simulaciones.")
        var table = ReportTable(
            id: "null-table",
            caption: Bilingual(
                "Share of p-values up to a level under chance", "Proporción de p hasta un nivel por azar"),
            columns: [
                Bilingual("Level", "Nivel"), Bilingual("Mean share", "Proporción media"),
                Bilingual("5 % of simulations below", "5 % de simulaciones por debajo"),
                Bilingual("95 % below", "95 % por debajo"),
            ], figures: [1, 2, 3])
        let shown = found.nullShares.filter { share in [0.01, 0.05, 0.1, 0.25, 0.5, 0.75].contains(share.level) }
        table.rows = shown.map { share in
            [HTML.figure(share.level), HTML.figure(share.mean), HTML.figure(share.low), HTML.figure(share.high)]
        }
        return figure("null", NullProbabilityPlot(id: "null", found: found).svg, caption, table)
    }
}
