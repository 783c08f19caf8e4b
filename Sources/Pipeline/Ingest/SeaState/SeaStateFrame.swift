internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// The axes of a NetCDF file of sea states, and the part of them that is read.
struct SeaStateFrame {
    /// The columns that are read, ascending.
    let longitudes: [Double]
    /// The rows that are read, ascending.
    let latitudes: [Double]
    /// Seconds since 1970 of every time of the file; nil without a time axis.
    let seconds: [Double]?
    /// The times that are read.
    let times: Range<Int>
    /// Phrases on what was turned.
    let repairs: [String]
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

    /// What of a file is needed.
    struct Need {
        var extent: BoundingBox?
        /// Seconds since 1970.
        var times: ClosedRange<Double>?
        var isPlanar = false
        /// How far beyond the extent values still count.
        var margin = Metres(0)
    }

    /// 1…12 for every time of the file; nil without a time axis.
    var months: [Int]? { seconds.map { $0.map { UniversalTime(seconds: $0).month } } }

    private static let longitudeNames = ["longitude", "lon", "x"]
    private static let latitudeNames = ["latitude", "lat", "y"]
    private static let timeNames = ["time", "valid_time"]

    init(_ file: borrowing NetCDFFile, of variable: String, _ need: Need) throws(IngestError) {
        let (xName, yName, timeName) = try Self.axes(file, of: variable)
        path = file.path
        time = timeName
        seconds = if let time { try Self.seconds(file, time) } else { nil }
        times = Self.window(seconds, need.times)
        let (wide, high) = (try Self.positions(file, xName), try Self.positions(file, yName))
        let turned = need.isPlanar ? wide : Self.unwrapped(wide)
        if !need.isPlanar { try Self.checkLatitudes(high, yName, file.path) }
        // A degree of longitude is short in the north; half of it is as far as this is used.
        let margin = need.isPlanar ? need.margin.value : max(1, need.margin.value / 55_000)
        let columns = Self.window(turned, need.extent.map { ($0.west, $0.east) }, margin, isLongitude: !need.isPlanar)
        let rows = Self.window(high, need.extent.map { ($0.south, $0.north) }, margin, isLongitude: false)
        x = Axis(name: xName, places: columns, descends: Self.descends(turned))
        y = Axis(name: yName, places: rows, descends: Self.descends(high))
        longitudes = x.descends ? turned[columns].reversed() : Array(turned[columns])
        latitudes = y.descends ? high[rows].reversed() : Array(high[rows])
        var repairs: [String] = []
        if y.descends { repairs.append("\(yName) runs from north to south: turned") }
        if x.descends { repairs.append("\(xName) runs from east to west: turned") }
        if !need.isPlanar && wide.contains(where: { $0 > 180 }) {
            repairs.append("\(xName) runs to 360: turned to -180…180")
        }
        self.repairs = repairs
    }

    /// The names of the axes of a variable.
    private static func axes(
        _ file: borrowing NetCDFFile, of variable: String
    ) throws(IngestError) -> (x: String, y: String, time: String?) {
        let dimensions: [NetCDFFile.Dimension]
        do { dimensions = try file.dimensions(of: variable) } catch { throw IngestError(error, file.path) }
        let there = dimensions.map(\.name)
        guard let x = there.first(where: { longitudeNames.contains($0.lowercased()) }),
            let y = there.first(where: { latitudeNames.contains($0.lowercased()) })
        else {
            throw IngestError(
                file: file.path, field: variable,
                problem: "does not lie on axes of longitude and latitude but on \(SeaStateArrays.list(there))",
                mend: "interpolate it to a regular grid of longitude and latitude")
        }
        return (x, y, there.first { timeNames.contains($0.lowercased()) })
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
        let step = max(1, 2_000_000 / max(1, longitudes.count * latitudes.count))
        return stride(from: times.lowerBound, to: times.upperBound, by: step).map {
            $0..<min(times.upperBound, $0 + step)
        }
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

    private static func seconds(_ file: borrowing NetCDFFile, _ axis: String) throws(IngestError) -> [Double] {
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
        return numbers.map { clock.time($0).seconds }
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

    private static func checkLatitudes(_ latitudes: [Double], _ axis: String, _ path: String) throws(IngestError) {
        guard let wrong = latitudes.first(where: { abs($0) > 90 }) else { return }
        throw IngestError(
            file: path, field: axis, problem: "a latitude is \(wrong)",
            mend: "give degrees, or add --crs planar for metres")
    }

    /// The times that a span needs, and those near enough to stand in for them.
    private static func window(_ seconds: [Double]?, _ span: ClosedRange<Double>?) -> Range<Int> {
        guard let seconds else { return 0..<1 }
        guard let span else { return seconds.indices }
        let (low, high) = (span.lowerBound - MetoceanGrid.gapSeconds, span.upperBound + MetoceanGrid.gapSeconds)
        let first = seconds.lastIndex { $0 <= low } ?? 0
        let last = seconds.firstIndex { $0 >= high } ?? seconds.count - 1
        return first <= last ? first..<last + 1 : seconds.indices
    }

    /// The places within the range and a margin, at least a step; all of them where there is no one run of such.
    private static func window(
        _ positions: [Double], _ range: (low: Double, high: Double)?, _ margin: Double, isLongitude: Bool
    ) -> Range<Int> {
        guard let range, positions.count > 1 else { return positions.indices }
        let high = isLongitude && range.high < range.low ? range.high + 360 : range.high
        let middle = (range.low + high) / 2
        let margin = (high - range.low) / 2 + max(margin, abs(positions[1] - positions[0]))
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
