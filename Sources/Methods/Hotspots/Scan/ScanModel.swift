import Glibc

/// What the cases of a scan are compared with.
public enum ScanModel: String, CaseIterable, Sendable {
    /// Cases in proportion to an expected number.
    case poisson
    /// Persons who are cases or not.
    case bernoulli
    /// Cases whose dates are shuffled over their places.
    case permutation
}

/// Why a scan cannot be made of what was given.
public enum ScanError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A list has another length than locations × steps.
    case countMismatch(expected: Int, found: Int)
    /// Not a whole number where persons are shuffled, or one below 0, or not finite.
    case cases(location: Int, step: Int)
    /// A population or an expected number that is not above 0 (or below 0 for persons), or not finite.
    case exposure(location: Int, step: Int)
    /// More cases than persons.
    case casesAbovePopulation(location: Int, step: Int)
    /// There are more cases than the counters hold.
    case tooManyCases(Double)
    /// The connected sets are too many to be listed.
    case tooManyZones(limit: Int)
    /// Locations that are close enough to be listed are too many.
    case tooManyNeighbours(limit: Int)

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .countMismatch(let expected, let found): "\(found) values for \(expected) locations × steps"
        case .cases(let location, let step):
            "the cases of location \(location + 1), step \(step + 1) are not a count; give whole numbers from 0"
        case .exposure(let location, let step):
            "the exposure of location \(location + 1), step \(step + 1) is not above 0; mend or leave out that location"
        case .casesAbovePopulation(let location, let step):
            "location \(location + 1), step \(step + 1) has more cases than persons; mend one of the two"
        case .tooManyCases(let cases): "\(cases) cases are more than the \(Int32.max) that can be shuffled"
        case .tooManyZones(let limit):
            "there are more than \(limit) connected sets; lower --flex-k, or keep fewer locations with --restricted"
        case .tooManyNeighbours(let limit):
            "the zones list more than \(limit) locations; lower --max-population, --max-radius or --max-locations"
        }
    }
}

/// The likelihood ratio of cases in a window against its measure; only of windows with more cases than expected.
///
/// The measure is the expected number of cases (Poisson and permutation) or the number of persons (Bernoulli).
/// Kulldorff (1997), doi:10.1080/03610929708831995.
struct ScanStatistic: Sendable {
    let isBernoulli: Bool
    /// All cases.
    let cases: Double
    /// All measure: the cases, or all persons.
    let total: Double

    /// The logarithm of the likelihood ratio; 0 where there are no more cases than expected.
    func logRatio(_ c: Double, _ m: Double) -> Double {
        isBernoulli ? bernoulli(c, m) : poisson(c, m)
    }

    private func poisson(_ c: Double, _ e: Double) -> Double {
        guard c > e, e > 0 else { return 0 }
        let rest = cases - c
        return max(0, c * log(c / e) + (rest > 0 ? rest * log(rest / (cases - e)) : 0))
    }

    private func bernoulli(_ c: Double, _ n: Double) -> Double {
        guard n > 0, n < total, c * total > n * cases else { return 0 }
        let (outside, rest) = (total - n, cases - c)
        let apart = Self.entropy(c, n) + Self.entropy(rest, outside)
        return max(0, apart - Self.entropy(cases, total))
    }

    /// c ln(c/n) + (n − c) ln(1 − c/n), 0 at both ends.
    private static func entropy(_ c: Double, _ n: Double) -> Double {
        (c > 0 ? c * log(c / n) : 0) + (n - c > 0 ? (n - c) * log((n - c) / n) : 0)
    }

    /// The measure below which `c` cases reach `level` (> 0), a little above the exact one; below 0 when none does.
    ///
    /// The ratio falls with the measure and is convex, so Newton's steps from the left stay left of the root.
    /// - Parameter guess: A measure that is not above the root.
    func measure(reaching level: Double, cases c: Double, from guess: Double) -> Double {
        let least = isBernoulli ? c : 1e-300
        var m = max(guess, least, isBernoulli ? 0 : c * exp(-level / c - 1))
        guard logRatio(c, m) >= level else { return isBernoulli && guess <= c ? -1 : guess }
        for _ in 0..<100 {
            let slope = isBernoulli ? bernoulliSlope(c, m) : -c / m + (cases - c) / (cases - m)
            // With nobody but cases the slope is infinite: a hair to the right it is not.
            let step = slope.isFinite ? (level - logRatio(c, m)) / slope : m * 1e-9
            m += step
            if step <= m * 1e-12 { break }
        }
        return m * (1 + 1e-9)
    }

    private func bernoulliSlope(_ c: Double, _ n: Double) -> Double {
        log((n - c) / n) - log((total - n - cases + c) / (total - n))
    }
}
