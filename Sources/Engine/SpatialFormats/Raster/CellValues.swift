/// The values of a band that is to be written, row-major, north row first.
public enum CellValues: Sendable {
    /// Float32; NaN and infinities become no-data.
    case floats([Float])
    /// Float64; NaN and infinities become no-data.
    case doubles([Double])
    /// Int32.
    case integers([Int32])

    /// Number of values.
    public var count: Int {
        switch self {
        case .floats(let values): values.count
        case .doubles(let values): values.count
        case .integers(let values): values.count
        }
    }

    /// Whether they are floats or doubles.
    var areFloats: Bool {
        if case .integers = self { false } else { true }
    }

    /// Puts `noData` where there is no number, without a copy if nobody else holds the values.
    mutating func replaceNonFinite(by noData: Double) {
        switch self {
        case .floats(var values):
            self = .integers([])
            for i in values.indices where !values[i].isFinite { values[i] = Float(noData) }
            self = .floats(values)
        case .doubles(var values):
            self = .integers([])
            for i in values.indices where !values[i].isFinite { values[i] = noData }
            self = .doubles(values)
        case .integers: break
        }
    }

    /// Lends the memory of the values.
    func withUnsafeMemory<Fault: Error>(_ body: (UnsafeRawPointer?) throws(Fault) -> Void) throws(Fault) {
        switch self {
        case .floats(let values):
            try values.withUnsafeBufferPointer { buffer throws(Fault) in try body(UnsafeRawPointer(buffer.baseAddress))
            }
        case .doubles(let values):
            try values.withUnsafeBufferPointer { buffer throws(Fault) in try body(UnsafeRawPointer(buffer.baseAddress))
            }
        case .integers(let values):
            try values.withUnsafeBufferPointer { buffer throws(Fault) in try body(UnsafeRawPointer(buffer.baseAddress))
            }
        }
    }
}
