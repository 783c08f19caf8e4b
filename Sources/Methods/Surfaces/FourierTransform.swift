internal import Glibc

/// A discrete Fourier transform whose length has no prime factor but 2 and 3 (Stockham's autosort; radices 4, 3, 2).
///
/// X_k = Σ_j x_j·exp(−2πi·jk/n), unscaled.
package struct FourierTransform: Sendable {
    package let length: Int
    private let radices: [Int]
    /// Real part of exp(−2πi·j/n).
    private let cosines: [Double]
    /// Imaginary part.
    private let sines: [Double]

    /// - Parameter length: Above 0, of the form 2^a·3^b.
    package init(length: Int) {
        var (rest, radices) = (length, [Int]())
        for radix in [4, 3, 2] {
            while rest % radix == 0 {
                radices.append(radix)
                rest /= radix
            }
        }
        precondition(length > 0 && rest == 1, "a transform of length \(length), not of the form 2^a·3^b")
        self.length = length
        self.radices = radices
        cosines = (0..<length).map { cos(2 * .pi * Double($0) / Double(length)) }
        sines = (0..<length).map { -sin(2 * .pi * Double($0) / Double(length)) }
    }

    /// The least length of the form 2^a·3^b that is not below `length`.
    package static func length(atLeast length: Int) -> Int {
        var best = Int.max
        var threes = 1
        while threes < 3 * max(length, 1) {
            var candidate = threes
            while candidate < length { candidate *= 2 }
            best = min(best, candidate)
            threes *= 3
        }
        return best
    }

    /// Transforms `count` interleaved sequences at once: element *j* of sequence *q* stands at `j * count + q`.
    ///
    /// - Parameters:
    ///   - values: `length * count` complex numbers; holds the result.
    ///   - scratch: As many, overwritten.
    /// - Complexity: O(*n* log *n*) a sequence.
    package func transform(_ values: ComplexBuffer, scratch: ComplexBuffer, count: Int) {
        var (from, to) = (values, scratch)
        var (rest, stride) = (length, count)
        for radix in radices {
            let part = rest / radix
            for p in 0..<part {
                let turn = p * (length / rest)
                let source = from.advanced(by: stride * p)
                let target = to.advanced(by: stride * radix * p)
                switch radix {
                case 4: butterfly4(source, target, gap: stride * part, stride, turn)
                case 3: butterfly3(source, target, gap: stride * part, stride, turn)
                default: butterfly2(source, target, gap: stride * part, stride, turn)
                }
            }
            rest = part
            stride *= radix
            swap(&from, &to)
        }
        guard from.real != values.real else { return }
        values.real.update(from: from.real, count: length * count)
        values.imaginary.update(from: from.imaginary, count: length * count)
    }

    private func butterfly2(_ x: ComplexBuffer, _ y: ComplexBuffer, gap: Int, _ stride: Int, _ turn: Int) {
        let (c, s) = (cosines[turn], sines[turn])
        for q in 0..<stride {
            let (ar, ai) = (x.real[q], x.imaginary[q])
            let (br, bi) = (x.real[q + gap], x.imaginary[q + gap])
            y.real[q] = ar + br
            y.imaginary[q] = ai + bi
            let (dr, di) = (ar - br, ai - bi)
            y.real[q + stride] = dr * c - di * s
            y.imaginary[q + stride] = dr * s + di * c
        }
    }

    private func butterfly3(_ x: ComplexBuffer, _ y: ComplexBuffer, gap: Int, _ stride: Int, _ turn: Int) {
        let (c1, s1) = (cosines[turn], sines[turn])
        let (c2, s2) = (cosines[2 * turn % length], sines[2 * turn % length])
        let height = 0.75.squareRoot()
        for q in 0..<stride {
            let (ar, ai) = (x.real[q], x.imaginary[q])
            let (sumR, sumI) = (x.real[q + gap] + x.real[q + 2 * gap], x.imaginary[q + gap] + x.imaginary[q + 2 * gap])
            let (difR, difI) = (x.real[q + gap] - x.real[q + 2 * gap], x.imaginary[q + gap] - x.imaginary[q + 2 * gap])
            y.real[q] = ar + sumR
            y.imaginary[q] = ai + sumI
            let (mr, mi) = (ar - 0.5 * sumR, ai - 0.5 * sumI)
            let (nr, ni) = (height * difI, -height * difR)
            let (br, bi) = (mr + nr, mi + ni)
            let (cr, ci) = (mr - nr, mi - ni)
            y.real[q + stride] = br * c1 - bi * s1
            y.imaginary[q + stride] = br * s1 + bi * c1
            y.real[q + 2 * stride] = cr * c2 - ci * s2
            y.imaginary[q + 2 * stride] = cr * s2 + ci * c2
        }
    }

    private func butterfly4(_ x: ComplexBuffer, _ y: ComplexBuffer, gap: Int, _ stride: Int, _ turn: Int) {
        let (c1, s1) = (cosines[turn], sines[turn])
        let (c2, s2) = (cosines[2 * turn % length], sines[2 * turn % length])
        let (c3, s3) = (cosines[3 * turn % length], sines[3 * turn % length])
        for q in 0..<stride {
            let (i1, i2, i3) = (q + gap, q + 2 * gap, q + 3 * gap)
            let (sr, si) = (x.real[q] + x.real[i2], x.imaginary[q] + x.imaginary[i2])
            let (dr, di) = (x.real[q] - x.real[i2], x.imaginary[q] - x.imaginary[i2])
            let (tr, ti) = (x.real[i1] + x.real[i3], x.imaginary[i1] + x.imaginary[i3])
            let (er, ei) = (x.real[i1] - x.real[i3], x.imaginary[i1] - x.imaginary[i3])
            y.real[q] = sr + tr
            y.imaginary[q] = si + ti
            let (ar, ai) = (dr + ei, di - er)
            y.real[q + stride] = ar * c1 - ai * s1
            y.imaginary[q + stride] = ar * s1 + ai * c1
            let (br, bi) = (sr - tr, si - ti)
            y.real[q + 2 * stride] = br * c2 - bi * s2
            y.imaginary[q + 2 * stride] = br * s2 + bi * c2
            let (cr, ci) = (dr - ei, di + er)
            y.real[q + 3 * stride] = cr * c3 - ci * s3
            y.imaginary[q + 3 * stride] = cr * s3 + ci * c3
        }
    }
}

/// Complex numbers, real and imaginary parts apart; borrowed from arrays that outlive it.
package struct ComplexBuffer {
    package let real: UnsafeMutablePointer<Double>
    package let imaginary: UnsafeMutablePointer<Double>

    package init(real: UnsafeMutablePointer<Double>, imaginary: UnsafeMutablePointer<Double>) {
        self.real = real
        self.imaginary = imaginary
    }

    @inline(__always)
    func advanced(by count: Int) -> ComplexBuffer {
        ComplexBuffer(real: real + count, imaginary: imaginary + count)
    }
}

/// A complex matrix on the heap with room to transform it.
struct ComplexMatrix: ~Copyable {
    let rows: Int
    let columns: Int
    let values: ComplexBuffer
    private let scratch: ComplexBuffer

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        func zeros() -> UnsafeMutablePointer<Double> {
            let pointer = UnsafeMutablePointer<Double>.allocate(capacity: rows * columns)
            pointer.initialize(repeating: 0, count: rows * columns)
            return pointer
        }
        values = ComplexBuffer(real: zeros(), imaginary: zeros())
        scratch = ComplexBuffer(real: zeros(), imaginary: zeros())
    }

    deinit {
        values.real.deallocate()
        values.imaginary.deallocate()
        scratch.real.deallocate()
        scratch.imaginary.deallocate()
    }

    /// Replaces the matrix by its two-dimensional transform.
    mutating func transform(along columnTransform: FourierTransform, across rowTransform: FourierTransform) {
        columnTransform.transform(values, scratch: scratch, count: columns)
        for row in 0..<rows {
            rowTransform.transform(values.advanced(by: row * columns), scratch: scratch, count: 1)
        }
    }
}
