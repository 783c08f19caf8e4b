internal import SpatialEngine
internal import SpatialFormats

/// The axes of a NetCDF file of sea states, and the part of them that is read.
struct SeaStateFrame {
    /// The columns that are read, ascending.
    let longitudes: [Double]
    /// The rows that are read, ascending.
    let latitudes: [Double]
    /// 1…12 for every time of the file; nil without a time axis.
    let months: [Int]?
    private let x: Axis
    private let y: Axis
    private let time: String?
    private let path: String

    /// A dimension, and which of its places are read.
    private struct Axis {
        let name: String
        let places: Range<Int>
        let descends: Bool
    }

    private static let longitudeNames = ["longitude", "lon", "x"]
    private static let latitudeNames = ["latitude", "lat", "y"]
    private static let timeNames = ["time", "valid_time"]

    init(_ file: borrowing NetCDFFile, of variable: String, around extent: BoundingBox?) throws(IngestError) {
        let dimensions: [NetCDFFile.Dimension]
        do { dimensions = try file.dimensions(of: variable) } catch { throw IngestError(error, file.path) }
        let there = dimensions.map(\.name)
        guard let xName = there.first(where: { Self.longitudeNames.contains($0.lowercased()) }),
            let yName = there.first(where: { Self.latitudeNames.contains($0.lowercased()) })
        else {
            throw IngestError(
                file: file.path, field: variable,
                problem: "does not lie on axes of longitude and latitude but on \(SeaStateArrays.list(there))",
                mend: "interpolate it to a regular grid of longitude and latitude")
        }
        path = file.path
        time = there.first { Self.timeNames.contains($0.lowercased()) }
        months = if let time { try Self.months(file, time) } else { nil }
        let (wide, high) = (try Self.positions(file, xName), try Self.positions(file, yName))
        let turned = Self.unwrapped(wide)
        let columns = Self.window(turned, extent.map { ($0.west, $0.east) }, isLongitude: true)
        let rows = Self.window(high, extent.map { ($0.south, $0.north) }, isLongitude: false)
        x = Axis(name: xName, places: columns, descends: Self.descends(turned))
        y = Axis(name: yName, places: rows, descends: Self.descends(high))
        longitudes = x.descends ? turned[columns].reversed() : Array(turned[columns])
        latitudes = y.descends ? high[rows].reversed() : Array(high[rows])
    }

    /// - Throws: ``IngestError`` for a variable with other axes than the wave height's, or one more with several places.
    func check(
        _ dimensions: [NetCDFFile.Dimension], of variable: String, like first: String
    ) throws(IngestError) {
        let axes = [x.name, y.name] + (time.map { [$0] } ?? [])
        let names = dimensions.map(\.name)
        if let missing = axes.first(where: { !names.contains($0) }) {
            throw IngestError(
                file: path, field: variable, problem: "has no axis \(missing), unlike \(first)",
                mend: "bring all variables to one grid")
        }
        for dimension in dimensions where !axes.contains(dimension.name) && dimension.size != 1 {
            throw IngestError(
                file: path, field: variable, problem: "has an axis \(dimension.name) of \(dimension.size) places",
                mend: "select one of them")
        }
    }

    // MARK: - Reading

    /// The times of the file in runs of some million values.
    var portions: [Range<Int>] {
        let count = months?.count ?? 1
        let step = max(1, 2_000_000 / max(1, longitudes.count * latitudes.count))
        return stride(from: 0, to: count, by: step).map { $0..<min(count, $0 + step) }
    }

    /// What is read of a variable.
    func part(of dimensions: [NetCDFFile.Dimension], _ times: Range<Int>) -> [Range<Int>] {
        dimensions.map { dimension in
            switch dimension.name {
            case x.name: x.places
            case y.name: y.places
            case time: times
            default: 0..<1
            }
        }
    }

    /// Where the value for each time, latitude from the south and longitude from the west stands in what was read.
    func order(of dimensions: [NetCDFFile.Dimension], times: Int) -> [Int] {
        var (strideX, strideY, strideTime, stride) = (0, 0, 0, 1)
        for dimension in dimensions.reversed() {
            switch dimension.name {
            case x.name: (strideX, stride) = (stride, stride * longitudes.count)
            case y.name: (strideY, stride) = (stride, stride * latitudes.count)
            case time: (strideTime, stride) = (stride, stride * times)
            default: break
            }
        }
        var places: [Int] = []
        places.reserveCapacity(stride)
        for t in 0..<times {
            for row in latitudes.indices {
                let start = t * strideTime + (y.descends ? latitudes.count - 1 - row : row) * strideY
                for column in longitudes.indices {
                    places.append(start + (x.descends ? longitudes.count - 1 - column : column) * strideX)
                }
            }
        }
        return places
    }

    // MARK: - Axes

    private static func positions(_ file: borrowing NetCDFFile, _ axis: String) throws(IngestError) -> [Double] {
        guard file.variables.contains(axis) else {
            throw IngestError(
                file: file.path, field: axis, problem: "the axis has no positions",
                mend: "add a variable \(axis) with one for each place")
        }
        let positions: [Double]
        do { positions = try file.doubles(axis) } catch { throw IngestError(error, file.path) }
        guard !positions.isEmpty, positions.allSatisfy(\.isFinite) else {
            throw IngestError(
                file: file.path, field: axis,
                problem: positions.isEmpty ? "the axis is empty" : "the axis has places without a position",
                mend: "give every place a position")
        }
        return positions
    }

    private static func months(_ file: borrowing NetCDFFile, _ axis: String) throws(IngestError) -> [Int] {
        let numbers = try positions(file, axis)
        let unit: String?
        do { unit = try file.unit(of: axis) } catch { throw IngestError(error, file.path) }
        let calendar = try SeaStateArrays.attribute("calendar", of: axis, file)
        guard let unit, let clock = TimeUnit(unit, calendar: calendar) else {
            throw IngestError(
                file: file.path, field: axis,
                problem: "its units \"\(unit ?? "")\"\(calendar.map { " in the calendar \($0)" } ?? "") are no time",
                mend: "write them as hours since 1900-01-01, in the Gregorian calendar")
        }
        // A million years either way: a number beyond is a fill value.
        guard numbers.allSatisfy({ abs(clock.time($0).seconds) < 3e13 }) else {
            throw IngestError(
                file: file.path, field: axis, problem: "a time is beyond all reason", mend: "check its fill value")
        }
        return numbers.map { clock.time($0).month }
    }

    private static func descends(_ positions: [Double]) -> Bool { positions[positions.count - 1] < positions[0] }

    /// Longitudes without the jump from 360 to 0 or 180 to −180.
    private static func unwrapped(_ longitudes: [Double]) -> [Double] {
        var result = longitudes
        for i in result.indices.dropFirst() {
            result[i] -= 360 * ((result[i] - result[i - 1]) / 360).rounded()
        }
        return result
    }

    /// The places within the range and a margin of a degree or a step; all of them where there is no one run of such.
    private static func window(
        _ positions: [Double], _ range: (low: Double, high: Double)?, isLongitude: Bool
    ) -> Range<Int> {
        guard let range, positions.count > 1 else { return positions.indices }
        let high = isLongitude && range.high < range.low ? range.high + 360 : range.high
        let middle = (range.low + high) / 2
        let margin = (high - range.low) / 2 + max(1, abs(positions[1] - positions[0]))
        let inside = positions.indices.filter { i in
            let gap = positions[i] - middle
            return abs(isLongitude ? gap - 360 * (gap / 360).rounded() : gap) <= margin
        }
        guard inside.count > 1, let first = inside.first, let last = inside.last, last - first + 1 == inside.count
        else {
            return positions.indices
        }
        return first..<last + 1
    }
}
