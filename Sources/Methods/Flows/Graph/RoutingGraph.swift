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

/// Places and the directed links between them; two places may be joined by several links.
///
/// Costs are kept a second time as whole multiples of a power of ten, so fine that the sum of all links still fits 63 bits.
/// Sums of whole numbers do not depend on their order, and decimal costs that are equal stay equal: ties are real ties.
public struct RoutingGraph: Sendable {
    /// Ids of the places; links name them by index.
    public let placeIDs: [String]
    /// The links as they were given.
    public let links: [RoutingLink]
    /// Places before this index begin and end journeys but are not passed through.
    public let firstThroughPlace: Int
    /// How many whole units one of cost makes: a power of ten.
    let unitsPerCost: Double
    /// Cost of each link in those units.
    let costUnits: [Int]
    /// Links by the place that they leave, in the order of the ids of the places that they reach, then of their own ids.
    let outgoing: Adjacency
    /// Links by the place that they reach, in the order of the ids of the places that they leave, then of their own ids.
    let incoming: Adjacency
    /// Where each link starts and ends, and its length, apart from what searches do not need.
    let tails: [Int32]
    let heads: [Int32]
    let lengths: [Double]
    /// Position of each place in the order of ids.
    let placeRank: [Int32]
    /// Position of each link in the order of ids.
    let linkRank: [Int32]

    /// A graph of checked links.
    ///
    /// - Throws: ``RoutingError`` for repeated ids, unknown place numbers, and costs or lengths that are negative or not finite.
    /// - Complexity: O((*n* + *m*) log (*n* + *m*)) for *n* places and *m* links, both below 2³¹.
    public init(placeIDs: [String], links: [RoutingLink], firstThroughPlace: Int = 0) throws(RoutingError) {
        if let id = Self.firstRepeated(placeIDs) { throw .repeatedPlace(id: id) }
        if let id = Self.firstRepeated(links.map(\.id)) { throw .repeatedLink(id: id) }
        for link in links { try Self.check(link, places: placeIDs.count) }
        self.placeIDs = placeIDs
        self.links = links
        self.firstThroughPlace = firstThroughPlace
        let scale = Self.units(for: links)
        let costUnits = links.map { Int(($0.cost * scale).rounded()) }
        let placeRank = Self.ranks(of: placeIDs)
        let linkRank = Self.ranks(of: links.map(\.id))
        unitsPerCost = scale
        self.costUnits = costUnits
        tails = links.map { Int32($0.from) }
        heads = links.map { Int32($0.to) }
        lengths = links.map(\.lengthMetres)
        self.placeRank = placeRank
        self.linkRank = linkRank
        let byID = Self.positions(of: linkRank)
        func adjacency(from: (RoutingLink) -> Int, to: (RoutingLink) -> Int) -> Adjacency {
            Adjacency(
                places: placeIDs.count, order: Adjacency.sorted(byID, places: placeRank) { to(links[$0]) },
                near: { from(links[$0]) }, far: { to(links[$0]) }, cost: { costUnits[$0] })
        }
        outgoing = adjacency(from: { $0.from }, to: { $0.to })
        incoming = adjacency(from: { $0.to }, to: { $0.from })
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

    /// A power of ten by which the sum of all costs stays below 4e18.
    ///
    /// As fine as nine decimals where that fits, and finer for small costs, as long as equal decimals stay equal: doubles tell
    /// whole numbers apart up to some 1e15.
    private static func units(for links: [RoutingLink]) -> Double {
        let total = links.reduce(0) { $0 + $1.cost }
        let largest = links.reduce(0) { max($0, $1.cost) }
        var scale = 1e9
        while scale < 1e22, largest > 0, largest * scale * 10 <= 1e15, total * scale * 10 <= 4e18 { scale *= 10 }
        while total * scale > 4e18 { scale /= 10 }
        return scale
    }

    private static func ranks(of ids: [String]) -> [Int32] {
        var ranks = [Int32](repeating: 0, count: ids.count)
        let isSorted = zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }
        let order = isSorted ? Array(ids.indices) : ids.indices.sorted { ids[$0] < ids[$1] }
        for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
        return ranks
    }

    private static func positions(of ranks: [Int32]) -> [Int] {
        var positions = [Int](repeating: 0, count: ranks.count)
        for (index, rank) in ranks.enumerated() { positions[Int(rank)] = index }
        return positions
    }
}
