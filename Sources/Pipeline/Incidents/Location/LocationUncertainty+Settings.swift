public import SpatialEngine

/// How an event's likelihood falls off from its stated position.
public enum LocationKernel: String, CaseIterable, Sendable {
    /// Even inside the radius, nothing outside.
    case disc
    /// Normal with the radius as its standard deviation.
    case gaussian
}

/// How the rates of units enter the posterior.
public enum RateEstimation: Hashable, Sendable {
    /// They do not: weights follow the kernel alone.
    case kernelOnly
    /// Expectation and maximisation.
    ///
    /// - Parameter priorShape: Shape of the Gamma prior round the overall rate, in events a unit; 0 is plain maximum
    ///   likelihood, which tends to heap few events on fewer units.
    /// - Parameter tolerance: Largest change of any weight in the last pass.
    case expectationMaximisation(priorShape: Double, tolerance: Double, maxPasses: Int)
}

/// What the spreading of events depends on besides the events.
public struct LocationSettings: Hashable, Sendable {
    /// The fall-off from the stated position.
    public var kernel: LocationKernel
    /// Radius of events without a stated precision.
    public var defaultRadius: Metres
    /// From so many events at one coordinate on it is a default coordinate.
    public var sharedMinimum: Int
    /// By how much the radius grows there.
    public var sharedFactor: Double
    /// Whether events with a stated precision count and grow too at a default coordinate.
    public var widensStatedPrecision: Bool
    /// How far the nearest unit may lie from an event whose kernel meets none.
    public var reach: Metres
    /// How rates enter.
    public var estimation: RateEstimation
    /// Number of imputations.
    public var draws: Int

    /// Settings with the defaults of the method.
    public init(
        kernel: LocationKernel = .disc, defaultRadius: Metres = Metres(10_000), sharedMinimum: Int = 10,
        sharedFactor: Double = 4, widensStatedPrecision: Bool = true, reach: Metres = Metres(0),
        estimation: RateEstimation = .expectationMaximisation(priorShape: 0.5, tolerance: 1e-9, maxPasses: 2_000),
        draws: Int = 200
    ) {
        self.kernel = kernel
        self.defaultRadius = defaultRadius
        self.sharedMinimum = sharedMinimum
        self.sharedFactor = sharedFactor
        self.widensStatedPrecision = widensStatedPrecision
        self.reach = reach
        self.estimation = estimation
        self.draws = draws
    }

    func check() throws(LocationError) {
        try Self.check("default radius", defaultRadius.value, from: 0)
        try Self.check("shared factor", sharedFactor, from: 1)
        try Self.check("reach", reach.value, from: 0)
        try Self.check("shared minimum", Double(sharedMinimum), from: 2)
        try Self.check("number of draws", Double(draws), from: 0)
        guard case .expectationMaximisation(let shape, let tolerance, let passes) = estimation else { return }
        try Self.check("prior shape", shape, from: 0)
        try Self.check("tolerance", tolerance, from: 0)
        try Self.check("number of passes", Double(passes), from: 1)
    }

    private static func check(_ name: String, _ value: Double, from least: Double) throws(LocationError) {
        guard value.isFinite, value >= least else {
            throw .badSetting(name: name, value: value, allowed: "a finite number from \(least)")
        }
    }
}

extension LocationUncertainty {
    /// The radius of each event in metres, and which were enlarged for sharing a coordinate with too many others.
    static func radii(
        of events: [LocatableEvent], settings: LocationSettings
    ) throws(LocationError) -> (radii: [Double], widened: [Int]) {
        var users: [GeographicPoint: Int] = [:]
        for (index, event) in events.enumerated() {
            if let position = event.position, !position.isValid { throw .badPosition(event: index) }
            if let precision = event.precision?.value, !(precision.isFinite && precision >= 0) {
                throw .badPrecision(event: index, value: precision)
            }
            if counts(event, settings), let position = event.position { users[position, default: 0] += 1 }
        }
        let widened = events.indices.filter { index in
            guard counts(events[index], settings), let position = events[index].position else { return false }
            return users[position, default: 0] >= settings.sharedMinimum
        }
        var radii = events.map { ($0.precision ?? settings.defaultRadius).value }
        for index in widened { radii[index] *= settings.sharedFactor }
        return (radii, widened)
    }

    private static func counts(_ event: LocatableEvent, _ settings: LocationSettings) -> Bool {
        settings.widensStatedPrecision || event.precision == nil
    }
}
