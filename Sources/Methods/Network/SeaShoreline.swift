internal import SpatialEngine

/// The land of a chart as closed rings on the lattice, clipped to the window, the land on their left.
struct SeaShoreline {
    let rings: [[LatticePoint]]
    /// Every ring keeps its place even if rounding moves lines by some steps: it is grown or has a rim.
    let isRimmed: Bool

    /// - Parameter rimmed: Gives every ring a rim; else only those that do not lie on the lattice exactly.
    init(
        of land: MultiPolygon, grownBy clearance: Metres, rimmed: Bool, in frame: SeaFrame
    ) throws(SeaError) {
        let growth = SeaGrowth(by: clearance, on: frame.lattice)
        var rings: [[LatticePoint]] = []
        var allRimmed = true
        for polygon in land.polygons {
            for (index, ring) in polygon.rings.enumerated() {
                let (points, isExact) = try frame.rounded(ring)
                let needsRim = clearance.value == 0 && (rimmed || !isExact || frame.rounds(points))
                allRimmed = allRimmed && (needsRim || clearance.value > 0)
                let isHole = index > 0
                let grown = needsRim ? growth.rimmed(points, isHole: isHole) : growth.grown(points, isHole: isHole)
                rings.append(frame.clipped(grown))
            }
        }
        (self.rings, isRimmed) = (rings, allRimmed)
    }
}
