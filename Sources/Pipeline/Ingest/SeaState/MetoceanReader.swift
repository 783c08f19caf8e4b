internal import Foundation
public import SpatialEngine
public import Surfaces

/// Reads what a user gives of waves, winds and currents, as it is: no means over time.
///
/// A file is a CSV grid (`lon,lat` or on a plane `x,y`, perhaps `time`, and the columns of
/// ``SeaStateTable/read(path:around:)``), a CSV table of zones (`zone_id,month` and the same columns) or NetCDF 3 or 4 with the
/// names of ERA5, WAVEWATCH III or Copernicus Marine. Other columns are left alone and named in
/// ``MetoceanFile/warnings``.
public struct MetoceanReader: Sendable {
    /// Which quantities of a file count.
    public enum Role: String, Sendable {
        /// All of them; what `--sea-state` gives.
        case seaState = "--sea-state"
        /// The wind alone.
        case wind = "--wind"
        /// The current alone.
        case currents = "--currents"
    }

    /// How far off a value may stand in for a missing one.
    public var gapRadius = SeaStateGrid.defaultGapRadius
    /// Times of tables without zone are universal ones.
    public var assumesUTC = false
    /// Positions are metres on a plane.
    public var isPlanar = false
    /// What is needed; more of a NetCDF file than this and a margin is not read.
    public var extent: BoundingBox?
    /// Seconds since 1970 that are needed; more of a NetCDF file than this and a margin is not read.
    public var times: ClosedRange<Double>?
    /// The polygons of `zone_id`.
    public var zones: SeaZoneAreas?

    /// A reader for degrees, with the usual gap radius.
    public init() {}

    /// Reads and checks a whole file.
    ///
    /// - Throws: ``IngestError`` for a file that is missing or damaged, has nothing for `role`, an unknown unit, a number that
    ///   is none, a time without zone, or positions that make no regular grid.
    /// - Complexity: O(values) time and space.
    public func read(_ path: String, as role: Role) throws(IngestError) -> MetoceanFile {
        SeaStateTable.isNetCDF(path)
            ? try SeaStateArrays.read(path, self, role) : try MetoceanRows.read(path, self, role)
    }
}

/// A variable of a file, how it was read, and what had to be turned or rescaled for that.
public struct SeaInputVariable: Hashable, Sendable {
    /// The file that it is in.
    public let file: String
    /// Its name there; a column of a table.
    public let variable: String
    /// What it stands for, in plain words.
    public let quantity: String
    /// Its unit there.
    public let unit: String
    /// What was done, one phrase each.
    public let repairs: [String]
}

/// What a file gives, by place and time.
public struct MetoceanFile: Sendable {
    /// The file.
    public let path: String
    /// One for each quantity on a grid.
    public let grids: [MetoceanGrid]
    /// The zones of a table by zone and month.
    let zones: SeaZoneTable?
    /// The variables that were read, in the order of the file.
    public let variables: [SeaInputVariable]
    /// What the user should know, one line each.
    public let warnings: [String]
    /// The first and last time of the file, seconds since 1970, also where less was read; nil without times.
    public let span: ClosedRange<Double>?

    /// Values differ by month of the year.
    public var isMonthly: Bool { zones != nil }

    /// Puts the file's quantities in place of those of `base`.
    ///
    /// - Parameter month: 1…12, for a table of zones.
    public func metocean(over base: Metocean, month: Int) -> Metocean {
        let result = grids.reduce(base) { $0.replacing(with: $1) }
        return zones?.zones(month: month).reduce(result) { $0.replacing(with: $1) } ?? result
    }

    /// Puts the means of the file's values of one calendar month in place of those of `base`; a file without times holds
    /// in every month.
    ///
    /// - Throws: ``IngestError`` for a series without any time in that month.
    public func means(over base: Metocean, month: Int) throws(IngestError) -> Metocean {
        guard span != nil else { return metocean(over: base, month: month) }
        var result = base
        for grid in grids {
            guard let mean = grid.mean(of: { UniversalTime(seconds: $0).month == month }) else {
                throw IngestError(
                    file: path, field: "time", problem: "no time of the series lies in month \(month)",
                    mend: "name another month or give a longer series")
            }
            result = result.replacing(with: mean)
        }
        return result
    }
}
