extension LayerSchema {
    /// Cells or segments where incidents cluster more than chance would have them.
    public static let hotspots = LayerSchema(
        name: "hotspots", idPrefix: "hotspot", title: "Hotspots", titleES: "Puntos críticos",
        summary:
            "A cell or segment with its clustering statistic; hatched where nobody reports, which does not mean safe",
        summaryES:
            "Una celda o tramo con su estadístico de agrupación; rayado donde nadie informa, lo que no significa seguro",
        geometryTypes: [.polygon, .lineString],
        properties: hotspotKeys + hotspotStatistics + PropertyDefinition.scoreBlock)

    private static let hotspotKeys: [PropertyDefinition] = [
        PropertyDefinition(
            "unit", .text, values: ["cell", "segment"], "What is compared: cells of a grid or segments of the network",
            es: "Qué se compara: celdas (cell) de una malla o tramos (segment) de la red"),
        PropertyDefinition(
            "unit_id", .text, "Id of the cell or segment", es: "Identificador de la celda o del tramo"),
        .measure,
        PropertyDefinition(
            "value", .number, unit: "see value_unit", nullMeans: "suppressed, or nobody reports from here",
            "The figure whose clustering is tested", es: "La cifra cuya agrupación se contrasta"),
        PropertyDefinition("value_unit", .text, "Unit of value", es: "Unidad de value"),
    ]

    private static let hotspotStatistics: [PropertyDefinition] = {
        let null = "refused, suppressed, or nobody reports from here"
        return [
            PropertyDefinition(
                "z", .number, unit: "standard deviations", nullMeans: null,
                "Getis–Ord Gi* of the unit and its neighbours",
                es: "Gi* de Getis–Ord de la unidad y sus vecinas"),
            PropertyDefinition(
                "p_norm", .number, unit: "1", nullMeans: null, "Two-sided p-value of z under the normal law",
                es: "Valor p bilateral de z según la ley normal"),
            PropertyDefinition(
                "p_sim", .number, unit: "1", nullMeans: null, "Two-sided p-value by conditional permutation",
                es: "Valor p bilateral por permutación condicional"),
            PropertyDefinition(
                "q_fdr", .number, unit: "1", nullMeans: null, "p_sim after the false discovery rate correction",
                es: "p_sim corregido por la tasa de descubrimientos falsos"),
            PropertyDefinition(
                "bin", .int, nullMeans: null, values: ["-3", "-2", "-1", "0", "1", "2", "3"],
                "Class: hot (+) or cold (−) at 90, 95 or 99 %; 0 is not distinguishable from chance",
                es: "Clase: caliente (+) o fría (−) al 90, 95 o 99 %; 0 no se distingue del azar"),
            PropertyDefinition(
                "observed", .bool, "Whether anybody reports from here; where false, no record does not mean no harm",
                es: "Si alguien informa desde aquí; donde es falso, sin registros no significa sin daños"),
            PropertyDefinition(
                "suppressed", .bool, "Whether the count is withheld because it is small",
                es: "Si el recuento se reserva por ser pequeño"),
        ]
    }()
}
