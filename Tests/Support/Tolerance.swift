/// Whether `actual` lies within `tolerance` of `expected`, both in the same unit.
public func isClose(_ actual: Double, _ expected: Double, within tolerance: Double) -> Bool {
    abs(actual - expected) <= tolerance
}
