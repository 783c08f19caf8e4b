internal import CPROJ

/// Carries coordinates from one reference system to another by the best operation that PROJ has at hand.
///
/// x is always east or longitude and y north or latitude, whatever the authority's axis order; the unit is the system's
/// own. Longitudes may be of any turn; those that come out lie in half a turn either way of 0. Where several operations
/// exist, each point takes the one for its place. Grids are read from disk only, never from the network.
///
/// One value per task: it is not `Sendable`. Making one costs milliseconds, a point well under a microsecond.
public struct Transformation: ~Copyable {
    /// The operation that carried a point.
    public struct Operation: Hashable, Sendable {
        /// PROJ's description without changes of axis order.
        public let name: String
        /// Stated accuracy, nil when unknown.
        public let accuracy: Metres?
    }

    private let context: ProjectionContext
    private let operation: OpaquePointer
    private let sourceKind: SystemKind
    private let targetKind: SystemKind

    /// Finds the operations between two systems.
    ///
    /// - Throws: ``TransformationError/unknownSystem(_:reason:)``, ``TransformationError/noOperation(from:to:reason:)``.
    public init(
        from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
    ) throws(TransformationError) {
        let context = try ProjectionContext()
        let from = try context.makeSystem(source)
        defer { proj_destroy(from) }
        let to = try context.makeSystem(target)
        defer { proj_destroy(to) }
        let kinds = (source: SystemKind(of: from, in: context), target: SystemKind(of: to, in: context))
        guard kinds.source != .notHorizontal, kinds.target != .notHorizontal else {
            throw .noOperation(from: source, to: target, reason: "one of them has no horizontal axes")
        }
        // null when nothing leads from one to the other
        guard let found = proj_create_crs_to_crs_from_pj(context.raw, from, to, nil, nil) else {
            throw .noOperation(from: source, to: target, reason: context.reason)
        }
        defer { proj_destroy(found) }
        guard let normalised = proj_normalize_for_visualization(context.raw, found) else {
            throw .noOperation(from: source, to: target, reason: context.reason)
        }
        (sourceKind, targetKind) = kinds
        operation = normalised
        self.context = context
    }

    deinit { proj_destroy(operation) }

    /// Whether positions of the source mean nothing without z.
    public var sourceNeedsZ: Bool { sourceKind == .geocentric }

    /// Whether positions of the target mean nothing without z.
    public var targetNeedsZ: Bool { targetKind == .geocentric }

    /// One position carried over, or nil if it cannot be (see ``failureReason(x:y:)``).
    public func apply(x: Double, y: Double, z: Double = 0) -> (x: Double, y: Double, z: Double)? {
        var position = (x: x, y: y, z: z)
        guard prepare(&position.x, position.y) else { return nil }
        let moved = proj_trans(operation, PJ_FWD, proj_coord(position.x, position.y, z, .infinity)).xyz
        guard moved.x.isFinite, moved.y.isFinite, moved.z.isFinite else { return nil }
        return (wrapped(moved.x, targetKind), moved.y, moved.z)
    }

    /// One position carried over, or nil if it cannot be.
    public func apply(to point: PlanarPoint) -> PlanarPoint? {
        apply(x: point.x, y: point.y).map { PlanarPoint(x: $0.x, y: $0.y) }
    }

    /// Positions carried over; those that cannot be become NaN.
    public func transformed(_ points: [PlanarPoint]) -> [PlanarPoint] {
        var (x, y, z) = (points.map(\.x), points.map(\.y), [Double]())
        _ = apply(x: &x, y: &y, z: &z)
        return zip(x, y).map { PlanarPoint(x: $0, y: $1) }
    }

    /// Positions carried over in place; those that cannot be become NaN.
    ///
    /// - Parameter z: As many heights as positions, or empty; they too change in place.
    /// - Returns: How many positions became NaN.
    public func apply(x: inout [Double], y: inout [Double], z: inout [Double]) -> Int {
        precondition(x.count == y.count && (z.isEmpty || z.count == x.count), "as many x as y (and z) are needed")
        for i in x.indices where !prepare(&x[i], y[i]) { x[i] = .infinity }
        let stride = MemoryLayout<Double>.stride
        let (count, zCount) = (x.count, z.count)
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                z.withUnsafeMutableBufferPointer { z in
                    _ = proj_trans_generic(
                        operation, PJ_FWD, x.baseAddress, stride, count, y.baseAddress, stride, count,
                        zCount > 0 ? z.baseAddress : nil, stride, zCount, nil, 0, 0)
                }
            }
        }
        var failures = 0
        for i in x.indices {
            if x[i].isFinite && y[i].isFinite {
                x[i] = wrapped(x[i], targetKind)
            } else {
                (x[i], y[i]) = (.nan, .nan)
                if !z.isEmpty { z[i] = .nan }
                failures += 1
            }
        }
        return failures
    }

    /// Why a position that was just tried cannot be carried over, in PROJ's words where it has any.
    public func failureReason(x: Double, y: Double) -> String {
        var x = x
        guard prepare(&x, y) else { return "y is no latitude" }
        let number = proj_errno(operation)
        guard number != 0, let text = proj_context_errno_string(context.raw, number) else {
            return "outside the area that the operation covers"
        }
        return String(cString: text)
    }

    /// The operation that carried the last position; nil before the first.
    public var lastUsedOperation: Operation? {
        // null when several operations exist and none has been used yet
        guard let used = proj_trans_get_last_used_operation(operation) else { return nil }
        defer { proj_destroy(used) }
        let info = proj_pj_info(used)
        let steps = info.description.map { String(cString: $0) }?.split(separator: " + ") ?? []
        // Swapping axes is our own doing and says nothing on how the point was moved.
        let named = steps.filter { !$0.hasPrefix("axis order change") }
        return Operation(
            name: named.isEmpty ? "none needed" : named.joined(separator: " + "),
            accuracy: info.accuracy >= 0 ? Metres(info.accuracy) : nil)
    }

    /// Brings a longitude to −180…180; false for a latitude that no globe has or a number that is not finite.
    private func prepare(_ x: inout Double, _ y: Double) -> Bool {
        guard x.isFinite, y.isFinite else { return false }
        x = wrapped(x, sourceKind)
        if case .geographic(let turn) = sourceKind { return abs(y) <= turn / 4 }
        return true
    }

    private func wrapped(_ x: Double, _ kind: SystemKind) -> Double {
        guard case .geographic(let turn) = kind, abs(x) > turn / 2 else { return x }
        return x.remainder(dividingBy: turn)
    }
}
