import SpatialEngine

/// On which side of the line through `a` and `b` lies `c`: 1 left, −1 right, 0 on it; exact for any coordinates.
///
/// The determinant in doubles decides where its error bound allows; else it is added up without rounding (Shewchuk 1997,
/// doi:10.1007/PL00009321).
func orientation(_ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint) -> Int {
    let left = (a.x - c.x) * (b.y - c.y)
    let right = (a.y - c.y) * (b.x - c.x)
    let determinant = left - right
    if abs(determinant) > 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right)) { return determinant > 0 ? 1 : -1 }
    if left == 0 && right == 0 { return 0 }
    var sum = ExactSum()
    sum.addProduct(of: difference(a.x, c.x), difference(b.y, c.y), sign: 1)
    sum.addProduct(of: difference(a.y, c.y), difference(b.x, c.x), sign: -1)
    return sum.sign
}

/// A difference and its rounding error, which together are exact.
private func difference(_ a: Double, _ b: Double) -> (Double, Double) {
    let value = a - b
    let back = value - a
    return (value, (a - (value - back)) - (b + back))
}

/// A sum kept as parts that do not overlap, smallest first.
private struct ExactSum {
    private var parts: [Double] = []

    mutating func addProduct(of a: (Double, Double), _ b: (Double, Double), sign: Double) {
        for x in [a.0, a.1] {
            for y in [b.0, b.1] {
                let product = sign * x * y
                add(sign * (-(x * y)).addingProduct(x, y))
                add(product)
            }
        }
    }

    private mutating func add(_ number: Double) {
        var carried = number
        for index in parts.indices {
            let sum = carried + parts[index]
            let virtual = sum - carried
            parts[index] = (carried - (sum - virtual)) + (parts[index] - virtual)
            carried = sum
        }
        parts.append(carried)
    }

    var sign: Int {
        let greatest = parts.last { $0 != 0 } ?? 0
        return greatest > 0 ? 1 : greatest < 0 ? -1 : 0
    }
}
