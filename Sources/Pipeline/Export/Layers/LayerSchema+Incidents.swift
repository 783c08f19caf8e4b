extension LayerSchema {
    /// What was read and used, each incident as a disc of its stated precision.
    public static let incidents = LayerSchema(
        name: "incidents", idPrefix: "incident", title: "Incidents", titleES: "Incidentes",
        summary: "A publicly reported incident, drawn as the area in which it lies; a sample of what happened",
        summaryES: "Un incidente publicado, dibujado como el área en que se sitúa; una muestra de lo ocurrido",
        geometryTypes: [.polygon],
        properties: incidentKeys + incidentCounts + incidentUse)

    private static let incidentKeys: [PropertyDefinition] = [
        PropertyDefinition(
            "incident_id", .text, "Id of the incident in its table", es: "Identificador del incidente en su tabla"),
        PropertyDefinition(
            "date_start", .date, "First day of the interval that holds the event",
            es: "Primer día del intervalo en que ocurrió"),
        PropertyDefinition(
            "date_end", .date, "Last day of the interval that holds the event",
            es: "Último día del intervalo en que ocurrió"),
        PropertyDefinition(
            "date_precision", .text, values: ["day", "week", "month", "quarter", "year"],
            "How finely the date is known",
            es: "Con qué detalle se conoce la fecha: día, semana, mes, trimestre o año"),
        PropertyDefinition("category", .text, "Kind of harm", es: "Tipo de daño"),
        PropertyDefinition(
            "mode", .text, values: ["foot", "road", "river", "sea", "station"],
            "Way of travel, or station for a reception centre",
            es:
                "Modo de viaje: foot (a pie), road (carretera), river (río), sea (mar); station, una estación de recepción"
        ),
        PropertyDefinition(
            "direction", .text, values: ["north", "south", "unknown"], "Direction of travel",
            es: "Sentido del viaje: north (norte), south (sur) o unknown (desconocido)"),
        .corridorID,
        PropertyDefinition(
            "channel", .text, values: ["reported", "patrol_discovered", "forensic", "survey"],
            "How the record came to be known; what patrols discover follows where patrols go",
            es:
                "Cómo se conoció: reported (denunciado), patrol_discovered (hallado por patrullas, que depende de adónde van),"
                + " forensic (forense), survey (encuesta)"),
        PropertyDefinition(
            "report_kind", .text, values: ["event", "batch_recovery", "survey_total"],
            "One event, remains recovered together, or a total of a survey",
            es:
                "Un suceso (event), restos recuperados juntos (batch_recovery) o el total de una encuesta (survey_total)"
        ),
    ]

    private static let incidentCounts: [PropertyDefinition] = [
        ("dead", "People reported dead", "Personas que se informa muertas"),
        ("missing", "People missing at the last report", "Personas desaparecidas según el último informe"),
        ("injured", "People reported injured", "Personas que se informa heridas"),
        ("survivors", "People who survived", "Personas que sobrevivieron"),
        ("aboard", "People aboard or in the group", "Personas a bordo o en el grupo"),
    ].map { name, description, descriptionES in
        PropertyDefinition(
            name, .int, unit: "persons", nullMeans: "nobody gave a figure; that is not zero", description,
            es: descriptionES)
    }

    private static let incidentUse: [PropertyDefinition] = [
        PropertyDefinition(
            "precision_m", .number, unit: "m", "Radius in which the true place probably lies; the radius of the disc",
            es: "Radio en que probablemente está el lugar verdadero; el radio del disco"),
        PropertyDefinition(
            "confidence", .text, values: ["high", "medium", "low"], "How sure the compiler of the record is",
            es: "Seguridad de quien compiló el registro: high (alta), medium (media), low (baja)"),
        PropertyDefinition(
            "source_ids", .list, "Sources, ids of sources.csv", es: "Fuentes, identificadores de sources.csv"),
        PropertyDefinition(
            "used", .bool, "Whether the rates and hotspots rest on it",
            es: "Si las tasas y los puntos críticos se apoyan en él"),
        PropertyDefinition(
            "not_used_reason", .text, nullMeans: "the incident is used",
            values: ["patrol_discovered", "duplicate", "unlocated", "survey_total", "outside_window"],
            "Why it is not used",
            es:
                "Por qué no se usa: hallado por patrullas, duplicado, sin posición, total de encuesta o fuera de la ventana"
        ),
    ]
}
