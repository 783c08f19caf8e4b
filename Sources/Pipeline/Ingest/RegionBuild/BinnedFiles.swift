/// What does not fit together in a binned file.
struct BinnedFileFault: Error, Equatable {
    let problem: String
}

/// Where the segments of each bin stand in a binned GSHHG file.
///
/// The world is cut into bins of equal size in degrees; a segment is a line inside one bin, a run of points.
struct BinIndex: Equatable {
    var binMinutes: Int
    /// Of each bin.
    var firstSegment: [Int32]
    /// Of each bin.
    var segmentCount: [Int32]
    /// Of each segment.
    var firstPoint: [Int32]
    /// Of each segment.
    var pointCount: [Int32]

    /// The segments of a bin.
    ///
    /// - Throws: ``BinnedFileFault`` when the bin or a segment lies outside the file.
    func segments(ofBin bin: Int) throws(BinnedFileFault) -> Range<Int> {
        guard firstSegment.indices.contains(bin), segmentCount.indices.contains(bin) else {
            throw BinnedFileFault(problem: "bin \(bin) lies outside the file")
        }
        let first = Int(firstSegment[bin])
        let range = first..<first + max(0, Int(segmentCount[bin]))
        guard range.isEmpty || (first >= 0 && range.upperBound <= min(firstPoint.count, pointCount.count)) else {
            throw BinnedFileFault(problem: "segments \(range) of bin \(bin) lie outside the file")
        }
        return range
    }

    /// The smallest run of points that holds every segment in the bins of `window`.
    func points(in window: BinWindow) throws(BinnedFileFault) -> Range<Int> {
        var (low, high) = (Int.max, 0)
        for bin in window.bins {
            for segment in try segments(ofBin: bin.index) {
                low = min(low, Int(firstPoint[segment]))
                high = max(high, Int(firstPoint[segment]) + Int(pointCount[segment]))
            }
        }
        return low < high ? low..<high : 0..<0
    }
}

/// A run of the points of a binned file: 16-bit fractions of a bin from its south-west corner.
struct BinnedPoints: Equatable {
    /// The place of the first of these points in the file.
    var start: Int
    var longitudes: [UInt16]
    var latitudes: [UInt16]

    /// The points of segment `segment` of `index`, which lies in the bin at a column and row.
    ///
    /// - Throws: ``BinnedFileFault`` when they are not among these points.
    func points(
        of segment: Int, _ index: BinIndex, column: Int, row: Int
    ) throws(BinnedFileFault) -> [LatticePoint] {
        let (first, count) = (Int(index.firstPoint[segment]) - start, Int(index.pointCount[segment]))
        guard first >= 0, count >= 0, first + count <= min(longitudes.count, latitudes.count) else {
            throw BinnedFileFault(problem: "the points of segment \(segment) lie outside the file")
        }
        return (first..<first + count).map { place in
            LatticePoint(
                x: column * BinWindow.steps + Int(longitudes[place]), y: row * BinWindow.steps + Int(latitudes[place]))
        }
    }
}

/// What a binned GSHHG shoreline file (`binned_GSHHS_*.nc`) holds of a window.
struct BinnedShoreFile: Equatable {
    var index: BinIndex
    var points: BinnedPoints
    /// Of each bin, three bits for each corner, from the lowest: upper left, upper right, lower right, lower left.
    var cornerLevels: [Int32]
    /// Of each segment: 1 land, 2 lake, 3 island in a lake, 4 pond on one.
    var level: [Int]
    /// Of each segment, the polygon of the world file to which it belongs.
    var polygon: [Int32]
    /// Square kilometres of each polygon of the world file, whole.
    var polygonArea: [Double]

    /// The point count and the level that a shore segment's packed number holds.
    ///
    /// The lowest six bits name the bin sides by which it comes in and goes out; ends that meet tell the same.
    static func unpacked(_ info: Int32) -> (points: Int32, level: Int) { (info >> 9, Int(info >> 6) & 7) }

    /// The pieces of shore of `level` in the bins of `window`.
    ///
    /// - Throws: ``BinnedFileFault`` when an index points outside its array.
    func segments(level wanted: Int, in window: BinWindow) throws(BinnedFileFault) -> [ShoreSegment] {
        var result: [ShoreSegment] = []
        for bin in window.bins {
            let segments = try index.segments(ofBin: bin.index)
            guard segments.isEmpty || segments.upperBound <= min(level.count, polygon.count) else {
                throw BinnedFileFault(problem: "segments \(segments) of bin \(bin.index) lie outside the file")
            }
            for segment in segments where level[segment] == wanted {
                result.append(
                    ShoreSegment(
                        points: try points.points(of: segment, index, column: bin.column, row: bin.row),
                        polygon: Int(polygon[segment])))
            }
        }
        return result
    }

    /// Whether the south-west corner of `window` lies on land.
    func southWestIsLand(of window: BinWindow) throws(BinnedFileFault) -> Bool {
        guard let bin = window.bins.first, cornerLevels.indices.contains(bin.index) else {
            throw BinnedFileFault(problem: "the window lies outside the file")
        }
        return (cornerLevels[bin.index] >> 9) & 7 > 0
    }
}

/// What a binned GSHHG river or border file holds of a window.
struct BinnedLineFile: Equatable {
    var index: BinIndex
    var points: BinnedPoints
    /// Of each segment.
    var level: [Int32]

    /// Every line in the bins of `window`, bin by bin.
    ///
    /// - Throws: ``BinnedFileFault`` when an index points outside its array.
    func lines(in window: BinWindow) throws(BinnedFileFault) -> [LevelLine] {
        var result: [LevelLine] = []
        for bin in window.bins {
            let segments = try index.segments(ofBin: bin.index)
            guard segments.isEmpty || segments.upperBound <= level.count else {
                throw BinnedFileFault(problem: "segments \(segments) of bin \(bin.index) lie outside the file")
            }
            for segment in segments {
                result.append(
                    LevelLine(
                        points: try points.points(of: segment, index, column: bin.column, row: bin.row),
                        level: Int(level[segment])))
            }
        }
        return result
    }
}
