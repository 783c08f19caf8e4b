internal import SpatialEngine

/// Why a land surface cannot be built.
public enum SurfaceError: Error, Equatable, CustomStringConvertible {
    case unknownSlopeFunction(name: String)
    case parameterOutOfRange(name: String, value: Double, range: String)
    case wrongCellCount(layer: String, count: Int, expected: Int)
    case negativeFriction(count: Int, row: Int, column: Int)
    case badMultiplier(layer: String, value: Double)
    case elevationMissing(count: Int, row: Int, column: Int)
    case tooFewSpotHeights(count: Int)
    case badSpotHeight(id: String, problem: String)
    case coincidentNodes(first: Int, second: Int)
    case correlationTooLong(correlationLength: Double, cells: Double)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .unknownSlopeFunction(let name):
            "no slope function \"\(name)\"; use one of \(SlopeFunction.names.joined(separator: ", "))"
        case .parameterOutOfRange(let name, let value, let range):
            "\(name) is \(value); it must be \(range)"
        case .wrongCellCount(let layer, let count, let expected):
            "\(layer) has \(count) cells where the grid has \(expected); bring the layers onto one grid"
        case .negativeFriction(let count, let row, let column):
            "\(count) cells have a negative friction, the first at row \(row), column \(column); friction must be 0 or more"
        case .badMultiplier(let layer, let value):
            "the \(layer) multiplier is \(value); it must be a finite number above 0"
        case .elevationMissing(let count, let row, let column):
            "\(count) land cells have no elevation, the first at row \(row), column \(column); use a DEM that covers the land"
        case .tooFewSpotHeights(let count):
            "\(count) different spot heights and coast vertices; a terrain needs at least 2"
        case .badSpotHeight(let id, let problem):
            "spot height \(id): \(problem)"
        case .coincidentNodes(let first, let second):
            "terrain nodes \(first) and \(second) lie so close that the heights cannot be fitted; drop one of them"
        case .correlationTooLong(let correlationLength, let cells):
            "a correlation length of \(correlationLength) m would need a field of \(cells.rounded()) cells; shorten it, "
                + "or use larger cells"
        }
    }
}
