// Colours: ColorBrewer RdBu (colour-blind safe). Hot classes have solid, cold ones dashed outlines, wider with the level;
// what is not known is hatched.

extension Symbology {
    /// Cells of a grid.
    static let hotspotCells = Symbology(rules: unknowns.map { $0.asArea } + classes.map { $0.asArea })

    /// Segments of the network.
    static let hotspotSegments = Symbology(rules: unknowns.map { $0.asLine } + classes.map { $0.asLine })

    private static let unknowns: [HotspotClass] = [
        HotspotClass(
            label: "Nobody reports from here: no record does not mean safe (hatched)",
            labelES: "Nadie informa desde aquí: sin registros no significa seguro (rayado)",
            filter: .isFalse("observed"), fill: 0xD9D9D9, opacity: 0.25, hatchAngles: [45],
            stroke: StyleSymbol.Stroke(colour: 0x737373, width: 0.75, dash: [1, 2])),
        HotspotClass(
            label: "Withheld: a small count (cross-hatched)", labelES: "Reservado: recuento pequeño (rayado doble)",
            filter: .all([.isTrue("observed"), .isTrue("suppressed")]), fill: 0xD9D9D9, opacity: 0.25,
            hatchAngles: [45, 135], stroke: StyleSymbol.Stroke(colour: 0x737373, width: 0.75)),
        HotspotClass(
            label: "Not tested: too few data", labelES: "Sin contraste: datos insuficientes",
            filter: .all([.isTrue("observed"), .isFalse("suppressed"), .isNull("bin")]), fill: 0xFFFFFF, opacity: 0.1,
            hatchAngles: [], stroke: StyleSymbol.Stroke(colour: 0x969696, width: 0.75, dash: [4, 3])),
    ]

    private static let classes: [HotspotClass] = [
        bin(0, "Not distinguishable from chance", "No se distingue del azar", 0xF7F7F7, width: 0.5, dash: []),
        bin(-1, "Cold spot, 90 %", "Punto frío, 90 %", 0xD1E5F0, width: 1, dash: [3, 2]),
        bin(-2, "Cold spot, 95 %", "Punto frío, 95 %", 0x67A9CF, width: 1.5, dash: [5, 2]),
        bin(-3, "Cold spot, 99 %", "Punto frío, 99 %", 0x2166AC, width: 2, dash: [7, 2]),
        bin(1, "Hotspot, 90 %", "Punto crítico, 90 %", 0xFDDBC7, width: 1, dash: []),
        bin(2, "Hotspot, 95 %", "Punto crítico, 95 %", 0xEF8A62, width: 1.75, dash: []),
        bin(3, "Hotspot, 99 %", "Punto crítico, 99 %", 0xB2182B, width: 2.75, dash: []),
    ]

    private static func bin(
        _ bin: Int, _ label: String, _ labelES: String, _ colour: StyleColour, width: Double, dash: [Double]
    ) -> HotspotClass {
        let outline: StyleColour = bin > 0 ? 0x67001F : bin < 0 ? 0x053061 : 0xBDBDBD
        return HotspotClass(
            label: label, labelES: labelES,
            filter: .all([.isTrue("observed"), .isFalse("suppressed"), .equal("bin", .integer(bin))]), fill: colour,
            opacity: bin == 0 ? 0.25 : 0.7, hatchAngles: [],
            stroke: StyleSymbol.Stroke(colour: outline, width: width, dash: dash))
    }
}

/// One class of the legend, for cells and for segments.
private struct HotspotClass {
    let label: String
    let labelES: String
    let filter: StyleFilter
    let fill: StyleColour
    let opacity: Double
    let hatchAngles: [Double]
    let stroke: StyleSymbol.Stroke

    var asArea: SymbolRule {
        rule(
            StyleSymbol(
                fill: StyleSymbol.Fill(colour: fill, opacity: opacity),
                hatches: hatchAngles.map { StyleSymbol.Hatch(colour: 0x595959, angle: $0) }, strokes: [stroke]))
    }

    /// A line of the class's colour between two dark edges; dashes stand for hatching.
    var asLine: SymbolRule {
        let inner = StyleSymbol.Stroke(colour: fill, width: 3)
        let edge = StyleSymbol.Stroke(colour: stroke.colour, width: 3 + 2 * stroke.width, dash: stroke.dash)
        return rule(StyleSymbol(strokes: [edge, inner]))
    }

    private func rule(_ symbol: StyleSymbol) -> SymbolRule {
        SymbolRule(label: label, labelES: labelES, filter: filter, symbol: symbol)
    }
}
