import Glibc

/// A square of plain axes on a drawing of 1000 × 470, with a linear scale each way.
private struct PlotSquare {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    private let left = 300.0
    private let top = 22.0
    private let width = 400.0
    private let tall = 390.0

    func across(_ value: Double) -> Double {
        left + (value - x.lowerBound) / (x.upperBound - x.lowerBound) * width
    }
    func down(_ value: Double) -> Double {
        top + tall - (value - y.lowerBound) / (y.upperBound - y.lowerBound) * tall
    }
    func point(_ a: Double, _ b: Double) -> String { "\(SVG.number(across(a))) \(SVG.number(down(b)))" }

    static func open(_ id: String, _ title: Bilingual) -> String {
        "<svg viewBox=\"0 0 1000 470\" role=\"img\" aria-labelledby=\"\(id)-caption\">" + title.svgTitle
    }

    func frame(xMarks: [Double], yMarks: [Double], xTitle: Bilingual, yTitle: Bilingual) -> String {
        var text = "<rect x=\"\(SVG.number(left))\" y=\"\(SVG.number(top))\" width=\"\(SVG.number(width))\""
        text += " height=\"\(SVG.number(tall))\" fill=\"#fff\" stroke=\"#8a9ba5\"/>"
        for mark in xMarks {
            text +=
                "<path d=\"M\(SVG.number(across(mark))) \(SVG.number(top))v\(SVG.number(tall))\" stroke=\"#e3e9ec\"/>"
            text +=
                "<text x=\"\(SVG.number(across(mark)))\" y=\"\(SVG.number(top + tall + 18))\" text-anchor=\"middle\""
            text += " font-size=\"14\" fill=\"#55656e\">\(HTML.figure(mark))</text>"
        }
        for mark in yMarks {
            text +=
                "<path d=\"M\(SVG.number(left)) \(SVG.number(down(mark)))h\(SVG.number(width))\" stroke=\"#e3e9ec\"/>"
            text += "<text x=\"\(SVG.number(left - 8))\" y=\"\(SVG.number(down(mark) + 5))\" text-anchor=\"end\""
            text += " font-size=\"14\" fill=\"#55656e\">\(HTML.figure(mark))</text>"
        }
        let style = "font-size=\"15\" fill=\"#1d2b33\""
        text += xTitle.svgText(x: left + width, y: top + tall + 40, attributes: "text-anchor=\"end\" " + style)
        return text + yTitle.svgText(x: left - 44, y: top + 14, attributes: "text-anchor=\"end\" " + style)
    }
}

/// Each cell against the mean of its neighbours, and the line whose slope is Moran's I.
struct MoranScatter {
    let id: String
    let found: HotspotDiagnostics

    var svg: String {
        let reach = max(2, (found.cells.flatMap { [abs($0.own), abs($0.neighbours)] }.max() ?? 2).rounded(.up))
        let square = PlotSquare(x: -reach...reach, y: -reach...reach)
        let step = reach > 6 ? (reach / 4).rounded(.up) : reach > 3 ? 2 : 1
        let marks = stride(from: -(reach / step).rounded(.down) * step, through: reach, by: step).map(\.self)
        var text = PlotSquare.open(
            id, Bilingual("Moran scatter of the observed cells", "Diagrama de Moran de las celdas"))
        text += square.frame(
            xMarks: marks, yMarks: marks, xTitle: Bilingual("the cell", "la celda"),
            yTitle: Bilingual("its neighbours", "sus vecinas"))
        text += "<path d=\"M\(square.point(-reach, 0))L\(square.point(reach, 0))M\(square.point(0, -reach))"
        text += "L\(square.point(0, reach))\" stroke=\"#8a9ba5\" stroke-dasharray=\"4 4\"/>"
        let end = found.moran.value == 0 ? reach : min(reach, reach / abs(found.moran.value))
        text +=
            "<path d=\"M\(square.point(-end, -end * found.moran.value))L\(square.point(end, end * found.moran.value))\""
        text += " stroke=\"#9c2f10\" stroke-width=\"2\"/>"
        for cell in found.cells {
            text +=
                "<circle cx=\"\(SVG.number(square.across(cell.own)))\" cy=\"\(SVG.number(square.down(cell.neighbours)))\""
            text += " r=\"4.5\" fill=\"\(cell.isSignificant ? "#0b5563" : "#fff")\" fill-opacity=\".85\""
            text += " stroke=\"#0b5563\" stroke-width=\"1.5\"/>"
        }
        let words = "I = \(HTML.figure(found.moran.value)), p = \(HTML.figure(found.moran.p))"
        return text
            + Bilingual(name: words).svgText(
                x: 720, y: 40, attributes: "font-size=\"16\" font-weight=\"600\" fill=\"#9c2f10\"") + "</svg>"
    }
}

/// Clusters as bars from their first to their last month.
struct ClusterTimeline {
    let id: String
    let found: HotspotDiagnostics

    private let left = 150.0
    private let right = 985.0
    private let rowHeight = 30.0

    private static func ordinal(_ month: String) -> Double {
        Double((Int(month.prefix(4)) ?? 0) * 12 + (Int(month.suffix(2)) ?? 1) - 1)
    }

    private func x(_ month: Double) -> Double {
        let (first, last) = (Self.ordinal(found.window.start), Self.ordinal(found.window.end) + 1)
        return left + (month - first) / max(1, last - first) * (right - left)
    }

    var svg: String {
        let height = Double(max(1, found.clusters.count)) * rowHeight + 60
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Clusters in time", "Agrupaciones en el tiempo").svgTitle
        let years = (Int(found.window.start.prefix(4)) ?? 0)...(Int(found.window.end.prefix(4)) ?? 0)
        for year in years where x(Double(year * 12)) >= left {
            let place = SVG.number(x(Double(year * 12)))
            text += "<path d=\"M\(place) 8V\(SVG.number(height - 34))\" stroke=\"#cfd8dc\"/>"
            text += "<text x=\"\(place)\" y=\"\(SVG.number(height - 14))\" text-anchor=\"middle\" font-size=\"14\""
            text += " fill=\"#55656e\">\(year)</text>"
        }
        for (row, cluster) in found.clusters.enumerated() { text += bar(cluster, y: 16 + Double(row) * rowHeight) }
        return text + "</svg>"
    }

    private func bar(_ cluster: HotspotDiagnostics.Cluster, y: Double) -> String {
        let (from, to) = (x(Self.ordinal(cluster.start)), x(Self.ordinal(cluster.end) + 1))
        let isStrong = cluster.p <= 0.05
        let events = cluster.events.map(String.init) ?? "1–4"
        var text =
            "<text x=\"\(SVG.number(left - 10))\" y=\"\(SVG.number(y + 14))\" text-anchor=\"end\" font-size=\"14\""
        text += " fill=\"#1d2b33\">\(cluster.number): n \(events), p \(HTML.figure(cluster.p))</text>"
        text += "<rect x=\"\(SVG.number(from))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(max(3, to - from)))\""
        text +=
            " height=\"18\" rx=\"2\" fill=\"\(isStrong ? "#9c2f10" : "#fff")\" stroke=\"#9c2f10\" stroke-width=\"1.6\"/>"
        return text
    }
}

/// The share of p-values up to each level under chance, against the diagonal.
struct NullProbabilityPlot {
    let id: String
    let found: HotspotDiagnostics

    var svg: String {
        let square = PlotSquare(x: 0...1, y: 0...1)
        let marks = [0, 0.25, 0.5, 0.75, 1]
        var text = PlotSquare.open(
            id, Bilingual("p-values under chance alone", "Valores p cuando solo actúa el azar"))
        text += square.frame(
            xMarks: marks, yMarks: marks, xTitle: Bilingual("level of p", "nivel de p"),
            yTitle: Bilingual("share of cells", "proporción de celdas"))
        let shares = found.nullShares
        let above = shares.map { square.point($0.level, $0.high) }
        let below = shares.reversed().map { square.point($0.level, $0.low) }
        if !shares.isEmpty {
            text += "<path d=\"M\((above + below).joined(separator: "L"))Z\" fill=\"#0b5563\" fill-opacity=\".18\"/>"
            text +=
                "<path d=\"M\(shares.map { square.point($0.level, $0.mean) }.joined(separator: "L"))\" fill=\"none\""
            text += " stroke=\"#0b5563\" stroke-width=\"2.2\"/>"
        }
        text += "<path d=\"M\(square.point(0, 0))L\(square.point(1, 1))\" stroke=\"#9c2f10\" stroke-dasharray=\"6 4\"/>"
        return text + "</svg>"
    }
}
