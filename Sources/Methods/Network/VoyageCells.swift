internal import SpatialEngine

/// The centres of square cells over a chart's water: small near the coast, larger the farther off.
struct VoyageCells {
    /// Cells within this distance of the coast have the finest size, metres.
    static let coastalBelt = 5_000.0
    /// The largest cell within the belt, metres.
    static let finest = 250.0
    /// How many metres a cell may be larger for each metre that it lies beyond the belt.
    private static let growth = 0.2
    /// Centres are moved by up to this share of their cell, so that legs between them have many directions.
    private static let jitter = 0.2

    private let chart: SeaChart
    private let largest: Double
    private let isNeeded: (GeographicPoint, Double) -> Bool
    private let metresPerStep: Double
    private var cells: [LatticePoint] = []

    /// - Parameters:
    ///   - largest: The side of the largest cell, metres.
    ///   - isNeeded: Whether a circle of that radius in metres holds a place that a search may need.
    init(over chart: SeaChart, largest: Double, isNeeded: @escaping (GeographicPoint, Double) -> Bool) {
        self.chart = chart
        self.largest = largest
        self.isNeeded = isNeeded
        let frame = chart.frame
        let scale = chart.lattice.scale(
            at: LatticePoint(x: (frame.west + frame.east) / 2, y: (frame.south + frame.north) / 2))
        metresPerStep = max(scale.eastMetres, scale.northMetres)
    }

    private var finest: Double { min(Self.finest, largest) }

    /// The centres, quarter by quarter.
    mutating func all() -> [LatticePoint] {
        let frame = chart.frame
        // Halved again and again, the whole must give the finest cell, not half of it.
        var side = max(4, Int64(finest / metresPerStep))
        while side < max(frame.east - frame.west, frame.north - frame.south) { side *= 2 }
        split(west: frame.west, south: frame.south, side: side, Offing(place: LatticePoint(x: 0, y: 0), metres: 0))
        return cells
    }

    /// How far off the coast a place lies; that of its neighbours differs by no more than their distance.
    private struct Offing {
        let place: LatticePoint
        let metres: Double
        /// Whether all of the square round the place lies in the coastal belt.
        var isInBelt = false
    }

    /// Squares of this side or less take the offing of the larger one that they are part of.
    private static let measuredSide = 1_500.0

    private mutating func split(west: Int64, south: Int64, side: Int64, _ outer: Offing) {
        let frame = chart.frame
        guard west < frame.east, south < frame.north else { return }
        let centre = LatticePoint(x: west + side / 2, y: south + side / 2)
        let metres = Double(side) * metresPerStep
        guard isNeeded(chart.lattice.position(of: centre), 0.7072 * metres) else { return }
        let offing =
            outer.isInBelt || (metres <= Self.measuredSide && outer.metres > 0)
            ? outer : measured(at: centre, radius: 0.7072 * metres)
        if offing.place == centre, offing.metres > 0.7072 * metres, frame.holds(centre),
            chart.waterTriangle(at: centre) == nil
        {
            // No shore in the square and its middle is dry: all land.
            return
        }
        guard metres > 1.001 * wanted(in: offing, centre, radius: 0.7072 * metres), side > 4 else {
            add(centre, side: side)
            return
        }
        let half = (side + 1) / 2
        for (x, y) in [(west, south), (west + half, south), (west, south + half), (west + half, south + half)] {
            split(west: x, south: y, side: half, offing)
        }
    }

    private func measured(at centre: LatticePoint, radius: Double) -> Offing {
        let reach = radius + Self.coastalBelt + (largest - finest) / Self.growth
        let metres =
            chart.distanceToShore(from: chart.lattice.position(of: centre), within: Metres(reach))?.value ?? reach
        return Offing(place: centre, metres: metres, isInBelt: metres + radius < Self.coastalBelt)
    }

    /// The side that a cell may have in a square round `centre`.
    private func wanted(in offing: Offing, _ centre: LatticePoint, radius: Double) -> Double {
        if offing.isInBelt { return finest }
        let (dx, dy) = (Double(centre.x - offing.place.x), Double(centre.y - offing.place.y))
        let apart = metresPerStep * (dx * dx + dy * dy).squareRoot()
        return min(largest, finest + Self.growth * max(0, offing.metres - apart - radius - Self.coastalBelt))
    }

    private mutating func add(_ centre: LatticePoint, side: Int64) {
        let reach = Self.jitter * Double(side)
        let mixed = Self.mixed(centre)
        let p = LatticePoint(
            x: centre.x + Int64(reach * (Double(mixed & 0xFFFF) / 32_768 - 1)),
            y: centre.y + Int64(reach * (Double((mixed >> 16) & 0xFFFF) / 32_768 - 1)))
        if chart.frame.holds(p), chart.waterTriangle(at: p) != nil { cells.append(p) }
    }

    /// A number that differs from cell to cell and is the same in every run.
    private static func mixed(_ p: LatticePoint) -> UInt64 {
        var z = UInt64(bitPattern: p.x) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: p.y) &* 0xC2B2_AE3D_27D4_EB4F
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
