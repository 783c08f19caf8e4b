extension LayerSchema {
    /// The network's segments with their exposure-adjusted rates.
    public static let segments = LayerSchema(
        name: "segments", idPrefix: "segment", title: "Network segments", titleES: "Tramos de la red",
        summary: "One leg in one direction, drawn in travel direction, with its rate and interval",
        summaryES: "Un trayecto en un sentido, dibujado en el sentido de viaje, con su tasa y su intervalo",
        geometryTypes: [.lineString],
        properties: segmentKeys + segmentLine + segmentRate + PropertyDefinition.scoreBlock)

    private static let segmentKeys: [PropertyDefinition] = [
        PropertyDefinition(
            "segment_id", .text, "Id of the segment: leg and direction",
            es: "Identificador del tramo: trayecto y sentido"),
        PropertyDefinition(
            "leg_id", .text, "Leg of the region pack, an id of legs.csv",
            es: "Trayecto del paquete regional, un identificador de legs.csv"),
        .corridorID, .name, .nameES,
        PropertyDefinition(
            "from_id", .text, "Place where the segment begins, an id of places.csv",
            es: "Lugar donde empieza el tramo, un identificador de places.csv"),
        PropertyDefinition(
            "to_id", .text, "Place where the segment ends, an id of places.csv",
            es: "Lugar donde termina el tramo, un identificador de places.csv"),
        .direction,
        PropertyDefinition(
            "mode", .text, values: ["foot", "road", "river", "sea"], "Way of travel",
            es: "Modo de viaje: foot (a pie), road (carretera), river (río), sea (mar)"),
        PropertyDefinition(
            "craft", .text, nullMeans: "no craft, or not known which", "Kind of boat or vehicle",
            es: "Tipo de embarcación o vehículo"),
        PropertyDefinition(
            "active_from", .month, nullMeans: "not known since when; taken as in use from the start of the data",
            "First month in which the leg is known to be used", es: "Primer mes en que consta el uso del trayecto"),
        PropertyDefinition(
            "active_to", .month, nullMeans: "still in use, or not known until when",
            "Last month in which the leg is known to be used", es: "Último mes en que consta el uso del trayecto"),
        PropertyDefinition(
            "evidence", .text, values: ["published", "estimated"],
            "Whether the leg's time or distance is published or estimated",
            es: "Si el tiempo o la distancia del trayecto está publicado (published) o estimado (estimated)"),
        PropertyDefinition(
            "geometry_basis", .text, values: ["traced", "river", "sea_route", "straight"],
            "What the line follows: the traced corridor, a mapped river, a land-avoiding sea route, or a straight line",
            es:
                "Qué sigue la línea: el corredor trazado, un río cartografiado, una ruta marítima que evita tierra, o una recta"
        ),
    ]

    private static let segmentLine: [PropertyDefinition] =
        [.length] + PropertyDefinition.times + [
            PropertyDefinition(
                "from_gap_m", .number, unit: "m", "Distance from the first place to the line's start",
                es: "Distancia del primer lugar al comienzo de la línea"),
            PropertyDefinition(
                "to_gap_m", .number, unit: "m", "Distance from the line's end to the last place",
                es: "Distancia del final de la línea al último lugar"),
            .measure,
        ]

    private static let segmentRate: [PropertyDefinition] = {
        let unit = "persons dead or missing per 100000 person-trips"
        let null = "refused, or exposure unknown"
        return [
            PropertyDefinition(
                "rate_per_100k", .number, unit: unit, nullMeans: null,
                "Persons dead or missing per 100,000 person-trips, posterior median",
                es: "Personas muertas o desaparecidas por cada 100.000 viajes-persona, mediana posterior")
        ] + PropertyDefinition.quantiles(of: "rate_per_100k", unit: unit, nullMeans: null) + [
            PropertyDefinition(
                "rate_per_1000_person_km", .number, unit: "persons dead or missing per 1000 person-km", nullMeans: null,
                "The same rate by distance travelled", es: "La misma tasa por distancia recorrida"),
            PropertyDefinition(
                "p_above_twice_mean", .number, unit: "1", nullMeans: null,
                "Probability that the rate is above twice the network's mean, 0 to 1",
                es: "Probabilidad de que la tasa supere el doble de la media de la red, de 0 a 1"),
        ]
            + PropertyDefinition.ranks(
                "Rank by rate, 1 the highest", es: "Puesto por tasa, 1 la más alta", nullMeans: null) + [
                PropertyDefinition(
                    "largest_event_moves_rank", .bool, nullMeans: null,
                    "Whether the rank falls when the largest event is left out",
                    es: "Si el puesto baja al quitar el mayor suceso")
            ]
    }()
}
