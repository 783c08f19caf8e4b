import Foundation
import SpatialEngine
import Testing

/// The report page, as a reader and a script find it.
@Suite struct ReportTests {
    private func page(_ scenario: Assessed.Scenario) throws -> HTMLElement {
        HTMLElement.page(try scenario.assessed.text("report.html"))
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the sections stand in their order and every id is there once`(_ scenario: Assessed.Scenario) throws {
        let ids = try page(scenario).all.compactMap { $0.attributes["id"] }
        let sections = [
            "map", "ranking", "series", "routes", "hotspots", "priorities", "limits", "method", "sources",
        ]
        #expect(ids.filter(sections.contains) == sections)
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("lang-en") && ids.contains("lang-es"))
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the page asks for nothing from any address`(_ scenario: Assessed.Scenario) throws {
        let text = try scenario.assessed.text("report.html")
        #expect(text.utf8.count < 8_000_000)
        let all = try page(scenario).all
        let policy = all.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"] ?? ""
        #expect(policy.hasPrefix("default-src 'none'"))
        #expect(!policy.contains("http") && !policy.contains("*") && !policy.contains("unsafe-eval"))
        for element in all {
            for key in ["src", "srcset", "data", "poster", "action", "xlink:href", "background"] {
                #expect(element.attributes[key].map { $0.hasPrefix("data:") || $0.hasPrefix("#") } ?? true)
            }
            #expect(element.name == "a" || element.name == "use" || element.attributes["href"] == nil)
            #expect(!["link", "iframe", "object", "embed", "base"].contains(element.name))
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
        }
        #expect(!text.contains("@import") && text.firstMatch(of: #/url\((?!["']?(data:|#))/#) == nil)
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `every figure has a caption, a text alternative and a table that says the same`(
        _ scenario: Assessed.Scenario
    ) throws {
        let all = try page(scenario).all
        let tables = all.filter { $0.name == "table" }
        let figures = all.filter { $0.name == "figure" }
        #expect(figures.count >= 4)
        for figure in figures {
            #expect(figure.all.filter { $0.name == "figcaption" && !$0.text.isEmpty }.count == 1)
            let table = try #require(tables.first { $0.attributes["id"] == figure.attributes["data-table"] })
            #expect(table.all.contains { $0.name == "tr" && $0.children.contains { $0.name == "td" } })
            let pictures = figure.all.filter {
                ["svg", "img"].contains($0.name) && $0.attributes["aria-hidden"] == nil
            }
            #expect(!pictures.isEmpty)
            for picture in pictures {
                let hasTitle = picture.children.contains { $0.name == "title" && !$0.text.isEmpty }
                let isLabelled = hasTitle || picture.attributes["aria-label"]?.isEmpty == false
                #expect(
                    picture.attributes["alt"]?.isEmpty == false || picture.attributes["role"] == "img" && isLabelled,
                    "\(figure.attributes)")
            }
        }
        for table in tables {
            #expect(table.children.first?.name == "caption" && table.children.first?.text.isEmpty == false)
            let heads = table.all.filter { $0.name == "th" }
            #expect(!heads.isEmpty && heads.allSatisfy { $0.attributes["scope"] != nil })
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the limits hold every caveat of the manifest`(_ scenario: Assessed.Scenario) throws {
        let limits = try #require(try page(scenario).all.first { $0.attributes["id"] == "limits" })
        let shown = limits.all.filter { $0.attributes["data-caveat"] != nil }
        let caveats = try scenario.assessed.manifest["caveats"]?.array?.compactMap(\.object) ?? []
        #expect(shown.compactMap { $0.attributes["data-caveat"] } == caveats.compactMap { $0["id"]?.text })
        for (element, caveat) in zip(shown, caveats) {
            for (language, key) in [("en", "text"), ("es", "text_es")] {
                let text = element.all.filter { $0.attributes["lang"] == language }.map(\.text).joined()
                #expect(text.contains(caveat[key]?.text?.prefix(20) ?? "?"))
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `words stand in both languages`(_ scenario: Assessed.Scenario) throws {
        let root = try page(scenario)
        let html = try #require(root.all.first { $0.name == "html" })
        #expect(html.attributes["lang"] == "en")
        #expect(root.all.first { $0.name == "title" }?.text.isEmpty == false)
        #expect(root.all.contains { $0.name == "meta" && $0.attributes["name"] == "viewport" })
        let body = try #require(root.all.first { $0.name == "body" })
        let english = body.all.filter { $0.attributes["lang"] == "en" }
        let spanish = body.all.filter { $0.attributes["lang"] == "es" }
        #expect(abs(english.count - spanish.count) <= english.count / 50)
        // Words of ours that must not stand outside a language.
        let ours: Set<String> = [
            "north", "south", "dry", "wet", "supported", "descriptive", "refused", "stable", "moderate", "unstable",
            "enforcement", "protection", "foot", "road", "river", "sea", "known", "estimated", "unknown",
        ]
        for element in body.all where !["script", "style"].contains(element.name) {
            let isTagged = element.language == "es" || hasOwnLanguage(element)
            let words = element.ownText.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(isTagged || !ours.contains(words), "\(element.name): \(words)")
        }
    }

    private func hasOwnLanguage(_ element: HTMLElement) -> Bool {
        var current: HTMLElement? = element
        while let one = current, one.name != "html" {
            if one.attributes["lang"] != nil { return true }
            current = one.parent
        }
        return false
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the page says what hatching means and shows both levers beside each other`(
        _ scenario: Assessed.Scenario
    ) throws {
        let all = try page(scenario).all
        let captions = all.filter { $0.name == "figcaption" }.map(\.text).joined().lowercased()
        #expect(captions.contains("hatched") && captions.contains("rayad"))
        let ranking = try #require(all.first { $0.attributes["id"] == "ranking" })
        let heads = ranking.all.filter { $0.name == "tr" }.map { row in
            row.children.filter { $0.name == "th" && $0.attributes["scope"] == "col" }.map(\.text).joined()
        }
        #expect(heads.contains { $0.contains("Enforcement") && $0.contains("Protection") })
        #expect(heads.contains { $0.contains("90 %") && $0.contains("n") && $0.contains("Stability") })
    }

    @Test func `behind the hotspots stand neighbours, clusters in time, and what chance alone gives`() throws {
        let all = try page(.standard).all
        let hotspots = try #require(all.first { $0.attributes["id"] == "hotspots" })
        let tables = hotspots.all.filter { $0.name == "figure" }.compactMap { $0.attributes["data-table"] }
        #expect(tables == ["moran-table", "clusters-table", "null-table"])
        // As many circles as cells that may be drawn, and no count of 1 to 4 in the table of clusters.
        let moran = try #require(hotspots.all.first { $0.attributes["data-table"] == "moran-table" })
        let circles = moran.all.filter { $0.name == "circle" }
        let cells = try Assessed.Scenario.standard.assessed.features("hotspots").filter {
            $0.properties["observed"] == .boolean(true) && $0.properties["suppressed"] == .boolean(false)
        }
        #expect(!circles.isEmpty && circles.count <= cells.count)
        let clusters = try #require(all.first { $0.attributes["id"] == "clusters-table" })
        for row in clusters.all where row.name == "tr" {
            let cells = row.children.filter { $0.name == "td" }.map(\.text)
            if cells.count == 6, let events = Int(cells[3]) { #expect(events >= 5) }
        }
        let shares = try #require(all.first { $0.attributes["id"] == "null-table" }).all.filter { $0.name == "tr" }
        for cells in shares.map({ row in row.children.compactMap { Double($0.text) } }) where cells.count == 4 {
            #expect(cells[2] <= cells[1] && cells[1] <= cells[3] && cells[3] <= 1)
        }
    }

    @Test func `prices, groups and names from the sources stand nowhere in the folder`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let columns = ["price", "controller", "nationality", "armed_group"]
        for name in assessed.files where name.hasSuffix(".geojson") || name.hasSuffix(".csv") {
            let text = try assessed.text(name)
            for column in columns { #expect(!text.contains("\(column)"), "\(name)") }
            for word in ["Clan del Golfo", "AGC", "EGC", "USD"] { #expect(!text.contains(word), "\(name) \(word)") }
        }
    }
}
