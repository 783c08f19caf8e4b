public import SpatialEngine

/// Where an event was said to have happened, and how surely.
public struct LocatableEvent: Hashable, Sendable {
    /// nil when the record has no usable position; such an event is off every unit.
    public var position: GeographicPoint?
    /// Radius in which the true place lies; nil when nobody said.
    public var precision: Metres?

    /// An event at a stated position.
    public init(position: GeographicPoint?, precision: Metres?) {
        self.position = position
        self.precision = precision
    }
}

/// The probability that an event belongs to one unit.
public struct UnitWeight: Hashable, Sendable {
    /// Index of the unit.
    public var unit: Int
    /// Above 0, at most 1.
    public var weight: Double

    /// A share of one event.
    public init(unit: Int, weight: Double) {
        self.unit = unit
        self.weight = weight
    }
}

/// Events spread over units; the mass on units and the mass off them always add up to the number of events.
public struct LocationResult: Sendable {
    /// Posterior of each event over units, by unit index; weights add to 1, or the list is empty when the event is off.
    public var weights: [[UnitWeight]]
    /// Events that no unit could take: no position, or nothing within their radius and reach.
    public var offEvents: [Int]
    /// Events whose radius was enlarged because too many share one coordinate.
    public var widened: [Int]
    /// Imputations: `draws[d][i]` is the unit of event `i` in draw `d`, −1 when it is off.
    public var draws: [[Int32]]
    /// Passes that the estimation of rates needed; 0 without estimation.
    public var iterations: Int
    /// Whether those passes reached the tolerance.
    public var converged: Bool

    /// Places that were worked out before, for instance read from a file.
    ///
    /// - Parameter weights: Per event, adding to 1; empty for an event that is off.
    /// - Parameter draws: As in ``draws``; may be empty.
    public init(
        weights: [[UnitWeight]], widened: [Int] = [], draws: [[Int32]] = [], iterations: Int = 0,
        converged: Bool = true
    ) {
        self.weights = weights
        offEvents = weights.indices.filter { weights[$0].isEmpty }
        self.widened = widened
        self.draws = draws
        self.iterations = iterations
        self.converged = converged
    }

    /// Events on units.
    public var massOn: Double { Double(weights.count - offEvents.count) }
    /// Events off every unit.
    public var massOff: Double { Double(offEvents.count) }

    /// Expected number of events of each unit.
    public func expectedCounts(units: Int) -> [Double] {
        var counts = [Double](repeating: 0, count: units)
        for event in weights { for share in event { counts[share.unit] += share.weight } }
        return counts
    }
}

/// What made events unlocatable.
public enum LocationError: Error, Equatable, CustomStringConvertible {
    case exposureCount(given: Int, units: Int)
    case badExposure(unit: Int, value: Double)
    case badPosition(event: Int)
    case badPrecision(event: Int, value: Double)
    case badSetting(name: String, value: Double, allowed: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .exposureCount(let given, let units):
            "there are \(units) units but \(given) exposures; give one for each, nil where it is not known"
        case .badExposure(let unit, let value):
            "unit number \(unit) has exposure \(value); give a finite number that is not negative, or none"
        case .badPosition(let event): "event number \(event) lies outside the globe; mend its position or leave it out"
        case .badPrecision(let event, let value):
            "event number \(event) has a precision of \(value) m; give a finite number that is not negative"
        case .badSetting(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        }
    }
}

/// The places where events may have happened, given how roughly they are known.
///
/// p(s | i) ∝ λ_s · E_s · f_i(s): λ_s is the event rate of unit *s* per exposure and metre (or square metre), E_s its exposure,
/// and f_i(s) the integral over the unit of event *i*'s precision kernel. λ is estimated by expectation and maximisation
/// (Dempster, Laird and Rubin 1977) with a Gamma prior round the overall rate, then whole tables of places are drawn.
public enum LocationUncertainty {
    /// Spreads events over units of one or more lines each.
    ///
    /// Lengths inside a kernel are exact to one part in a million for radii to 100 km: pieces of at most 1 km, along which the
    /// square of the ellipsoidal distance from the event is a parabola.
    ///
    /// - Parameter exposure: One per unit, in any one measure (normally person-trips); nil where it is not known. An
    ///   unknown exposure is taken as the mean of the known ones, for this purpose only; with none known all are equal.
    /// - Parameter candidates: Whether event `i` may belong to unit `s` (its mode, direction, corridor); nil for always.
    /// - Parameter random: Event `i` draws from its stream `i`.
    /// - Parameter threads: The result does not depend on it; a form with `candidates` uses one for the kernels.
    /// - Throws: ``LocationError`` for exposures, positions and settings out of range.
    /// - Complexity: O(*p* log *p*) for *p* kilometres of line, then for each event the pieces within its kernel, then a pass
    ///   over all events and the units that they meet as often as the rates need.
    public static func locate(
        events: [LocatableEvent], lines: [[LineString]], exposure: [Double?],
        candidates: ((_ event: Int, _ unit: Int) -> Bool)? = nil,
        settings: LocationSettings = LocationSettings(), random: SplitMix64, threads: Int = 1
    ) throws(LocationError) -> LocationResult {
        try locate(
            events: events, ground: LinePieces(lines), exposure: exposure, candidates: candidates, settings: settings,
            random: random, threads: threads)
    }

    /// Spreads events over units of one line each; see the form for several.
    public static func locate(
        events: [LocatableEvent], units: [LineString], exposure: [Double?],
        candidates: ((_ event: Int, _ unit: Int) -> Bool)? = nil,
        settings: LocationSettings = LocationSettings(), random: SplitMix64
    ) throws(LocationError) -> LocationResult {
        try locate(
            events: events, lines: units.map { [$0] }, exposure: exposure, candidates: candidates, settings: settings,
            random: random)
    }

    /// Spreads events over areas, by the area of each inside the event's disc or under its Gaussian.
    ///
    /// Areas are measured on an equal-area plane round the event: one part in a hundred thousand at a radius of 100 km.
    /// Arguments, result and errors are those of the form for lines; a unit without area takes nothing.
    public static func locate(
        events: [LocatableEvent], areas: [MultiPolygon], exposure: [Double?],
        candidates: ((_ event: Int, _ unit: Int) -> Bool)? = nil,
        settings: LocationSettings = LocationSettings(), random: SplitMix64, threads: Int = 1
    ) throws(LocationError) -> LocationResult {
        try locate(
            events: events, ground: AreaPieces(areas), exposure: exposure, candidates: candidates, settings: settings,
            random: random, threads: threads)
    }

    private static func locate(
        events: [LocatableEvent], ground: some KernelGround & Sendable, exposure: [Double?],
        candidates: ((_ event: Int, _ unit: Int) -> Bool)?, settings: LocationSettings, random: SplitMix64, threads: Int
    ) throws(LocationError) -> LocationResult {
        try settings.check()
        let exposure = try filled(exposure, units: ground.unitSizes.count)
        let (radii, widened) = try radii(of: events, settings: settings)
        let kernel = kernelMasses(
            of: events, radii: radii, on: ground, candidates: candidates, settings: settings, threads: threads)
        var posterior = RatePosterior(
            kernel: kernel, sizes: ground.unitSizes, exposure: exposure, threads: threads)
        posterior.estimate(settings.estimation)
        let weights = posterior.weights
        return LocationResult(
            weights: weights, widened: widened,
            draws: draws(from: weights, count: settings.draws, random: random, threads: threads),
            iterations: posterior.iterations, converged: posterior.converged)
    }

    private static func kernelMasses(
        of events: [LocatableEvent], radii: [Double], on ground: some KernelGround & Sendable,
        candidates: ((_ event: Int, _ unit: Int) -> Bool)?, settings: LocationSettings, threads: Int
    ) -> [[UnitWeight]] {
        @Sendable func masses(_ event: Int, _ allows: ((Int) -> Bool)?, _ sums: inout UnitSums) -> [UnitWeight] {
            guard let position = events[event].position else { return [] }
            let kernel = PrecisionKernel(
                shape: settings.kernel, centre: position, radius: radii[event], reach: settings.reach.value,
                allows: allows)
            return ground.masses(of: kernel, &sums)
        }
        if let candidates {
            var sums = UnitSums(units: ground.unitSizes.count)
            return events.indices.map { event in masses(event, { candidates(event, $0) }, &sums) }
        }
        let block = 64
        let blocks = stride(from: 0, to: events.count, by: block).map { $0..<min($0 + block, events.count) }
        return parallelMap(blocks, threads: threads) { range in
            var sums = UnitSums(units: ground.unitSizes.count)
            return range.map { masses($0, nil, &sums) }
        }.flatMap(\.self)
    }

    private static func filled(_ exposure: [Double?], units: Int) throws(LocationError) -> [Double] {
        guard exposure.count == units else { throw .exposureCount(given: exposure.count, units: units) }
        for (unit, value) in exposure.enumerated() {
            if let value, !(value.isFinite && value >= 0) { throw .badExposure(unit: unit, value: value) }
        }
        let known = exposure.compactMap(\.self)
        let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        return exposure.map { $0 ?? (mean > 0 ? mean : 1) }
    }

    private static func draws(
        from weights: [[UnitWeight]], count: Int, random: SplitMix64, threads: Int
    ) -> [[Int32]] {
        let places = parallelMap(Array(weights.indices), threads: threads) { event in
            let shares = weights[event]
            guard !shares.isEmpty else { return [Int32](repeating: -1, count: count) }
            var stream = random.stream(UInt64(event))
            let list = shares.map(\.weight)
            return (0..<count).map { _ in Int32(shares[stream.nextIndex(weights: list)].unit) }
        }
        return (0..<count).map { draw in places.map { $0[draw] } }
    }
}
