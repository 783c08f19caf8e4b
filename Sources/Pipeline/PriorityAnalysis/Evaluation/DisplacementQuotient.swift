/// The weighted displacement quotient of a measure (Bowers and Johnson 2003, doi:10.1023/A:1024909009240).
struct DisplacementQuotient: Equatable {
    /// What a quotient says.
    enum Reading: String {
        case noBenefit = "no_benefit"
        case diffusion, displacement, backfire
    }

    /// Events before and after.
    struct Cell: Equatable {
        var before: Double
        var after: Double

        var smallest: Double { min(before, after) }
    }

    /// Change of the treated area's events for each of the control's: A₁/C₁ − A₀/C₀.
    let success: Double
    /// The same for the buffer.
    let bufferChange: Double
    /// Buffer change over success; nil when nothing was gained.
    let quotient: Double?

    /// Nil with fewer events than `minimum` in any cell.
    init?(treated: Cell, buffer: Cell, control: Cell, minimum: Double) {
        guard min(treated.smallest, buffer.smallest, control.smallest) >= minimum, control.smallest > 0 else {
            return nil
        }
        success = treated.after / control.after - treated.before / control.before
        bufferChange = buffer.after / control.after - buffer.before / control.before
        quotient = success < 0 ? bufferChange / success : nil
    }

    /// Nil for a buffer that did not change at all.
    var reading: Reading? {
        guard let quotient else { return .noBenefit }
        if quotient > 0 { return .diffusion }
        if quotient <= -1 { return .backfire }
        return quotient < 0 ? .displacement : nil
    }
}
