internal import Foundation
public import SpatialEngine
public import Surfaces

/// Reads sea states that a user gives: a CSV grid or a NetCDF file.
public enum SeaStateTable {
    /// Reads and checks a whole file and gives its means by month of the year, or by place only where it has no time.
    ///
    /// A CSV grid has columns `lon,lat,hs_m` and any of `time`, `tp_s`, `tz_s`, `wave_from_deg`, `wind_mps` and
    /// `wind_from_deg` or `wind_u_mps` and `wind_v_mps`, `current_u_mps` and `current_v_mps`; its rows stand in any order
    /// and are one for each longitude, latitude and time; an empty field is no value. `time` is ISO 8601 with a zone; months
    /// are those of universal time. A NetCDF file (3 or 4) has variables by the names of ERA5, WAVEWATCH III or Copernicus
    /// Marine.
    /// - Parameter extent: What is needed; more of a NetCDF file than this and a margin is not read.
    /// - Throws: ``IngestError`` for a file that is missing or damaged, has no wave height, an unknown column or unit, a
    ///   number that is none, positions that make no regular grid, or nothing in `extent`.
    /// - Complexity: O(values) time; O(rows) space for CSV, O(points × 12) for NetCDF.
    public static func read(path: String, around extent: BoundingBox? = nil) throws(IngestError) -> SeaStateGrid {
        let grid =
            isNetCDF(path)
            ? try SeaStateArrays.read(path, around: extent) : try SeaStateRows.read(path)
        guard !grid.variables.contains(.significantHeight) else {
            if let extent { try check(grid, meets: extent, path) }
            return grid
        }
        throw IngestError(
            file: path, problem: "there is no wave height in it, only gaps", mend: "give a file with values at sea")
    }

    /// Told by the first bytes; a file that is not there is left to the reader of tables.
    static func isNetCDF(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        let start = (try? handle.read(upToCount: 4)) ?? Data()
        return start.starts(with: Data("CDF".utf8)) || start == Data([0x89, 0x48, 0x44, 0x46])
    }

    private static func check(_ grid: SeaStateGrid, meets extent: BoundingBox, _ path: String) throws(IngestError) {
        let (x, y) = (grid.longitudes, grid.latitudes)
        let (west, east) = (x[0], x[x.count - 1])
        let width = extent.east - extent.west
        let isBeside = [-360.0, 0, 360].allSatisfy { turn in
            extent.west + turn > east || extent.west + turn + (width < 0 ? width + 360 : width) < west
        }
        guard isBeside || y[y.count - 1] < extent.south || y[0] > extent.north else { return }
        let box = BoundingBox(west: west, south: y[0], east: east, north: y[y.count - 1])
        throw IngestError(
            file: path, problem: "its grid \(extentText(box)) does not meet the region \(extentText(extent))",
            mend: "give a file that covers the region's waters")
    }
}
