/// `report.html`: one page that opens from disk, asks nothing of any network, and can be forwarded as it is.
public struct ReportPage {
    let content: ReportContent

    /// A page of some content.
    public init(_ content: ReportContent) { self.content = content }

    /// The whole file.
    public var html: String {
        let title = Bilingual(
            "Route risk: \(content.title.en)", "Riesgo en las rutas: \(content.title.es)")
        var page = "<!DOCTYPE html>\n<html lang=\"en\" data-title-en=\"\(HTML.escaped(title.en))\""
        page += " data-title-es=\"\(HTML.escaped(title.es))\">\n<head>\n<meta charset=\"utf-8\">\n"
        page += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
        page += " script-src 'unsafe-inline'; img-src data:\">\n"
        page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        page += "<title>\(HTML.escaped(title.en))</title>\n<style>\(ReportStyle.css)</style>\n</head>\n<body>\n"
        page += header(title) + "<main>\n" + sections + "</main>\n" + footer
        return page + "<script>\(ReportStyle.script)</script>\n</body>\n</html>\n"
    }

    /// The sections in the order that readers and scripts rely on.
    private var sections: String {
        [
            section("map", Bilingual("Map", "Mapa"), ReportMapSection(content: content).html),
            section("ranking", Bilingual("Ranking", "Clasificación"), ReportRankingSection(content: content).html),
            section(
                "series", Bilingual("Over time", "En el tiempo"),
                ReportSeriesSection(content: content).html + ReportFlowSection(content: content).html
                    + ReportClosureSection(closures: content.closures).html + ReportSeaSection(content: content).html),
            section(
                "routes", Bilingual("Route alternatives", "Rutas alternativas"),
                ReportRouteSection(content: content).html),
            section("hotspots", Bilingual("Hotspots", "Puntos críticos"), ReportHotspotSection(content: content).html),
            section("priorities", Bilingual("Priorities", "Prioridades"), ReportPrioritySection(content: content).html),
            section("limits", Bilingual("What the data cannot say", "Lo que los datos no pueden decir"), limits),
            section("method", Bilingual("Method", "Método"), ReportMethodSection(content: content).html),
            section("sources", Bilingual("Sources", "Fuentes"), sources),
        ].joined()
    }

    private func section(_ id: String, _ title: Bilingual, _ body: String) -> String {
        "<section id=\"\(id)\">\n<h2>\(title.html)</h2>\n\(body)</section>\n"
    }

    private func header(_ title: Bilingual) -> String {
        let manifest = content.manifest
        var text = "<header>\n<div class=\"languages\" role=\"group\" aria-label=\"Language / Idioma\">"
        text += "<button id=\"lang-en\" type=\"button\" aria-pressed=\"true\">English</button>"
        text += "<button id=\"lang-es\" type=\"button\" aria-pressed=\"false\">Español</button></div>\n"
        text += "<h1>\(title.html)</h1>\n<p class=\"lead\">"
        text +=
            Bilingual(
                "Where routes run, where people came to harm on them, and what a measure would change, "
                    + "\(manifest.settings.from) to \(manifest.settings.to).",
                "Por dónde van las rutas, dónde sufrieron daño las personas y qué cambiaría una medida, "
                    + "\(manifest.settings.from) a \(manifest.settings.to)."
            ).html
        text += "</p>\n\(ReportSummary(content: content).html)<nav>"
        let links: [(String, Bilingual)] = [
            ("map", Bilingual("Map", "Mapa")), ("ranking", Bilingual("Ranking", "Clasificación")),
            ("series", Bilingual("Over time", "En el tiempo")), ("routes", Bilingual("Routes", "Rutas")),
            ("hotspots", Bilingual("Hotspots", "Puntos críticos")),
            ("priorities", Bilingual("Priorities", "Prioridades")), ("limits", Bilingual("Limits", "Límites")),
            ("method", Bilingual("Method", "Método")), ("sources", Bilingual("Sources", "Fuentes")),
        ]
        text += links.map { "<a href=\"#\($0.0)\">\($0.1.html)</a>" }.joined()
        return text + "</nav>\n</header>\n"
    }

    private var limits: String {
        let lead = Bilingual(
            "No record is not safe. Read these before any figure above is passed on.",
            "La falta de registros no significa seguridad. Lea esto antes de transmitir cualquier cifra.")
        let items = content.manifest.caveats.map { caveat in
            "<li data-caveat=\"\(HTML.escaped(caveat.id))\">\(Bilingual(caveat.text, caveat.textES).html)</li>"
        }
        return "<p class=\"lead\">\(lead.html)</p>\n<ul>\(items.joined(separator: "\n"))</ul>\n"
    }

    private var sources: String {
        var table = ReportTable(
            id: "sources-table",
            caption: Bilingual("Sources of the figures used", "Fuentes de las cifras empleadas"),
            columns: [
                Bilingual(name: "Id"), Bilingual("Source", "Fuente"), Bilingual("Licence", "Licencia"),
            ])
        table.rows = content.sources.map { source in
            let text = HTML.escaped(source.text)
            let link = source.url.map { "<a href=\"\(HTML.escaped($0))\" rel=\"noreferrer\">\(text)</a>" } ?? text
            return [HTML.escaped(source.id), link, HTML.escaped(source.licence)]
        }
        return "<details><summary>"
            + Bilingual("\(content.sources.count) sources", "\(content.sources.count) fuentes").html
            + "</summary>\(table.html)</details>\n"
    }

    private var footer: String {
        let manifest = content.manifest
        let use = Bilingual(
            "For protection, rescue and enforcement planning at corridor level. Not for acting against any person, and no"
                + " guide for travellers.",
            "Para planificar protección, rescate y control a nivel de corredor. No para actuar contra persona alguna ni como"
                + " guía para viajeros.")
        return "<footer><p>\(use.html)</p><p>trocha \(HTML.escaped(manifest.version)) · run \(manifest.runID) · "
            + "parameters \(manifest.parameterHash) · data \(manifest.dataHash)</p></footer>\n"
    }
}
