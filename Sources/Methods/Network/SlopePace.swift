internal import Surfaces

/// What a metre costs at a slope: in `Double` by the formula itself, in `Float` by a table of it.
///
/// The table has pieces of second degree, 1/512 of slope wide; the formula is asked where a piece would err by more than
/// 2e−7 of the value, as at a bend or a jump, and beyond slopes of ±2.
struct SlopePace<Value: CostValue> {
    private let slope: SlopeFunction
    /// Three coefficients, and NaN where the formula must be asked; nil for no table.
    private let pieces: UnsafeMutablePointer<SIMD4<Float>>?
    private static var piecesPerUnit: Int { 512 }
    private static var reach: Int { 2 * piecesPerUnit }

    /// The table lives until ``free()``.
    init(_ slope: SlopeFunction) {
        self.slope = slope
        guard Value.self == Float.self else {
            pieces = nil
            return
        }
        let pieces = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: 2 * Self.reach)
        for index in 0..<2 * Self.reach { (pieces + index).initialize(to: Self.piece(index, of: slope)) }
        self.pieces = pieces
    }

    func free() { pieces?.deallocate() }

    private static func piece(_ index: Int, of slope: SlopeFunction) -> SIMD4<Float> {
        let width = 1 / Double(piecesPerUnit)
        let start = Double(index - reach) * width
        let first = slope.costPerMetre(at: start)
        let middle = slope.costPerMetre(at: start + width / 2)
        let last = slope.costPerMetre(at: start + width)
        let linear = 4 * middle - 3 * first - last
        let square = 2 * first + 2 * last - 4 * middle
        for i in 1..<16 {
            let t = Double(i) / 16
            let exact = slope.costPerMetre(at: start + t * width)
            guard abs(first + t * (linear + t * square) - exact) <= 2e-7 * abs(exact) else {
                return SIMD4(0, 0, 0, .nan)
            }
        }
        return SIMD4(Float(first), Float(linear), Float(square), 0)
    }

    @inline(__always)
    func costPerMetre(at slope: Value) -> Value {
        guard let pieces else { return exact(slope) }
        let scaled = Float(slope) * Float(Self.piecesPerUnit)
        guard abs(scaled) < Float(Self.reach - 1) else { return exact(slope) }
        let index = Int(scaled + Float(Self.reach))
        let piece = pieces[index]
        let t = scaled - Float(index - Self.reach)
        guard piece.w == 0 else { return exact(slope) }
        return Value(piece.x + t * (piece.y + t * piece.z))
    }

    @inline(never)
    private func exact(_ slope: Value) -> Value { Value(self.slope.costPerMetre(at: Double(slope))) }
}
