public import SpatialEngine

/// The mean wind of a calendar month at a point of a regular grid.
public struct WindCell: Hashable, Sendable {
    /// The centre of the cell; cells reach beyond the region's extent.
    public let position: GeographicPoint
    /// 1…12.
    public let month: Int
    /// Mean eastward part of the wind, m/s: positive blows to the east.
    public let eastwardMetresPerSecond: Double
    /// Mean northward part of the wind, m/s: positive blows to the north.
    public let northwardMetresPerSecond: Double
    /// Mean speed, m/s; at least the length of the mean vector.
    public let speedMetresPerSecond: Double
}

extension WindCell {
    static let columns = ["lon", "lat", "month", "u_m_s", "v_m_s", "speed_m_s"]

    init(_ row: TableRow) throws(IngestError) {
        position = try row.position(within: nil)
        month = Int(try row.neededNumber("month", in: 1...12))
        eastwardMetresPerSecond = try row.neededNumber("u_m_s", in: -60...60)
        northwardMetresPerSecond = try row.neededNumber("v_m_s", in: -60...60)
        speedMetresPerSecond = try row.neededNumber("speed_m_s", in: 0...60)
    }
}
