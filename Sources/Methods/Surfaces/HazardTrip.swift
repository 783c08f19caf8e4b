import Glibc

/// What became of boats in one sea.
public struct HazardTrip: Hashable, Sendable {
    /// What they met and carried.
    public var terms: SeaHazard.Terms
    /// How long each was under way.
    public var hours: Double
    /// Whether they were lost.
    public var isLost: Bool
    /// How many boats fared so.
    public var count: Double
    /// Known only because it was reported: lost boats may be reported more often than those that arrive.
    public var isReported: Bool

    /// One trip, or `count` alike.
    public init(
        terms: SeaHazard.Terms, hours: Double, isLost: Bool, count: Double = 1, isReported: Bool = false
    ) {
        self.terms = terms
        self.hours = hours
        self.isLost = isLost
        self.count = count
        self.isReported = isReported
    }
}

/// A trip's log-likelihood with its slopes by the log hazard and by the log reporting ratio.
struct TripLikelihood {
    let value: Double
    /// By η = log hazard per hour.
    let slope: Double
    /// By the log reporting ratio; 0 where every trip is known.
    let ratioSlope: Double
    /// Information about η, about the ratio, and about both; none is negative but the last.
    let information: (eta: Double, ratio: Double, both: Double)

    /// The chance of loss is 1 − exp(−hazard · hours).
    ///
    /// Of a reported trip its odds are multiplied by how much more often a loss is reported than an arrival.
    init(_ trip: HazardTrip, logHazard: Double, logRatio: Double) {
        let exposure = exp(min(logHazard, 600)) * trip.hours
        // H / (e^H − 1), the slope of log(1 − e^−H) by η.
        let g = exposure < 1e-8 ? 1 - exposure / 2 : exposure / expm1(exposure)
        guard trip.isReported else {
            let slope = trip.isLost ? g : -exposure
            let curvature = trip.isLost ? g * (exposure + g - 1) : exposure
            value = trip.count * (trip.isLost ? log(-expm1(-exposure)) : -exposure)
            self.slope = trip.count * slope
            ratioSlope = 0
            information = (trip.count * max(0, curvature), 0, 0)
            return
        }
        // log(e^H − 1), and its slope by η.
        let logOdds = exposure > 30 ? exposure : log(expm1(exposure))
        let z = logOdds + logRatio
        let chance = 1 / (1 + exp(-z))
        let residual = (trip.isLost ? 1 : 0) - chance
        let width = exposure + g
        // log(1 + e^z) without overflow.
        value = trip.count * ((trip.isLost ? z : 0) - (z > 0 ? z + log1p(exp(-z)) : log1p(exp(z))))
        slope = trip.count * residual * width
        ratioSlope = trip.count * residual
        let spread = trip.count * chance * (1 - chance)
        information = (spread * width * width, spread, spread * width)
    }
}
