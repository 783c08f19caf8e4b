import Glibc
import SpatialEngine

/// Points of the ranges that intervals run over: a Latin hypercube, so that each range is filled evenly.
///
/// McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755.
struct PriorityDraws {
    /// θ and effect parameters of each draw.
    let points: [(theta: Double, parameters: EffectParameters)]

    /// - Parameter random: Range *k* takes stream *k*.
    init(_ settings: PrioritySettings, random: SplitMix64) {
        let ranges = settings.uncertainty
        let columns = [ranges.theta, ranges.kappa, ranges.eta].enumerated().map { number, range in
            range.map { Self.column($0, ranges, random.stream(UInt64(number))) }
        }
        points = (0..<ranges.draws).map { draw in
            var parameters = settings.parameters
            if let kappa = columns[1]?[draw] { parameters.kappa = kappa }
            if let eta = columns[2]?[draw] { parameters.eta = eta }
            return (columns[0]?[draw] ?? settings.theta, parameters)
        }
    }

    /// One number from each of as many equal slices of a range as there are draws, shuffled.
    private static func column(
        _ range: ClosedRange<Double>, _ ranges: PriorityUncertainty, _ stream: SplitMix64
    ) -> [Double] {
        var stream = stream
        let slices = (0..<ranges.draws).shuffled(using: &stream)
        return slices.map { slice in
            let unit = (Double(slice) + stream.nextUnit()) / Double(ranges.draws)
            guard ranges.isLogarithmic, range.lowerBound > 0 else {
                return range.lowerBound + unit * (range.upperBound - range.lowerBound)
            }
            return range.lowerBound * pow(range.upperBound / range.lowerBound, unit)
        }
    }
}

extension PriorityModel {
    /// Net change of each site alone over the ranges: `[site][draw]`.
    ///
    /// - Complexity: O(*draws* · (*routes* + *effects*)) time, 8 bytes a site and draw.
    func netDraws(
        _ settings: PrioritySettings, random: SplitMix64, threads: Int,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) -> [[Double]] {
        let draws = PriorityDraws(settings, random: random).points
        let harms = settings.uncertainty.routeHarm
        let count = draws.count
        var table = [Double](repeating: 0, count: sites.count * count)
        // Blocks, so that progress can be told in between.
        let block = max(threads, 8)
        table.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            for first in stride(from: 0, to: count, by: block) {
                inParallel(min(block, count - first), threads: threads) { index in
                    let draw = first + index
                    let scenario = PriorityScenario(
                        model: self, theta: draws[draw].theta, parameters: draws[draw].parameters,
                        routeHarm: harms.isEmpty ? nil : harms[draw % harms.count])
                    for site in sites.indices { shared.buffer[site * count + draw] = scenario.net(ofSite: site) }
                }
                progress(min(first + block, count), count)
            }
        }
        return sites.indices.map { Array(table[$0 * count..<($0 + 1) * count]) }
    }
}
