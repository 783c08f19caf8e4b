import Hotspots
import SpatialEngine

extension Kernel {
    /// A prospective Poisson scan of up to 12 steps over the 50 nearest; the best ratio, its p, centre and size.
    @Sendable
    static func poissonScan(_ inputs: Inputs) throws -> Measurement {
        let replicates = try inputs.number(0, meaning: "REPLICATES")
        let seed = UInt64(try inputs.number(1, meaning: "SEED"))
        let threads = try inputs.number(2, meaning: "THREADS")
        let places = try inputs.numbers(3, as: Double.self, multipleOf: 2)
        let population = try inputs.numbers(4, as: Double.self)
        let counts = try inputs.numbers(5, as: Double.self, multipleOf: population.count)
        let steps = counts.count / population.count
        let points = population.indices.map { PlanarPoint(x: places[2 * $0], y: places[2 * $0 + 1]) }
        let timed = try Timed { () -> [Double] in
            let study = try ScanStudy(
                model: .poisson, windows: ScanWindows(steps: steps, longest: 12, prospective: true), cases: counts,
                exposure: counts.indices.map { population[$0 / steps] })
            let zones = try ScanZones.ellipses(
                about: Positions(points, metric: .euclidean), measure: study.locationMeasure,
                reach: ScanReach(locations: 50), threads: threads)
            let scan = SpatialScan(study: study, zones: .fixed(zones), seed: seed, threads: threads)
            let best = scan.clusters(in: zones, secondary: .noOverlap, most: 1)
            let null = scan.null(replicates: replicates)
            return best.flatMap {
                [$0.statistic, null.monteCarloP($0.statistic), Double($0.centre), Double($0.members.count)]
            } + null.maxima
        }
        return Measurement(of: timed) { bytes(of: $0) }
    }
}
