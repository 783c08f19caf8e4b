internal import SpatialEngine

/// Mean winds of the twelve months on a grid of cells, in metres per second.
struct WindClimatology: Equatable {
    /// Cell centres in degrees; longitudes of any turn.
    var longitudes: [Double]
    var latitudes: [Double]
    /// Months, then latitudes, then longitudes; NaN means none.
    var eastward: [Double]
    var northward: [Double]
    /// The mean of the speeds, which is larger than the length of the mean vector.
    var speed: [Double]

    /// The rows of `wind.csv` in `extent`: cells from south to north and west to east, each with its months.
    ///
    /// Cells and months without a value are left out. Speeds are written to a millimetre per second.
    func table(in extent: BoundingBox) -> String {
        let rows = latitudes.indices.filter { latitudes[$0] >= extent.south && latitudes[$0] <= extent.north }
            .sorted { latitudes[$0] < latitudes[$1] }
        let columns = longitudes.indices.map { (index: $0, longitude: nearTurn(longitudes[$0])) }
            .filter { $0.longitude >= extent.west && $0.longitude <= extent.east }
            .sorted { $0.longitude < $1.longitude }
        var text = CommaSeparatedTable.line(["lon", "lat", "month", "u_m_s", "v_m_s", "speed_m_s"])
        for row in rows {
            for column in columns {
                for month in 0..<12 {
                    let cell = (month * latitudes.count + row) * longitudes.count + column.index
                    let values = [eastward[cell], northward[cell], speed[cell]]
                    guard values.allSatisfy(\.isFinite) else { continue }
                    text += CommaSeparatedTable.line(
                        [decimal(column.longitude, 6, trimmed: true), decimal(latitudes[row], 6, trimmed: true)]
                            + ["\(month + 1)"] + values.map { decimal($0, 3) })
                }
            }
        }
        return text
    }

    /// The same longitude within −180…180.
    private func nearTurn(_ longitude: Double) -> Double {
        longitude - 360 * ((longitude + 180) / 360).rounded(.down)
    }
}

/// `value` with a fixed number of decimals, halves away from nought; `trimmed` drops noughts at the end.
func decimal(_ value: Double, _ decimals: Int, trimmed: Bool = false) -> String {
    var unit = 1
    for _ in 0..<decimals { unit *= 10 }
    let scaled = Int((value * Double(unit)).rounded())
    let digits = String(scaled.magnitude % UInt(unit))
    var fraction = String(repeating: "0", count: decimals - digits.count) + digits
    if trimmed { while fraction.last == "0" { fraction.removeLast() } }
    return (scaled < 0 ? "-" : "") + "\(scaled.magnitude / UInt(unit))" + (fraction.isEmpty ? "" : "." + fraction)
}
