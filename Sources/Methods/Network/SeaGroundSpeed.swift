/// Speed over the ground along a fixed course in a current (Zermelo's steering on one edge).
public enum SeaGroundSpeed {
    /// The speed along the course whose unit vector is (`east`, `north`): w·ê + √(F² − |w⊥|²), the boat steering against
    /// the part of the current across its course.
    ///
    /// - Parameter throughWater: Speed through the water F, 0 or more, m/s; the current in m/s too.
    /// - Returns: m/s; nil where the current sets the boat off its course or back.
    public static func along(
        east: Double, north: Double, throughWater: Double, currentEast: Double, currentNorth: Double
    ) -> Double? {
        let with = currentEast * east + currentNorth * north
        let across = currentEast * north - currentNorth * east
        let rest = throughWater * throughWater - across * across
        guard rest >= 0 else { return nil }
        let speed = with + rest.squareRoot()
        return speed > 0 ? speed : nil
    }
}
