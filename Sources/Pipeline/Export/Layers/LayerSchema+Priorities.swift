extension LayerSchema {
    /// Areas with what enforcement and what protection there would change, displacement included.
    public static let priorities = LayerSchema(
        name: "priorities", idPrefix: "priority", title: "Priority areas", titleES: "Áreas prioritarias",
        summary: "An area and a lever: what a measure there would change, here and where people are diverted to",
        summaryES: "Un área y una palanca: qué cambiaría una medida allí, y adonde se desvían las personas",
        geometryTypes: [.multiPolygon],
        properties: priorityKeys + priorityHarm + priorityDisplacement + PropertyDefinition.scoreBlock)

    private static let refused = "refused, or exposure unknown"
    private static let harmUnit = "persons dead or missing per year"

    private static let priorityKeys: [PropertyDefinition] =
        [
            PropertyDefinition("area_id", .text, "Id of the area", es: "Identificador del área"),
            .name, .nameES,
            PropertyDefinition(
                "area_kind", .text,
                values: ["pass", "river_crossing", "embarkation", "landing", "station", "sea_area"], "Kind of place",
                es:
                    "Tipo de lugar: pass (paso), river_crossing (cruce de río), embarkation (embarque), landing (desembarque),"
                    + " station (estación), sea_area (zona marítima)"),
            PropertyDefinition(
                "corridor_ids", .list, "Corridors that pass through the area", es: "Corredores que pasan por el área"),
            PropertyDefinition(
                "lever", .text, values: ["enforcement", "protection"],
                "enforcement: control that people may evade; protection: rescue or aid that moves nobody",
                es:
                    "enforcement: control que las personas pueden eludir; protection: rescate o ayuda que no desvía a nadie"
            ),
        ]
        + PropertyDefinition.ranks(
            "Rank within the lever, 1 first: the largest net reduction of harm",
            es: "Puesto dentro de la palanca, 1 el primero: la mayor reducción neta de daño", nullMeans: refused)

    private static let priorityHarm: [PropertyDefinition] =
        [
            PropertyDefinition(
                "direct_harm_per_year", .number, unit: harmUnit, nullMeans: refused,
                "Change with everybody's route unchanged; negative is less harm",
                es: "Cambio si nadie cambia de ruta; negativo es menos daño"),
            PropertyDefinition(
                "displaced_harm_per_year", .number, unit: harmUnit, nullMeans: refused,
                "Change because people choose other routes; negative is less harm",
                es: "Cambio porque las personas eligen otras rutas; negativo es menos daño"),
            PropertyDefinition(
                "net_harm_per_year", .number, unit: harmUnit, nullMeans: refused,
                "Direct and displaced together; negative is less harm",
                es: "Directo y desplazado juntos; negativo es menos daño"),
        ] + PropertyDefinition.quantiles(of: "net_harm_per_year", [5, 95], unit: harmUnit, nullMeans: refused) + [
            PropertyDefinition(
                "zero_response_net_harm_per_year", .number, unit: harmUnit, nullMeans: refused,
                "Net change if the measure deters and diverts nobody",
                es: "Cambio neto si la medida no disuade ni desvía a nadie")
        ]

    private static let priorityDisplacement: [PropertyDefinition] = [
        PropertyDefinition(
            "persons_diverted_per_year", .number, unit: "persons per year", nullMeans: refused,
            "People who take another route; 0 for protection", es: "Personas que toman otra ruta; 0 para protection"),
        PropertyDefinition(
            "receiving_corridor_ids", .list, nullMeans: refused,
            "Corridors that receive the people diverted; empty where nobody is",
            es: "Corredores que reciben a las personas desviadas; vacío donde no se desvía a nadie"),
        PropertyDefinition(
            "displacement_ratio", .number, unit: "1", nullMeans: "refused, exposure unknown, or no direct change",
            "Displaced harm over direct reduction; 1 means that all that is gained here is lost elsewhere",
            es: "Daño desplazado entre reducción directa; 1 significa que lo ganado aquí se pierde en otra parte"),
        PropertyDefinition(
            "backfire", .bool, nullMeans: refused, "Whether net harm rises", es: "Si el daño neto aumenta"),
        PropertyDefinition(
            "backfire_probability", .number, unit: "1", nullMeans: refused,
            "Probability that net harm rises, 0 to 1", es: "Probabilidad de que el daño neto aumente, de 0 a 1"),
        PropertyDefinition(
            "selected", .bool, nullMeans: "no budget was given, or refused",
            "Whether the area is in the portfolio for the budget",
            es: "Si el área está en la cartera para el presupuesto"),
    ]
}
