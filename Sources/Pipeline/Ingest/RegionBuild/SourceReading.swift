internal import SpatialEngine
internal import SpatialFormats

extension BinnedShoreFile {
    /// Reads the arrays of a `binned_GSHHS_*.nc` file.
    init(reading source: RegionSources.File) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        binMinutes = try arrays.binMinutes()
        firstSegment = try arrays.integers("Id_of_first_segment_in_a_bin")
        segmentCount = try arrays.integers("N_segments_in_a_bin")
        cornerLevels = try arrays.integers("Embedded_node_levels_in_a_bin")
        segmentInfo = try arrays.integers("Embedded_npts_levels_exit_entry_for_a_segment")
        firstPoint = try arrays.integers("Id_of_first_point_in_a_segment")
        polygon = try arrays.integers("Id_of_GSHHS_ID")
        polygonArea = try arrays.doubles("The_km_squared_area_of_polygons")
        longitudes = try arrays.fractions("Relative_longitude_from_SW_corner_of_bin")
        latitudes = try arrays.fractions("Relative_latitude_from_SW_corner_of_bin")
    }
}

extension BinnedLineFile {
    /// Reads the arrays of a `binned_river_*.nc` or `binned_border_*.nc` file.
    init(reading source: RegionSources.File) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        binMinutes = try arrays.binMinutes()
        firstSegment = try arrays.integers("Id_of_first_segment_in_a_bin")
        segmentCount = try arrays.integers("N_segments_in_a_bin")
        pointCount = try arrays.integers("N_points_for_a_segment")
        level = try arrays.integers("Hierarchial_level_of_a_segment")
        firstPoint = try arrays.integers("Id_of_first_point_in_a_segment")
        longitudes = try arrays.fractions("Relative_longitude_from_SW_corner_of_bin")
        latitudes = try arrays.fractions("Relative_latitude_from_SW_corner_of_bin")
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
            let (west, east) = (try arrays.number("min", of: x), try arrays.number("max", of: x))
            let (south, north) = (try arrays.number("min", of: y), try arrays.number("max", of: y))
            guard south <= extent.north, north >= extent.south else { continue }
            guard [-360.0, 0, 360].contains(where: { west + $0 <= extent.east && east + $0 >= extent.west }) else {
                continue
            }
            append(
                CountryOutline(
                    code: code, longitudes: try arrays.fractions(x), latitudes: try arrays.fractions(y),
                    minimum: GeographicPoint(longitude: west, latitude: south),
                    scale: (try arrays.number("scale", of: x), try arrays.number("scale", of: y))))
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

    func number(_ attribute: String, of name: String) throws(RegionBuildError) -> Double {
        do {
            let found = try arrays.attributes(of: name).first { $0.name == attribute }
            if let number = found.flatMap({ Double($0.text) }) { return number }
        } catch {
            throw .unreadableSource(source, error)
        }
        throw unreadable("array \(name) has no number in attribute \(attribute)")
    }

    func binMinutes() throws(RegionBuildError) -> Int {
        guard let minutes = try integers("Bin_size_in_minutes").first, minutes > 0, 10800 % minutes == 0 else {
            throw unreadable("Bin_size_in_minutes is not a divisor of 180°")
        }
        return Int(minutes)
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
