import Foundation
import SpatialFormats
import TestSupport
import Testing

/// Files of the Debian packages that region packs are built from.
private let climatology = "/usr/share/ferret-vis/data/coads_climatology.cdf"
private let coast = "/usr/share/gmt-gshhg/binned_GSHHS_h.nc"

@Suite struct NetCDFTests {
    @Test(.enabled(if: FileManager.default.fileExists(atPath: climatology)))
    func `a climatology is read on its axes`() throws {
        let wind = try GriddedVariable.read(climatology, "WSPD")
        #expect(wind.axes.map(\.coordinates.count) == [12, 90, 180])
        #expect(wind.axes.map(\.name) == ["TIME", "COADSY", "COADSX"])
        #expect(wind.axes[1].coordinates.first == -89 && wind.axes[2].coordinates.first == 21)
        #expect(wind.axes[2].unit == "degrees_east")
        #expect(wind.values.count == 12 * 90 * 180)
        let known = wind.values.filter { !$0.isNaN }
        #expect(known.count < wind.values.count && known.allSatisfy { $0 >= 0 && $0 < 40 })
        let part = try NetCDFFile(climatology).doubles("WSPD", [1..<2, 40..<42, 10..<13])
        #expect(part.count == 6)
        for (i, value) in part.enumerated() {
            let whole = wind[1, 40 + i / 3, 10 + i % 3]
            #expect(value == whole || value.isNaN && whole.isNaN)
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: coast)))
    func `the binned coastline's arrays are read as integers`() throws {
        let file = try NetCDFFile(coast)
        #expect(try file.integers("N_bins_in_file").count == 1)
        let bins = Int(try file.integers("N_bins_in_file")[0])
        #expect(try file.dimensions(of: "Id_of_first_segment_in_a_bin").map(\.size) == [bins])
        #expect(try file.integers("Id_of_first_segment_in_a_bin").count == bins)
        let points = try file.integers("Relative_longitude_from_SW_corner_of_bin")
        #expect(points.count == Int(try file.integers("N_points_in_file")[0]))
        #expect(file.attributes.contains { $0.name == "version" && $0.text == "2.3.7" })
        #expect(file.variables.contains("Bin_size_in_minutes"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: climatology)))
    func `what is not there is named`() throws {
        let file = try NetCDFFile(climatology)
        let variable = #expect(throws: FormatError.self) { _ = try file.doubles("WIND") }
        #expect(variable.map { "\($0)" }?.contains("there is no variable WIND") == true)
        let part = #expect(throws: FormatError.self) { _ = try file.doubles("WSPD", [0..<13, 0..<1, 0..<1]) }
        #expect(part.map { "\($0)" }?.contains("TIME 12") == true)
        let real = #expect(throws: FormatError.self) { _ = try file.integers("WSPD") }
        #expect(real.map { "\($0)" }?.contains("does not hold integers") == true)
        let missing = #expect(throws: FormatError.self) { _ = try NetCDFFile("/no/such/file.nc") }
        #expect(missing?.isMissingFile == true)
    }

    @Test func `a text is no NetCDF file`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("hello", "a.nc")
        let error = #expect(throws: FormatError.self) { _ = try NetCDFFile(path) }
        #expect(error?.isMissingFile == false)
    }

    @Test func `the version of the library is known`() {
        #expect(gdalVersion.split(separator: ".").count == 3)
    }
}
