public import SpatialEngine
public import SpatialFormats

/// Where a raster goes and how it is packed.
public struct RasterDestination: Sendable {
    /// How the file is packed.
    public enum Compression: String, CaseIterable, Sendable {
        case none, deflate, zstd
    }

    /// A `.tif` path.
    public var path: String
    /// Replace what is there.
    public var overwrite = false
    /// How the file is packed.
    public var compression = Compression.deflate
    /// Whether it has smaller copies of itself for display.
    public var hasOverviews = true
    /// Threads that pack; the bytes do not depend on it.
    public var threads = 1

    /// A compressed file with overviews.
    public init(path: String) { self.path = path }

    /// The same packing for another file.
    public func at(_ path: String) -> RasterDestination {
        var other = self
        other.path = path
        return other
    }

    /// Fails now if the file could not be put in place later, so that nothing is computed in vain.
    ///
    /// - Throws: ``OutputError`` as the writing itself; ``RequestError`` for an extension that is not `.tif`.
    public func check() throws {
        if path == "-" { throw RequestError(.wrongUsage, "a raster cannot go to standard output; name a .tif file") }
        guard path.hasExtension("tif") || path.hasExtension("tiff") else {
            throw RequestError(.wrongUsage, "\"\(path)\" is no raster name; end it in .tif")
        }
        try AtomicOutput.requireFile(path, overwrite: overwrite)
    }

    /// Writes bands of one grid and one type as a cloud-optimised GeoTIFF; −9999 where there is no finite value.
    ///
    /// The values are not copied if the caller holds them no more.
    /// - Parameter hasClasses: Whether values are classes or indices, of which no mean can be taken.
    /// - Throws: ``OutputError`` when the file cannot be written or put in place.
    public func write(_ bands: consuming [CloudOptimizedGeoTIFF.Band], hasClasses: Bool = false) throws {
        let packing = packing(hasClasses: hasClasses)
        var owned: [CloudOptimizedGeoTIFF.Band]? = bands
        bands = []
        try AtomicOutput.replace(path, overwrite: overwrite) { temporary in
            try named {
                guard let given = owned.take() else { return }
                try CloudOptimizedGeoTIFF.write(given, to: temporary, packing: packing)
            }
        }
    }

    /// Writes bands of floats that are made one after another, each forgotten before the next is made.
    ///
    /// Until the last is made they wait in a hidden file beside the output.
    /// - Throws: ``OutputError`` when the file cannot be written or put in place; what `band` throws.
    public func write(
        series count: Int, on grid: Grid, band: (_ index: Int) throws -> CloudOptimizedGeoTIFF.Band
    ) throws {
        try AtomicOutput.replace(path, overwrite: overwrite) { temporary in
            let staging = TemporaryFiles.register(besides: path)
            defer {
                TemporaryFiles.removeTree(staging)
                TemporaryFiles.unregister(staging)
            }
            try named {
                try CloudOptimizedGeoTIFF.write(
                    series: count, on: grid, to: temporary, staging: staging, packing: packing(hasClasses: false),
                    band: band)
            }
        }
    }

    /// Runs `body`, whose failures then have the name that the user knows.
    private func named(_ body: () throws -> Void) throws {
        do { try body() } catch FormatError.unwritable(_, let reason) {
            throw OutputError.failed(path: path, reason: reason)
        }
    }

    private func packing(hasClasses: Bool) -> CloudOptimizedGeoTIFF.Packing {
        var packing = CloudOptimizedGeoTIFF.Packing()
        switch compression {
        case .none: packing.compression = .none
        case .deflate: packing.compression = .deflate
        case .zstd: packing.compression = .zstandard
        }
        // Beyond these the files hardly shrink, but take twice as long.
        packing.level = compression == .zstd ? 3 : 6
        packing.threads = threads
        packing.overviews = hasOverviews ? (hasClasses ? .nearest : .average) : .none
        return packing
    }
}

extension String {
    /// Whether the path ends in a point and `lowercase`, in whatever case.
    public func hasExtension(_ lowercase: String) -> Bool { self.lowercased().hasSuffix("." + lowercase) }
}
