internal import CGDAL
internal import SpatialEngine

/// The one owner of a reference system of the library, with longitude or easting first.
struct OwnedReferenceSystem: ~Copyable {
    let raw: UnsafeMutableRawPointer

    /// A system by the name that PROJ reads, for a file that is to be written.
    init(_ crs: CoordinateReferenceSystem, for path: String) throws(FormatError) {
        Library.begin()
        guard let raw = OSRNewSpatialReference(nil) else {
            throw .unwritable(path: path, reason: "no memory left for a reference system")
        }
        guard OSRSetFromUserInput(raw, crs.identifier) == OGRERR_NONE else {
            OSRDestroySpatialReference(raw)
            throw .unwritable(path: path, reason: "the reference system \"\(crs)\" is not known")
        }
        OSRSetAxisMappingStrategy(raw, OAMS_TRADITIONAL_GIS_ORDER)
        self.raw = raw
    }

    /// A copy of a borrowed system; WGS 84 for null.
    init(cloning system: UnsafeMutableRawPointer?, for path: String) throws(FormatError) {
        guard let system else {
            try self.init(.wgs84, for: path)
            return
        }
        guard let copy = OSRClone(system) else { throw .unreadable(path: path, reason: Library.lastMessage) }
        self.init(adopting: copy)
    }

    private init(adopting raw: UnsafeMutableRawPointer) {
        OSRSetAxisMappingStrategy(raw, OAMS_TRADITIONAL_GIS_ORDER)
        self.raw = raw
    }

    deinit { OSRDestroySpatialReference(raw) }

    /// The system as well-known text, of the kind that GeoTIFF and other formats take.
    var text: String {
        var text: UnsafeMutablePointer<CChar>?
        defer { VSIFree(text) }
        guard OSRExportToWkt(raw, &text) == OGRERR_NONE, let text else { return "" }
        return String(cString: text)
    }
}

extension CoordinateReferenceSystem {
    /// The name of a borrowed system: an authority's code where there is one, else well-known text; nil for none.
    ///
    /// WGS 84 in longitude and latitude is always `EPSG:4326`, whatever a file calls it.
    init?(borrowing raw: UnsafeMutableRawPointer?) {
        guard let raw, let copy = OSRClone(raw) else { return nil }
        defer { OSRDestroySpatialReference(copy) }
        if OSRGetAuthorityCode(copy, nil) == nil { _ = OSRAutoIdentifyEPSG(copy) }
        if let name = OSRGetAuthorityName(copy, nil), let code = OSRGetAuthorityCode(copy, nil) {
            let identifier = "\(String(cString: name)):\(String(cString: code))"
            self.init(identifier == "OGC:CRS84" ? CoordinateReferenceSystem.wgs84.identifier : identifier)
            return
        }
        var text: UnsafeMutablePointer<CChar>?
        defer { VSIFree(text) }
        guard OSRExportToWkt(copy, &text) == OGRERR_NONE, let text, text.pointee != 0 else { return nil }
        self.init(String(cString: text))
    }
}
