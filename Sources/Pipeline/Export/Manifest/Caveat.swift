/// Something that a reader of the results must know.
public struct Caveat: Hashable, Sendable {
    /// Stable id of lower-case letters and `_`; the report marks its text with it.
    public let id: String
    /// The caveat in English.
    public let text: String
    /// The caveat in Spanish.
    public let textES: String

    /// A caveat of a run's own; those that every run may need are named below.
    public init(id: String, text: String, textES: String) {
        self.id = id
        self.text = text
        self.textES = textES
    }

    /// The built-in caveat of that id, or nil.
    public static func named(_ id: String) -> Caveat? { builtIn.first { $0.id == id } }

    /// Every built-in caveat, in the order in which a report lists them.
    public static let builtIn: [Caveat] = [
        .sampleIncidents, .observationLoss, .underReporting, .coarseLocations, .smallNumbers, .suppressedCells,
        .withheldIncidents, .patrolDiscoveredExcluded, .exposureEstimated, .exposureUnknown, .flowByCorridorUnknown,
        .sketchTerrain, .modelledSeaState, .estimatedLegs, .modelledRoutes, .assumedParameters, .displacementModelled,
        .associationOnly, .notJourneyAdvice,
    ]
}

extension Caveat {
    /// `given` with those that must and without those that must not stand, each id once, in the order of ``builtIn``.
    static func complete(_ given: [Caveat], terrain: TerrainSource, seaState: SeaStateSource) -> [Caveat] {
        let required =
            [sampleIncidents] + (terrain == .sketch ? [sketchTerrain] : [])
            + (seaState == .modelled ? [modelledSeaState] : [])
        let excluded =
            (terrain == .sketch ? [] : [sketchTerrain.id]) + (seaState == .modelled ? [] : [modelledSeaState.id])
        let wanted = (given + required).filter { !excluded.contains($0.id) }
        let order = builtIn.map(\.id) + given.map(\.id)
        var seen = Set<String>()
        return order.compactMap { id in
            seen.insert(id).inserted ? wanted.first { $0.id == id } : nil
        }
    }
}

// MARK: - What the records are

extension Caveat {
    /// `sample_incidents`: the incidents are those found in public reports.
    public static let sampleIncidents = Caveat(
        id: "sample_incidents",
        text: "The incidents are a sample of what was reported in public, not a count of what happened. Many deaths and"
            + " disappearances are never reported.",
        textES: "Los incidentes son una muestra de lo publicado, no un recuento de lo ocurrido. Muchas muertes y"
            + " desapariciones nunca se denuncian.")

    /// `observation_loss`: a source of records ended inside the window.
    public static let observationLoss = Caveat(
        id: "observation_loss",
        text:
            "Sources of records ended or lost access during the window. Fewer records after that do not mean less harm.",
        textES:
            "Durante la ventana de datos algunas fuentes cesaron o perdieron el acceso. Menos registros desde entonces"
            + " no significan menos daño.")

    /// `under_reporting`: rates count reported cases only.
    public static let underReporting = Caveat(
        id: "under_reporting",
        text:
            "Rates rest on reported cases and an assumed bracket for the share that is reported. The true level may lie"
            + " outside the interval.",
        textES:
            "Las tasas se apoyan en los casos denunciados y en un rango supuesto para la parte que se denuncia. El nivel"
            + " real puede quedar fuera del intervalo.")

    /// `coarse_locations`: places are uncertain by kilometres.
    public static let coarseLocations = Caveat(
        id: "coarse_locations",
        text:
            "Most incidents are placed within some kilometres, not at a point. Each is spread over the segments within its"
            + " stated error and drawn as an area.",
        textES:
            "La mayoría de los incidentes se sitúa con un margen de kilómetros, no en un punto. Cada uno se reparte entre"
            + " los tramos dentro de su error declarado y se dibuja como un área.")

    /// `small_numbers`: few events carry the figures.
    public static let smallNumbers = Caveat(
        id: "small_numbers",
        text: "Few events carry many of the figures: read the interval and the range of ranks, not the single number.",
        textES:
            "Muchas cifras se apoyan en pocos sucesos: léanse el intervalo y el rango de puestos, no el número aislado."
    )

    /// `suppressed_cells`: counts of 1 to 4 are withheld.
    public static let suppressedCells = Caveat(
        id: "suppressed_cells",
        text:
            "Counts of 1 to 4 events are withheld to protect people, and with them the cells that would give them away.",
        textES:
            "Los recuentos de 1 a 4 sucesos se reservan para proteger a las personas, y con ellos las celdas que los"
            + " delatarían.")

    /// `withheld_incidents`: sexual violence and kidnapping are not shown singly.
    public static let withheldIncidents = Caveat(
        id: "withheld_incidents",
        text:
            "Sexual violence and kidnapping are never shown as single incidents: only from 10 in a corridor and quarter,"
            + " as one coarse area. The rest are counted in the manifest alone.",
        textES:
            "La violencia sexual y el secuestro nunca se muestran como incidentes sueltos: solo desde 10 por corredor y"
            + " trimestre, como un área amplia. Los demás solo se cuentan en el manifiesto.")

    /// `patrol_discovered_excluded`: what patrols find is not trained on.
    public static let patrolDiscoveredExcluded = Caveat(
        id: "patrol_discovered_excluded",
        text:
            "Incidents that patrols discovered are shown but not used: they follow where patrols go, and would send patrols"
            + " there again.",
        textES:
            "Los incidentes hallados por patrullas se muestran pero no se usan: dependen de adónde van las patrullas y"
            + " las volverían a enviar allí.")
}

// MARK: - What is modelled or assumed

extension Caveat {
    /// `exposure_estimated`: travellers by segment are modelled.
    public static let exposureEstimated = Caveat(
        id: "exposure_estimated",
        text:
            "How many people travel each segment is estimated: published monthly crossings spread over the routes by the"
            + " model. An error there changes the rate in proportion.",
        textES:
            "Cuántas personas recorren cada tramo es una estimación: los cruces mensuales publicados, repartidos por el"
            + " modelo entre las rutas. Un error ahí cambia la tasa en proporción.")

    /// `exposure_unknown`: some figures are counts, not risk.
    public static let exposureUnknown = Caveat(
        id: "exposure_unknown",
        text:
            "Where it is not known how many people travel, figures are counts and are named count density. They do not say"
            + " where travel is more dangerous.",
        textES:
            "Donde no se sabe cuántas personas viajan, las cifras son recuentos y se llaman densidad de recuento. No dicen"
            + " dónde es más peligroso viajar.")

    /// `flow_by_corridor_unknown`: no published series by corridor.
    public static let flowByCorridorUnknown = Caveat(
        id: "flow_by_corridor_unknown",
        text:
            "No series of travellers by corridor is published. Shares between corridors are modelled from travel time and"
            + " cost.",
        textES:
            "No hay publicada una serie de viajeros por corredor. El reparto entre corredores se modela por tiempo y costo"
            + " de viaje.")

    /// `sketch_terrain`: heights are a sketch.
    public static let sketchTerrain = Caveat(
        id: "sketch_terrain",
        text:
            "Sketch terrain: heights are drawn from spot heights, coast and rivers, and slopes are too gentle. Corridors show"
            + " the broad course, not the path. Give an elevation model with --dem for a better answer.",
        textES:
            "Relieve esquemático: las alturas se trazan a partir de cotas, costa y ríos, y las pendientes son demasiado"
            + " suaves. Los corredores muestran el curso general, no el sendero. Un modelo de elevación con --dem da una"
            + " respuesta mejor.")

    /// `modelled_sea_state`: waves are modelled from climatology.
    public static let modelledSeaState = Caveat(
        id: "modelled_sea_state",
        text:
            "Modelled sea state: waves are derived from the mean wind of each month and the open water it blows over. Storms"
            + " and single days are not in it. Give measured or hindcast waves with --sea-state.",
        textES:
            "Estado del mar modelado: el oleaje se deriva del viento medio de cada mes y del mar abierto sobre el que"
            + " sopla. No incluye temporales ni días concretos. Con --sea-state se puede dar oleaje medido o reconstruido."
    )

    /// `estimated_legs`: times and distances of legs are partly estimates.
    public static let estimatedLegs = Caveat(
        id: "estimated_legs",
        text:
            "Times and distances of many legs are estimates, and some places are drawn from descriptions. The key evidence"
            + " says which.",
        textES:
            "Los tiempos y distancias de muchos trayectos son estimaciones, y algunos lugares se sitúan por descripciones."
            + " La clave evidence dice cuáles.")

    /// `modelled_routes`: routes are modelled, not observed.
    public static let modelledRoutes = Caveat(
        id: "modelled_routes",
        text:
            "Routes and their shares are modelled from terrain, sea and reported legs. They were not observed person by"
            + " person, and groups that control a way are not in the model.",
        textES:
            "Las rutas y su reparto se modelan con el relieve, el mar y los trayectos descritos. No se observaron persona"
            + " por persona, y los grupos que controlan un paso no están en el modelo.")

    /// `assumed_parameters`: some parameters are assumptions.
    public static let assumedParameters = Caveat(
        id: "assumed_parameters",
        text:
            "Parameters marked as assumed are not read in any source. The manifest lists each with the range that was tried.",
        textES:
            "Los parámetros marcados como supuestos no proceden de ninguna fuente. El manifiesto los enumera con el rango"
            + " que se probó.")

    /// `displacement_modelled`: diversion is modelled.
    public static let displacementModelled = Caveat(
        id: "displacement_modelled",
        text: "Where people go when a way is made harder is modelled, not observed. Compare the interval, the chance of"
            + " backfire and the case without response before acting.",
        textES: "Adónde van las personas cuando se dificulta un paso es un modelo, no una observación. Antes de actuar,"
            + " compárense el intervalo, la probabilidad de efecto contrario y el caso sin respuesta.")
}

// MARK: - What the results are not

extension Caveat {
    /// `association_only`: nothing here proves a cause.
    public static let associationOnly = Caveat(
        id: "association_only",
        text: "Places and times that go together do not show what caused what. No person or group is scored.",
        textES: "Que un lugar y un momento coincidan no muestra qué causó qué. No se puntúa a ninguna persona ni grupo."
    )

    /// `not_journey_advice`: not for travellers.
    public static let notJourneyAdvice = Caveat(
        id: "not_journey_advice",
        text:
            "This is not travel advice: no way shown here is safe. Aid posts and clinics are places of protection, never"
            + " targets.",
        textES:
            "Esto no es un consejo de viaje: ningún camino mostrado es seguro. Los puestos de ayuda y las clínicas son"
            + " lugares de protección, nunca objetivos.")
}
