import Glibc
import SpatialEngine

/// Twelve months of hazard for each passage, one panel each, as a multiple of its least hazardous month.
struct SeaMonthPlot {
    let id: String
    let passages: [SeaPassageSeries]

    private let columns = 3
    private let panelWidth = 325.0
    private let panelHeight = 190.0
    private let left = 62.0

    /// The multiples where lines are drawn, from 0 to beyond the largest.
    private var marks: [Double] {
        let most = passages.flatMap(Self.multiples).max() ?? 1
        let step = most <= 2 ? 0.5 : most <= 5 ? 1 : SeriesPlot.niceStep(most)
        return (0...Int((most / step).rounded(.up))).map { Double($0) * step }
    }

    /// Each month's hazard over that of the least hazardous month; 1 where there is no hazard at all.
    static func multiples(_ passage: SeaPassageSeries) -> [Double] {
        let least = passage.months.map(\.hazard).min() ?? 0
        return passage.months.map { least > 0 ? $0.hazard / least : 1 }
    }

    var svg: String {
        let rows = (passages.count + columns - 1) / columns
        let height = Double(rows) * panelHeight + 8
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += Bilingual("Hazard per passage by month", "Peligro por trayecto según el mes").svgTitle
        for (index, passage) in passages.enumerated() {
            text += panel(
                passage, x: Double(index % columns) * panelWidth + left, y: Double(index / columns) * panelHeight + 34)
        }
        return text + "</svg>"
    }

    private func panel(_ passage: SeaPassageSeries, x: Double, y: Double) -> String {
        let (width, height) = (panelWidth - left - 6, panelHeight - 70)
        func across(_ month: Int) -> Double { x + (Double(month) - 0.5) / 12 * width }
        let marks = marks
        let top = marks[marks.count - 1]
        func down(_ multiple: Double) -> Double { y + height * (1 - multiple / top) }
        let title = Bilingual("\(passage.corridorID) \(passage.name.en)", "\(passage.corridorID) \(passage.name.es)")
        var text = title.svgText(x: x, y: y - 12, attributes: "font-size=\"14\" font-weight=\"600\" fill=\"#1d2b33\"")
        for mark in marks {
            let line = SVG.number(down(mark))
            text += "<path d=\"M\(SVG.number(x)) \(line)H\(SVG.number(x + width))\" stroke=\"#cfd8dc\"/>"
            text += "<text x=\"\(SVG.number(x - 6))\" y=\"\(line)\" dy=\"5\" text-anchor=\"end\" font-size=\"13\""
            text += " fill=\"#55656e\">×\(SVG.number(mark))</text>"
        }
        let (worst, best) = SeaPassageMonth.extremes(passage.months)
        let heights = Self.multiples(passage).map(down)
        let places = zip(passage.months, heights).map { "\(SVG.number(across($0.month))) \(SVG.number($1))" }
        text += "<path d=\"M\(places.joined(separator: "L"))\" fill=\"none\" stroke=\"#9c2f10\" stroke-width=\"2\"/>"
        for (month, height) in zip(passage.months, heights) where month.month == worst || month.month == best {
            text += "<circle cx=\"\(SVG.number(across(month.month)))\" cy=\"\(SVG.number(height))\" r=\"5\""
            text += " fill=\"\(month.month == worst ? "#9c2f10" : "#fff")\" stroke=\"#9c2f10\" stroke-width=\"2\"/>"
        }
        for month in passage.months {
            text += "<text x=\"\(SVG.number(across(month.month)))\" y=\"\(SVG.number(y + height + 18))\""
            text += " text-anchor=\"middle\" font-size=\"13\" fill=\"#55656e\">\(month.month)</text>"
        }
        return text
    }
}
