internal import Network
internal import SpatialEngine
internal import Surfaces

/// The searches of the land methods over a surface that was read; the one place that calls them.
extension LandSurface {
    func accumulate(
        from cells: [Int], toward: Bool = false, until target: Int? = nil, limit: Double = .infinity
    ) throws(LandError) -> CostDistance {
        try Self.translating { () throws(NetworkError) in
            switch ground {
            case .friction(let surface):
                try CostDistance.accumulate(
                    friction: surface, neighbourhood: neighbourhood, sources: cells, toward: toward, until: target,
                    limit: limit, lengths: lengths)
            case .travel(let surface, let slope):
                try CostDistance.accumulate(
                    surface: surface, slope: slope, neighbourhood: neighbourhood, sources: cells, toward: toward,
                    until: target, limit: limit, lengths: lengths)
            }
        }
    }

    func corridor(from: Int, to: Int) throws(LandError) -> Corridor {
        try Self.translating { () throws(NetworkError) in
            switch ground {
            case .friction(let surface):
                try Corridor(friction: surface, neighbourhood: neighbourhood, from: from, to: to, lengths: lengths)
            case .travel(let surface, let slope):
                try Corridor(
                    surface: surface, slope: slope, neighbourhood: neighbourhood, from: from, to: to, lengths: lengths)
            }
        }
    }

    /// Makes the errors of a method ours.
    static func translating<Value>(_ body: () throws(NetworkError) -> Value) throws(LandError) -> Value {
        do throws(NetworkError) {
            return try body()
        } catch {
            switch error {
            case .badParameter, .surface(.parameterOutOfRange), .groundLengthNeedsGeographicGrid:
                throw LandError(.wrongUsage, error.description)
            default:
                throw LandError(.badData, error.description)
            }
        }
    }
}
