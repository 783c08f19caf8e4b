/// One directed way between two places.
public struct RoutingLink: Hashable, Sendable {
    /// Unique in its graph.
    public var id: String
    /// Index of the place where the link starts.
    public var from: Int
    /// Index of the place where it ends.
    public var to: Int
    /// What travellers weigh, such as seconds, in one unit for the whole graph; finite and not negative.
    public var cost: Double
    /// Ground length, finite and not negative; used for overlaps and path sizes.
    public var lengthMetres: Double

    /// A link from one place index to another.
    public init(id: String, from: Int, to: Int, cost: Double, lengthMetres: Double) {
        self.id = id
        self.from = from
        self.to = to
        self.cost = cost
        self.lengthMetres = lengthMetres
    }
}

/// What makes a list of places and links no graph.
public enum RoutingError: Error, Equatable, CustomStringConvertible {
    case repeatedPlace(id: String)
    case repeatedLink(id: String)
    case unknownPlace(link: String, index: Int, places: Int)
    case badNumber(link: String, field: String, value: Double)
    case badParameter(name: String, value: Double, allowed: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .repeatedPlace(let id): "place \(id) is listed twice; give every place its own id"
        case .repeatedLink(let id): "link \(id) is listed twice; give every link its own id"
        case .unknownPlace(let link, let index, let places):
            "link \(link) leads to place number \(index) but there are \(places); list its places first"
        case .badNumber(let link, let field, let value):
            "link \(link) has \(field) \(value); give a finite number that is not negative"
        case .badParameter(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        }
    }
}

/// Places and the directed links between them; two places may be joined by several links.
///
/// Costs are kept a second time as whole multiples of a power of ten, so fine that the sum of all links still fits 63 bits.
/// Sums of whole numbers do not depend on their order, and decimal costs that are equal stay equal: ties are real ties.
public struct RoutingGraph: Sendable {
    /// Ids of the places; links name them by index.
    public let placeIDs: [String]
    /// The links as they were given.
    public let links: [RoutingLink]
    /// How many whole units one of cost makes: a power of ten.
    let unitsPerCost: Double
    /// Cost of each link in those units.
    let costUnits: [Int]
    /// Links that leave place `p`: `outgoing[outgoingStart[p]..<outgoingStart[p + 1]]`, by place id of the far end, then link id.
    let outgoing: [Int32]
    let outgoingStart: [Int]
    /// Links that reach a place, in the same form.
    let incoming: [Int32]
    let incomingStart: [Int]
    /// Position of each place in the order of ids.
    let placeRank: [Int]
    /// Position of each link in the order of ids.
    let linkRank: [Int]

    /// A graph of checked links.
    ///
    /// - Throws: ``RoutingError`` for repeated ids, unknown place numbers, and costs or lengths that are negative or not finite.
    /// - Complexity: O((*n* + *m*) log (*n* + *m*)) for *n* places and *m* links.
    public init(placeIDs: [String], links: [RoutingLink]) throws(RoutingError) {
        if let id = Self.firstRepeated(placeIDs) { throw .repeatedPlace(id: id) }
        if let id = Self.firstRepeated(links.map(\.id)) { throw .repeatedLink(id: id) }
        for link in links { try Self.check(link, places: placeIDs.count) }
        self.placeIDs = placeIDs
        self.links = links
        let scale = Self.units(forSumOf: links)
        unitsPerCost = scale
        costUnits = links.map { Int(($0.cost * scale).rounded()) }
        let placeRank = Self.ranks(of: placeIDs)
        let linkRank = Self.ranks(of: links.map(\.id))
        self.placeRank = placeRank
        self.linkRank = linkRank
        let order = links.indices.sorted {
            (placeRank[links[$0].to], linkRank[$0]) < (placeRank[links[$1].to], linkRank[$1])
        }
        (outgoingStart, outgoing) = Self.buckets(order, count: placeIDs.count) { links[$0].from }
        (incomingStart, incoming) = Self.buckets(order, count: placeIDs.count) { links[$0].to }
    }

    /// The index of a place, or nil when it is not in the graph.
    ///
    /// - Complexity: O(*n*); keep the answer when you need it often.
    public func place(_ id: String) -> Int? { placeIDs.firstIndex(of: id) }

    private static func check(_ link: RoutingLink, places: Int) throws(RoutingError) {
        for index in [link.from, link.to] where !(0..<places).contains(index) {
            throw .unknownPlace(link: link.id, index: index, places: places)
        }
        guard link.cost.isFinite, link.cost >= 0 else {
            throw .badNumber(link: link.id, field: "cost", value: link.cost)
        }
        guard link.lengthMetres.isFinite, link.lengthMetres >= 0 else {
            throw .badNumber(link: link.id, field: "length", value: link.lengthMetres)
        }
    }

    private static func firstRepeated(_ ids: [String]) -> String? {
        var seen = Set<String>(minimumCapacity: ids.count)
        return ids.first { !seen.insert($0).inserted }
    }

    /// The largest power of ten, at most 1e9, by which the sum of all costs stays below 4e18.
    private static func units(forSumOf links: [RoutingLink]) -> Double {
        let total = links.reduce(0) { $0 + $1.cost }
        var scale = 1e9
        while total * scale > 4e18 { scale /= 10 }
        return scale
    }

    private static func ranks(of ids: [String]) -> [Int] {
        var ranks = [Int](repeating: 0, count: ids.count)
        for (rank, index) in ids.indices.sorted(by: { ids[$0] < ids[$1] }).enumerated() { ranks[index] = rank }
        return ranks
    }

    private static func buckets(_ order: [Int], count: Int, key: (Int) -> Int) -> (start: [Int], items: [Int32]) {
        var start = [Int](repeating: 0, count: count + 1)
        for item in order { start[key(item) + 1] += 1 }
        for place in 0..<count { start[place + 1] += start[place] }
        var next = start
        var items = [Int32](repeating: 0, count: order.count)
        for item in order {
            items[next[key(item)]] = Int32(item)
            next[key(item)] += 1
        }
        return (start, items)
    }
}
