import Glibc
public import SpatialEngine

/// How the density of cases compares with that of controls at a place.
public struct RelativeRisk: Sendable {
    /// What is known of one place.
    public struct Result: Hashable, Sendable {
        /// The density of cases over that of all events; nil where there is neither.
        public var caseShare: Double?
        /// ln(f/g), f and g being the densities of cases and controls, each of mass 1; nil unless both are above 0.
        public var logRatio: Double?
        /// (1 + draws with a ratio as great or greater)/(1 + draws); nil without draws or where there is neither.
        public var upperP: Double?
    }

    /// Events within the window that are cases.
    public let cases: Int
    /// Events within the window that are controls.
    public let controls: Int
    private let all: PlanarDensity
    private let isCase: [Bool]

    /// Cases and controls under one kernel.
    ///
    /// - Parameters:
    ///   - all: The density of all events with weight 1.
    ///   - isCase: One an event.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``.
    public init(of all: PlanarDensity, isCase: [Bool]) throws(HotspotError) {
        guard isCase.count == all.positions.count else {
            throw .countMismatch(expected: all.positions.count, found: isCase.count)
        }
        (self.all, self.isCase) = (all, isCase)
        cases = isCase.indices.count { isCase[$0] && all.isInside[$0] }
        controls = isCase.indices.count { !isCase[$0] && all.isInside[$0] }
    }

    /// The relative risk at places; all nil outside the window.
    ///
    /// p-values come from permuting the labels over the fixed positions (Kelsall & Diggle 1995,
    /// doi:10.1002/sim.4780142106); the same draws serve all places.
    /// - Complexity: O(events within reach × (1 + draws)) a place; O(64 × events) memory.
    public func values(
        at places: [PlanarPoint], permutations: Int, random: SplitMix64, threads: Int
    ) -> [Result] {
        values(places.map { ($0, nil) }, permutations, random, threads)
    }

    /// The relative risk at the events themselves, each left out of its own sum.
    ///
    /// The other events of its kind have mass 1 without it.
    public func leaveOneOut(permutations: Int, random: SplitMix64, threads: Int) -> [Result] {
        values(all.positions.points.enumerated().map { ($1, $0) }, permutations, random, threads)
    }

    private func values(
        _ targets: [(PlanarPoint, Int?)], _ permutations: Int, _ random: SplitMix64, _ threads: Int
    ) -> [Result] {
        let observed = sums(targets, labels: LabelTable(isCase.map { $0 ? 1 : 0 }, draws: 1), threads)
        let others = sums(targets, labels: LabelTable(isCase.map { $0 ? 0 : 1 }, draws: 1), threads)
        var results = targets.indices.map { result(targets[$0], observed[$0].ofCases[0], others[$0].ofCases[0]) }
        guard permutations > 0 else { return results }
        let ratios = zip(targets, observed).map { ratio($0, $1.total, $1.ofCases[0], isCase: $0.1.map { isCase[$0] }) }
        var reached = [Int](repeating: 1, count: targets.count)
        for first in stride(from: 0, to: permutations, by: LabelTable.width) {
            let draws = min(LabelTable.width, permutations - first)
            let labels = permuted(draws: first..<first + draws, random)
            let drawn = sums(targets, labels: labels, threads)
            for (i, target) in targets.enumerated() {
                for draw in 0..<draws {
                    let own = target.1.map { labels.isCase($0, draw) }
                    let value = ratio(target, drawn[i].total, drawn[i].ofCases[draw], isCase: own)
                    if value >= ratios[i] { reached[i] += 1 }
                }
            }
        }
        for i in results.indices where observed[i].total > 0 {
            results[i].upperP = Double(reached[i]) / Double(permutations + 1)
        }
        return results
    }

    /// Labels drawn anew among the events within the window.
    private func permuted(draws: Range<Int>, _ random: SplitMix64) -> LabelTable {
        let inside = isCase.indices.filter { all.isInside[$0] }
        var table = LabelTable([UInt8](repeating: 0, count: isCase.count), draws: draws.count)
        for (column, draw) in draws.enumerated() {
            var generator = random.stream(UInt64(draw))
            var order = inside
            for place in 0..<min(cases, max(0, order.count - 1)) {
                order.swapAt(place, Int.random(in: place..<order.count, using: &generator))
            }
            for event in order.prefix(cases) { table.setCase(event, column) }
        }
        return table
    }

    private struct Sums: Sendable {
        var total = 0.0
        var ofCases: [Double]
    }

    /// The kernels that reach a place, and those of cases under each labelling.
    private func sums(_ targets: [(PlanarPoint, Int?)], labels: LabelTable, _ threads: Int) -> [Sums] {
        let nearby = all.makeIndex()
        return parallelMap(targets, threads: threads) { target in
            var sums = Sums(ofCases: [Double](repeating: 0, count: labels.draws))
            let (place, omitted) = (target.0, target.1)
            guard all.window?.contains(place) ?? true else { return Sums(total: .nan, ofCases: sums.ofCases) }
            all.visit(near: place, nearby) { event, height in
                guard event != omitted else { return }
                sums.total += height
                labels.add(height, of: event, to: &sums.ofCases)
            }
            return sums
        }
    }

    private func result(_ target: (PlanarPoint, Int?), _ ofCases: Double, _ ofControls: Double) -> Result {
        guard ofCases + ofControls > 0, all.window?.contains(target.0) ?? true else { return Result() }
        var result = Result(caseShare: ofCases / (ofCases + ofControls))
        if ofCases > 0, ofControls > 0 {
            let (cases, controls) = counts(at: target, isCase: target.1.map { isCase[$0] })
            result.logRatio = log(ofCases / cases) - log(ofControls / controls)
        }
        return result
    }

    /// Cases and controls that count at a place: one of a kind less where one is left out.
    private func counts(at target: (PlanarPoint, Int?), isCase own: Bool?) -> (cases: Double, controls: Double) {
        let counted = target.1.map { all.isInside[$0] } ?? false
        return (
            Double(cases) - (counted && own == true ? 1 : 0), Double(controls) - (counted && own == false ? 1 : 0)
        )
    }

    /// f/g at a place, one event of a kind less where one is left out.
    private func ratio(_ target: (PlanarPoint, Int?), _ total: Double, _ ofCases: Double, isCase own: Bool?) -> Double {
        let (cases, controls) = counts(at: target, isCase: own)
        let rest = total - ofCases
        // What is left of the difference when no control is in reach is rounding.
        guard rest > 1e-14 * total else { return ofCases > 0 ? .infinity : .nan }
        return ofCases / cases * controls / rest
    }
}

/// Which events are cases in each of up to 64 draws.
private struct LabelTable: Sendable {
    static let width = 64
    let draws: Int
    private var labels: [UInt8]

    /// The same labels in each draw.
    init(_ labels: [UInt8], draws: Int) {
        self.draws = draws
        self.labels = labels.flatMap { [UInt8](repeating: $0, count: draws) }
    }

    func isCase(_ event: Int, _ draw: Int) -> Bool { labels[event * draws + draw] == 1 }

    mutating func setCase(_ event: Int, _ draw: Int) { labels[event * draws + draw] = 1 }

    @inline(__always)
    func add(_ height: Double, of event: Int, to sums: inout [Double]) {
        let first = event * draws
        labels.withUnsafeBufferPointer { labels in
            sums.withUnsafeMutableBufferPointer { sums in
                for draw in 0..<draws { sums[draw] += height * Double(labels[first + draw]) }
            }
        }
    }
}
