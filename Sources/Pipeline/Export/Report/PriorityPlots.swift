import Glibc
import SpatialEngine

/// Coast and lanes, with an arrow for each flow that enforcement sends elsewhere.
struct DiversionMap {
    let content: ReportContent
    let diversions: [PriorityContent.Diversion]
    let id: String
    private let projection: MapProjection

    /// A map that the arrows fill; nil without arrows.
    init?(_ content: ReportContent, _ diversions: [PriorityContent.Diversion], id: String) {
        guard let box = BoundingBox(around: diversions.flatMap { [$0.from, $0.to] }) else { return nil }
        (self.content, self.diversions, self.id) = (content, diversions, id)
        let margin = 0.15 + 0.35 * max(box.east - box.west, box.north - box.south)
        projection = MapProjection(extent: box.expanded(byDegrees: margin), width: 1000)
    }

    var svg: String {
        let size = "\(SVG.number(projection.width)) \(SVG.number(projection.height))"
        var text = "<svg viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Where enforcement would send people", "Adónde enviaría el control a las personas").svgTitle
        text += "<g stroke-linejoin=\"round\" stroke-linecap=\"round\">" + land + lanes
        for diversion in diversions.reversed() { text += arrow(diversion) }
        return text + names + badges + "</g></svg>"
    }

    private var land: String {
        "<path d=\"\(projection.path(content.basemap.land))\" fill=\"#f6f2e7\" stroke=\"#8a9ba5\" stroke-width=\".8\" fill-rule=\"evenodd\"/>"
    }

    private var lanes: String {
        guard let layer = content.layer("segments") else { return "" }
        return layer.features.compactMap { feature -> String? in
            guard case .lineString(let line) = feature.geometry,
                let data = projection.path(line.points, isClosed: false)
            else { return nil }
            let mode = layer.value("mode", of: feature).asText ?? ""
            return
                "<path d=\"\(data)\" fill=\"none\" opacity=\".45\" \(ReportMap.lineStyle(mode: mode, isUnknown: true))/>"
        }.joined()
    }

    /// Width by the square root of persons; bent, so that arrows there and back part.
    private func arrow(_ diversion: PriorityContent.Diversion) -> String {
        let (a, b) = (projection.place(diversion.from), projection.place(diversion.to))
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let bend = PlanarPoint(x: (a.x + b.x) / 2 - dy * 0.18, y: (a.y + b.y) / 2 + dx * 0.18)
        let most = max(1, diversions.map(\.persons).max() ?? 1)
        let width = 2 + 8 * (diversion.persons / most).squareRoot()
        let colour = diversion.isBackfire ? "#b3400b" : "#5a2472"
        // The head points along the curve's last stretch.
        let (ex, ey) = (b.x - bend.x, b.y - bend.y)
        let reach = max(1, hypot(ex, ey))
        let head = 8 + 1.6 * width
        let (ux, uy) = (ex / reach, ey / reach)
        let neck = PlanarPoint(x: b.x - ux * head, y: b.y - uy * head)
        func point(_ x: Double, _ y: Double) -> String { "\(SVG.number(x)) \(SVG.number(y))" }
        var text = "<path d=\"M\(point(a.x, a.y))Q\(point(bend.x, bend.y)) \(point(neck.x, neck.y))\" fill=\"none\""
        text += " stroke=\"\(colour)\" stroke-opacity=\".8\" stroke-width=\"\(SVG.number(width))\""
        text += "\(diversion.isBackfire ? " stroke-dasharray=\"14 7\"" : "")/>"
        text += "<path d=\"M\(point(b.x, b.y))L\(point(neck.x - uy * head * 0.55, neck.y + ux * head * 0.55))"
        return text + "L\(point(neck.x + uy * head * 0.55, neck.y - ux * head * 0.55))Z\" fill=\"\(colour)\"/>"
    }

    /// Names of the areas that the arrows leave, each once.
    private var names: String {
        var seen: [String] = []
        return diversions.compactMap { diversion -> String? in
            guard !seen.contains(diversion.area) else { return nil }
            seen.append(diversion.area)
            let p = projection.place(diversion.from)
            return "<circle cx=\"\(SVG.number(p.x))\" cy=\"\(SVG.number(p.y))\" r=\"3\" fill=\"#1d2b33\"/>"
                + "<text x=\"\(SVG.number(p.x + 7))\" y=\"\(SVG.number(p.y + 18))\" font-size=\"15\" fill=\"#1d2b33\""
                + " stroke=\"#fff\" stroke-width=\"3.5\" paint-order=\"stroke\">\(HTML.escaped(diversion.area))</text>"
        }.joined()
    }

    /// Numbers behind the arrows' tails, moved apart where they would hide each other.
    private var badges: String {
        var places: [PlanarPoint] = []
        var text = ""
        for (number, diversion) in diversions.enumerated() {
            let (a, b) = (projection.place(diversion.from), projection.place(diversion.to))
            let length = max(1, hypot(b.x - a.x, b.y - a.y))
            var place = PlanarPoint(x: a.x - (b.x - a.x) / length * 22, y: a.y - (b.y - a.y) / length * 22)
            while places.contains(where: { hypot($0.x - place.x, $0.y - place.y) < 30 }) {
                place = PlanarPoint(x: place.x, y: place.y - 8)
            }
            places.append(place)
            let colour = diversion.isBackfire ? "#b3400b" : "#5a2472"
            let (x, y) = (SVG.number(place.x), SVG.number(place.y + 6))
            text += "<circle cx=\"\(x)\" cy=\"\(SVG.number(place.y))\" r=\"14\" fill=\"#fff\" stroke=\"\(colour)\""
            text += " stroke-width=\"2\"/><text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\" font-size=\"17\""
            text += " font-weight=\"700\" fill=\"\(colour)\">\(number + 1)</text>"
        }
        return text
    }
}

/// What each assumption does to one figure: a bar from its value at the low end to that at the high end.
struct TornadoPlot {
    let id: String
    let leader: PriorityContent.Leader

    private let left = 330.0
    private let right = 970.0
    private let rowHeight = 34.0

    var svg: String {
        var values = [leader.net, 0.0]
        for swing in leader.swings { values += [swing.atLow, swing.atHigh] }
        let least = values.min() ?? -1
        let most = max(values.max() ?? 1, least + 1e-9)
        func x(_ value: Double) -> Double { left + (value - least) / (most - least) * (right - left) }
        let height = Double(leader.swings.count) * rowHeight + 70
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("What the net harm rests on", "De qué depende el daño neto").svgTitle
        let base = height - 46
        text += line(x(0), base, "#1d2b33", dash: "") + line(x(leader.net), base, "#9c2f10", dash: "5 4")
        for (index, swing) in leader.swings.enumerated() {
            let y = 14 + Double(index) * rowHeight
            let (a, b) = (x(swing.atLow), x(swing.atHigh))
            text +=
                "<text x=\"\(SVG.number(left - 14))\" y=\"\(SVG.number(y + 17))\" text-anchor=\"end\" font-size=\"15\""
            text += " fill=\"#1d2b33\">\(HTML.escaped(swing.parameter))</text>"
            text +=
                "<rect x=\"\(SVG.number(min(a, b)))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(max(2, abs(a - b))))\""
            text += " height=\"22\" fill=\"#9fc0dd\" stroke=\"#14457a\"/>"
            // The low end is marked, so that the direction shows.
            text +=
                "<circle cx=\"\(SVG.number(a))\" cy=\"\(SVG.number(y + 11))\" r=\"6\" fill=\"#fff\" stroke=\"#14457a\""
            text +=
                " stroke-width=\"2\"/><circle cx=\"\(SVG.number(b))\" cy=\"\(SVG.number(y + 11))\" r=\"6\" fill=\"#14457a\"/>"
        }
        let style = "font-size=\"15\" fill=\"#55656e\""
        for value in [least, leader.net, most] {
            let anchor = value == least ? "start" : value == most ? "end" : "middle"
            text +=
                "<text x=\"\(SVG.number(x(value)))\" y=\"\(SVG.number(base + 18))\" text-anchor=\"\(anchor)\" \(style)>"
            text += "\(HTML.figure(value))</text>"
        }
        text += Bilingual(
            "change in persons dead or missing a year", "cambio de personas muertas o desaparecidas al año"
        ).svgText(x: right, y: height - 8, attributes: "text-anchor=\"end\" " + style)
        return text + "</svg>"
    }

    private func line(_ x: Double, _ base: Double, _ colour: String, dash: String) -> String {
        "<path d=\"M\(SVG.number(x)) 6V\(SVG.number(base))\" stroke=\"\(colour)\" stroke-width=\"1.5\""
            + (dash.isEmpty ? "/>" : " stroke-dasharray=\"\(dash)\"/>")
    }
}

/// Persons and harm on each corridor, before beside after.
struct BeforeAfterPlot {
    let id: String
    let leader: PriorityContent.Leader

    private let rowHeight = 46.0

    var svg: String {
        let height = Double(leader.corridors.count) * rowHeight + 62
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Corridors before and after", "Corredores antes y después").svgTitle
        text += panel(
            Bilingual("persons a year", "personas al año"), from: 330, to: 630, { ($0.personsBefore, $0.personsAfter) })
        text += panel(
            Bilingual("dead or missing a year", "muertas o desaparecidas al año"), from: 680, to: 980,
            { ($0.harmBefore, $0.harmAfter) })
        for (index, shift) in leader.corridors.enumerated() {
            text += shift.corridor.shortened(38).svgText(
                x: 316, y: 58 + Double(index) * rowHeight,
                attributes: "text-anchor=\"end\" font-size=\"15\" fill=\"#1d2b33\"")
        }
        return text + "</svg>"
    }

    private func panel(
        _ title: Bilingual, from left: Double, to right: Double,
        _ figures: (PriorityContent.CorridorShift) -> (before: Double, after: Double)
    ) -> String {
        let pairs = leader.corridors.map(figures)
        let most = pairs.reduce(1e-12) { max($0, $1.before, $1.after) }
        var text = title.svgText(x: left, y: 20, attributes: "font-size=\"15\" font-weight=\"600\" fill=\"#1d2b33\"")
        text +=
            "<path d=\"M\(SVG.number(left)) 30V\(SVG.number(30 + Double(pairs.count) * rowHeight))\" stroke=\"#8a9ba5\"/>"
        for (index, pair) in pairs.enumerated() {
            let y = 36 + Double(index) * rowHeight
            for (value, offset, fill) in [
                (pair.before, 0.0, "fill=\"#fff\" stroke=\"#14457a\""),
                (pair.after, 18.0, "fill=\"#14457a\" stroke=\"#14457a\""),
            ] {
                let width = value / most * (right - left - 70)
                text +=
                    "<rect x=\"\(SVG.number(left))\" y=\"\(SVG.number(y + offset))\" width=\"\(SVG.number(max(1, width)))\""
                text +=
                    " height=\"15\" \(fill)/><text x=\"\(SVG.number(left + width + 6))\" y=\"\(SVG.number(y + offset + 13))\""
                text += " font-size=\"13\" fill=\"#55656e\">\(HTML.figure(value))</text>"
            }
        }
        return text
    }
}

extension Bilingual {
    /// Both texts cut to a number of characters.
    func shortened(_ most: Int) -> Bilingual {
        func cut(_ text: String) -> String { text.count > most ? String(text.prefix(most - 1)) + "…" : text }
        return Bilingual(cut(en), cut(es))
    }
}
