import SpatialEngine

extension Craft {
    /// Open boats of the region, by name.
    ///
    /// Lengths, beams, persons and speeds follow from what is published where a source is named; freeboards, losses and
    /// limits are assumptions, to be replaced by a table of the user's.
    public static func builtIn() throws(SeaStateError) -> [Craft] {
        [
            try skiff(
                "open_skiff", 8.5, 2.0, 0.6, persons: 15, speed: 9, limit: 1.5,
                source:
                    "length and beam: pangas are 5.8 to 8.5 m long, the original 6.5 ft wide (Yamaha design, about 1970);"
                    + " persons: skiffs off Guna Yala carry 12 to 25 (The New Humanitarian 2025); speed: Turbo to Capurganá,"
                    + " 90 km in 2.5 to 4 h (Lonely Planet); freeboard, losses and limit: assumption"),
            try skiff(
                "small_skiff", 6.7, 2.0, 0.45, persons: 8, speed: 7, limit: 1.0,
                source:
                    "length and beam: the original panga, 22 ft by 6.5 ft (Yamaha design, about 1970); persons, speed,"
                    + " freeboard, losses and limit: assumption"),
            try skiff(
                "fast_launch", 12, 2.8, 0.9, persons: 40, speed: 11, limit: 1.8,
                source:
                    "speed: Necoclí to Capurganá, 66 km in 1.5 to 2 h, with up to four outboards (VOA 2021); persons:"
                    + " licensed launches carry 35 to 80; sizes, losses and limit: assumption"),
            try skiff(
                "fishing_boat", 9, 2.3, 0.7, persons: 12, speed: 5, limit: 1.5,
                source:
                    "speed: San Andrés to Corn Island, some 155 km in 8 to 12 h, with one or two outboards; persons: 12 to"
                    + " 36 reported (navy via VOA 2022); sizes, losses and limit: assumption"),
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
