extension LayerSchema {
    /// Alternatives between an origin and a destination, with their share of the travellers and their risk.
    public static let routes = LayerSchema(
        name: "routes", idPrefix: "route", title: "Route alternatives", titleES: "Rutas alternativas",
        summary: "A modelled way from origin to destination over land, river and sea, with its share of travellers",
        summaryES: "Un trayecto modelado de origen a destino por tierra, río y mar, con su parte de viajeros",
        geometryTypes: [.multiLineString],
        properties: routeKeys + routeRisk + PropertyDefinition.scoreBlock)

    private static let routeKeys: [PropertyDefinition] =
        [
            PropertyDefinition(
                "route_id", .text, "Id of the route, the same in every run",
                es: "Identificador de la ruta, igual en cada ejecución"),
            .originID, .destinationID, .name, .nameES, .direction, .monthGroup, .months,
            PropertyDefinition(
                "alternative", .int, "Number of the alternative, from 1, by share",
                es: "Número de la alternativa, desde 1, según su parte"),
            PropertyDefinition(
                "corridor_ids", .list, "Corridors that the route runs through, in travel order",
                es: "Corredores por los que pasa la ruta, en orden de viaje"),
            PropertyDefinition(
                "segment_ids", .list, "Segments of the route, in travel order; one part of the line each",
                es: "Tramos de la ruta, en orden de viaje; cada uno es una parte de la línea"),
            PropertyDefinition(
                "modes", .list, values: ["foot", "road", "river", "sea"], "Ways of travel, in travel order",
                es: "Modos de viaje, en orden: foot (a pie), road (carretera), river (río), sea (mar)"),
            PropertyDefinition(
                "share", .number, unit: "1",
                "Modelled share of the travellers, 0 to 1; sums to 1 over the alternatives of an origin and destination",
                es: "Parte modelada de los viajeros, de 0 a 1; suma 1 sobre las alternativas de un origen y destino"),
        ] + PropertyDefinition.quantiles(of: "share", [5, 95], unit: "1") + [
            PropertyDefinition(
                "flow_person_trips", .number, unit: "person-trips", nullMeans: "not known how many people travel",
                "People who take the route in the window", es: "Personas que toman la ruta en la ventana de datos"),
            .length,
        ] + PropertyDefinition.times + [.measure]

    private static let routeRisk: [PropertyDefinition] = {
        let unit = "persons dead or missing per 1000 travellers"
        let null = "refused, or exposure unknown"
        return [
            PropertyDefinition(
                "risk_per_1000", .number, unit: unit, nullMeans: null,
                "Persons dead or missing per 1,000 who travel the whole route, median",
                es: "Personas muertas o desaparecidas por cada 1.000 que recorren toda la ruta, mediana")
        ] + PropertyDefinition.quantiles(of: "risk_per_1000", unit: unit, nullMeans: null)
    }()
}
