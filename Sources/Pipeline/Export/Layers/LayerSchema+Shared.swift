/// Properties that several layers share.
extension PropertyDefinition {
    /// `corridor_id` of a layer whose features each belong to one corridor.
    static let corridorID = PropertyDefinition(
        "corridor_id", .text, "Corridor that the feature belongs to, an id of region.yaml",
        es: "Corredor al que pertenece el elemento, un identificador de region.yaml")

    /// `name`, in English.
    static let name = PropertyDefinition(
        "name", .text, "Name for labels, in English", es: "Nombre para rótulos, en inglés")

    /// `name_es`.
    static let nameES = PropertyDefinition(
        "name_es", .text, "Name for labels, in Spanish", es: "Nombre para rótulos, en español")

    /// `origin_id`.
    static let originID = PropertyDefinition(
        "origin_id", .text, "Place where travel begins, an id of places.csv",
        es: "Lugar donde empieza el viaje, un identificador de places.csv")

    /// `destination_id`.
    static let destinationID = PropertyDefinition(
        "destination_id", .text, "Place where travel ends, an id of places.csv",
        es: "Lugar donde termina el viaje, un identificador de places.csv")

    /// `direction` of travel.
    static let direction = PropertyDefinition(
        "direction", .text, values: ["north", "south"],
        "Direction of travel: north towards Panama, Costa Rica and Nicaragua, south on the return",
        es: "Sentido del viaje: north hacia Panamá, Costa Rica y Nicaragua; south, el retorno")

    /// `month_group`.
    static let monthGroup = PropertyDefinition(
        "month_group", .text, "Group of months that the feature holds for: an id of region.yaml, or all",
        es: "Grupo de meses para el que vale el elemento: un identificador de region.yaml, o all (todos)")

    /// `months`.
    static let months = PropertyDefinition(
        "months", .list, values: (1...12).map(String.init), "Months of the group, 1 January to 12 December",
        es: "Meses del grupo, de 1 (enero) a 12 (diciembre)")

    /// `measure`.
    static let measure = PropertyDefinition(
        "measure", .text, values: ["risk", "count_density"],
        "risk where the number of travellers is known or estimated; else count_density, a count that says nothing of risk",
        es:
            "risk (riesgo) donde se conoce o se estima cuántas personas viajan; si no, count_density, un recuento que nada"
            + " dice del riesgo")

    /// `length_m`.
    static let length = PropertyDefinition(
        "length_m", .number, unit: "m", "Geodesic length of the line on the WGS 84 ellipsoid",
        es: "Longitud geodésica de la línea sobre el elipsoide WGS 84")

    /// `time_s` with its range.
    static let times = [
        PropertyDefinition(
            "time_s", .number, unit: "s", "Travel time, without waiting ashore",
            es: "Tiempo de viaje, sin esperas en tierra"),
        PropertyDefinition(
            "time_low_s", .number, unit: "s", "Lower end of the travel time's range",
            es: "Extremo inferior del intervalo del tiempo de viaje"),
        PropertyDefinition(
            "time_high_s", .number, unit: "s", "Upper end of the travel time's range",
            es: "Extremo superior del intervalo del tiempo de viaje"),
    ]

    /// `rank`, `rank_low` and `rank_high`.
    static func ranks(_ what: String, es whatES: String, nullMeans: String) -> [PropertyDefinition] {
        [
            PropertyDefinition("rank", .int, nullMeans: nullMeans, what, es: whatES),
            PropertyDefinition(
                "rank_low", .int, nullMeans: nullMeans, "Best rank within the 90 % interval",
                es: "Mejor puesto dentro del intervalo del 90 %"),
            PropertyDefinition(
                "rank_high", .int, nullMeans: nullMeans, "Worst rank within the 90 % interval",
                es: "Peor puesto dentro del intervalo del 90 %"),
        ]
    }

    /// The quantiles `_q05 _q25 _q75 _q95` of a figure, or those named.
    static func quantiles(
        of figure: String, _ percents: [Int] = [5, 25, 75, 95], unit: String, nullMeans: String? = nil
    ) -> [PropertyDefinition] {
        percents.map { percent in
            PropertyDefinition(
                figure + (percent < 10 ? "_q0\(percent)" : "_q\(percent)"), .number, unit: unit, nullMeans: nullMeans,
                "\(percent) % quantile of \(figure)", es: "Cuantil del \(percent) % de \(figure)")
        }
    }

    /// `parameter_hash` and `data_hash`.
    static let hashes = [
        PropertyDefinition(
            "parameter_hash", .text, "First 16 hexadecimal digits of the SHA-256 of the parameters used",
            es: "Primeros 16 dígitos hexadecimales del SHA-256 de los parámetros usados"),
        PropertyDefinition(
            "data_hash", .text, "First 16 hexadecimal digits of the SHA-256 of the input data",
            es: "Primeros 16 dígitos hexadecimales del SHA-256 de los datos de entrada"),
    ]

    /// The block that says how far a score can be trusted; the same on segments, routes, hotspots and priorities.
    static let scoreBlock: [PropertyDefinition] =
        method + [
            PropertyDefinition(
                "status", .text, values: ["supported", "descriptive", "refused"],
                "Whether the data carry the method: supported, descriptive only, or refused (then its figures are null)",
                es:
                    "Si los datos sostienen el método: supported (sí), descriptive (solo descriptivo) o refused (rechazado; sus"
                    + " cifras son nulas)"),
            PropertyDefinition(
                "status_reason", .text, nullMeans: "the method is supported", "Why the method is not supported",
                es: "Por qué el método no está respaldado"),
            PropertyDefinition(
                "window_start", .date, "First day of the data window", es: "Primer día de la ventana de datos"),
            PropertyDefinition(
                "window_end", .date, "Last day of the data window", es: "Último día de la ventana de datos"),
            PropertyDefinition(
                "n_events", .number, unit: "events",
                nullMeans: "suppressed: 1 to 4 events, or a cell that would give them away",
                "Incidents that fall here; fractional because each is spread over its stated error",
                es: "Incidentes que corresponden aquí; fraccionario porque cada uno se reparte según su error declarado"
            ),
            PropertyDefinition(
                "exposure_person_trips", .number, unit: "person-trips",
                nullMeans: "not known how many people travel here",
                "People who travelled here in the window, each trip counted",
                es: "Personas que viajaron por aquí en la ventana, contando cada viaje"),
            PropertyDefinition(
                "exposure_status", .text, values: ["known", "estimated", "unknown"],
                "Whether the number of travellers is counted, estimated by the model, or unknown",
                es:
                    "Si el número de viajeros está contado (known), estimado por el modelo (estimated) o se desconoce (unknown)"
            ),
            PropertyDefinition(
                "stability", .text, values: ["stable", "moderate", "unstable", "not_assessed"],
                "How well the score withstands changed assumptions: location error, reporting, the largest event, weights",
                es: "Cuánto resiste la cifra otros supuestos: error de posición, subregistro, el mayor suceso, pesos"),
        ] + hashes

    /// `method`.
    static let method = [
        PropertyDefinition(
            "method", .text, "Method and version that made the figures", es: "Método y versión que produjo las cifras")
    ]
}
