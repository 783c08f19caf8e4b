internal import SpatialEngine

/// What the values of a raster are, which decides its colours.
public enum RasterTheme: String, Sendable {
    /// Seconds above the least time; low is what matters, and far above nothing is drawn.
    case timeAboveLeast
    /// A probability, 0 to 1.
    case probability
    /// Events per square kilometre; high is what matters.
    case density
}

/// A raster's drawing as a QGIS 3 style file (`.qml`): one band in a continuous colour ramp.
struct RasterStyle {
    let theme: RasterTheme
    let unit: String
    /// The values that are not NaN, sorted; empty for a raster without any.
    private let sorted: [Float]

    init(theme: RasterTheme, unit: String, values: [Float]) {
        self.theme = theme
        self.unit = unit
        sorted = values.filter(\.isFinite).sorted()
    }

    /// The text of the file.
    var text: String {
        let stops = stops
        let range = [
            ("classificationMin", shortestText(of: stops.first?.value ?? 0)),
            ("classificationMax", shortestText(of: stops.last?.value ?? 1)),
        ]
        let items = stops.map { stop in
            XMLElement(
                "item",
                [
                    ("value", shortestText(of: stop.value)), ("color", stop.colour.hexadecimal),
                    ("alpha", String(stop.alpha)), ("label", "\(shortestText(of: stop.value)) \(unit)"),
                ])
        }
        let shader = XMLElement(
            "rastershader",
            [
                XMLElement(
                    "colorrampshader",
                    [("colorRampType", "INTERPOLATED"), ("classificationMode", "1"), ("clip", "0")]
                        + [("minimumValue", range[0].1), ("maximumValue", range[1].1)], items)
            ])
        let renderer = XMLElement(
            "rasterrenderer",
            [("type", "singlebandpseudocolor"), ("band", "1"), ("opacity", "0.8"), ("alphaBand", "-1")] + range,
            [XMLElement("rasterTransparency"), shader])
        return XMLElement(
            "qgis", [("version", "3.22.0"), ("styleCategories", "Symbology")], [XMLElement("pipe", [renderer])]
        ).document
    }

    private struct Stop {
        let value: Double
        let colour: StyleColour
        let alpha: Int
    }

    /// ColorBrewer Greens, Purples and YlOrRd: lightness alone tells high from low.
    private var stops: [Stop] {
        switch theme {
        case .timeAboveLeast:
            rising([
                Stop(value: 0, colour: 0x00441B, alpha: 255), Stop(value: quantile(0.01), colour: 0x238B45, alpha: 230),
                Stop(value: quantile(0.03), colour: 0x74C476, alpha: 190),
                Stop(value: quantile(0.08), colour: 0xC7E9C0, alpha: 120),
                Stop(value: quantile(0.2), colour: 0xF7FCF5, alpha: 0),
            ])
        case .probability:
            [
                Stop(value: 0, colour: 0xFCFBFD, alpha: 0), Stop(value: 0.05, colour: 0xDADAEB, alpha: 160),
                Stop(value: 0.25, colour: 0x9E9AC8, alpha: 220), Stop(value: 0.5, colour: 0x6A51A3, alpha: 255),
                Stop(value: 1, colour: 0x3F007D, alpha: 255),
            ]
        case .density:
            rising([
                Stop(value: 0, colour: 0xFFFFCC, alpha: 0), Stop(value: quantile(1) / 16, colour: 0xFED976, alpha: 160),
                Stop(value: quantile(1) / 4, colour: 0xFD8D3C, alpha: 220),
                Stop(value: quantile(1), colour: 0xB10026, alpha: 255),
            ])
        }
    }

    private func quantile(_ share: Double) -> Double {
        sorted.isEmpty ? 0 : Double(sorted[Int(share * Double(sorted.count - 1))])
    }

    /// The stops whose value is above that of the one before, so that the ramp has no steps of no width.
    private func rising(_ stops: [Stop]) -> [Stop] {
        stops.reduce(into: []) { kept, stop in
            if kept.last.map({ stop.value > $0.value }) ?? true { kept.append(stop) }
        }
    }
}
