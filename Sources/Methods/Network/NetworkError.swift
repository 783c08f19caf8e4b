public import SpatialEngine
public import Surfaces

/// Why a search over land cannot begin.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
    case startOnBarrier(row: Int, column: Int, nearestOpen: PlanarPoint?, distance: Metres?)
    case noSource
    case cellOutsideGrid(cell: Int, count: Int)
    case noGroundLengths(crs: CoordinateReferenceSystem, reason: String)
    case cancelled
    case noMemory(bytes: Int)
    case gridTooLarge(cells: Int)
    case wrongCellCount(layer: String, count: Int, expected: Int)
    case badParameter(name: String, value: Double, range: String)
    case surface(SurfaceError)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .startOnBarrier(let row, let column, let nearest?, let distance?):
            "the cell at row \(row), column \(column) is closed; the nearest open cell is at "
                + "\(nearest.x),\(nearest.y), \(distance.value.rounded()) m away; start there"
        case .startOnBarrier(let row, let column, _, _):
            "the cell at row \(row), column \(column) is closed and so is every other; check the barriers"
        case .noSource:
            "no cell to start from; name at least one"
        case .cellOutsideGrid(let cell, let count):
            "cell \(cell) is not among the \(count) cells of the grid"
        case .noGroundLengths(let crs, let reason):
            "lengths on the ground cannot be had for a grid in \(crs): \(reason); use grid lengths"
        case .cancelled:
            "the search was cancelled"
        case .noMemory(let bytes):
            "the search needs \(bytes >> 20) MiB that this machine does not have; cut the raster, or use larger cells"
        case .gridTooLarge(let cells):
            "the grid has \(cells) cells; a search holds at most \(StepGeometry.mostCells); cut it into parts"
        case .wrongCellCount(let layer, let count, let expected):
            "\(layer) has \(count) cells where the grid has \(expected); bring the layers onto one grid"
        case .badParameter(let name, let value, let range):
            "\(name) is \(value); it must be \(range)"
        case .surface(let error):
            error.description
        }
    }
}
