/// What a measure does.
public enum Lever: String, CaseIterable, Sendable {
    /// Raises the cost of routes and lowers the harm that persons inflict; people move elsewhere.
    case enforcement
    /// Lowers all harm and moves nobody.
    case protection
}

/// One route that people choose between two ends, or the outside option.
public struct PriorityRoute: Hashable, Sendable {
    /// Pair of ends.
    public var od: String
    /// Route id, unique in its pair; `outside` for staying away.
    public var route: String
    /// Cost that travellers weigh, in the unit of 1/θ (normally seconds).
    public var cost: Double
    /// Persons of the whole pair a year, the same on each of its routes.
    public var persons: Double
    /// Harm to one person on the whole route that other persons inflict (persons dead or missing a person).
    public var harmInflicted: Double
    /// Harm to one person on the whole route from the surroundings.
    public var harmEnvironment: Double

    /// A route with its harm in two parts; harm without parts counts as inflicted.
    public init(
        od: String, route: String, cost: Double, persons: Double, harmInflicted: Double, harmEnvironment: Double = 0
    ) {
        self.od = od
        self.route = route
        self.cost = cost
        self.persons = persons
        self.harmInflicted = harmInflicted
        self.harmEnvironment = harmEnvironment
    }

    /// Both parts.
    public var harmPerPerson: Double { harmInflicted + harmEnvironment }
}

/// A place where something could be done.
public struct PrioritySite: Hashable, Sendable {
    /// Unique id.
    public var id: String
    /// What would be done.
    public var lever: Lever
    /// In the unit of the budget; not negative.
    public var unitCost: Double
    /// Effort x of the formulas.
    public var effort: Double

    /// A site with its lever.
    public init(id: String, lever: Lever, unitCost: Double = 1, effort: Double = 1) {
        self.id = id
        self.lever = lever
        self.unitCost = unitCost
        self.effort = effort
    }
}

/// What a site does to one route.
public struct SiteEffect: Hashable, Sendable {
    /// How the effect is given.
    public enum Size: Hashable, Sendable {
        /// Cost added to the route, and the factor on all its harm.
        case stated(addedCost: Double, harmMultiplier: Double)
        /// Length of the route within the site's reach, in metres, and the share of the route's harm that falls there.
        ///
        /// ``EffectParameters`` make them cost and factors; without a share the site acts on all the route's harm.
        case length(metres: Double, harmShare: Double = 1)
    }

    /// Index of the site.
    public var site: Int
    /// Index of the route.
    public var route: Int
    /// How much.
    public var size: Size

    /// An effect of a site on a route; pairs not listed have none.
    public init(site: Int, route: Int, size: Size) {
        self.site = site
        self.route = route
        self.size = size
    }
}

/// How effort and length become cost and factors.
///
/// Enforcement adds β·(1 − exp(−κ·x·ℓ/v)) to the cost and multiplies inflicted harm by exp(−η·x); protection multiplies all harm
/// by exp(−ρ·x).
public struct EffectParameters: Hashable, Sendable {
    /// Detections per second of travel within reach and unit of effort.
    public var kappa: Double
    /// Fall of inflicted harm per unit of effort.
    public var eta: Double
    /// Cost of being detected, in the unit of cost.
    public var beta: Double
    /// Fall of all harm per unit of effort, for protection.
    public var rho: Double
    /// Speed v in metres per second.
    public var speed: Double

    /// Parameters, all assumptions of the caller.
    public init(kappa: Double, eta: Double, beta: Double, rho: Double, speed: Double) {
        self.kappa = kappa
        self.eta = eta
        self.beta = beta
        self.rho = rho
        self.speed = speed
    }
}

/// What the interval of net harm runs over.
public struct PriorityUncertainty: Hashable, Sendable {
    /// Range of θ; nil keeps it.
    public var theta: ClosedRange<Double>?
    /// Range of κ; nil keeps it.
    public var kappa: ClosedRange<Double>?
    /// Range of η; nil keeps it.
    public var eta: ClosedRange<Double>?
    /// Draws of each route's harm per person, `routeHarm[draw][route]`.
    ///
    /// The parts of a route's harm keep their proportion; an empty list keeps the harm.
    public var routeHarm: [[Double]]
    /// Number of draws; risk draws are used in turn.
    public var draws: Int
    /// Whether ranges above 0 are drawn evenly in the logarithm; else evenly.
    public var isLogarithmic: Bool

    /// Ranges to draw from.
    public init(
        theta: ClosedRange<Double>? = nil, kappa: ClosedRange<Double>? = nil, eta: ClosedRange<Double>? = nil,
        routeHarm: [[Double]] = [], draws: Int = 500, isLogarithmic: Bool = true
    ) {
        self.theta = theta
        self.kappa = kappa
        self.eta = eta
        self.routeHarm = routeHarm
        self.draws = draws
        self.isLogarithmic = isLogarithmic
    }

    var isNothing: Bool { theta == nil && kappa == nil && eta == nil && routeHarm.isEmpty }
}
