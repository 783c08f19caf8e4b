/// How a layer is drawn, apart from any style language.
struct Symbology: Sendable {
    /// The first is drawn first and so lies lowest; no feature meets two rules.
    let rules: [SymbolRule]
    /// A property by which features are drawn from its highest value to its lowest; nil where order does not matter.
    var drawnDescendingBy: String?
}

/// Which features look how, and what the legend says of them.
struct SymbolRule: Sendable {
    let label: String
    let labelES: String
    let filter: StyleFilter
    let symbol: StyleSymbol
}

/// A condition on the properties of a feature.
indirect enum StyleFilter: Sendable {
    case equal(String, PropertyValue)
    case isNull(String)
    case isPresent(String)
    case isTrue(String)
    case isFalse(String)
    /// Known and at least the number.
    case atLeast(String, Double)
    /// Known and below the number.
    case below(String, Double)
    case all([StyleFilter])
}

/// What a feature looks like; lengths in pixels of 1/96 inch.
struct StyleSymbol: Sendable {
    var fill: Fill?
    var hatches: [Hatch] = []
    /// Lines or outlines, the lowest first.
    var strokes: [Stroke] = []

    struct Fill: Sendable {
        let colour: StyleColour
        let opacity: Double
    }

    /// Parallel lines across an area.
    struct Hatch: Sendable {
        let colour: StyleColour
        /// Degrees counter-clockwise from east.
        let angle: Double
        var spacing = 7.0
        var width = 1.0
    }

    struct Stroke: Sendable {
        let colour: StyleColour
        let width: Double
        /// Lengths of dashes and gaps in turn; empty for a solid line.
        var dash: [Double] = []
        /// To the right of the line's direction.
        var offset = 0.0
    }
}

/// An opaque colour.
struct StyleColour: Hashable, Sendable, ExpressibleByIntegerLiteral {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// `0xRRGGBB`.
    init(integerLiteral value: UInt32) {
        red = UInt8(value >> 16 & 0xFF)
        green = UInt8(value >> 8 & 0xFF)
        blue = UInt8(value & 0xFF)
    }

    /// `#rrggbb`.
    var hexadecimal: String {
        "#"
            + [red, green, blue].map { component in
                let digits = String(component, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}

extension Symbology {
    /// The drawing of a layer; nil for a layer that has none.
    init?(of layer: String, geometry: LayerGeometry) {
        switch layer {
        case "corridors": self = .corridors
        case "routes": self = .routes
        case "segments": self = .segments
        case "hotspots": self = geometry == .lineString ? .hotspotSegments : .hotspotCells
        case "priorities": self = .priorities
        case "incidents": self = .incidents
        case "measures": self = .measures
        default: return nil
        }
    }
}
