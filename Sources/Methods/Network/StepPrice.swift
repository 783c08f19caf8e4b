internal import CIntrinsics

/// A number in which costs add up: `Float` for speed and memory, `Double` where every digit counts.
public protocol CostValue: BinaryFloatingPoint, BitwiseCopyable, Sendable {
    /// The number of the bucket that a finite cost of 0 or more falls into, counted in widths of a bucket.
    ///
    /// Costs beyond 2⁶² widths share one bucket, which is then gone through until nothing in it changes.
    var bucket: Int { get }
}

// The generic conversion of the standard library takes ten times as long, its checks a twentieth of the search.
extension Float: CostValue {
    /// The whole part, at most 2⁶².
    public var bucket: Int { self < 0x1p62 ? whole_part_float(self) : 1 << 62 }
}
extension Double: CostValue {
    /// The whole part, at most 2⁶².
    public var bucket: Int { self < 0x1p62 ? whole_part_double(self) : 1 << 62 }
}

/// A cell of a running search, its weight and its cost side by side since they are always read together.
struct SearchCell<Value: CostValue>: BitwiseCopyable {
    /// Friction, or height; infinite or NaN where closed.
    var weight: Value
    /// The cheapest cost found; −infinity where closed, so that no offer is ever lower.
    var cost: Value
}

/// What a step costs.
protocol StepPrice {
    associatedtype Value: CostValue

    /// Whether the price takes so long to work out that a look at its lower bound pays.
    static var isDear: Bool { get }
    /// The price of a step between cells that touch.
    func near(from: Int, weight: Value, to: Int, weight: Value, length: Value) -> Value
    /// The price of a step that crosses the cells of `line`; infinite or NaN where one of them is closed.
    func far(
        _ cells: UnsafeMutablePointer<SearchCell<Value>>, from: Int, to: Int, length: Value, line: CrossedLine<Value>
    ) -> Value
}

/// The cells that a step crosses, counted from the one in which it begins, and the share of its length in each.
struct CrossedLine<Value: CostValue> {
    let jumps: UnsafePointer<Int>
    let shares: UnsafePointer<Value>
    let count: Int
}

/// Friction times length in every cell crossed.
struct FrictionPrice<Value: CostValue>: StepPrice {
    static var isDear: Bool { false }

    @inline(__always)
    func near(from: Int, weight here: Value, to: Int, weight there: Value, length: Value) -> Value {
        (here + there) * (length * 0.5)
    }

    @inline(__always)
    func far(
        _ cells: UnsafeMutablePointer<SearchCell<Value>>, from: Int, to: Int, length: Value, line: CrossedLine<Value>
    ) -> Value {
        var weight: Value = 0
        for i in 0..<line.count { weight += line.shares[i] * cells[from + line.jumps[i]].weight }
        return length * weight
    }
}

/// A slope function at the slope between the two ends, times the mean of the time multipliers along the line.
struct SlopePrice<Value: CostValue>: StepPrice {
    let pace: SlopePace<Value>
    /// −1 when the search follows the way against the direction of travel.
    let sign: Value
    /// One a cell of the search, infinite where closed; nil for 1 everywhere.
    let multipliers: UnsafePointer<Value>?

    static var isDear: Bool { true }

    @inline(__always)
    private func slopePrice(_ here: Value, _ there: Value, _ length: Value) -> Value {
        length * pace.costPerMetre(at: sign * (there - here) / length)
    }

    @inline(__always)
    func near(from: Int, weight here: Value, to: Int, weight there: Value, length: Value) -> Value {
        let price = slopePrice(here, there, length)
        guard let multipliers else { return price }
        return price * ((multipliers[from] + multipliers[to]) * 0.5)
    }

    @inline(__always)
    func far(
        _ cells: UnsafeMutablePointer<SearchCell<Value>>, from: Int, to: Int, length: Value, line: CrossedLine<Value>
    ) -> Value {
        var weight: Value = 0
        if let multipliers {
            for i in 0..<line.count { weight += line.shares[i] * multipliers[from + line.jumps[i]] }
        } else {
            for i in 0..<line.count where cells[from + line.jumps[i]].cost < 0 { return .infinity }
            weight = 1
        }
        guard weight < .infinity else { return .infinity }
        return slopePrice(cells[from].weight, cells[to].weight, length) * weight
    }
}
