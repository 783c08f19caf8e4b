extension LayerSchema {
    /// Dated measures of authorities and programmes with the corridors that they concern: context, not a result.
    public static let measures = LayerSchema(
        name: "measures", idPrefix: "measure", title: "Measures and programmes", titleES: "Medidas y programas",
        summary: "A dated measure, programme or loss of observation, drawn on the corridors that it concerns",
        summaryES: "Una medida, programa o pérdida de observación con fecha, dibujada en los corredores que abarca",
        geometryTypes: [.multiLineString],
        properties: [
            PropertyDefinition(
                "measure_id", .text, "Id of the measure in its table", es: "Identificador de la medida en su tabla"),
            PropertyDefinition(
                "measure_type", .text, "Kind of measure, such as trail_closure, task_force or observation_loss",
                es:
                    "Tipo de medida, como trail_closure (cierre), task_force (fuerza conjunta) u observation_loss (sin observadores)"
            ),
            PropertyDefinition(
                "group", .text, values: ["closure", "observation_loss", "other"], "How it is drawn",
                es: "Cómo se dibuja: closure (cierre), observation_loss (sin observadores) u other (otra)"),
            PropertyDefinition("date_start", .date, "First day", es: "Primer día"),
            PropertyDefinition(
                "date_end", .date, nullMeans: "open, or not known", "Last day", es: "Último día"),
            PropertyDefinition(
                "date_precision", .text, values: ["day", "week", "month", "quarter", "year"],
                "How finely the date is known",
                es: "Con qué detalle se conoce la fecha: día, semana, mes, trimestre o año"),
            PropertyDefinition("corridor_ids", .list, "Corridors that it concerns", es: "Corredores que abarca"),
            PropertyDefinition(
                "in_window", .bool, "Whether it falls in the window of the data",
                es: "Si cae en la ventana de los datos"),
            PropertyDefinition(
                "verified", .text, values: ["yes", "partial"], "How far it was found in a source",
                es: "Hasta qué punto se halló en una fuente"),
            PropertyDefinition(
                "source_ids", .list, "Sources, ids of sources.csv", es: "Fuentes, identificadores de sources.csv"),
        ])
}
