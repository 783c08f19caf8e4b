// Colours: ColorBrewer sequential schemes (colour-blind safe), each step also wider, so that no sign is colour alone.

extension Symbology {
    /// The smaller the band, the darker its green and the heavier its outline.
    static let corridors = Symbology(
        rules: [
            band(10, 0xC7E9C0, outline: StyleSymbol.Stroke(colour: 0x74C476, width: 0.75, dash: [1, 3])),
            band(5, 0x74C476, outline: StyleSymbol.Stroke(colour: 0x238B45, width: 0.75, dash: [4, 3])),
            band(2, 0x238B45, outline: StyleSymbol.Stroke(colour: 0x005A32, width: 1)),
            band(1, 0x00441B, outline: StyleSymbol.Stroke(colour: 0x00270F, width: 1.75)),
        ], drawnDescendingBy: "band_pct")

    private static func band(_ percent: Int, _ colour: StyleColour, outline: StyleSymbol.Stroke) -> SymbolRule {
        SymbolRule(
            label: "At most \(percent) % above the least time", labelES: "Hasta un \(percent) % sobre el tiempo mínimo",
            filter: .equal("band_pct", .number(Double(percent))),
            symbol: StyleSymbol(fill: StyleSymbol.Fill(colour: colour, opacity: 0.45), strokes: [outline]))
    }

    /// The larger the share of travellers, the wider the line.
    static let routes = Symbology(rules: [
        share("below 10 %", es: "menos del 10 %", [.below("share", 0.1)], width: 1, dash: [2, 3]),
        share(
            "10 to 25 %", es: "del 10 al 25 %", [.atLeast("share", 0.1), .below("share", 0.25)], width: 2, dash: [6, 3]),
        share("25 to 50 %", es: "del 25 al 50 %", [.atLeast("share", 0.25), .below("share", 0.5)], width: 3, dash: []),
        share("50 % and more", es: "50 % o más", [.atLeast("share", 0.5)], width: 5, dash: []),
    ])

    private static func share(
        _ label: String, es: String, _ filter: [StyleFilter], width: Double, dash: [Double]
    ) -> SymbolRule {
        SymbolRule(
            label: "Share of travellers: " + label, labelES: "Parte de los viajeros: " + es, filter: .all(filter),
            symbol: StyleSymbol(strokes: [StyleSymbol.Stroke(colour: 0x54278F, width: width, dash: dash)]))
    }

    /// The higher the rate, the redder and wider, both directions side by side; grey and dashed where there is none.
    static let segments = Symbology(
        rules: [
            line(
                "No rate: number of travellers unknown", es: "Sin tasa: se desconoce cuántas personas viajan",
                [.isNull("rate_per_100k"), .equal("exposure_status", "unknown")], 0x737373, width: 1.5, dash: [5, 4]),
            line(
                "No rate: too few data, refused", es: "Sin tasa: datos insuficientes, rechazada",
                [.isNull("rate_per_100k"), .isPresent("exposure_person_trips")], 0x737373, width: 1.5, dash: [1, 3]),
            rate("below 10", es: "menos de 10", [.below("rate_per_100k", 10)], 0xFEB24C, width: 1.5),
            rate("10 to 30", es: "de 10 a 30", rateBetween(10, 30), 0xFD8D3C, width: 2.25),
            rate("30 to 100", es: "de 30 a 100", rateBetween(30, 100), 0xFC4E2A, width: 3),
            rate("100 to 300", es: "de 100 a 300", rateBetween(100, 300), 0xBD0026, width: 4),
            rate("300 and more", es: "300 o más", [.atLeast("rate_per_100k", 300)], 0x67000D, width: 5.5),
        ])

    private static func rateBetween(_ low: Double, _ high: Double) -> [StyleFilter] {
        [.atLeast("rate_per_100k", low), .below("rate_per_100k", high)]
    }

    private static func rate(
        _ label: String, es: String, _ filter: [StyleFilter], _ colour: StyleColour, width: Double
    ) -> SymbolRule {
        line(
            "Dead or missing per 100,000 trips: " + label, es: "Muertos o desaparecidos por 100.000 viajes: " + es,
            filter,
            colour, width: width, dash: [])
    }

    /// Closed trails, lost observers and all else: different dashes, so that overlapping measures can be told apart.
    static let measures = Symbology(
        rules: [
            measure(
                "Trails or borders closed", es: "Senderos o fronteras cerrados", "closure", 0xB2182B, width: 3,
                dash: [2, 3]),
            measure(
                "Observers lost: fewer records, not less harm", es: "Sin observadores: menos registros, no menos daño",
                "observation_loss", 0x737373, width: 3, dash: [1, 4]),
            measure(
                "Other measures and programmes", es: "Otras medidas y programas", "other", 0x2166AC, width: 1.5,
                dash: [6, 4]),
        ])

    private static func measure(
        _ label: String, es: String, _ group: String, _ colour: StyleColour, width: Double, dash: [Double]
    ) -> SymbolRule {
        SymbolRule(
            label: label, labelES: es, filter: .equal("group", .text(group)),
            symbol: StyleSymbol(strokes: [StyleSymbol.Stroke(colour: colour, width: width, dash: dash)]))
    }

    private static func line(
        _ label: String, es: String, _ filter: [StyleFilter], _ colour: StyleColour, width: Double, dash: [Double]
    ) -> SymbolRule {
        let stroke = StyleSymbol.Stroke(colour: colour, width: width, dash: dash, offset: 0.5 + width / 2)
        return SymbolRule(
            label: label, labelES: es, filter: filter.count == 1 ? filter[0] : .all(filter),
            symbol: StyleSymbol(strokes: [stroke]))
    }
}
