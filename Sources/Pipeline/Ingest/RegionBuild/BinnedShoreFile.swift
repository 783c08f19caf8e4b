/// The arrays of a binned GSHHG shoreline file (`binned_GSHHS_*.nc`) that polygons are rebuilt from.
///
/// The world is cut into bins of equal size in degrees. A segment is a piece of shore inside one bin; a number packs how
/// many points it has, its level, and the bin sides by which it comes in and goes out (4: it is closed inside the bin).
/// Points are 16-bit fractions of the bin from its south-west corner.
struct BinnedShoreFile {
    var binMinutes: Int
    var firstSegment: [Int32]
    var segmentCount: [Int32]
    /// Three bits for each corner of a bin, from the lowest: upper left, upper right, lower right, lower left.
    var cornerLevels: [Int32]
    var segmentInfo: [Int32]
    var firstPoint: [Int32]
    var polygon: [Int32]
    /// Square kilometres of each polygon of the world file, whole.
    var polygonArea: [Double]
    var longitudes: [UInt16]
    var latitudes: [UInt16]

    /// The pieces of shore of `level` in the bins of `window`: 1 land, 2 lake, 3 island in a lake, 4 pond on one.
    ///
    /// - Throws: ``BinnedFileFault`` when an index points outside its array.
    func segments(level: Int, in window: BinWindow) throws(BinnedFileFault) -> [ShoreSegment] {
        var result: [ShoreSegment] = []
        for bin in window.bins {
            for segment in try segments(ofBin: bin.index) where Int(segmentInfo[segment] >> 6) & 7 == level {
                let points = try latticePoints(
                    count: Int(segmentInfo[segment] >> 9), from: Int(firstPoint[segment]), longitudes, latitudes,
                    column: bin.column, row: bin.row)
                result.append(ShoreSegment(points: points, polygon: Int(polygon[segment])))
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

    private func segments(ofBin bin: Int) throws(BinnedFileFault) -> Range<Int> {
        guard firstSegment.indices.contains(bin), segmentCount.indices.contains(bin) else {
            throw BinnedFileFault(problem: "bin \(bin) lies outside the file")
        }
        let range = Int(firstSegment[bin])..<Int(firstSegment[bin]) + max(0, Int(segmentCount[bin]))
        let shortest = min(segmentInfo.count, firstPoint.count, polygon.count)
        guard range.lowerBound >= 0, range.upperBound <= shortest else {
            throw BinnedFileFault(problem: "segments \(range) of bin \(bin) lie outside the file")
        }
        return range
    }
}

/// The arrays of a binned GSHHG river or border file.
struct BinnedLineFile {
    var binMinutes: Int
    var firstSegment: [Int32]
    var segmentCount: [Int32]
    var pointCount: [Int32]
    var level: [Int32]
    var firstPoint: [Int32]
    var longitudes: [UInt16]
    var latitudes: [UInt16]

    /// Every line in the bins of `window`, in file order of the bins.
    ///
    /// - Throws: ``BinnedFileFault`` when an index points outside its array.
    func lines(in window: BinWindow) throws(BinnedFileFault) -> [LevelLine] {
        var result: [LevelLine] = []
        for bin in window.bins {
            guard firstSegment.indices.contains(bin.index), segmentCount.indices.contains(bin.index) else {
                throw BinnedFileFault(problem: "bin \(bin.index) lies outside the file")
            }
            let first = Int(firstSegment[bin.index])
            for segment in first..<first + max(0, Int(segmentCount[bin.index])) {
                guard segment >= 0, segment < min(pointCount.count, level.count, firstPoint.count) else {
                    throw BinnedFileFault(problem: "segment \(segment) of bin \(bin.index) lies outside the file")
                }
                let points = try latticePoints(
                    count: Int(pointCount[segment]), from: Int(firstPoint[segment]), longitudes,
                    latitudes, column: bin.column, row: bin.row)
                result.append(LevelLine(points: points, level: Int(level[segment])))
            }
        }
        return result
    }
}

/// What does not fit together in a binned file.
struct BinnedFileFault: Error, Equatable {
    let problem: String
}

private func latticePoints(
    count: Int, from first: Int, _ longitudes: [UInt16], _ latitudes: [UInt16], column: Int, row: Int
) throws(BinnedFileFault) -> [LatticePoint] {
    guard first >= 0, count >= 0, first + count <= min(longitudes.count, latitudes.count) else {
        throw BinnedFileFault(problem: "points \(first)..<\(first + count) lie outside the file")
    }
    return (first..<first + count).map { index in
        LatticePoint(
            x: column * BinWindow.steps + Int(longitudes[index]), y: row * BinWindow.steps + Int(latitudes[index]))
    }
}
