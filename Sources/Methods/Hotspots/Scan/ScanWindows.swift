/// The spans of time that a scan looks at, and how counts are added up for them.
///
/// A location's counts are kept in lanes of running sums, so that the count of a span is one lane or a difference of two.
public struct ScanWindows: Sendable {
    /// Number of steps of the study; 1 for a purely spatial scan.
    public let steps: Int
    /// The longest span in steps.
    public let longest: Int
    /// Only spans that end at the last step.
    public let isProspective: Bool

    /// Spans of up to `longest` of `steps` steps (both at least 1).
    public init(steps: Int, longest: Int, prospective: Bool) {
        self.steps = max(1, steps)
        self.longest = min(max(1, longest), self.steps)
        isProspective = prospective
    }

    /// No time at all.
    public static let spatial = ScanWindows(steps: 1, longest: 1, prospective: true)

    /// The last so many steps have lanes.
    var lanes: Int { isProspective ? longest : steps }

    /// Spans as lanes: the count is that of the upper lane less that of the lower, if there is one.
    var spans: [(upper: Int, lower: Int?, first: Int, last: Int)] {
        if isProspective {
            return (0..<longest).map { (upper: $0, lower: nil, first: steps - 1 - $0, last: steps - 1) }
        }
        return (0..<steps).flatMap { first in
            (first..<min(steps, first + longest)).map { last in
                (upper: last, lower: first > 0 ? first - 1 : nil, first: first, last: last)
            }
        }
    }

    /// Which step of a location counts first in which lane: lane *l* is the sum over the first *l* + 1 of these.
    func step(ofLane lane: Int) -> Int { isProspective ? steps - 1 - lane : lane }

    /// Running sums, location by location, of values that lie location by location, step by step.
    func runningSums(_ values: [Double]) -> [Double] {
        let locations = values.count / steps
        var sums: [Double] = []
        sums.reserveCapacity(locations * lanes)
        for location in 0..<locations {
            var sum = 0.0
            for lane in 0..<lanes {
                sum += values[location * steps + step(ofLane: lane)]
                sums.append(sum)
            }
        }
        return sums
    }
}
