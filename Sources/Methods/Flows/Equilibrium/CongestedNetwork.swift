internal import Glibc

/// A directed link whose cost rises with the flow on it: free·(1 + b·(flow/capacity)^power).
///
/// The form of the Bureau of Public Roads (Traffic Assignment Manual, 1964).
public struct CongestedLink: Hashable, Sendable {
    /// Index of the place where the link starts.
    public var from: Int
    /// Index of the place where it ends.
    public var to: Int
    /// Cost without any flow; finite and not negative.
    public var freeCost: Double
    /// Persons in the period of the demand, above 0; infinite where flow costs nothing.
    public var capacity: Double
    /// What a flow as great as the capacity adds, as a multiple of the free cost; finite and not negative.
    public var b: Double
    /// Finite and not negative.
    public var power: Double

    /// A link between two place indices.
    public init(from: Int, to: Int, freeCost: Double, capacity: Double = .infinity, b: Double = 0, power: Double = 1) {
        self.from = from
        self.to = to
        self.freeCost = freeCost
        self.capacity = capacity
        self.b = b
        self.power = power
    }
}

/// Travellers from one place to another.
public struct TripDemand: Hashable, Sendable {
    /// Index of the place where they start.
    public var from: Int
    /// Index of the place where they want to be.
    public var to: Int
    /// How many in the period; finite and not negative.
    public var persons: Double

    /// Demand between two place indices.
    public init(from: Int, to: Int, persons: Double) {
        self.from = from
        self.to = to
        self.persons = persons
    }
}

/// Places and links with costs that depend on flow.
public struct CongestedNetwork: Sendable {
    /// How many places there are.
    public let placeCount: Int
    /// Places before this index begin and end journeys but are not passed through.
    public let firstThroughPlace: Int
    /// The links as they were given.
    public let links: [CongestedLink]
    let performance: [LinkPerformance]
    /// Links that leave place `p`: `outgoing[outgoingStart[p]..<outgoingStart[p + 1]]`.
    let outgoing: [Int32]
    let outgoingStart: [Int32]
    let heads: [Int32]

    /// A network of checked links.
    ///
    /// - Throws: ``AssignmentError`` for an end outside `0..<placeCount` and for numbers outside their ranges.
    /// - Complexity: O(places + links), both below 2³¹.
    public init(placeCount: Int, links: [CongestedLink], firstThroughPlace: Int = 0) throws(AssignmentError) {
        for (index, link) in links.enumerated() { try link.check(index, places: placeCount) }
        self.placeCount = placeCount
        self.links = links
        self.firstThroughPlace = firstThroughPlace
        performance = links.map(LinkPerformance.init)
        heads = links.map { Int32($0.to) }
        var start = [Int32](repeating: 0, count: placeCount + 1)
        for link in links { start[link.from + 1] += 1 }
        for place in 0..<placeCount { start[place + 1] += start[place] }
        var next = start
        var outgoing = [Int32](repeating: 0, count: links.count)
        for (index, link) in links.enumerated() {
            outgoing[Int(next[link.from])] = Int32(index)
            next[link.from] += 1
        }
        outgoingStart = start
        self.outgoing = outgoing
    }

    /// The cost of each link at a flow.
    public func costs(at flows: [Double]) -> [Double] { zip(performance, flows).map { $0.cost(at: $1) } }

    /// Σ∫₀^x t(w) dw over the links: what a user equilibrium makes least (Beckmann, McGuire and Winsten 1956).
    public func objective(at flows: [Double]) -> Double {
        zip(performance, flows).reduce(0) { $0 + $1.0.integral(to: $1.1) }
    }
}

/// The cost of one link as a function of its flow.
///
/// Below 0 the function goes on as its mirror image, so that it rises everywhere and methods may overstep the bound.
struct LinkPerformance: Sendable {
    let free: Double
    /// b · free; 0 where flow costs nothing.
    let rise: Double
    private let perCapacity: Double
    let power: Double

    init(_ link: CongestedLink) {
        let isConstant = link.power == 0 || link.capacity == .infinity || link.b * link.freeCost == 0
        free = link.power == 0 && link.capacity < .infinity ? link.freeCost * (1 + link.b) : link.freeCost
        rise = isConstant ? 0 : link.b * link.freeCost
        perCapacity = 1 / link.capacity
        power = link.power
    }

    func cost(at flow: Double) -> Double { costAndSlope(at: flow).cost }

    /// The slope is infinite at no flow where the power is below 1.
    @inline(__always)
    func costAndSlope(at flow: Double) -> (cost: Double, slope: Double) {
        guard rise > 0 else { return (free, 0) }
        guard flow != 0 else { return (free, power > 1 ? 0 : power < 1 ? .infinity : rise * perCapacity) }
        let ratio = abs(flow) * perCapacity
        let belowPower = rise * Self.power(ratio, power - 1)
        let added = belowPower * ratio
        return (flow < 0 ? free - added : free + added, power * belowPower * perCapacity)
    }

    func integral(to flow: Double) -> Double {
        guard rise > 0 else { return free * flow }
        // Even, as the integral of what is added is.
        return free * flow + (cost(at: abs(flow)) - free) * abs(flow) / (power + 1)
    }

    @inline(__always)
    private static func power(_ base: Double, _ exponent: Double) -> Double {
        // The exponents of nearly all published networks, without a call.
        switch exponent {
        case 3: return base * base * base
        case 1: return base
        case 0: return 1
        default: return pow(base, exponent)
        }
    }
}

extension CongestedLink {
    fileprivate func check(_ index: Int, places: Int) throws(AssignmentError) {
        guard (0..<places).contains(from), (0..<places).contains(to) else {
            throw .unknownPlace(link: index, places: places)
        }
        for (field, value) in [("cost", freeCost), ("b", b), ("power", power)]
        where !(value >= 0 && value < .infinity) {
            throw .badNumber(link: index, field: field, value: value)
        }
        guard capacity > 0 else { throw .badNumber(link: index, field: "capacity", value: capacity) }
    }
}
