internal import CPROJ

/// The shortest path between two points of an ellipsoid with all that Karney's solution says of it.
///
/// Azimuths are degrees clockwise from north in (−180, 180], forward at both ends. All fields are NaN when a latitude lies
/// outside −90…90 or a number is not finite.
public struct GeodesicSegment: Hashable, Sendable {
    /// Where the path begins, as it was given.
    public var start: GeographicPoint
    /// Where the path ends; its longitude lies in −180…180.
    public var end: GeographicPoint
    /// s12.
    public var distance: Metres
    /// a12, the length on the auxiliary sphere.
    public var arcLengthDegrees: Double
    /// azi1.
    public var startAzimuthDegrees: Double
    /// azi2.
    public var endAzimuthDegrees: Double
    /// m12.
    public var reducedLength: Metres
    /// M12, the scale of point 2 relative to point 1.
    public var forwardScale: Double
    /// M21, the scale of point 1 relative to point 2.
    public var reverseScale: Double
    /// S12, the area between the path and the equator; negative south of it or for a path to the west.
    public var squareMetresToEquator: Double
}

/// Geodesics by Karney 2013 (doi:10.1007/s00190-012-0578-z), as built into PROJ; some nanometres accurate everywhere.
extension Ellipsoid {
    /// The shortest path from `start` to `end`.
    ///
    /// For points that coincide or lie opposite each other the azimuths are those that Karney's code gives by convention.
    public func inverse(from start: GeographicPoint, to end: GeographicPoint) -> GeodesicSegment {
        var segment = GeodesicSegment(start: start, end: end.normalised)
        withUnsafePointer(to: series) { series in
            segment.arcLengthDegrees = geod_geninverse(
                series, start.latitude, start.longitude, end.latitude, end.longitude, &segment.distance.value,
                &segment.startAzimuthDegrees, &segment.endAzimuthDegrees, &segment.reducedLength.value,
                &segment.forwardScale, &segment.reverseScale, &segment.squareMetresToEquator)
        }
        segment.startAzimuthDegrees = azimuth(segment.startAzimuthDegrees)
        segment.endAzimuthDegrees = azimuth(segment.endAzimuthDegrees)
        return segment
    }

    /// The path of length `distance` (may be negative) that leaves `start` at `azimuthDegrees` (of any turn).
    public func direct(
        from start: GeographicPoint, azimuthDegrees: Double, distance: Metres
    ) -> GeodesicSegment {
        var segment = GeodesicSegment(start: start, end: start)
        withUnsafePointer(to: series) { series in
            segment.arcLengthDegrees = geod_gendirect(
                series, start.latitude, start.longitude, azimuthDegrees, UInt32(GEOD_NOFLAGS.rawValue), distance.value,
                &segment.end.latitude, &segment.end.longitude, &segment.endAzimuthDegrees, nil,
                &segment.reducedLength.value, &segment.forwardScale, &segment.reverseScale,
                &segment.squareMetresToEquator)
        }
        segment.distance = distance
        segment.startAzimuthDegrees = azimuth(azimuthDegrees.remainder(dividingBy: 360))
        segment.endAzimuthDegrees = azimuth(segment.endAzimuthDegrees)
        return segment
    }
}

extension GeodesicSegment {
    fileprivate init(start: GeographicPoint, end: GeographicPoint) {
        self.init(
            start: start, end: end, distance: Metres(.nan), arcLengthDegrees: .nan, startAzimuthDegrees: .nan,
            endAzimuthDegrees: .nan, reducedLength: Metres(.nan), forwardScale: .nan, reverseScale: .nan,
            squareMetresToEquator: .nan)
    }
}

extension GeographicPoint {
    /// The same point with its longitude in −180…180.
    public var normalised: GeographicPoint {
        abs(longitude) <= 180
            ? self : GeographicPoint(longitude: longitude.remainder(dividingBy: 360), latitude: latitude)
    }
}

/// South is 180, not −180, and north is 0, not −0.
private func azimuth(_ degrees: Double) -> Double { degrees == -180 ? 180 : degrees == 0 ? 0 : degrees }
