internal import CGDAL
import Glibc

/// The version of GDAL in use, such as `3.6.2`.
public var gdalVersion: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

/// GDAL, set up once per process: all drivers registered, messages kept instead of printed.
enum Library {
    /// Reading it sets the library up; safe from any thread.
    static let isReady: Bool = {
        _ = CPLSetErrorHandler(CPLQuietErrorHandler)
        GDALAllRegister()
        // The default, a share of the machine's memory, would hold most of a large raster a second time.
        if CPLGetConfigOption("GDAL_CACHEMAX", nil) == nil { GDALSetCacheMax64(smallestCache) }
        return true
    }()

    /// Bytes of the library's cache of blocks: whole rasters are read once, which needs next to none.
    private static let smallestCache: Int64 = 12 << 20

    /// Lets the cache grow to what writing needs, lest half-written blocks are packed twice.
    static func growCache(to bytes: Int) {
        guard CPLGetConfigOption("GDAL_CACHEMAX", nil) == nil else { return }
        GDALSetCacheMax64(max(GDALGetCacheMax64(), Int64(bytes)))
    }

    /// Forgets old messages before a call whose failure is to be explained.
    static func begin() {
        _ = isReady
        CPLErrorReset()
    }

    /// The last message of this thread, made one line.
    static var lastMessage: String {
        guard let text = CPLGetLastErrorMsg(), text.pointee != 0 else { return "no reason given" }
        return String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Opens a file for reading.
    /// - Parameter kind: `GDAL_OF_RASTER`, `GDAL_OF_VECTOR` or `GDAL_OF_MULTIDIM_RASTER`.
    static func open(_ path: String, kind: Int32, drivers: [String] = []) throws(FormatError) -> OwnedDataset {
        begin()
        silenceHDF5()
        let flags = UInt32(kind) | UInt32(GDAL_OF_READONLY) | UInt32(GDAL_OF_VERBOSE_ERROR)
        let names = StringList(drivers)
        // null on failure
        if let raw = GDALOpenEx(path, flags, names.isEmpty ? nil : names.constants, nil, nil) {
            return OwnedDataset(raw: raw)
        }
        if access(path, F_OK) != 0 && !path.contains(":") { throw .missing(path: path) }
        throw .unreadable(path: path, reason: lastMessage)
    }

    /// HDF5, beneath NetCDF, prints its failed look-ups on standard error until told not to, in every thread anew.
    private static func silenceHDF5() {
        typealias SetAutomaticPrinting = @convention(c) (Int64, UnsafeRawPointer?, UnsafeRawPointer?) -> Int32
        guard let symbol = dlsym(nil, "H5Eset_auto2") else { return }
        // herr_t H5Eset_auto2(hid_t stack, H5E_auto2_t function, void *client): stack 0 is the thread's own.
        _ = unsafeBitCast(symbol, to: SetAutomaticPrinting.self)(0, nil, nil)
    }

    /// The driver that writes a format; every build of the library that we accept has it.
    static func driver(_ name: String, for path: String) throws(FormatError) -> UnsafeMutableRawPointer {
        begin()
        guard let driver = GDALGetDriverByName(name) else {
            throw .unwritable(path: path, reason: "this build of GDAL has no \(name) driver")
        }
        return driver
    }

    /// Runs `body` with an option of the library set for this thread only.
    static func with<T>(
        _ option: String, _ value: String, _ body: () throws(FormatError) -> T
    ) throws(FormatError) -> T {
        let before = CPLGetThreadLocalConfigOption(option, nil).map { String(cString: $0) }
        CPLSetThreadLocalConfigOption(option, value)
        defer { CPLSetThreadLocalConfigOption(option, before) }
        return try body()
    }
}

/// The one owner of an open file.
struct OwnedDataset: ~Copyable {
    let raw: UnsafeMutableRawPointer

    deinit { GDALClose(raw) }
}

/// The one owner of a list of options or names in the library's own form.
struct StringList: ~Copyable {
    private(set) var raw: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    init(_ strings: [String] = []) {
        for string in strings { raw = CSLAddString(raw, string) }
    }

    deinit { CSLDestroy(raw) }

    var isEmpty: Bool { raw == nil }

    /// The list as the calls that only read it want it.
    var constants: UnsafePointer<UnsafePointer<CChar>?>? {
        raw.map { UnsafeRawPointer($0).assumingMemoryBound(to: UnsafePointer<CChar>?.self) }
    }
}

/// The texts of a list that stays with the library.
func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    var (texts, at): ([String], Int) = ([], 0)
    while let text = list?[at] {
        texts.append(String(cString: text))
        at += 1
    }
    return texts
}
