internal import Glibc
public import SpatialEngine

/// Normal fields of mean 0 and standard deviation 1 on a grid, whose autocorrelation falls with distance.
///
/// Circulant embedding (Dietrich and Newsam 1997, doi:10.1137/S1064827592240555): the covariance is continued periodically
/// on a torus so wide that the continuation adds less than 1e−4 to any correlation on the grid. One transform makes two
/// fields that do not depend on each other.
public struct GaussianRandomField: Sendable {
    /// The fall of the autocorrelation with the distance r, for the correlation length L; 1/e at r = L for both.
    public enum Covariance: String, CaseIterable, Sendable {
        /// exp(−r/L): rough, as errors of elevation models are.
        case exponential
        /// exp(−(r/L)²): smooth.
        case gaussian

        func correlation(_ ratio: Double) -> Double {
            switch self {
            case .exponential: exp(-ratio)
            case .gaussian: exp(-ratio * ratio)
            }
        }

        /// Correlation lengths after which 1e−4 is left.
        var reach: Double {
            switch self {
            case .exponential: -log(1e-4)
            case .gaussian: (-log(1e-4)).squareRoot()
            }
        }
    }

    /// The frame of the fields.
    public let grid: Grid
    private let rowTransform: FourierTransform
    private let columnTransform: FourierTransform
    /// Square roots of the covariance's spectrum over the number of the torus's cells, row-major on the torus.
    private let amplitudes: [Double]

    /// The most cells that the torus may have.
    private static let mostCells = 1 << 26

    /// Prepares fields for one grid.
    ///
    /// Distances are those of the middle row: on a geographic grid cells narrow towards the poles, which over the 3° of a
    /// region near the equator changes them by less than 1 %.
    /// - Throws: ``SurfaceError/parameterOutOfRange(name:value:range:)`` for a correlation length of 0 or less, or
    ///   ``SurfaceError/correlationTooLong(correlationLength:cells:)``.
    /// - Complexity: O(*n* log *n*) for *n* cells of the torus.
    public init(grid: Grid, correlationLength: Metres, covariance: Covariance = .exponential) throws(SurfaceError) {
        let length = correlationLength.value
        guard length > 0, length.isFinite else {
            throw .parameterOutOfRange(name: "correlation length", value: length, range: "above 0 m")
        }
        self.grid = grid
        let (width, height) = grid.metresPerCell
        let pad = length * covariance.reach
        let rows = Double(grid.shape.rows) + pad / height
        let columns = Double(grid.shape.columns) + pad / width
        guard rows * columns < Double(Self.mostCells) / 1.5 else {
            throw .correlationTooLong(correlationLength: length, cells: rows * columns)
        }
        columnTransform = FourierTransform(length: FourierTransform.length(atLeast: Int(rows.rounded(.up))))
        rowTransform = FourierTransform(length: FourierTransform.length(atLeast: Int(columns.rounded(.up))))
        amplitudes = Self.amplitudes(columnTransform, rowTransform, cell: (width / length, height / length), covariance)
    }

    /// Two fields, row-major on the grid.
    ///
    /// - Parameter random: The stream of this pair; its numbers decide the fields, on any machine and thread.
    public func pair(_ random: SplitMix64) -> (first: [Float], second: [Float]) {
        var random = random
        var matrix = ComplexMatrix(rows: columnTransform.length, columns: rowTransform.length)
        for index in amplitudes.indices {
            matrix.values.real[index] = amplitudes[index] * random.nextNormal()
            matrix.values.imaginary[index] = amplitudes[index] * random.nextNormal()
        }
        matrix.transform(along: columnTransform, across: rowTransform)
        let (columns, torusColumns) = (grid.shape.columns, rowTransform.length)
        func cut(_ part: UnsafeMutablePointer<Double>) -> [Float] {
            (0..<grid.shape.count).map { Float(part[$0 / columns * torusColumns + $0 % columns]) }
        }
        return (cut(matrix.values.real), cut(matrix.values.imaginary))
    }

    /// Spectrum of the covariance summed over the torus's neighbours, which keeps it from turning negative.
    private static func amplitudes(
        _ columnTransform: FourierTransform, _ rowTransform: FourierTransform, cell: (width: Double, height: Double),
        _ covariance: Covariance
    ) -> [Double] {
        let (rows, columns) = (columnTransform.length, rowTransform.length)
        var matrix = ComplexMatrix(rows: rows, columns: columns)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0.0
                for y in [Double(row), Double(row - rows), Double(row + rows)] {
                    for x in [Double(column), Double(column - columns), Double(column + columns)] {
                        sum += covariance.correlation(hypot(x * cell.width, y * cell.height))
                    }
                }
                matrix.values.real[row * columns + column] = sum
            }
        }
        let variance = matrix.values.real[0]
        matrix.transform(along: columnTransform, across: rowTransform)
        let scale = 1 / (variance * Double(rows * columns))
        return (0..<rows * columns).map { max(0, matrix.values.real[$0] * scale).squareRoot() }
    }
}
