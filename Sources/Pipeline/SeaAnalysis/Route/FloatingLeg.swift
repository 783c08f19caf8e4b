internal import Network
internal import SpatialEngine

extension SeaRouting.FloatingLeg {
    /// Moves the ends of a leg to the water, at most `snap`.
    init(_ leg: RouteLeg, on water: SeaWaters, prepared: PreparedSea?, snap: Metres) throws {
        self.init(leg: leg, passage: nil, fault: leg.fault, obstacle: nil)
        guard let ends = leg.ends else { return }
        let found: SeaPassageResult
        do {
            found =
                try prepared?.passage(from: ends.from, to: ends.to, snap: snap)
                ?? water.passage(from: ends.from, to: ends.to, snap: snap)
        } catch {
            fault = "pair \(leg.id): \(error)"
            return
        }
        switch found {
        case .ashore(let end): fault = "pair \(leg.id): \(end)"
        case .unreachable(let reason): obstacle = reason + Self.advice(ends.from, ends.to, water.extent)
        case .route(let passage): self.passage = passage
        }
    }

    /// Ends outside the window that lie inside it when their coordinates are exchanged were written the wrong way round.
    private static func advice(_ from: GeographicPoint, _ to: GeographicPoint, _ extent: BoundingBox) -> String {
        let isSwapped = [from, to].contains { end in
            !extent.contains(end)
                && extent.contains(GeographicPoint(longitude: end.latitude, latitude: end.longitude))
        }
        return isSwapped ? "; x and y seem to be swapped, write longitude or easting first" : ""
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
