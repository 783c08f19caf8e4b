/// A slope–speed curve c/(πb(1+((θ−a)/b)²))+d+eθ in m/s, for θ in degrees.
///
/// Fitted on −30° to 30° (Campbell et al. 2019, doi:10.1016/j.apgeog.2019.03.008).
struct LorentzSpeed: Sendable {
    let a: Double
    let b: Double
    let c: Double
    let d: Double
    let e: Double

    static let median = LorentzSpeed(a: -2.171, b: 10.064, c: 63.66, d: 0.628, e: -0.00463)

    /// The published curve of a percentile of the observed speeds; nil for the others.
    static func published(percentile: Int) -> LorentzSpeed? {
        switch percentile {
        case 1: LorentzSpeed(a: -2.1, b: 12.273, c: 21.816, d: 0.263, e: -0.00193)
        case 5: LorentzSpeed(a: -1.527, b: 14.041, c: 36.813, d: 0.32, e: -0.00273)
        case 25: LorentzSpeed(a: -1.822, b: 8.827, c: 37.111, d: 0.616, e: -0.00402)
        case 50: median
        case 75: LorentzSpeed(a: -3.067, b: 13.888, c: 113.655, d: 0.518, e: -0.00488)
        case 95: LorentzSpeed(a: -3.485, b: 17.033, c: 138.04, d: 1.179, e: -0.01252)
        default: nil
        }
    }

    /// The curve of a percentile that ``SlopeParameters`` has checked.
    static func of(percentile: Int) -> LorentzSpeed { published(percentile: percentile) ?? median }

    func value(atDegrees degrees: Double) -> Double {
        let distance = (degrees - a) / b
        return c / (Double.pi * b * (1 + distance * distance)) + d + e * degrees
    }

    /// A bound from above of the speed over −90° to 90°, from the best of each degree.
    var greatest: Double {
        var greatest = 0.0
        for left in -90..<90 {
            let nearest = min(max(a, Double(left)), Double(left + 1))
            let distance = (nearest - a) / b
            let linear = max(e * Double(left), e * Double(left + 1))
            greatest = max(greatest, c / (Double.pi * b * (1 + distance * distance)) + d + linear)
        }
        return greatest
    }
}
