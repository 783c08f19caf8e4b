import Glibc
import SpatialEngine

/// The sea corridors on the coast, every stretch by its hazard per hour: the worst month of each, or all twelve months.
struct SeaMap {
    let content: ReportContent
    private let projection: MapProjection
    private let grades: SeaGrades

    /// nil without a passage.
    init?(_ content: ReportContent, width: Double) {
        guard let box = BoundingBox(around: content.passages.flatMap { $0.lines.flatMap(\.points) }) else { return nil }
        self.content = content
        projection = MapProjection(extent: box.expanded(byDegrees: 0.5), width: width)
        grades = SeaGrades(content.passages)
    }

    /// One map of each corridor's worst month, with its name.
    var worst: String {
        let size = "\(SVG.number(projection.width)) \(SVG.number(projection.height))"
        var text = "<svg viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"sea-worst-caption\">"
        text += Bilingual("Sea corridors in their worst month", "Corredores marítimos en su peor mes").svgTitle
        text += "<path d=\"\(land)\" \(Self.landStyle)/>"
        for passage in content.passages {
            if let worst = passage.worst { text += lines(passage, month: worst.month, thin: 1.4) }
        }
        var labels = SeaLabels(width: projection.width, lines: content.passages.map(screenPoints))
        for passage in content.passages { text += labels.label(passage, screenPoints(passage)) }
        return text + "</svg>"
    }

    /// A small map for each month.
    func monthly(columns: Int) -> String {
        let (wide, high) = (projection.width + 8, projection.height + 26)
        let rows = (12 + columns - 1) / columns
        let size = "\(SVG.number(Double(columns) * wide)) \(SVG.number(Double(rows) * high))"
        var text = "<svg viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"sea-maps-caption\">"
        text += Bilingual("Sea corridors month by month", "Corredores marítimos mes a mes").svgTitle
        text += "<defs><path id=\"sea-land\" d=\"\(land)\" \(Self.landStyle)/><clipPath id=\"sea-frame\"><rect"
        text +=
            " width=\"\(SVG.number(projection.width))\" height=\"\(SVG.number(projection.height))\"/></clipPath></defs>"
        for month in 1...12 {
            let x = Double((month - 1) % columns) * wide
            let y = Double((month - 1) / columns) * high
            text += "<g transform=\"translate(\(SVG.number(x + 4)) \(SVG.number(y + 22)))\">"
            text += ReportSeaSection.name(month).svgText(x: 2, y: -6, attributes: "font-size=\"15\" fill=\"#1d2b33\"")
            text += "<g clip-path=\"url(#sea-frame)\"><use href=\"#sea-land\"/>"
            for passage in content.passages { text += lines(passage, month: month, thin: 1) }
            text += "</g><rect width=\"\(SVG.number(projection.width))\" height=\"\(SVG.number(projection.height))\""
            text += " fill=\"none\" stroke=\"#8a9ba5\"/></g>"
        }
        return text + "</svg>"
    }

    /// What the shades mean.
    var legend: String {
        let items = (0..<SeaGrades.count).map { grade in
            let (low, high) = grades.bounds(grade)
            return
                "<li><svg viewBox=\"0 0 34 16\" aria-hidden=\"true\"><path d=\"M2 8H32\" \(SeaGrades.style(grade, thin: 1.4))/>"
                + "</svg>\(HTML.figure(1e5 * low))–\(HTML.figure(1e5 * high))</li>"
        }
        let unit = Bilingual("hazard per 100,000 boat-hours:", "peligro por 100 000 horas de lancha:")
        return "<ul class=\"legend\"><li>\(unit.html)</li>\(items.joined())</ul>\n"
    }

    private static let landStyle =
        "fill=\"#f6f2e7\" stroke=\"#8a9ba5\" stroke-width=\".8\" fill-rule=\"evenodd\""

    private var land: String { projection.path(content.basemap.land) }

    private func screenPoints(_ passage: SeaPassageSeries) -> [PlanarPoint] {
        passage.lines.flatMap(\.points).map(projection.place)
    }

    /// The stretches of a passage, those of one grade together.
    private func lines(_ passage: SeaPassageSeries, month: Int, thin: Double) -> String {
        var paths = [String](repeating: "", count: SeaGrades.count)
        for (line, hazards) in zip(passage.lines, passage.hazardsPerHour[month - 1]) {
            var first = 0
            while first + 1 < line.points.count {
                let grade = grades.grade((hazards[first] + hazards[first + 1]) / 2)
                var last = first + 1
                while last + 1 < line.points.count, grades.grade((hazards[last] + hazards[last + 1]) / 2) == grade {
                    last += 1
                }
                paths[grade] += projection.path(Array(line.points[first...last]), isClosed: false) ?? ""
                first = last
            }
        }
        return paths.enumerated().filter { !$0.element.isEmpty }.map { grade, path in
            "<path d=\"\(path)\" \(SeaGrades.style(grade, thin: thin))/>"
        }.joined()
    }
}

/// Grades of hazard per hour, equal steps of its logarithm from the least to the most on any corridor in any month.
struct SeaGrades {
    static let count = 4
    private static let shades = ["#e9a58b", "#d0683f", "#a2361a", "#5f150a"]
    private let low: Double
    private let high: Double

    init(_ passages: [SeaPassageSeries]) {
        let all = passages.flatMap { $0.hazardsPerHour.flatMap { $0.flatMap(\.self) } }.filter { $0 > 0 }
        low = all.min() ?? 1e-6
        high = max(low * 1.0001, all.max() ?? 1)
    }

    func grade(_ hazard: Double) -> Int {
        min(Self.count - 1, max(0, Int(Double(Self.count) * log(max(hazard, low) / low) / log(high / low))))
    }

    func bounds(_ grade: Int) -> (Double, Double) {
        func bound(_ step: Int) -> Double { low * pow(high / low, Double(step) / Double(Self.count)) }
        return (bound(grade), bound(grade + 1))
    }

    /// Darker and wider with the grade.
    static func style(_ grade: Int, thin: Double) -> String {
        "fill=\"none\" stroke=\"\(shades[grade])\" stroke-width=\"\(SVG.number(thin * (1.8 + 1.5 * Double(grade))))\""
            + " stroke-linecap=\"round\" stroke-linejoin=\"round\""
    }
}

/// Places names beside lines so that they hide neither a line nor each other.
struct SeaLabels {
    private let width: Double
    private let lines: [[PlanarPoint]]
    private var taken: [(x: Double, y: Double)] = []
    private static let size = (wide: 150.0, high: 24.0)

    init(width: Double, lines: [[PlanarPoint]]) {
        self.width = width
        self.lines = lines.map(Self.dense)
    }

    /// The corridor's id and worst month, as near to the middle of its line as is free.
    mutating func label(_ passage: SeaPassageSeries, _ points: [PlanarPoint]) -> String {
        let dense = Self.dense(points)
        guard !dense.isEmpty, let worst = passage.worst else { return "" }
        let middle = dense[dense.count / 2]
        let place = free(near: middle)
        taken.append(place)
        let month = ReportSeaSection.name(worst.month)
        let leader =
            "<path d=\"M\(SVG.number(middle.x)) \(SVG.number(middle.y))L\(SVG.number(place.x)) \(SVG.number(place.y))\""
            + " stroke=\"#1d2b33\" stroke-width=\"1\"/>"
        return leader
            + Bilingual("\(passage.corridorID): \(month.en)", "\(passage.corridorID): \(month.es)").svgText(
                x: place.x, y: place.y + 6,
                attributes: "text-anchor=\"middle\" font-size=\"19\" font-weight=\"700\" fill=\"#1d2b33\""
                    + " stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"")
    }

    private func free(near anchor: PlanarPoint) -> (x: Double, y: Double) {
        for radius in stride(from: 40.0, through: 300, by: 15) {
            for step in 0..<16 {
                let angle = Double(step) / 16 * 2 * Double.pi
                let (x, y) = (anchor.x + 1.6 * radius * cos(angle), anchor.y - radius * sin(angle))
                let (wide, high) = Self.size
                guard x > wide / 2 + 4, x < width - wide / 2 - 4, y > high else { continue }
                let hidesName = taken.contains { abs($0.x - x) < wide && abs($0.y - y) < high }
                let hidesLine = lines.joined().contains { abs($0.x - x) < wide / 2 + 6 && abs($0.y - y) < high / 2 + 4 }
                if !hidesName && !hidesLine { return (x, y) }
            }
        }
        return (anchor.x, anchor.y - 20)
    }

    /// Points at most 8 pixels apart.
    private static func dense(_ points: [PlanarPoint]) -> [PlanarPoint] {
        var dense: [PlanarPoint] = Array(points.prefix(1))
        for (a, b) in zip(points, points.dropFirst()) {
            let steps = max(1, Int(hypot(b.x - a.x, b.y - a.y) / 8))
            for step in 1...steps {
                let t = Double(step) / Double(steps)
                dense.append(PlanarPoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)))
            }
        }
        return dense
    }
}
