internal import SpatialEngine
internal import SpatialFormats

extension BinnedShoreFile {
    /// Reads what a `binned_GSHHS_*.nc` file holds round `extent`.
    init(reading source: RegionSources.File, around extent: BoundingBox) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        let info = try arrays.integers("Embedded_npts_levels_exit_entry_for_a_segment").map(Self.unpacked)
        index = try arrays.binIndex(pointCount: info.map(\.points))
        level = info.map(\.level)
        points = try arrays.points(index, around: extent)
        cornerLevels = try arrays.integers("Embedded_node_levels_in_a_bin")
        polygon = try arrays.integers("Id_of_GSHHS_ID")
        polygonArea = try arrays.doubles("The_km_squared_area_of_polygons")
    }
}

extension BinnedLineFile {
    /// Reads what a `binned_river_*.nc` or `binned_border_*.nc` file holds round `extent`.
    init(reading source: RegionSources.File, around extent: BoundingBox) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        index = try arrays.binIndex(pointCount: try arrays.integers("N_points_for_a_segment"))
        points = try arrays.points(index, around: extent)
        level = try arrays.integers("Hierarchial_level_of_a_segment")
    }
}

extension [CountryOutline] {
    /// Reads the outlines of the countries whose box meets `extent` from `dcw-gmt.nc`, sorted by code.
    ///
    /// Arrays are named by country code, or by country and state code; those of states are left out.
    init(reading source: RegionSources.File, near extent: BoundingBox) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        let codes = arrays.names.filter { $0.hasSuffix("_lon") && $0.count == 6 }.map { String($0.prefix(2)) }.sorted()
        self = []
        for code in codes {
            let (x, y) = (code + "_lon", code + "_lat")
            let (south, north, perLatitude) = try arrays.scale(of: y)
            guard south <= extent.north, north >= extent.south else { continue }
            let (west, east, perLongitude) = try arrays.scale(of: x)
            guard [-360.0, 0, 360].contains(where: { west + $0 <= extent.east && east + $0 >= extent.west }) else {
                continue
            }
            append(
                CountryOutline(
                    code: code, longitudes: try arrays.fractions(x), latitudes: try arrays.fractions(y),
                    minimum: GeographicPoint(longitude: west, latitude: south), scale: (perLongitude, perLatitude)))
        }
    }
}

extension WindClimatology {
    /// Reads the monthly winds of `coads_climatology.cdf`.
    init(reading source: RegionSources.File) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        self.init(
            longitudes: try arrays.doubles("COADSX"), latitudes: try arrays.doubles("COADSY"),
            eastward: try arrays.doubles("UWND"), northward: try arrays.doubles("VWND"),
            speed: try arrays.doubles("WSPD"))
        let expected = 12 * longitudes.count * latitudes.count
        guard eastward.count == expected, northward.count == expected, speed.count == expected else {
            throw arrays.unreadable("12 months of \(longitudes.count) × \(latitudes.count) cells are needed")
        }
    }
}

/// A source file that is open, with errors that name it and its package.
private struct OpenSource: ~Copyable {
    private let source: RegionSources.File
    private let arrays: NetCDFFile

    init(_ source: RegionSources.File) throws(RegionBuildError) {
        self.source = source
        do {
            arrays = try NetCDFFile(source.path)
        } catch {
            throw .unreadableSource(source, error)
        }
    }

    var names: [String] { arrays.variables }

    func unreadable(_ reason: String) -> RegionBuildError {
        .unreadableSource(file: source.path, package: source.package, reason: reason)
    }

    func integers(_ name: String) throws(RegionBuildError) -> [Int32] {
        do { return try arrays.integers(name) } catch { throw .unreadableSource(source, error) }
    }

    func doubles(_ name: String) throws(RegionBuildError) -> [Double] {
        do { return try arrays.doubles(name) } catch { throw .unreadableSource(source, error) }
    }

    /// 16-bit fractions of a bin or box; some files store those above 32767 as negative numbers.
    func fractions(_ name: String) throws(RegionBuildError) -> [UInt16] {
        try integers(name).map { UInt16(truncatingIfNeeded: $0) }
    }

    /// The least and largest value of an array of fractions, in degrees, and the steps per degree.
    func scale(of name: String) throws(RegionBuildError) -> (least: Double, largest: Double, perDegree: Double) {
        do {
            let attributes = try arrays.attributes(of: name)
            let numbers = ["min", "max", "scale"].compactMap { wanted in
                attributes.first { $0.name == wanted }.flatMap { Double($0.text) }
            }
            if numbers.count == 3 { return (numbers[0], numbers[1], numbers[2]) }
        } catch {
            throw .unreadableSource(source, error)
        }
        throw unreadable("array \(name) lacks a number in one of its attributes min, max and scale")
    }

    func binIndex(pointCount: [Int32]) throws(RegionBuildError) -> BinIndex {
        guard let minutes = try integers("Bin_size_in_minutes").first, minutes > 0, 5400 % minutes == 0 else {
            throw unreadable("Bin_size_in_minutes is not a divisor of 90°")
        }
        return BinIndex(
            binMinutes: Int(minutes), firstSegment: try integers("Id_of_first_segment_in_a_bin"),
            segmentCount: try integers("N_segments_in_a_bin"),
            firstPoint: try integers("Id_of_first_point_in_a_segment"), pointCount: pointCount)
    }

    /// The points of the bins round `extent`; the rest of the file is not read.
    func points(_ index: BinIndex, around extent: BoundingBox) throws(RegionBuildError) -> BinnedPoints {
        let range: Range<Int>
        do {
            range = try index.points(in: BinWindow(around: extent, binMinutes: index.binMinutes))
        } catch {
            throw unreadable(error.problem)
        }
        return BinnedPoints(
            start: range.lowerBound, longitudes: try fractions("Relative_longitude_from_SW_corner_of_bin", range),
            latitudes: try fractions("Relative_latitude_from_SW_corner_of_bin", range))
    }

    /// A run of 16-bit fractions, which the binned files store as signed numbers.
    private func fractions(_ name: String, _ range: Range<Int>) throws(RegionBuildError) -> [UInt16] {
        guard !range.isEmpty else { return [] }
        do {
            return try arrays.doubles(name, [range]).map { UInt16(truncatingIfNeeded: Int($0)) }
        } catch {
            throw .unreadableSource(source, error)
        }
    }
}

extension RegionBuildError {
    fileprivate static func unreadableSource(_ source: RegionSources.File, _ error: FormatError) -> RegionBuildError {
        let reason =
            switch error {
            case .missing: "there is no such file"
            case .unreadable(_, let reason), .unsuitable(_, let reason), .unwritable(_, let reason): reason
            }
        return .unreadableSource(file: source.path, package: source.package, reason: reason)
    }
}
