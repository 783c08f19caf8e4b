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

    /// A place at sea and how far the coast is from it at least.
    struct Cell {
        let point: LatticePoint
        let shoreMetres: Float
    }

    private let chart: SeaChart
    private let largest: Double
    private let isNeeded: (GeographicPoint, Double) -> Bool
    private let metresPerStep: Double
    private var cells: [Cell] = []

    /// - Parameters:
    ///   - largest: The side of the largest cell, metres.
    ///   - isNeeded: Whether a circle of that radius in metres holds a place that a search may need.
    init(over chart: SeaChart, largest: Double, isNeeded: @escaping (GeographicPoint, Double) -> Bool) {
        self.chart = chart
        self.largest = largest
        self.isNeeded = isNeeded
        let middle = LatticePoint(
            x: (chart.frame.west + chart.frame.east) / 2, y: (chart.frame.south + chart.frame.north) / 2)
        let scale = chart.lattice.scale(at: middle)
        metresPerStep = max(scale.eastMetres, scale.northMetres)
    }

    /// The cells, quarter by quarter.
    mutating func all() -> [Cell] {
        let frame = chart.frame
        let side = max(frame.east - frame.west, frame.north - frame.south)
        split(west: frame.west, south: frame.south, side: side)
        return cells
    }

    private mutating func split(west: Int64, south: Int64, side: Int64) {
        let frame = chart.frame
        guard west < frame.east, south < frame.north else { return }
        let centre = LatticePoint(x: west + side / 2, y: south + side / 2)
        let metres = Double(side) * metresPerStep
        let radius = 0.7072 * metres
        guard isNeeded(chart.lattice.position(of: centre), radius) else { return }
        let fine = min(Self.finest, largest)
        let reach = radius + Self.coastalBelt + largest / Self.growth
        let toShore =
            chart.distanceToShore(from: chart.lattice.position(of: centre), within: Metres(reach))?.value ?? reach
        let least = toShore - radius
        let wanted = min(largest, least < Self.coastalBelt ? fine : fine + Self.growth * (least - Self.coastalBelt))
        guard metres > wanted, side > 4 else {
            add(centre, side: side, toShore: toShore)
            return
        }
        // All land: no shore in the square and its middle is dry.
        if least > 0, chart.waterTriangle(at: centre) == nil, frame.holds(centre) { return }
        let half = (side + 1) / 2
        for (x, y) in [(west, south), (west + half, south), (west, south + half), (west + half, south + half)] {
            split(west: x, south: y, side: half)
        }
    }

    private mutating func add(_ centre: LatticePoint, side: Int64, toShore: Double) {
        let reach = Self.jitter * Double(side)
        let mixed = Self.mixed(centre)
        let p = LatticePoint(
            x: centre.x + Int64(reach * (Double(mixed & 0xFFFF) / 32_768 - 1)),
            y: centre.y + Int64(reach * (Double((mixed >> 16) & 0xFFFF) / 32_768 - 1)))
        guard chart.frame.holds(p), chart.waterTriangle(at: p) != nil else { return }
        let moved = 1.5 * reach * metresPerStep
        cells.append(Cell(point: p, shoreMetres: Float(max(0, toShore - moved))))
    }

    /// A number that differs from cell to cell and is the same in every run.
    private static func mixed(_ p: LatticePoint) -> UInt64 {
        var z = UInt64(bitPattern: p.x) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: p.y) &* 0xC2B2_AE3D_27D4_EB4F
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
