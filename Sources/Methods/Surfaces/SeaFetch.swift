import Glibc
public import SpatialEngine

/// How far the sea stretches from a place in each direction.
public struct SeaFetch: Sendable {
    private let grid: Grid
    private let cover: [CellCover]
    /// The longest fetch that is looked for; beyond the window the sea counts as open.
    public let openSea: Metres

    /// Marks the cells of a grid over `extent` that land covers or touches.
    ///
    /// - Parameter openSea: The cap on a fetch, also for open water. An assumption: about as far as waves grow within a day
    ///   of steady wind of 10 m/s (272 km by equation II-2-38 of the Coastal Engineering Manual).
    /// - Parameter cellDegrees: The grain of the coast, above 0; a fetch is true to about two cells.
    /// - Complexity: O(cells) time and space.
    public init(
        land: MultiPolygon, extent: BoundingBox, openSea: Metres = Metres(250_000), cellDegrees: Double = 0.01
    ) {
        grid = Grid(covering: extent, cellDegrees: cellDegrees)
        cover = grid.cover(of: land)
        self.openSea = openSea
    }

    /// Whether land covers the whole cell of a place.
    public func isLand(_ point: GeographicPoint) -> Bool {
        grid.cell(containing: point).map { cover[$0] == .inside } ?? false
    }

    /// The length of water from `point` towards `azimuthDegrees` (clockwise from north), at most ``openSea``.
    ///
    /// The place itself counts as water, and a coast within 1½ cells of it is passed over, because the grid cannot tell
    /// on which side of it the place lies.
    /// - Complexity: O(fetch / cell).
    public func length(from point: GeographicPoint, azimuthDegrees: Double) -> Metres {
        let azimuth = azimuthDegrees * .pi / 180
        let metresPerDegree = 111_195.0
        let stepMetres = 0.7 * grid.transform.cellHeight * metresPerDegree
        let north = stepMetres * cos(azimuth) / metresPerDegree
        let east = stepMetres * sin(azimuth) / metresPerDegree
        let leeway = 1.5 * grid.transform.cellHeight * metresPerDegree
        var place = point
        var run = 0.0
        while run < openSea.value {
            place.longitude += east / max(0.01, cos(place.latitude * .pi / 180))
            place.latitude += north
            run += stepMetres
            guard let cell = grid.cell(containing: place) else { return openSea }
            if cover[cell] != .outside && run > leeway { return Metres(run) }
        }
        return openSea
    }
}
