internal import SpatialEngine

// What the search for voyages asks of a chart.
extension SeaChart {
    /// The position as it is written: on the lattice.
    func rounded(_ p: GeographicPoint) -> GeographicPoint {
        lattice.point(near: p).map { lattice.position(of: $0) } ?? p
    }
}

extension SeaFrame {
    /// Whether the position lies in the window or on its border.
    func holds(_ p: LatticePoint) -> Bool { p.x >= west && p.x <= east && p.y >= south && p.y <= north }
}
