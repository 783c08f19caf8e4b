import Glibc
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct GaussianRandomFieldTests {
    @Test(arguments: [1, 2, 3, 4, 6, 8, 9, 12, 16, 18, 27, 36, 48, 54, 96, 108])
    func `the transform is the sum of its definition`(length: Int) {
        let count = 3
        var random = SplitMix64(seed: UInt64(length))
        let real = (0..<length * count).map { _ in random.nextNormal() }
        let imaginary = (0..<length * count).map { _ in random.nextNormal() }
        func allocated(_ values: [Double]) -> UnsafeMutablePointer<Double> {
            let pointer = UnsafeMutablePointer<Double>.allocate(capacity: values.count)
            pointer.initialize(from: values, count: values.count)
            return pointer
        }
        let values = ComplexBuffer(real: allocated(real), imaginary: allocated(imaginary))
        let scratch = ComplexBuffer(real: allocated(real), imaginary: allocated(imaginary))
        defer {
            for pointer in [values.real, values.imaginary, scratch.real, scratch.imaginary] { pointer.deallocate() }
        }
        FourierTransform(length: length).transform(values, scratch: scratch, count: count)
        for q in 0..<count {
            for k in 0..<length {
                var (sumR, sumI) = (0.0, 0.0)
                for j in 0..<length {
                    let angle = -2 * Double.pi * Double(j * k % length) / Double(length)
                    sumR += real[j * count + q] * cos(angle) - imaginary[j * count + q] * sin(angle)
                    sumI += real[j * count + q] * sin(angle) + imaginary[j * count + q] * cos(angle)
                }
                #expect(isClose(values.real[k * count + q], sumR, within: 1e-11))
                #expect(isClose(values.imaginary[k * count + q], sumI, within: 1e-11))
            }
        }
    }

    @Test func `lengths are rounded up to powers of 2 and 3`() {
        let expected = [1: 1, 5: 6, 7: 8, 10: 12, 65: 72, 100: 108, 433: 486, 1000: 1024]
        for (length, rounded) in expected { #expect(FourierTransform.length(atLeast: length) == rounded) }
    }

    /// Mean of the products of values `lag` columns (or rows) apart over many fields, with mean 0 known.
    private func correlations(
        _ field: GaussianRandomField, pairs: Int, lags: [Int]
    ) -> (mean: Double, variance: Double, alongRow: [Double], alongColumn: [Double]) {
        let (rows, columns) = (field.grid.shape.rows, field.grid.shape.columns)
        var (mean, variance) = (0.0, 0.0)
        var along = [Double](repeating: 0, count: lags.count)
        var down = along
        let random = SplitMix64(seed: 99)
        for pair in 0..<pairs {
            let fields = field.pair(random.stream(UInt64(pair)))
            for values in [fields.first, fields.second] {
                for value in values {
                    mean += Double(value)
                    variance += Double(value) * Double(value)
                }
                for (index, lag) in lags.enumerated() {
                    var (sumAlong, sumDown) = (0.0, 0.0)
                    for row in 0..<rows {
                        for column in 0..<columns - lag {
                            sumAlong += Double(values[row * columns + column] * values[row * columns + column + lag])
                        }
                    }
                    for row in 0..<rows - lag {
                        for column in 0..<columns {
                            sumDown += Double(values[row * columns + column] * values[(row + lag) * columns + column])
                        }
                    }
                    along[index] += sumAlong / Double(rows * (columns - lag))
                    down[index] += sumDown / Double((rows - lag) * columns)
                }
            }
        }
        let fields = Double(2 * pairs)
        let cells = fields * Double(rows * columns)
        return (mean / cells, variance / cells, along.map { $0 / fields }, down.map { $0 / fields })
    }

    @Test(arguments: GaussianRandomField.Covariance.allCases)
    func `fields have mean 0, deviation 1 and a correlation of 1 over e at the correlation length`(
        covariance: GaussianRandomField.Covariance
    ) throws {
        // 600 fields of 48 × 40 cells, 3 cells to the correlation length: some 100,000 independent patches; the
        // tolerance of 0.02 is five standard errors.
        let grid = Grid(
            shape: GridShape(rows: 40, columns: 48),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 100, cellHeight: 150),
            crs: CoordinateReferenceSystem("EPSG:32618"))
        let field = try GaussianRandomField(grid: grid, correlationLength: Metres(300), covariance: covariance)
        let lags = [1, 2, 3, 6]
        let found = correlations(field, pairs: 300, lags: lags)
        #expect(isClose(found.mean, 0, within: 0.02))
        #expect(isClose(found.variance, 1, within: 0.02))
        for (index, lag) in lags.enumerated() {
            let ratios = (Double(lag) * 100 / 300, Double(lag) * 150 / 300)
            let power = covariance == .gaussian ? 2.0 : 1.0
            #expect(isClose(found.alongRow[index], exp(-pow(ratios.0, power)), within: 0.02))
            #expect(isClose(found.alongColumn[index], exp(-pow(ratios.1, power)), within: 0.02))
        }
    }

    @Test func `the two fields of a pair do not depend on each other`() throws {
        let grid = Grid(covering: BoundingBox(west: -78, south: 8, east: -77.5, north: 8.4), cellDegrees: 0.01)
        let field = try GaussianRandomField(grid: grid, correlationLength: Metres(2_600))
        let random = SplitMix64(seed: 4)
        var sum = 0.0
        for pair in 0..<100 {
            let (first, second) = field.pair(random.stream(UInt64(pair)))
            for (a, b) in zip(first, second) { sum += Double(a * b) }
        }
        #expect(isClose(sum / Double(100 * grid.shape.count), 0, within: 0.03))
    }

    @Test func `the same stream gives the same field, another stream another`() throws {
        let grid = Grid(covering: BoundingBox(west: -78, south: 8, east: -77.8, north: 8.2), cellDegrees: 0.01)
        let field = try GaussianRandomField(grid: grid, correlationLength: Metres(2_600))
        let random = SplitMix64(seed: 4)
        #expect(field.pair(random.stream(1)).first == field.pair(random.stream(1)).first)
        #expect(field.pair(random.stream(1)).first != field.pair(random.stream(2)).first)
    }

    @Test func `a correlation length without sense or beyond memory is refused`() {
        let grid = Grid(covering: BoundingBox(west: -78, south: 8, east: -77.8, north: 8.2), cellDegrees: 0.001)
        #expect(throws: SurfaceError.self) { try GaussianRandomField(grid: grid, correlationLength: Metres(0)) }
        #expect(throws: SurfaceError.self) { try GaussianRandomField(grid: grid, correlationLength: Metres(1e7)) }
    }

    @Test(arguments: [
        ("EPSG:4269", -77.6, 8.4, 0.01), ("OGC:CRS84", -77.6, 8.4, 0.01),
        ("EPSG:2277", 3_000_000.0, 10_000_000.0, 3_000.0),
        ("EPSG:32618", 300_000.0, 1_000_000.0, 900.0),
    ])
    func `a correlation length is in metres whatever the unit of the grid`(
        system: String, x: Double, y: Double, cell: Double
    ) {
        let grid = Grid(
            shape: GridShape(rows: 20, columns: 20),
            transform: GeoTransform(originX: x, originY: y, cellWidth: cell, cellHeight: cell),
            crs: CoordinateReferenceSystem(system))
        // A degree at 8.3° N is 110.2 km of longitude and 110.6 km of latitude; a US survey foot 0.3048006 m.
        let expected = [
            "EPSG:4269": (1102.0, 1106.0), "OGC:CRS84": (1102.0, 1106.0), "EPSG:2277": (914.4, 914.4),
            "EPSG:32618": (900.0, 900.0),
        ]
        let (width, height) = expected[system] ?? (0, 0)
        #expect(isClose(grid.metresPerCell.width, width, within: 1.5))
        #expect(isClose(grid.metresPerCell.height, height, within: 1.5))
    }
}
