import SpatialEngine

/// The precision kernel of one event, and how far the event may be moved to a unit that the kernel does not meet.
struct PrecisionKernel {
    /// Kernel radii beyond which a Gaussian is nothing.
    static let gaussianReach = 8.0
    /// Metres within which a unit counts as touched.
    static let touching = 0.01

    let shape: LocationKernel
    let centre: GeographicPoint
    /// Metres; a Gaussian's standard deviation.
    let radius: Double
    /// Metres.
    let reach: Double
    /// Which units may take the event; nil for all.
    let allows: ((Int) -> Bool)?

    /// How far the kernel reaches, in metres.
    var horizon: Double { shape == .disc ? radius : radius * Self.gaussianReach }
}

/// Sums by unit while one event is measured.
struct UnitSums {
    private var sums: [Double]
    private(set) var touched: [Int32] = []
    /// Pieces that a search found.
    var found: [Int32] = []

    init(units: Int) { sums = [Double](repeating: 0, count: units) }

    /// Adds to a unit; what adds up to nothing stays out of the result.
    mutating func add(_ value: Double, to unit: Int) {
        guard value != 0 else { return }
        if sums[unit] == 0 { touched.append(Int32(unit)) }
        sums[unit] += value
    }

    /// The units with a sum above 0, by index; everything is 0 again afterwards.
    mutating func take() -> [UnitWeight] {
        touched.sort()
        var met: [UnitWeight] = []
        met.reserveCapacity(touched.count)
        for unit in touched {
            // A sum that came back to 0 on its way stands in the list twice.
            if sums[Int(unit)] > 0 { met.append(UnitWeight(unit: Int(unit), weight: sums[Int(unit)])) }
            sums[Int(unit)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        return met
    }
}

/// Units on which kernels can be measured.
protocol KernelGround {
    /// Length in metres or area in square metres of each unit.
    var unitSizes: [Double] { get }
    /// The kernel's integral over each allowed unit that it meets, by unit index; where it meets none, the nearest within reach
    /// with mass 1.
    func masses(of kernel: PrecisionKernel, _ sums: inout UnitSums) -> [UnitWeight]
}
