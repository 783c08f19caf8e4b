import Glibc

/// Medians with intervals on a logarithmic axis, one row an item.
struct IntervalPlot {
    struct Row {
        let label: String
        let low: Double
        let middle: Double
        let high: Double
        /// Drawn hollow: the figure is not stable under other assumptions.
        let isUncertain: Bool
    }

    let id: String
    let title: Bilingual
    let rows: [Row]
    let axis: Bilingual

    var svg: String {
        let (labelWidth, width, rowHeight) = (330.0, 1000.0, 30.0)
        let height = Double(rows.count) * rowHeight + 70
        let positive = rows.flatMap { [$0.low, $0.high] }.filter { $0 > 0 }
        let least = floor(log10(positive.min() ?? 1))
        let most = max(least + 1, ceil(log10(positive.max() ?? 10)))
        func x(_ value: Double) -> Double {
            let place = (log10(max(value, pow(10, least))) - least) / (most - least)
            return labelWidth + place * (width - labelWidth - 30)
        }
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += title.svgTitle
        for decade in Int(least)...Int(most) {
            let place = SVG.number(x(pow(10, Double(decade))))
            text += "<path d=\"M\(place) 10V\(SVG.number(height - 52))\" stroke=\"#cfd8dc\"/>"
            text += "<text x=\"\(place)\" y=\"\(SVG.number(height - 34))\" text-anchor=\"middle\" font-size=\"15\""
            text += " fill=\"#55656e\">\(HTML.figure(pow(10, Double(decade))))</text>"
        }
        for (index, row) in rows.enumerated() {
            let y = 26 + Double(index) * rowHeight
            let short = row.label.count > 40 ? String(row.label.prefix(39)) + "…" : row.label
            text += "<text x=\"\(SVG.number(labelWidth - 12))\" y=\"\(SVG.number(y + 5))\" text-anchor=\"end\""
            text += " font-size=\"15\" fill=\"#1d2b33\">\(HTML.escaped(short))</text>"
            text += "<path d=\"M\(SVG.number(x(row.low))) \(SVG.number(y))H\(SVG.number(x(row.high)))\""
            text += " stroke=\"#0b5563\" stroke-width=\"3\"/>"
            text += "<circle cx=\"\(SVG.number(x(row.middle)))\" cy=\"\(SVG.number(y))\" r=\"6\""
            text += " fill=\"\(row.isUncertain ? "#fff" : "#0b5563")\" stroke=\"#0b5563\" stroke-width=\"2.5\"/>"
        }
        text += axis.svgText(
            x: width - 30, y: height - 10, attributes: "text-anchor=\"end\" font-size=\"15\" fill=\"#55656e\"")
        return text + "</svg>"
    }
}

/// Crossings by month above, harm events by quarter below, on one time axis.
struct SeriesPlot {
    let id: String
    let title: Bilingual
    let months: [CrossingMonth]
    let quarters: [QuarterCount]

    private let left = 78.0
    private let right = 985.0
    private let top = 24.0
    private let upper = 240.0
    private let gap = 56.0
    private let lower = 150.0
    private var height: Double { top + upper + gap + lower + 44 }

    private func x(_ position: Double) -> Double {
        left + position / Double(max(1, months.count)) * (right - left)
    }

    var svg: String {
        var text = "<svg viewBox=\"0 0 1000 \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-caption\">"
        text += title.svgTitle
        text += "<defs><pattern id=\"\(id)-few\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
        text += " patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#9c2f10\""
        text += " stroke-width=\"1.5\"/></pattern></defs>"
        text += years + crossings + events
        return text + "</svg>"
    }

    private var years: String {
        var text = ""
        for (index, month) in months.enumerated() where month.month.hasSuffix("-01") {
            let place = SVG.number(x(Double(index)))
            text += "<path d=\"M\(place) \(SVG.number(top))V\(SVG.number(height - 34))\" stroke=\"#e3e9ec\"/>"
            let isLast = x(Double(index)) > right - 40
            text += "<text x=\"\(isLast ? SVG.number(right + 12) : place)\" y=\"\(SVG.number(height - 14))\""
            text += " text-anchor=\"\(isLast ? "end" : "start")\" font-size=\"15\" fill=\"#55656e\">"
            text += "\(month.month.prefix(4))</text>"
        }
        return text
    }

    private var crossings: String {
        let most = months.flatMap { [$0.north ?? 0, $0.south ?? 0] }.max() ?? 1
        let step = Self.niceStep(most)
        let scale = upper / (max(1, (most / step).rounded(.up)) * step)
        var text = axis(from: top + upper, scale: scale, step: step, most: most)
        for (index, month) in months.enumerated() {
            let width = (right - left) / Double(months.count)
            for (value, colour, offset) in [(month.north, "#14457a", 0.08), (month.south, "#b86f12", 0.52)] {
                guard let value, value > 0 else { continue }
                let tall = max(1, value * scale)
                let fill = month.isEstimated ? "fill=\"#fff\" stroke=\"\(colour)\"" : "fill=\"\(colour)\""
                text += "<rect x=\"\(SVG.number(x(Double(index)) + offset * width))\""
                text += " y=\"\(SVG.number(top + upper - tall))\" width=\"\(SVG.number(max(1, 0.42 * width)))\""
                text += " height=\"\(SVG.number(tall))\" \(fill)/>"
            }
        }
        let title = Bilingual("Persons a month", "Personas al mes")
        return text + title.svgText(x: left, y: top - 8, attributes: "font-size=\"15\" fill=\"#1d2b33\"")
    }

    private var events: String {
        let base = top + upper + gap + lower
        let most = Double(quarters.compactMap(\.events).max() ?? 5)
        let step = Self.niceStep(max(5, most))
        let scale = lower / (max(1, (max(5, most) / step).rounded(.up)) * step)
        var text = axis(from: base, scale: scale, step: step, most: max(5, most))
        let width = x(3) - x(0)
        for quarter in quarters where quarter.events != 0 {
            let tall = Double(quarter.events ?? 4) * scale
            let fill = quarter.events == nil ? "fill=\"url(#\(id)-few)\" stroke=\"#9c2f10\"" : "fill=\"#9c2f10\""
            text += "<rect x=\"\(SVG.number(x(position(of: quarter)) + 0.1 * width))\" y=\"\(SVG.number(base - tall))\""
            text += " width=\"\(SVG.number(0.8 * width))\" height=\"\(SVG.number(tall))\" \(fill)/>"
        }
        let title = Bilingual("Harm events a quarter", "Sucesos con daño por trimestre")
        return text
            + title.svgText(x: left, y: top + upper + gap - 10, attributes: "font-size=\"15\" fill=\"#1d2b33\"")
    }

    /// Months from the start of the axis to the quarter's first month; a quarter that began before starts left of it.
    private func position(of quarter: QuarterCount) -> Double {
        guard let first = months.first, let year = Int(first.month.prefix(4)), let month = Int(first.month.suffix(2)),
            let quarterYear = Int(quarter.quarter.prefix(4)), let number = Int(quarter.quarter.suffix(1))
        else { return 0 }
        return max(0, Double((quarterYear - year) * 12 + (number - 1) * 3 - (month - 1)))
    }

    private func axis(from base: Double, scale: Double, step: Double, most: Double) -> String {
        var text = ""
        for mark in 0...Int((most / step).rounded(.up)) {
            let y = base - Double(mark) * step * scale
            text += "<path d=\"M\(SVG.number(left)) \(SVG.number(y))H\(SVG.number(right))\" stroke=\"#cfd8dc\"/>"
            text +=
                "<text x=\"\(SVG.number(left - 8))\" y=\"\(SVG.number(y + 5))\" text-anchor=\"end\" font-size=\"14\""
            text += " fill=\"#55656e\">\(HTML.grouped(Int(Double(mark) * step)))</text>"
        }
        return text
    }

    /// A round step of which four or five reach the largest value.
    static func niceStep(_ most: Double) -> Double {
        let raw = max(1, most / 4)
        let power = pow(10, floor(log10(raw)))
        let factor = [1.0, 2, 5, 10].first { $0 * power >= raw } ?? 10
        return factor * power
    }
}
