internal import SpatialEngine

/// The rivers or borders of an extent.
struct LineLayer {
    /// One line.
    struct Line: Equatable {
        /// Positions to a millionth of a degree; two or more.
        var points: [GeographicPoint]
        var level: Int

        var geometry: Geometry { .lineString(LineString(points)) }
    }

    /// The lines of `file` in `extent`, joined across bins, by level and then by their first position.
    ///
    /// - Complexity: O(*n* log *n*) for *n* vertices.
    static func lines(from file: BinnedLineFile, in extent: BoundingBox) throws(BinnedFileFault) -> [Line] {
        let window = BinWindow(around: extent, binMinutes: file.index.binMinutes)
        var joiner = LineJoiner(try file.lines(in: window))
        var lines: [Line] = []
        for whole in joiner.joined() {
            for stretch in extent.stretches(of: whole.points.map(window.geographic)) {
                let points = stretch.roundedToMicrodegrees
                if points.count > 1 { lines.append(Line(points: points, level: whole.level)) }
            }
        }
        return lines.sorted { a, b in
            (a.level, a.points[0].longitude, a.points[0].latitude, a.points.count)
                < (b.level, b.points[0].longitude, b.points[0].latitude, b.points.count)
        }
    }
}
