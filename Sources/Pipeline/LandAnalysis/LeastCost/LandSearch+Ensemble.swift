internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces
internal import Synchronization

extension LandSurface<Float> {
    func ensemble(
        from: Int, to: Int, errorMetres: Double, correlation: Metres, covariance: GaussianRandomField.Covariance,
        members: Int, seed: UInt64, threads: Int, isExact: Bool, _ progress: @escaping LandProgress
    ) throws(RequestError) -> TerrainEnsemble {
        guard case .travel(let surface, let slope) = ground else {
            throw RequestError(.wrongUsage, "an ensemble needs --dem")
        }
        let finished = MemberCount()
        return try Self.translating { () throws(NetworkError) in
            try TerrainEnsemble.traversal(
                surface: surface, slope: slope, neighbourhood: neighbourhood, from: from, to: to,
                errorSD: [Float](repeating: Float(errorMetres), count: grid.shape.count), correlation: correlation,
                covariance: covariance, members: members, random: SplitMix64(seed: seed), threads: threads,
                lengths: lengths, isExact: isExact
            ) { count in
                progress("members", finished.add(count), members)
            }
        }
    }

    /// The errors that the members of an ensemble have, in metres: member 2*i* and 2*i*+1 are pair *i*.
    static func errors(
        on grid: Grid, errorMetres: Double, correlation: Metres, covariance: GaussianRandomField.Covariance,
        members: Int, seed: UInt64, threads: Int
    ) throws(RequestError) -> [[Float]] {
        let field: GaussianRandomField
        do throws(SurfaceError) {
            field = try GaussianRandomField(grid: grid, correlationLength: correlation, covariance: covariance)
        } catch {
            throw RequestError(.badData, error.description)
        }
        let random = SplitMix64(seed: seed)
        let deviation = Float(errorMetres)
        let pairs = parallelMap(Array(0..<(members + 1) / 2), threads: threads) { pair in
            let errors = field.pair(random.stream(UInt64(pair)))
            return [errors.first, errors.second].map { error in error.map { $0 * deviation } }
        }
        return Array(pairs.joined().prefix(members))
    }

    /// NaN on closed cells.
    func withoutBarriers(_ values: [Double]) -> [Double] {
        values.indices.map { isOpen($0) ? values[$0] : .nan }
    }
}

/// How many members are finished, counted from any thread.
private final class MemberCount: Sendable {
    private let done = Mutex(0)

    func add(_ count: Int) -> Int {
        done.withLock { done in
            done += count
            return done
        }
    }
}
