/// A network that routes and effects of a plan are made from.
public struct NetworkInputs: Sendable {
    /// `link_id,from,to,cost[,length_m]`.
    public var links: String
    /// `unit_id` (the link) and `harm_per_person`, its parts, or `rate_mean`.
    public var risk: String
    /// `from,to,persons`.
    public var demand: String
    /// Routes a pair at most.
    public var count = 3
    /// Largest cost of a route over the cheapest.
    public var maxStretch = 2.0
    /// Largest share of a better route, by length, that another may use.
    public var maxOverlap = 0.5
    /// Cost of staying away; nil for no such choice.
    public var outside: Double?

    /// A network with the defaults of the command line.
    public init(links: String, risk: String, demand: String) {
        (self.links, self.risk, self.demand) = (links, risk, demand)
    }
}
