import Glibc
import SpatialEngine

/// One map of the report as a drawing: coast, corridors, lanes, hotspots and priorities.
struct ReportMap {
    let content: ReportContent
    let frame: MapFrame
    private let projection: MapProjection

    init(_ content: ReportContent, _ frame: MapFrame) {
        self.content = content
        self.frame = frame
        projection = MapProjection(extent: frame.extent, width: 1000)
    }

    /// The drawing, with a text alternative.
    var svg: String {
        let size = "\(SVG.number(projection.width)) \(SVG.number(projection.height))"
        var text =
            "<svg viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"\(frame.id)-caption\">\(frame.title.svgTitle)"
        text += Self.patterns(frame.id) + "<g stroke-linejoin=\"round\" stroke-linecap=\"round\">"
        let names = names
        text += land + corridors + rivers + borders + hotspots + segments
        text += lettering(names) + priorities(badges(avoiding: names))
        return text + "</g>" + scaleBar + "</svg>"
    }

    /// Hatches, so that colour is never the only sign.
    ///
    /// Ids are the figure's own: pages hold several maps.
    static func patterns(_ id: String) -> String {
        """
        <defs><pattern id="\(id)-none" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <line x1="0" y1="0" x2="0" y2="9" stroke="#6b7780" stroke-width="1.6"/></pattern>\
        <pattern id="\(id)-hot" width="7" height="7" patternUnits="userSpaceOnUse">\
        <circle cx="3.5" cy="3.5" r="1.7" fill="#9c2f10"/></pattern></defs>
        """
    }

    // MARK: - Ground

    private var land: String {
        "<path d=\"\(projection.path(content.basemap.land))\" fill=\"#f6f2e7\" stroke=\"#8a9ba5\" stroke-width=\".8\" fill-rule=\"evenodd\"/>"
    }

    private var rivers: String {
        let data = content.basemap.rivers.compactMap { projection.path($0.points, isClosed: false) }.joined()
        return "<path d=\"\(data)\" fill=\"none\" stroke=\"#8fb8cf\" stroke-width=\"1\"/>"
    }

    private var borders: String {
        let data = content.basemap.borders.compactMap { projection.path($0.points, isClosed: false) }.joined()
        return
            "<path d=\"\(data)\" fill=\"none\" stroke=\"#6f5f7f\" stroke-width=\"1.4\" stroke-dasharray=\"9 4 2 4\"/>"
    }

    // MARK: - Results

    /// The widest and the narrowest band of each corridor in its first direction and season.
    private var corridors: String {
        guard let layer = content.layer("corridors") else { return "" }
        var text = ""
        for (percent, fill, opacity) in [(10.0, "#e0a43a", "0.35"), (1.0, "#b86f12", "0.55")] {
            for feature in MapSelection.corridorBands(layer, percent: percent) {
                guard case .multiPolygon(let area) = feature.geometry else { continue }
                var data = ""
                for polygon in area.polygons {
                    for ring in polygon.rings { data += projection.path(ring, isClosed: true) ?? "" }
                }
                text += "<path d=\"\(data)\" fill=\"\(fill)\" fill-opacity=\"\(opacity)\" fill-rule=\"evenodd\"/>"
            }
        }
        return text
    }

    private var segments: String {
        guard let layer = content.layer("segments") else { return "" }
        var text = ""
        for feature in layer.features {
            guard case .lineString(let line) = feature.geometry,
                let data = projection.path(line.points, isClosed: false)
            else { continue }
            let mode = layer.value("mode", of: feature).asText ?? ""
            let isUnknown = layer.value("exposure_status", of: feature).asText == "unknown"
            let style = Self.lineStyle(mode: mode, isUnknown: isUnknown)
            text += "<path d=\"\(data)\" fill=\"none\" \(style)/>"
        }
        return text
    }

    /// Mode by colour and dash; thin where nobody counts the travellers.
    static func lineStyle(mode: String, isUnknown: Bool) -> String {
        let (colour, dash) =
            switch mode {
            case "sea": ("#14457a", "10 5")
            case "river": ("#0f7f8c", "3 4")
            case "road": ("#5b5b5b", "")
            default: ("#3d2b1f", "")
            }
        let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        return "stroke=\"\(colour)\" stroke-width=\"\(isUnknown ? "1.3" : "3")\"\(dashes)"
    }

    private var hotspots: String {
        guard let layer = content.layer("hotspots") else { return "" }
        var text = ""
        for feature in layer.features {
            guard case .polygon(let cell) = feature.geometry,
                let data = projection.path(cell.exterior, isClosed: true)
            else { continue }
            let bin = layer.value("bin", of: feature).asNumber ?? 0
            if layer.value("observed", of: feature) == .boolean(false) {
                text += "<path d=\"\(data)\" fill=\"url(#\(frame.id)-none)\" fill-opacity=\".45\"/>"
            } else if bin > 0 {
                text += "<path d=\"\(data)\" fill=\"url(#\(frame.id)-hot)\" fill-opacity=\".5\" stroke=\"#9c2f10\""
                text += " stroke-width=\"\(SVG.number(bin))\"/>"
            }
        }
        return text
    }

    /// A numbered mark for an area: where it lies, and where the mark stands so that it hides no other.
    private struct Badge {
        let rank: Int
        let isProtection: Bool
        let anchor: PlanarPoint
        let place: PlanarPoint
    }

    private static let badgeSize = 26.0

    /// The first areas of each lever; each mark moves away from its area until it hides no other mark and no name.
    private func badges(avoiding names: [Name]) -> [Badge] {
        guard let layer = content.layer("priorities") else { return [] }
        var badges: [Badge] = []
        for item in MapSelection.topPriorities(layer, count: 5) {
            guard case .multiPolygon(let area) = item.feature.geometry,
                let box = BoundingBox(around: area.polygons.flatMap(\.exterior))
            else { continue }
            let centre = GeographicPoint(
                longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
            guard projection.contains(centre) else { continue }
            let anchor = projection.place(centre)
            badges.append(
                Badge(
                    rank: item.rank, isProtection: item.lever == "protection", anchor: anchor,
                    place: freePlace(near: anchor, beside: badges, avoiding: names)))
        }
        return badges
    }

    /// The first free place on growing rings round an anchor.
    private func freePlace(
        near anchor: PlanarPoint, beside badges: [Badge], avoiding names: [Name]
    ) -> PlanarPoint {
        for radius in stride(from: 30.0, through: 240, by: 15) {
            for step in 0..<16 {
                let angle = (Double(step) + 0.5) / 16 * 2 * Double.pi
                let place = PlanarPoint(x: anchor.x + radius * cos(angle), y: anchor.y + radius * sin(angle))
                let isInside =
                    place.x > 20 && place.x < projection.width - 20 && place.y > 20 && place.y < projection.height - 20
                let isFree = badges.allSatisfy {
                    hypot($0.place.x - place.x, $0.place.y - place.y) > Self.badgeSize + 6
                        && hypot($0.anchor.x - place.x, $0.anchor.y - place.y) > Self.badgeSize * 0.8
                }
                let isBesideNames = names.allSatisfy { name in
                    abs(name.y - place.y) > 24 || name.x > place.x + 16 || name.x + name.width < place.x - 16
                }
                if isInside && isFree && isBesideNames { return place }
            }
        }
        return anchor
    }

    /// Squares for enforcement, circles for protection, each with a line to its area.
    private func priorities(_ badges: [Badge]) -> String {
        var text = ""
        for badge in badges {
            text += "<path d=\"M\(SVG.number(badge.anchor.x)) \(SVG.number(badge.anchor.y))"
            text +=
                "L\(SVG.number(badge.place.x)) \(SVG.number(badge.place.y))\" stroke=\"#1d2b33\" stroke-width=\"1.2\"/>"
        }
        for badge in badges {
            let (x, y) = (badge.place.x, badge.place.y)
            let colour = badge.isProtection ? "#11663f" : "#5a2472"
            text +=
                badge.isProtection
                ? "<circle cx=\"\(SVG.number(x))\" cy=\"\(SVG.number(y))\" r=\"13\""
                : "<rect x=\"\(SVG.number(x - 12))\" y=\"\(SVG.number(y - 12))\" width=\"24\" height=\"24\""
            text += " fill=\"\(colour)\" stroke=\"#fff\" stroke-width=\"2\"/>"
            text += "<text x=\"\(SVG.number(x))\" y=\"\(SVG.number(y + 6))\" text-anchor=\"middle\" font-size=\"17\""
            text += " font-weight=\"700\" fill=\"#fff\">\(badge.rank)</text>"
        }
        return text
    }

    // MARK: - Lettering

    /// A place's name where it will stand.
    private struct Name {
        let text: String
        let dot: PlanarPoint
        let x: Double
        let y: Double
        let width: Double
    }

    /// Names from the most important on, each only where it hits no other.
    private var names: [Name] {
        var names: [Name] = []
        for place in content.basemap.places where projection.contains(place.position) {
            let p = projection.place(place.position)
            let width = Double(place.name.count) * 9.4
            let x = [p.x + 7, p.x - width - 7].first { x in
                x > 4 && x + width < projection.width - 4
                    && names.allSatisfy { abs($0.y - p.y) > 20 || $0.x > x + width || $0.x + $0.width < x }
            }
            if let x { names.append(Name(text: place.name, dot: p, x: x, y: p.y, width: width)) }
        }
        return names
    }

    private func lettering(_ names: [Name]) -> String {
        var text = ""
        for name in names {
            text +=
                "<circle cx=\"\(SVG.number(name.dot.x))\" cy=\"\(SVG.number(name.dot.y))\" r=\"2.6\" fill=\"#1d2b33\"/>"
            text +=
                "<text x=\"\(SVG.number(name.x))\" y=\"\(SVG.number(name.y + 5))\" font-size=\"16\" fill=\"#1d2b33\""
            text += " stroke=\"#fff\" stroke-width=\"3.5\" paint-order=\"stroke\">\(HTML.escaped(name.text))</text>"
        }
        return text
    }

    private var scaleBar: String {
        let lengths = [200_000.0, 100_000, 50_000, 20_000, 10_000, 5_000]
        let metres = lengths.first { projection.pixels(Metres($0)) < projection.width * 0.28 } ?? 5_000
        let length = projection.pixels(Metres(metres))
        let y = projection.height - 18
        return "<path d=\"M18 \(SVG.number(y - 6))V\(SVG.number(y))H\(SVG.number(18 + length))V\(SVG.number(y - 6))\""
            + " fill=\"none\" stroke=\"#1d2b33\" stroke-width=\"2\"/><text x=\"22\" y=\"\(SVG.number(y - 9))\""
            + " font-size=\"15\" fill=\"#1d2b33\">\(Int(metres / 1000)) km</text>"
    }
}

/// Which features a map and its table show.
enum MapSelection {
    /// One band of every corridor: the first direction and season in the order of ids.
    static func corridorBands(_ layer: Layer, percent: Double) -> [LayerFeature] {
        var seen: [String] = []
        return layer.features.filter { feature in
            guard layer.value("band_pct", of: feature).asNumber == percent,
                let corridor = layer.value("corridor_id", of: feature).asText, !seen.contains(corridor)
            else { return false }
            seen.append(corridor)
            return true
        }
    }

    /// The first areas of each lever by rank.
    static func topPriorities(_ layer: Layer, count: Int) -> [(feature: LayerFeature, lever: String, rank: Int)] {
        layer.features.compactMap { feature -> (feature: LayerFeature, lever: String, rank: Int)? in
            guard case .integer(let rank) = layer.value("rank", of: feature), rank <= count,
                let lever = layer.value("lever", of: feature).asText
            else { return nil }
            return (feature, lever, rank)
        }.sorted { ($0.lever, $0.rank, $0.feature.id) < ($1.lever, $1.rank, $1.feature.id) }
    }
}
