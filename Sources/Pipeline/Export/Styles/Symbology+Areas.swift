// Colours: ColorBrewer PuBu and Okabe–Ito (colour-blind safe).

extension Symbology {
    /// Protection is filled, enforcement hatched, because both levers share an area; backfire has a heavy broken outline.
    static let priorities = Symbology(
        rules: ["protection", "enforcement"].flatMap { lever in
            harmClasses.map { harmClass in priority(lever, harmClass) }
        })

    private struct HarmClass {
        let label: String
        let labelES: String
        let filter: [StyleFilter]
        let colour: StyleColour
        let stroke: StyleSymbol.Stroke
        let hatchSpacing: Double
    }

    private static let harmClasses: [HarmClass] = [
        HarmClass(
            label: "no figure: refused or exposure unknown", labelES: "sin cifra: rechazada o exposición desconocida",
            filter: [.isNull("net_harm_per_year")], colour: 0xBDBDBD,
            stroke: StyleSymbol.Stroke(colour: 0x737373, width: 1, dash: [1, 3]), hatchSpacing: 14),
        HarmClass(
            label: "less harm, by under 0.1 a year", labelES: "menos daño, menos de 0,1 al año",
            filter: [.atLeast("net_harm_per_year", -0.1), .isFalse("backfire")], colour: 0xBDC9E1,
            stroke: StyleSymbol.Stroke(colour: 0x045A8D, width: 0.75), hatchSpacing: 12),
        HarmClass(
            label: "less harm, by 0.1 to 1 a year", labelES: "menos daño, de 0,1 a 1 al año",
            filter: [.atLeast("net_harm_per_year", -1), .below("net_harm_per_year", -0.1)], colour: 0x74A9CF,
            stroke: StyleSymbol.Stroke(colour: 0x045A8D, width: 1.5), hatchSpacing: 9),
        HarmClass(
            label: "less harm, by over 1 a year", labelES: "menos daño, más de 1 al año",
            filter: [.below("net_harm_per_year", -1)], colour: 0x0570B0,
            stroke: StyleSymbol.Stroke(colour: 0x023858, width: 2.5), hatchSpacing: 6),
        HarmClass(
            label: "BACKFIRE: more harm in all", labelES: "EFECTO CONTRARIO: más daño en total",
            filter: [.isTrue("backfire")], colour: 0xD55E00,
            stroke: StyleSymbol.Stroke(colour: 0x7F2704, width: 3, dash: [8, 3]), hatchSpacing: 5),
    ]

    private static func priority(_ lever: String, _ harmClass: HarmClass) -> SymbolRule {
        let isProtection = lever == "protection"
        let symbol = StyleSymbol(
            fill: isProtection ? StyleSymbol.Fill(colour: harmClass.colour, opacity: 0.4) : nil,
            hatches: isProtection
                ? []
                : [StyleSymbol.Hatch(colour: harmClass.stroke.colour, angle: 135, spacing: harmClass.hatchSpacing)],
            strokes: [harmClass.stroke])
        return SymbolRule(
            label: (isProtection ? "Protection: " : "Enforcement (hatched): ") + harmClass.label,
            labelES: (isProtection ? "Protección: " : "Control (rayado): ") + harmClass.labelES,
            filter: .all([.equal("lever", .text(lever))] + harmClass.filter), symbol: symbol)
    }

    /// Discs of the stated precision, by way of travel; larger ones lie below smaller.
    static let incidents = Symbology(
        rules: [
            SymbolRule(
                label: "Shown but not used", labelES: "Se muestra pero no se usa", filter: .isFalse("used"),
                symbol: StyleSymbol(strokes: [StyleSymbol.Stroke(colour: 0x737373, width: 1, dash: [1, 3])])),
            incident("foot", "On foot", es: "A pie", 0xE69F00, dash: []),
            incident("road", "By road", es: "Por carretera", 0x000000, dash: [8, 3]),
            incident("river", "On a river", es: "En río", 0x009E73, dash: [5, 3]),
            incident("sea", "At sea", es: "En el mar", 0x0072B2, dash: [10, 3, 2, 3]),
            incident("station", "At a reception station", es: "En una estación de recepción", 0xCC79A7, dash: [2, 2]),
        ], drawnDescendingBy: "precision_m")

    private static func incident(
        _ mode: String, _ label: String, es: String, _ colour: StyleColour, dash: [Double]
    ) -> SymbolRule {
        SymbolRule(
            label: label, labelES: es, filter: .all([.isTrue("used"), .equal("mode", .text(mode))]),
            symbol: StyleSymbol(
                fill: StyleSymbol.Fill(colour: colour, opacity: 0.15),
                strokes: [StyleSymbol.Stroke(colour: colour, width: 1.5, dash: dash)]))
    }
}
