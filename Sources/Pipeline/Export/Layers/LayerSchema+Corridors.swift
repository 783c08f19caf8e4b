extension LayerSchema {
    /// Bands of land on which a crossing takes at most a given percentage longer than the least time.
    public static let corridors = LayerSchema(
        name: "corridors", idPrefix: "corridor", title: "Land corridors", titleES: "Corredores terrestres",
        summary: "Ground where a crossing takes at most 1, 2, 5 or 10 % longer than the least time",
        summaryES: "Terreno donde cruzar lleva como mucho un 1, 2, 5 o 10 % más que el tiempo mínimo",
        geometryTypes: [.multiPolygon],
        properties: [
            .corridorID, .name, .nameES, .originID, .destinationID, .direction, .monthGroup, .months,
            PropertyDefinition(
                "band_pct", .number, unit: "%", values: ["1", "2", "5", "10"],
                "Time above the least time that the band allows; a smaller band lies inside the larger",
                es: "Tiempo por encima del mínimo que admite la banda; la banda menor está dentro de la mayor"),
            PropertyDefinition(
                "least_time_s", .number, unit: "s", "Least time from origin to destination",
                es: "Tiempo mínimo del origen al destino"),
            PropertyDefinition(
                "area_m2", .number, unit: "m2", "Area of the band on the WGS 84 ellipsoid",
                es: "Superficie de la banda sobre el elipsoide WGS 84"),
            PropertyDefinition(
                "slope_function", .text, "Walking speed by slope that was used, by its name in the method's table",
                es: "Función de velocidad de marcha según la pendiente, por su nombre en la tabla del método"),
            PropertyDefinition(
                "terrain", .text, values: ["sketch", "dem"],
                "sketch: surface drawn from spot heights, coast and rivers, slopes too gentle; dem: the user's elevation model",
                es:
                    "sketch: superficie a partir de cotas, costa y ríos, con pendientes demasiado suaves; dem: modelo de"
                    + " elevación del usuario"),
        ] + PropertyDefinition.method + PropertyDefinition.hashes)
}
