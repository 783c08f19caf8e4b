internal import SpatialEngine

/// A position in a binned GSHHG file, counted in 1/65535 of a bin east of Greenwich and north of the equator.
///
/// The files store whole numbers, so lines that meet do so exactly and are joined without a tolerance.
struct LatticePoint: Hashable, Comparable {
    var x: Int
    var y: Int

    static func < (a: LatticePoint, b: LatticePoint) -> Bool { (a.x, a.y) < (b.x, b.y) }
}

/// The bins of a GSHHG file that cover an extent, and the lattice on which their points lie.
struct BinWindow: Equatable {
    /// Lattice steps from one bin edge to the next.
    static let steps = 65535

    let binMinutes: Int
    /// Bin columns counted from Greenwich and bin rows counted from the equator.
    let columns: Range<Int>
    let rows: Range<Int>

    /// The smallest window of whole bins round `extent`, which must not cross the antimeridian.
    init(around extent: BoundingBox, binMinutes: Int) {
        let size = Double(binMinutes) / 60
        self.binMinutes = binMinutes
        columns = Int((extent.west / size).rounded(.down))..<Int((extent.east / size).rounded(.up))
        rows = Int((extent.south / size).rounded(.down))..<Int((extent.north / size).rounded(.up))
    }

    var west: Int { columns.lowerBound * Self.steps }
    var east: Int { columns.upperBound * Self.steps }
    var south: Int { rows.lowerBound * Self.steps }
    var north: Int { rows.upperBound * Self.steps }

    /// The bins from south to north and west to east, each with its place in the file: rows from the north pole
    /// southwards, columns from Greenwich eastwards.
    var bins: [(column: Int, row: Int, index: Int)] {
        let (across, down) = (21600 / binMinutes, 10800 / binMinutes)
        return rows.flatMap { row in
            columns.map { column in
                let fileColumn = ((column % across) + across) % across
                return (column, row, (down / 2 - 1 - row) * across + fileColumn)
            }
        }
    }

    /// The position in degrees, rounded to a millionth (0.1 m; the lattice step of a 1° bin is 1.7 m).
    func geographic(_ point: LatticePoint) -> GeographicPoint {
        let perStep = Double(binMinutes) / 60 / Double(Self.steps)
        return GeographicPoint(
            longitude: microdegrees(Double(point.x) * perStep), latitude: microdegrees(Double(point.y) * perStep))
    }
}

/// `degrees` rounded to a millionth; never negative nought.
func microdegrees(_ degrees: Double) -> Double { (degrees * 1e6).rounded() / 1e6 + 0 }

extension GeographicPoint {
    /// The position rounded to a millionth of a degree.
    var roundedToMicrodegrees: GeographicPoint {
        GeographicPoint(longitude: microdegrees(longitude), latitude: microdegrees(latitude))
    }
}
