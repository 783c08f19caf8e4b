internal import Foundation
internal import SpatialEngine
internal import Surfaces

/// One row of a table of sea states: what is known at a point and time, or in a zone; NaN is none.
struct SeaStateNode {
    var x = Double.nan
    var y = Double.nan
    var time: UniversalTime?
    private(set) var height: Double
    private(set) var peakPeriod: Double
    private(set) var meanPeriod: Double
    private(set) var waveFrom: Double
    private(set) var windSpeed: Double
    private(set) var windFrom: Double
    private(set) var wind: SIMD2<Double>
    private(set) var current: SIMD2<Double>

    /// The columns of quantities.
    static let columns = [
        "hs_m", "tp_s", "tz_s", "wave_from_deg", "wind_mps", "wind_from_deg", "wind_u_mps", "wind_v_mps",
        "current_u_mps", "current_v_mps",
    ]

    /// Rows of a table without `time` are all of one moment.
    var seconds: Double { time?.seconds ?? 0 }

    /// Reads the quantities of a row.
    init(quantities row: TableRow) throws(IngestError) {
        height = try row.number("hs_m", in: SeaStateLimits.height) ?? .nan
        peakPeriod = try row.number("tp_s", in: SeaStateLimits.period) ?? .nan
        meanPeriod = try row.number("tz_s", in: SeaStateLimits.period) ?? .nan
        waveFrom = try row.number("wave_from_deg", in: SeaStateLimits.direction) ?? .nan
        windSpeed = try row.number("wind_mps", in: SeaStateLimits.windSpeed) ?? .nan
        windFrom = try row.number("wind_from_deg", in: SeaStateLimits.direction) ?? .nan
        wind = try Self.vector(row, "wind_u_mps", "wind_v_mps", SeaStateLimits.wind)
        current = try Self.vector(row, "current_u_mps", "current_v_mps", SeaStateLimits.current)
    }

    /// Reads a row of a grid.
    init(_ row: TableRow, isPlanar: Bool = false, times: inout SeaStateTimes) throws(IngestError) {
        let plane = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        let x = try row.neededNumber(isPlanar ? "x" : "lon", in: isPlanar ? plane : -180...360)
        let y = try row.neededNumber(isPlanar ? "y" : "lat", in: isPlanar ? plane : -90...90)
        let time = try times.time(row)
        try self.init(quantities: row)
        (self.x, self.y, self.time) = (x, y, time)
    }

    /// The numbers of one quantity, one for each of its lanes.
    func lanes(of quantity: MetoceanQuantity) -> [Double] {
        switch quantity {
        case .waves:
            let from = waveFrom * .pi / 180
            return [height, peakPeriod, meanPeriod, sin(from), cos(from)]
        case .wind:
            let from = windFrom * .pi / 180
            return [windSpeed, sin(from), cos(from)]
        case .windParts: return [wind.x, wind.y]
        case .current: return [current.x, current.y]
        }
    }

    /// Adds what is known to means.
    func add(to means: inout SeaStateMeans, at place: SeaStateMeans.Place) {
        for (variable, value) in [
            (SeaStateGrid.Variable.significantHeight, height), (.peakPeriod, peakPeriod), (.meanPeriod, meanPeriod),
            (.waveFrom, waveFrom), (.windSpeed, windSpeed), (.windFrom, windFrom),
        ] where !value.isNaN { means.add(value, of: variable, at: place) }
        if !wind.x.isNaN { means.addWind(east: wind.x, north: wind.y, at: place) }
        if !current.x.isNaN { means.addCurrent(east: current.x, north: current.y, at: place) }
    }

    private static func vector(
        _ row: TableRow, _ east: String, _ north: String, _ range: ClosedRange<Double>
    ) throws(IngestError) -> SIMD2<Double> {
        let parts = (try row.number(east, in: range), try row.number(north, in: range))
        if let x = parts.0, let y = parts.1 { return SIMD2(x, y) }
        guard parts.0 != nil || parts.1 != nil else { return SIMD2(.nan, .nan) }
        throw row.fault(
            parts.0 == nil ? east : north, "the field is empty beside the other part of the vector",
            mend: "give both parts or neither")
    }
}

/// Reads the times of a table, each text once: a grid repeats them for every place.
struct SeaStateTimes {
    /// What `--tz` says of times without zone; nil where there is no such option.
    let assumesUTC: Bool?
    private var known: [String: UniversalTime] = [:]

    init(assumesUTC: Bool? = nil) { self.assumesUTC = assumesUTC }

    /// The time of a row; nil where the table has no times.
    mutating func time(_ row: TableRow) throws(IngestError) -> UniversalTime? {
        guard row.positions["time"] != nil else { return nil }
        let text = try row.needed("time")
        if let time = known[text] { return time }
        do throws(UniversalTime.Fault) {
            let time = try UniversalTime(checked: text, assumesUTC: assumesUTC ?? false)
            known[text] = time
            return time
        } catch {
            throw row.fault("time", error.problem, mend: error.mend + (assumesUTC == nil ? "" : error.option))
        }
    }
}
