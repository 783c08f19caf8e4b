internal import Network

/// What every `land` result says of how it was made.
public struct ResultFrame: Equatable, Sendable {
    /// The unit of costs: `s`, `cost` or `J/kg`; empty where there are none.
    public let unit: String
    /// Steps of a cell: 4, 8, 16, 32 or 48; nil on a network.
    public let neighbours: Int?
    /// The most by which a way along the steps may exceed the straight line on even ground; nil on a network.
    public let elongationBound: Double?
    /// `ground`, `grid` or `cells`; nil on a network.
    public let lengthRule: String?
    /// How slope slows; nil where heights play no part.
    public var slopeFunction: String?

    /// The frame of a result on a grid.
    init(unit: String, neighbourhood: Neighbourhood, cellAspect: Double, lengths: LengthRule) {
        self.init(
            unit: unit, neighbours: neighbourhood.rawValue,
            elongationBound: neighbourhood.elongationBound(cellAspect: cellAspect), lengthRule: lengths.rawValue)
    }

    /// A frame from its parts.
    public init(unit: String, neighbours: Int?, elongationBound: Double?, lengthRule: String?) {
        self.unit = unit
        self.neighbours = neighbours
        self.elongationBound = elongationBound
        self.lengthRule = lengthRule
    }
}
