internal import Network
internal import SpatialEngine

extension SeaRouting.FloatingLeg {
    /// Moves the ends of a leg to the water, at most `snap`.
    init(_ leg: RouteLeg, on water: SeaWaters, snap: Metres) throws {
        self.init(leg: leg, passage: nil, fault: leg.fault, obstacle: nil)
        guard let ends = leg.ends else { return }
        let found: SeaPassageResult
        do { found = try water.passage(from: ends.from, to: ends.to, snap: snap) } catch {
            fault = "pair \(leg.id): \(error)"
            return
        }
        switch found {
        case .ashore(let end): fault = "pair \(leg.id): \(end)"
        case .unreachable(let reason): obstacle = reason
        case .route(let passage): self.passage = passage
        }
    }
}

extension SeaWaters {
    /// The same for the planner.
    var voyageWaters: VoyageWaters {
        switch self {
        case .chart(let chart): .chart(chart)
        case .mask(let mask): .mask(mask)
        }
    }
}
