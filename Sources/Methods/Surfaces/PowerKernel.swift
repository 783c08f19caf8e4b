internal import Glibc

/// t ↦ t^p for 0 < p < 1 by table and series: some 4 times as fast as `exp(p * log(t))`, relative error below 2e−12.
///
/// The table has an entry for the middle of each 64th of an octave; from there (1+r)^p with |r| ≤ 1/128 needs four terms.
/// Below 2^−40 the power counts as 0.
struct PowerKernel: Sendable {
    private static let leastExponent = -40
    private static let greatestExponent = 40
    private static let binsPerOctave = 64
    private static let mantissaShift: UInt64 = 52 - 6
    private static let firstBin = UInt64(1023 + leastExponent) << 6

    /// For each bin: the power at its middle, and 1 over its middle.
    private let bins: [(power: Double, inverse: Double)]
    private let c1: Double
    private let c2: Double
    private let c3: Double
    private let c4: Double
    private let exponent: Double

    init(exponent p: Double) {
        var bins: [(Double, Double)] = []
        for octave in Self.leastExponent..<Self.greatestExponent {
            for bin in 0..<Self.binsPerOctave {
                let middle = ldexp(1 + (Double(bin) + 0.5) / Double(Self.binsPerOctave), Int32(octave))
                bins.append((pow(middle, p), 1 / middle))
            }
        }
        self.bins = bins.map { (power: $0.0, inverse: $0.1) }
        exponent = p
        c1 = p
        c2 = c1 * (p - 1) / 2
        c3 = c2 * (p - 2) / 3
        c4 = c3 * (p - 3) / 4
    }

    /// A view for loops; valid inside `body`.
    func withUnsafeTable<Result>(_ body: (Table) -> Result) -> Result {
        bins.withUnsafeBufferPointer { bins in
            body(Table(bins: bins, c1: c1, c2: c2, c3: c3, c4: c4, exponent: exponent))
        }
    }

    struct Table {
        fileprivate let bins: UnsafeBufferPointer<(power: Double, inverse: Double)>
        fileprivate let c1: Double
        fileprivate let c2: Double
        fileprivate let c3: Double
        fileprivate let c4: Double
        fileprivate let exponent: Double

        @inline(__always)
        func power(_ t: Double) -> Double {
            let index = Int(truncatingIfNeeded: t.bitPattern >> PowerKernel.mantissaShift) - Int(PowerKernel.firstBin)
            guard index >= 0 else { return 0 }
            guard index < bins.count else { return pow(t, exponent) }
            let bin = bins[index]
            let r = t * bin.inverse - 1
            return bin.power * (1 + r * (c1 + r * (c2 + r * (c3 + r * c4))))
        }
    }
}
