import SpatialEngine

extension Craft {
    /// Open boats of the region, by name.
    ///
    /// Speeds of the launch and the fishing boat follow from reported passage times; all sizes, losses and limits are
    /// assumptions, to be replaced by a table of the user's.
    public static func builtIn() throws(SeaStateError) -> [Craft] {
        [
            try skiff(
                "open_skiff", 8.5, 2.0, 0.6, persons: 15, speed: 9, limit: 1.5,
                source: "assumption: fibreglass skiff of 28 ft with one or two outboards"),
            try skiff(
                "small_skiff", 6.5, 1.6, 0.45, persons: 8, speed: 7, limit: 1.0,
                source: "assumption: fishing skiff of 21 ft with one outboard of 40 hp"),
            try skiff(
                "fast_launch", 12, 2.8, 0.9, persons: 40, speed: 11, limit: 1.8,
                source:
                    "speed: Necoclí to Capurganá, 66 km in 1.5 to 2 h (VOA 2021); sizes: assumption"
            ),
            try skiff(
                "fishing_boat", 9, 2.3, 0.7, persons: 12, speed: 5, limit: 1.5,
                source:
                    "speed: San Andrés to Corn Island, some 155 km in 8 to 12 h; sizes: assumption"),
        ]
    }

    private static func skiff(
        _ name: String, _ length: Double, _ beam: Double, _ freeboard: Double, persons: Int, speed: Double,
        limit: Double, source: String
    ) throws(SeaStateError) -> Craft {
        try Craft(
            name: name, length: Metres(length), beam: Metres(beam), freeboard: Metres(freeboard),
            designPersons: persons, personKilograms: 75, speedMetresPerSecond: speed, lossHeadPerMetre: 0.25,
            lossBeamPerMetre: 0.15,
            lossFollowPerMetre: 0.1, lossPerLoad: 0.1, minimumSpeedFraction: 0.3, heightLimit: Metres(limit),
            source: source)
    }
}
