import Glibc

/// The ascending, evenly spaced positions of a grid's columns or rows, in degrees.
struct SeaStateAxis: Hashable, Sendable {
    let positions: [Double]
    /// The last column lies one step west of the first: the grid goes round the globe.
    let isPeriodic: Bool
    /// Between two positions, on average.
    let step: Double
    private let stepsPerUnit: Double

    /// - Throws: ``SeaStateError/irregularGrid(_:)`` for fewer than two positions, or steps that differ from their mean by
    ///   more than 2 %, which leaves room for positions rounded in a file.
    init(_ name: String, _ positions: [Double], isLongitude: Bool) throws(SeaStateError) {
        guard positions.count > 1 else { throw .irregularGrid("fewer than two \(name)") }
        let step = (positions[positions.count - 1] - positions[0]) / Double(positions.count - 1)
        guard step > 0 else { throw .irregularGrid("the \(name) do not ascend") }
        for (a, b) in zip(positions, positions.dropFirst()) where !(abs(b - a - step) <= 0.02 * step) {
            throw .irregularGrid("\(name) \(a) and \(b) are not one step of \(step) apart")
        }
        self.positions = positions
        (self.step, stepsPerUnit) = (step, 1 / step)
        isPeriodic = isLongitude && abs(Double(positions.count) * step - 360) < 0.1 * step
    }

    var first: Double { positions[0] }
    var last: Double { positions[positions.count - 1] }

    /// `longitude` in the turn of the globe that brings it nearest to the axis.
    @inline(__always) func turned(_ longitude: Double) -> Double {
        if longitude >= first && longitude <= last { return longitude }
        let x = longitude - 360 * ((longitude - first) / 360).rounded(.down)
        return !isPeriodic && x - last > first + 360 - x ? x - 360 : x
    }

    /// The two places round `number` and how far it lies from the lower to the upper, 0…1; nil beyond the ends.
    @inline(__always) func interval(around number: Double) -> (low: Int, high: Int, share: Double)? {
        if isPeriodic && number > last {
            return (positions.count - 1, 0, min(1, (number - last) / (first + 360 - last)))
        }
        guard number >= first, number <= last else { return nil }
        var low = min(max(0, Int((number - first) * stepsPerUnit)), positions.count - 2)
        while low > 0 && number < positions[low] { low -= 1 }
        while low < positions.count - 2 && number > positions[low + 1] { low += 1 }
        return (low, low + 1, (number - positions[low]) / (positions[low + 1] - positions[low]))
    }

    /// The place nearest to `number`, which may lie beyond the ends.
    func nearest(to number: Double) -> Int {
        min(max(0, Int(((number - first) / step).rounded())), positions.count - 1)
    }

    /// `place`, counted round the globe on a periodic axis; nil when there is no such place.
    func wrapped(_ place: Int) -> Int? {
        if isPeriodic { return (place % positions.count + positions.count) % positions.count }
        return positions.indices.contains(place) ? place : nil
    }
}
