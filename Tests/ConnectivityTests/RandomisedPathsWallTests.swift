import Connectivity
import Glibc
import TestSupport
import Testing

/// The landscape with a wall and two corridors of ConScape.jl's tests (ConScape/ConScape.jl, test/runtests.jl, test/wall.jl).
///
/// 30 rows of 60 cells; affinity 0.5 between neighbours, over √2 on diagonals, but 10⁻²⁰ from and to cells of the wall; cost
/// −ln of the affinity; θ 0.2. The quality of a cell is 1800 less its row-major index.
private struct WallLandscape {
    static let (rows, columns) = (30, 60)
    static let wall = (0..<rows * columns).map { cell in
        (29...31).contains(cell % columns) && ![8, 9, 10, 20, 21].contains(cell / columns)
    }

    static let network: WalkNetwork = {
        var edges: [WalkNetwork.Edge] = []
        for cell in 0..<rows * columns {
            let (row, column) = (cell / columns, cell % columns)
            for other in [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)] {
                let (toRow, toColumn) = (row + other.0, column + other.1)
                guard (0..<rows).contains(toRow), (0..<columns).contains(toColumn) else { continue }
                let to = toRow * columns + toColumn
                var affinity = other.0 != 0 && other.1 != 0 ? 0.5 / 2.squareRoot() : 0.5
                if wall[cell] || wall[to] { affinity = 1e-20 }
                edges.append(.init(from: Int32(cell), to: Int32(to), affinity: affinity, cost: -log(affinity)))
            }
        }
        return WalkNetwork(nodeCount: rows * columns, edges: edges)
    }()

    /// The qualities, 0 in the wall or not.
    static func qualities(inWall: Bool) -> [Double] {
        (0..<rows * columns).map { !inWall && wall[$0] ? 0 : Double(1800 - $0) }
    }

    /// The cell at a row and column counted from 1.
    static func cell(_ row: Int, _ column: Int) -> Int { (row - 1) * columns + column - 1 }
}

struct RandomisedPathsWallTests {
    /// Betweenness weighted by quality at rows 9…11, columns 30…32, for four target cells.
    @Test(arguments: [
        (
            true,
            [
                1.4012984154363496e9, 1.3576613474599123e9, 1.4013548293211923e9,
                1.7902650081599138e9, 2.016569666682126e9, 1.790379360572362e9,
                1.3937127669128556e9, 1.3505349580912094e9, 1.3934168377493184e9,
            ]
        ),
        (
            false,
            [
                1.35257193796979e9, 1.3112254944853191e9, 1.3525448385844798e9,
                1.7383632661402326e9, 1.9571251417867596e9, 1.7385247019409044e9,
                1.352382919812123e9, 1.3103077614483771e9, 1.3520848636655023e9,
            ]
        ),
    ])
    func `the passage to four landmarks is ConScape's betweenness`(hasQualityInWall: Bool, published: [Double]) throws {
        let qualities = WallLandscape.qualities(inWall: hasQualityInWall)
        let paths = try RandomisedPaths(WallLandscape.network, theta: 0.2)
        var passage = [Double](repeating: 0, count: qualities.count)
        for (row, column) in [(10, 15), (20, 15), (10, 45), (20, 45)] {
            let target = WallLandscape.cell(row, column)
            let visits = try paths.toward(target).passage(from: qualities)
            for cell in visits.indices { passage[cell] += qualities[target] * visits[cell] }
        }
        let window = (9...11).flatMap { row in (30...32).map { passage[WallLandscape.cell(row, $0)] } }
        // As close as their own solution of a dense system is.
        for (ours, theirs) in zip(window, published) { #expect(isClose(ours, theirs, within: theirs * 1e-10)) }
    }

    /// Habitat weighted by exp(−expected cost), by the column of rows 28…30, columns 58…60.
    @Test func `proximities by expected cost sum up to ConScape's functional habitat`() throws {
        let published = [
            11230.00960154365, 3089.464044624814, 77.98295374964728, 12455.993924751103, 3512.5483842548506,
            57.130439979758414, 10677.051974719087, 2937.2668774187628, 26.29414517656454,
        ]
        let qualities = WallLandscape.qualities(inWall: true)
        let paths = try RandomisedPaths(WallLandscape.network, theta: 0.2)
        let cells = (58...60).flatMap { column in (28...30).map { WallLandscape.cell($0, column) } }
        for (cell, theirs) in zip(cells, published) {
            let costs = try paths.toward(cell).expectedCosts()
            let all = zip(qualities, costs).reduce(0) { $0 + $1.0 * exp(-$1.1) }
            // The cell itself is not counted.
            let proximity = all - qualities[cell]
            #expect(isClose(proximity * qualities[cell], theirs, within: theirs * 1e-9))
        }
    }
}
