internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// The searches of the land methods over a surface that was read; the one place that calls them.
extension LandSurface {
    /// The search takes the surface over, so that its memory is free once the search has its own.
    consuming func accumulate(
        _ plan: SearchPlan, _ progress: @escaping LandProgress
    ) throws(RequestError) -> CostField<Value> {
        let plan = plan.with(neighbourhood, lengths, reporting(progress, "searching"))
        let ground = self.ground
        _ = consume self
        return try Self.search(consume ground, plan)
    }

    private static func search(
        _ ground: consuming Ground, _ plan: SearchPlan
    ) throws(RequestError) -> CostField<Value> {
        do throws(NetworkError) {
            switch consume ground {
            case .friction(let surface):
                return try CostField<Value>.accumulate(friction: consume surface, plan: plan)
            case .travel(let surface, let slope):
                return try CostField<Value>.accumulate(surface: consume surface, slope: slope, plan: plan)
            }
        } catch {
            throw translated(error)
        }
    }

    func corridor(
        from: Int, to: Int, _ progress: @escaping LandProgress
    ) throws(RequestError) -> CorridorField<Value> {
        let report = reporting(progress, "searching from both ends")
        return try Self.translating { () throws(NetworkError) in
            switch ground {
            case .friction(let surface):
                try CorridorField<Value>(
                    friction: surface, neighbourhood: neighbourhood, from: from, to: to, lengths: lengths,
                    progress: report)
            case .travel(let surface, let slope):
                try CorridorField<Value>(
                    surface: surface, slope: slope, neighbourhood: neighbourhood, from: from, to: to,
                    lengths: lengths, progress: report)
            }
        }
    }

    private func reporting(_ progress: @escaping LandProgress, _ stage: String) -> SearchProgress {
        let count = grid.shape.count
        return { settled in
            progress(stage, settled, count)
            return true
        }
    }

    /// Makes the errors of a method ours.
    static func translating<Result>(_ body: () throws(NetworkError) -> Result) throws(RequestError) -> Result {
        do throws(NetworkError) { return try body() } catch { throw translated(error) }
    }

    private static func translated(_ error: NetworkError) -> RequestError {
        switch error {
        case .badParameter, .surface(.parameterOutOfRange), .noGroundLengths:
            RequestError(.wrongUsage, error.description)
        default:
            RequestError(.badData, error.description)
        }
    }
}

extension SearchPlan {
    fileprivate func with(
        _ neighbourhood: Neighbourhood, _ lengths: LengthRule, _ progress: @escaping SearchProgress
    ) -> SearchPlan {
        var plan = self
        plan.neighbourhood = neighbourhood
        plan.lengths = lengths
        plan.progress = progress
        return plan
    }
}
