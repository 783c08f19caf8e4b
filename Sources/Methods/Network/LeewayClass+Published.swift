extension LeewayClass {
    /// The object classes that the US Coast Guard publishes, in its order (list of 2010-11-15 for SAROPS, after Allen and
    /// Plourde 1999, CG-D-08-99, and Allen 2005, CG-D-05-05).
    public static let published: [LeewayClass] = rafts + vessels

    /// Persons in the water and life rafts.
    private static let rafts: [LeewayClass] = [
        entry(
            "PIW-1", "Person in the water, state unknown (mean values)",
            [0.96, 0, 12], [0.54, 0, 9.4], [-0.54, 0, 9.4]),
        entry(
            "PIW-2", "Person in the water, upright, type III life jacket, conscious",
            [0.48, 0, 8.3], [0.15, 0, 6.7], [-0.15, 0, 6.7]),
        entry(
            "PIW-3", "Person in the water, sitting, type I or II life jacket",
            [1.60, -3.98, 2.42], [0.13, 0.33, 2.11], [-0.13, -0.33, 2.11]),
        entry(
            "PIW-4", "Person in the water, survival suit, face up",
            [1.71, 1.12, 3.93], [1.36, -3.30, 1.71], [-0.13, -2.65, 1.62]),
        entry("PIW-5", "Person in the water, scuba suit, face up", [0.63, 0, 5.3], [0.31, 0, 4.5], [-0.31, 0, 4.5]),
        entry(
            "PIW-6", "Person in the water, deceased, face down",
            [1.117, 10.2, 3.04], [0.04, 3.90, 4.05], [-0.04, -3.90, 4.05]),
        entry(
            "LIFE-RAFT-DB-10", "Life raft, deep ballast, capacity and load unknown (mean values)",
            [3.52, -2.50, 6.10], [0.62, -3.00, 3.50], [-0.45, -0.20, 3.60]),
        entry(
            "LIFE-RAFT-DB-11", "Life raft for 4 to 14, deep ballast, canopy (average)",
            [3.50, -1.80, 6.40], [0.78, -3.60, 3.60], [-0.47, -0.10, 3.90]),
        entry(
            "LIFE-RAFT-DB-12", "Life raft for 4 to 14, deep ballast, no drogue",
            [3.75, -2.30, 4.40], [0.78, -3.60, 3.60], [-0.47, -0.10, 3.90]),
        entry(
            "LIFE-RAFT-DB-13", "Life raft for 4 to 14, deep ballast, canopy, no drogue, light load",
            [3.75, -2.32, 4.51], [1.00, -5.31, 3.91], [-0.47, -0.14, 3.91]),
        entry(
            "LIFE-RAFT-DB-14", "Life raft for 4 to 14, deep ballast, no drogue, heavy load",
            [3.59, -1.92, 2.56], [0.48, -0.16, 2.17], [-0.48, 0.16, 2.17]),
        entry(
            "LIFE-RAFT-DB-15", "Life raft for 4 to 14, deep ballast, canopy, drogue (average)",
            [1.91, 0.90, 1.60], [0.78, -3.60, 3.60], [-0.47, -0.10, 3.90]),
        entry(
            "LIFE-RAFT-DB-16", "Life raft for 4 to 14, deep ballast, canopy, drogue, light load",
            [1.95, -0.53, 3.59], [0.21, 1.29, 2.15], [-0.21, -1.29, 2.15]),
        entry(
            "LIFE-RAFT-DB-17", "Life raft for 4 to 14, deep ballast, canopy, drogue, heavy load",
            [2.19, -0.96, 1.01], [1.39, -7.90, 1.46], [-1.39, 7.90, 1.46]),
        entry(
            "LIFE-RAFT-DB-18", "Life raft for 15 to 50, deep ballast, canopy (mean values)",
            [3.68, -4.96, 5.37], [0.34, -1.85, 2.50], [-0.49, 1.58, 2.63]),
        entry(
            "LIFE-RAFT-DB-19", "Life raft for 15 to 50, deep ballast, canopy, no drogue, light load",
            [3.93, -3.30, 3.01], [0.38, -3.33, 2.16], [-0.59, 1.59, 2.28]),
        entry(
            "LIFE-RAFT-DB-20", "Life raft for 15 to 50, deep ballast, canopy, drogue, heavy load",
            [3.15, -4.49, 3.35], [0.39, -1.80, 2.50], [-0.38, 2.98, 1.64]),
        entry(
            "LIFE-RAFT-DB-21", "Life raft, deep ballast, capsized (mean values)",
            [0.88, 0, 2.5], [0.18, 0, 2.4], [-0.18, 0, 2.4]),
        entry(
            "LIFE-RAFT-DB-22", "Life raft, deep ballast, swamped (mean values)",
            [0.99, 0, 2.4], [0.14, 0, 2.3], [-0.14, 0, 2.3]),
        entry(
            "LIFE-RAFT-SB-6", "Life raft, shallow ballast, canopy (mean values)",
            [2.68, 0, 12], [1.10, 0, 9.4], [-1.10, 0, 9.4]),
        entry(
            "LIFE-RAFT-SB-7", "Life raft, shallow ballast, canopy, no drogue",
            [2.96, 0, 1.5], [1.21, 0, 1.7], [-1.21, 0, 1.7]),
        entry(
            "LIFE-RAFT-SB-8", "Life raft, shallow ballast, canopy, drogue",
            [2.31, 0, 4.0], [0.95, 0, 3.5], [-0.95, 0, 3.5]),
        entry(
            "LIFE-RAFT-SB-9", "Life raft, shallow ballast, canopy, capsized",
            [1.68, 0, 2.4], [0.24, 0, 2.4], [-0.24, 0, 2.4]),
        entry(
            "LIFE-RAFT-SB-10", "Submarine escape raft for one, shallow ballast, canopy, no drogue",
            [3.30, -3.90, 4.20], [0.50, 7.0, 5.7], [0.1, -6.2, 3.6]),
        entry(
            "LIFE-RAFT-SB-11", "Submarine escape raft for one, shallow ballast, canopy, drogue",
            [1.7, -3.90, 4.20], [0, 5.7, 3.3], [0, -3.4, 2.2]),
        entry(
            "LIFE-RAFT-NB-1", "Life raft without ballast (mean values)",
            [3.70, 0, 12], [1.98, 0, 9.4], [-1.98, 0, 9.4]),
        entry(
            "LIFE-RAFT-NB-2", "Life raft without ballast, no canopy, no drogue",
            [5.34, 9.91, 9.82], [2.26, 1.04, 9.08], [-2.26, -1.04, 9.08]),
        entry(
            "LIFE-RAFT-NB-3", "Life raft without ballast, no canopy, drogue",
            [3.15, -4.47, 4.00], [1.51, 0, 5.0], [-1.51, 0, 5.0]),
        entry(
            "LIFE-RAFT-NB-4", "Life raft without ballast, canopy, no drogue",
            [3.39, 0, 2.4], [1.49, 0, 2.4], [-1.49, 0, 2.4]),
        entry(
            "LIFE-RAFT-NB-5", "Life raft without ballast, canopy, drogue",
            [1.21, 0, 12], [0.92, 0, 9.4], [-0.92, 0, 9.4]),
        entry(
            "USCG-RESCUE", "Sea rescue kit: three ballasted life rafts on 300 m of line",
            [2.48, 0, 3.8], [0.32, 0, 3.4], [-0.32, 0, 3.4]),
        entry(
            "AVIATION-1", "Aviation life raft for 4 to 6, no ballast, canopy, no drogue",
            [3.39, 0, 2.4], [1.49, 0, 2.4], [-1.49, 0, 2.4]),
        entry(
            "AVIATION-2", "Aviation evacuation slide with life raft, for 46",
            [2.71, 0, 3.8], [0.72, 0, 3.4], [-0.72, 0, 3.4]),
        entry("LIFE-CAPSULE", "Hard-shell life capsule for 22", [3.52, 0, 1.9], [1.44, 0, 2.0], [-1.44, 0, 2.0]),
        entry(
            "OVATEK-CRAFT-1", "Hard-shell life raft for 4 or 7, light load, no drogue (average)",
            [3.51, 3.49, 5.66], [1.08, -1.24, 5.35], [-1.721, 4.67, 6.24]),
        entry(
            "OVATEK-CRAFT-2", "Hard-shell life raft for 4, light load, no drogue",
            [3.86, 0.01, 2.75], [0.32, 1.31, 2.62], [-0.19, -2.67, 2.81]),
        entry(
            "OVATEK-CRAFT-3", "Hard-shell life raft for 7, light load, no drogue",
            [3.26, 6.16, 6.65], [2.32, -7.33, 4.77], [-2.10, 6.02, 5.35]),
        entry(
            "OVATEK-CRAFT-4", "Hard-shell life raft for 4 or 7, full load, drogue (average)",
            [1.04, 2.99, 2.13], [0.034, 1.57, 1.30], [-0.02, -0.96, 1.17]),
        entry(
            "OVATEK-CRAFT-5", "Hard-shell life raft for 4, full load, drogue",
            [1.09, 2.31, 1.59], [0.027, 0.95, 0.99], [-0.07, -0.79, 1.31]),
        entry(
            "OVATEK-CRAFT-6", "Hard-shell life raft for 7, full load, drogue",
            [0.995, 3.46, 2.34], [0.023, -1.86, 1.32], [-0.005, -0.95, 0.88]),
    ]

    /// Boats, debris and cargo.
    private static let vessels: [LeewayClass] = [
        entry(
            "PERSON-POWERED-VESSEL-1", "Sea kayak with a person on the aft deck",
            [1.16, 11.12, 4.12], [0.41, 0, 4.39], [-0.41, 0, 4.39]),
        entry("PERSON-POWERED-VESSEL-2", "Surfboard with a person", [1.93, 0, 8.3], [0.51, 0, 6.7], [-0.51, 0, 6.7]),
        entry(
            "PERSON-POWERED-VESSEL-3", "Windsurfer, mast and sail in the water",
            [2.25, 5.03, 2.50], [0.69, -1.30, 2.96], [-0.69, 1.30, 2.96]),
        entry(
            "SKIFF-1", "Skiff, modified V or cathedral hull, outboard runabout",
            [3.15, 0, 2.2], [1.29, 0, 2.2], [-1.29, 0, 2.2]),
        entry("SKIFF-2", "Skiff, V hull", [2.87, 3.98, 3.33], [0.32, -2.93, 2.53], [-0.62, 1.03, 3.05]),
        entry("SKIFF-3", "Skiff, swamped and capsized", [1.65, 0, 3.1], [0.39, 0, 2.9], [-0.39, 0, 2.9]),
        entry(
            "SKIFF-4", "Skiff, V hull from bow to stern, aluminium (Norway)",
            [2.52, 13.37, 3.87], [1.07, -3.58, 5.82], [-1.07, 3.58, 5.82]),
        entry(
            "SPORT-BOAT", "Sport boat without canvas, modified V hull",
            [6.54, 0, 3.0], [2.19, 0, 2.8], [-2.19, 0, 2.8]),
        entry(
            "SPORT-FISHER", "Sport fisher, centre console, open cockpit",
            [5.55, 0, 3.3], [2.27, 0, 3.0], [-2.27, 0, 3.0]),
        entry("FISHING-VESSEL-1", "Fishing vessel (mean values)", [2.47, 0, 12], [2.76, 0, 9.4], [-2.76, 0, 9.4]),
        entry(
            "FISHING-VESSEL-2", "Fishing vessel, Hawaiian sampan", [2.67, 0, 8.3], [2.98, 0, 6.7], [-2.98, 0, 6.7]),
        entry(
            "FISHING-VESSEL-3", "Fishing vessel, Japanese side-stern trawler",
            [2.80, 0, 8.3], [3.13, 0, 6.7], [-3.13, 0, 6.7]),
        entry(
            "FISHING-VESSEL-4", "Fishing vessel, Japanese longliner",
            [2.47, 0, 8.3], [2.76, 0, 6.7], [-2.76, 0, 6.7]),
        entry("FISHING-VESSEL-5", "Fishing vessel, Korean", [1.80, 0, 3.79], [2.01, 0, 3.3], [-2.01, 0, 3.3]),
        entry(
            "FISHING-VESSEL-6", "Fishing vessel, gill-netter with rear reel",
            [3.72, -0.87, 3.33], [1.41, 2.00, 3.36], [-1.41, -2.00, 3.36]),
        entry("COASTAL-FREIGHTER", "Coastal freighter", [1.87, 0, 8.3], [2.09, 0, 6.7], [-2.09, 0, 6.7]),
        entry("SAILBOAT-1", "Sailing boat, one hull (average)", [4.5, 0, 19.4], [4.95, 0, 18.42], [-2.82, 0, 24.95]),
        entry(
            "SAILBOAT-2", "Sailing boat, one hull, dismasted (average)",
            [3.94, 0, 19.62], [3.98, 0, 12.6788], [-0.79, 0, 2.13]),
        entry(
            "SAILBOAT-3", "Sailing boat, one hull, dismasted, rudder amidships",
            [6.27, 0, 9.22], [4.01, 0, 12.34], [-4.01, 0, 12.34]),
        entry(
            "SAILBOAT-4", "Sailing boat, one hull, dismasted, rudder missing",
            [2.42, 0, 1.29], [0.79, 0, 2.17], [-0.79, 0, 2.13]),
        entry(
            "SAILBOAT-5", "Sailing boat, one hull, bare-masted (average)",
            [5.23, 0, 18.52], [5.89, 0, 18.87], [-6.09, 0, 18.58]),
        entry(
            "SAILBOAT-6", "Sailing boat, one hull, bare-masted, rudder amidships",
            [6.66, 0, 16.56], [7.36, 0, 15.15], [-7.53, 0, 16.69]),
        entry(
            "SAILBOAT-6b", "Sailing boat, one hull, bare-masted, rudder hove to",
            [2.69, 0, 10.48], [2.81, 0, 11.14], [-4.01, 0, 13.6608]),
        entry(
            "SAILBOAT-7", "Sailing boat, one hull, fin keel, shallow draught",
            [2.67, 0, 8.3], [2.98, 0, 6.7], [-2.98, 0, 6.7]),
        entry(
            "SAILBOAT-8", "Sunfish sailing dinghy, bare-masted, rudder missing",
            [1.79, 3.09, 4.04], [0.1, 3.53, 4.05], [-0.1, -3.53, 4.05]),
        entry("FV-DEBRIS", "Debris of a fishing vessel", [1.97, 0, 8.3], [0.36, 0, 6.7], [-0.36, 0, 6.7]),
        entry("SLDMB", "Self-locating datum marker buoy, no windage", [0, 0, 0], [0, 0, 0], [0, 0, 0]),
        entry("SEPIRB", "Submarine emergency beacon", [0.4, -1.8, 6.0], [0, 6.1, 4.6], [0, -4.6, 4.6]),
        entry(
            "BAIT-BOX-1", "Bait or wharf box of a cubic metre (mean values)",
            [0.72, 15.18, 5.59], [1.86, -5.26, 4.20], [-1.86, 5.26, 4.20]),
        entry(
            "BAIT-BOX-2", "Bait or wharf box of a cubic metre, light load",
            [2.53, 9.01, 3.05], [1.09, -2.76, 4.14], [-1.09, 2.76, 4.14]),
        entry(
            "BAIT-BOX-3", "Bait or wharf box of a cubic metre, full load",
            [1.15, 7.94, 3.17], [1.48, -0.32, 2.99], [-1.48, 0.32, 2.99]),
        entry("OIL-DRUM", "Oil drum of 220 l", [0.75, 2.66, 2.83], [0.48, 2.88, 3.92], [-0.45, -1.46, 4.59]),
        entry(
            "CONTAINER-1", "Model (1:3) of a 40 ft container, 70 % submerged",
            [1.78, 1.44, 2.99], [0.27, -2.44, 2.31], [-0.27, 2.44, 2.31]),
        entry(
            "CONTAINER-2", "Container of 20 ft, 80 % submerged",
            [1.25, 3.96, 2.81], [0.19, 1.14, 4.36], [-0.19, -1.14, 4.36]),
        entry("MINE", "Sea mine L-MK2", [1.07, 4.47, 6.55], [0.41, 1.15, 4.13], [-0.41, -1.15, 4.13]),
        entry(
            "REFUGEE-RAFT-1", "Makeshift raft, no sail",
            [1.56, 8.30, 1.53], [0.078, 2.70, 1.52], [-0.078, -2.70, 1.52]),
        entry("REFUGEE-RAFT-2", "Makeshift raft, with sail", [6.43, -3.47, 3.63], [2.22, 0, 7.12], [-2.22, 0, 7.12]),
        entry("SEWAGE", "Floating sewage, tampon applicator", [1.79, 0, 3.1], [0.16, 0, 2.9], [-0.16, 0, 2.9]),
        entry("MED-WASTE-1", "Medical waste (mean values)", [2.75, 0, 12], [0.50, 0, 9.4], [-0.50, 0, 9.4]),
        entry("MED-WASTE-2", "Medical waste, vials", [3.64, 0, 12], [0.67, 0, 9.4], [-0.67, 0, 9.4]),
        entry("MED-WASTE-3", "Medical waste, large vials", [4.34, 0, 3.1], [0.74, 0, 2.9], [-0.74, 0, 2.9]),
        entry("MED-WASTE-4", "Medical waste, small vials", [2.95, 0, 5.4], [0.54, 0, 4.5], [-0.54, 0, 4.5]),
        entry("MED-WASTE-5", "Medical waste, syringes", [1.79, 0, 12], [0.16, 0, 9.4], [-0.16, 0, 9.4]),
        entry("MED-WASTE-6", "Medical waste, large syringes", [1.79, 0, 3.1], [0.16, 0, 2.9], [-0.16, 0, 2.9]),
        entry("MED-WASTE-7", "Medical waste, small syringes", [1.79, 0, 2.4], [0.16, 0, 2.3], [-0.16, 0, 2.3]),
    ]

    /// Slope, offset and deviation of each line.
    private static func entry(
        _ name: String, _ description: String, _ downwind: [Double], _ right: [Double], _ left: [Double]
    ) -> LeewayClass {
        func line(_ figures: [Double]) -> Line { Line(figures[0], figures[1], figures[2]) }
        return LeewayClass(
            name: name, description: description, downwind: line(downwind), right: line(right), left: line(left))
    }
}
