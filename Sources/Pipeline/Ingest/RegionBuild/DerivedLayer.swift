internal import SpatialEngine

/// The files of a pack that are made from installed packages.
public enum DerivedLayer: String, CaseIterable, Sendable {
    /// Land polygons.
    case coast
    /// Rivers and canals.
    case rivers
    /// National and internal borders.
    case borders
    /// Monthly mean winds.
    case wind

    /// The file's name in the pack's folder.
    public var fileName: String { self == .wind ? "wind.csv" : "\(rawValue).fgb" }

    /// What the pack's manifest says of the file, but for its sum and length.
    func entry(region: String, extent: BoundingBox) -> RegionManifest.Entry {
        let box = self == .wind ? extent.expanded(byDegrees: RegionBuilder.windMarginDegrees) : extent
        return RegionManifest.Entry(
            path: fileName, title: title, publisher: publisher, licence: licence, source: source, date: date,
            crs: CoordinateReferenceSystem.wgs84.identifier, units: units,
            extent: [box.west, box.south, box.east, box.north].map(microdegrees),
            rebuild: "trocha region build geodata/\(region)")
    }

    private var title: String {
        switch self {
        case .coast:
            """
            Land polygons, full resolution, level 1; lakes are not cut out and ship canals between continents are closed \
            (a boat at sea cannot pass either); the edge of the extent is not a coast
            """
        case .rivers: "Rivers and canals by level, full resolution, joined across bins"
        case .borders: "National and internal borders by level, full resolution, with the countries they concern"
        case .wind: "Monthly mean wind on 2-degree cells"
        }
    }

    private var publisher: String {
        switch self {
        case .coast, .rivers: "P. Wessel and W. H. F. Smith; The GMT Team"
        case .borders: "P. Wessel and W. H. F. Smith; The GMT Team (borders and country outlines)"
        case .wind: "NOAA (COADS), with Ferret by NOAA PMEL"
        }
    }

    private var licence: String { self == .wind ? "public domain (US government data)" : "LGPL-3.0-or-later" }

    private var source: String {
        switch self {
        case .coast: "GSHHG 2.3.7, Debian package gmt-gshhg-full, binned_GSHHS_f.nc"
        case .rivers: "GSHHG 2.3.7 (CIA WDB-II), Debian package gmt-gshhg-full, binned_river_f.nc"
        case .borders:
            """
            GSHHG 2.3.7 (CIA WDB-II), Debian package gmt-gshhg-full, binned_border_f.nc; DCW-GMT 2.1.1, Debian package \
            gmt-dcw, dcw-gmt.nc
            """
        case .wind: "COADS monthly climatology, Debian package ferret-datasets, coads_climatology.cdf"
        }
    }

    private var date: String {
        switch self {
        case .coast, .rivers: "2017-06-15"
        case .borders: "2022-05-20"
        case .wind: "1997-05-22"
        }
    }

    private var units: String {
        switch self {
        case .coast: "degrees; area_km2 in km²"
        case .rivers, .borders: "degrees"
        case .wind: "degrees; m/s"
        }
    }
}
