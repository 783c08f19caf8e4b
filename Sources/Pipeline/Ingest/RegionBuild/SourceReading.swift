internal import SpatialEngine
internal import SpatialFormats

extension BinnedShoreFile {
    /// Reads the arrays of a `binned_GSHHS_*.nc` file.
    init(reading source: RegionSources.File) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        binMinutes = try arrays.binMinutes()
        firstSegment = try arrays.int32("Id_of_first_segment_in_a_bin")
        segmentCount = try arrays.int16("N_segments_in_a_bin")
        cornerLevels = try arrays.int16("Embedded_node_levels_in_a_bin")
        segmentInfo = try arrays.int32("Embedded_npts_levels_exit_entry_for_a_segment")
        firstPoint = try arrays.int32("Id_of_first_point_in_a_segment")
        polygon = try arrays.int32("Id_of_GSHHS_ID")
        polygonArea = try arrays.float64("The_km_squared_area_of_polygons")
        longitudes = try arrays.fractions("Relative_longitude_from_SW_corner_of_bin")
        latitudes = try arrays.fractions("Relative_latitude_from_SW_corner_of_bin")
    }
}

extension BinnedLineFile {
    /// Reads the arrays of a `binned_river_*.nc` or `binned_border_*.nc` file.
    init(reading source: RegionSources.File) throws(RegionBuildError) {
        let arrays = try OpenSource(source)
        binMinutes = try arrays.binMinutes()
        firstSegment = try arrays.int32("Id_of_first_segment_in_a_bin")
        segmentCount = try arrays.int16("N_segments_in_a_bin")
        pointCount = try arrays.int16("N_points_for_a_segment")
        level = try arrays.int16("Hierarchial_level_of_a_segment")
        firstPoint = try arrays.int32("Id_of_first_point_in_a_segment")
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
                    code: code, longitudes: try arrays.uint16(x), latitudes: try arrays.uint16(y),
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
            longitudes: try arrays.float64("COADSX"), latitudes: try arrays.float64("COADSY"),
            eastward: try arrays.float64("UWND"), northward: try arrays.float64("VWND"),
            speed: try arrays.float64("WSPD"))
        let expected = 12 * longitudes.count * latitudes.count
        guard eastward.count == expected, northward.count == expected, speed.count == expected else {
            throw arrays.unreadable("12 months of \(longitudes.count) × \(latitudes.count) cells are needed")
        }
    }
}

/// A source file that is open, with errors that name it and its package.
private struct OpenSource {
    private let source: RegionSources.File
    private let arrays: NumberArrayFile

    init(_ source: RegionSources.File) throws(RegionBuildError) {
        self.source = source
        do {
            arrays = try NumberArrayFile(path: source.path)
        } catch {
            throw .unreadableSource(file: source.path, package: source.package, reason: error.reason)
        }
    }

    var names: [String] { arrays.names }

    func unreadable(_ reason: String) -> RegionBuildError {
        .unreadableSource(file: source.path, package: source.package, reason: reason)
    }

    func int16(_ name: String) throws(RegionBuildError) -> [Int16] {
        do { return try arrays.int16(name) } catch { throw unreadable(error.reason) }
    }

    func uint16(_ name: String) throws(RegionBuildError) -> [UInt16] {
        do { return try arrays.uint16(name) } catch { throw unreadable(error.reason) }
    }

    func int32(_ name: String) throws(RegionBuildError) -> [Int32] {
        do { return try arrays.int32(name) } catch { throw unreadable(error.reason) }
    }

    func float64(_ name: String) throws(RegionBuildError) -> [Double] {
        do { return try arrays.float64(name) } catch { throw unreadable(error.reason) }
    }

    /// 16-bit fractions of a bin, which the file stores as signed numbers.
    func fractions(_ name: String) throws(RegionBuildError) -> [UInt16] {
        try int16(name).map { UInt16(bitPattern: $0) }
    }

    func number(_ attribute: String, of name: String) throws(RegionBuildError) -> Double {
        do {
            if let number = try arrays.number(attribute, of: name) { return number }
        } catch {
            throw unreadable(error.reason)
        }
        throw unreadable("array \(name) has no attribute \(attribute)")
    }

    func binMinutes() throws(RegionBuildError) -> Int {
        guard let minutes = try int32("Bin_size_in_minutes").first, minutes > 0, 10800 % minutes == 0 else {
            throw unreadable("Bin_size_in_minutes is not a divisor of 180°")
        }
        return Int(minutes)
    }
}
