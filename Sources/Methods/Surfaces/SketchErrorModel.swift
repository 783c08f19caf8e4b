public import SpatialEngine

/// How far a sketch terrain may be off: a normal error whose spread grows with the height, alike within a few kilometres.
public struct SketchErrorModel: Hashable, Sendable {
    /// Standard deviation at some heights, in ascending order; linear between, constant beyond the ends.
    public let standardDeviations: [(height: Metres, deviation: Metres)]
    /// Where the error's autocorrelation has fallen to 1/e.
    public let correlationLength: Metres

    /// Measured against SRTM 30″ on the 31,447 land cells of the Darién's core, in sample: RMSE by interpolated height,
    /// at the middle of each band, and the e-folding length of the error over its deviation.
    public static let darien = SketchErrorModel(
        standardDeviations: [
            (Metres(15), Metres(36)), (Metres(45), Metres(36)), (Metres(105), Metres(51)), (Metres(225), Metres(76)),
            (Metres(450), Metres(101)), (Metres(800), Metres(127)), (Metres(1000), Metres(130)),
        ],
        correlationLength: Metres(2_600))

    /// - Parameter standardDeviations: At least one height, ascending.
    public init(standardDeviations: [(height: Metres, deviation: Metres)], correlationLength: Metres) {
        precondition(!standardDeviations.isEmpty, "an error model needs at least one height")
        self.standardDeviations = standardDeviations
        self.correlationLength = correlationLength
    }

    /// The standard deviation where the terrain shows `height`.
    public func deviation(atHeight height: Metres) -> Metres {
        guard let above = standardDeviations.firstIndex(where: { $0.height >= height }) else {
            return standardDeviations[standardDeviations.count - 1].deviation
        }
        guard above > 0 else { return standardDeviations[0].deviation }
        let (low, high) = (standardDeviations[above - 1], standardDeviations[above])
        let share = (height - low.height) / (high.height - low.height)
        return Metres(low.deviation.value + share * (high.deviation.value - low.deviation.value))
    }

    /// The standard deviation in metres for each cell of a terrain.
    public func deviations(of elevation: Raster) -> [Float] {
        elevation.values.map { Float(deviation(atHeight: Metres(Double($0))).value) }
    }

    /// Whether both models give the same errors.
    public static func == (a: SketchErrorModel, b: SketchErrorModel) -> Bool {
        a.correlationLength == b.correlationLength
            && a.standardDeviations.elementsEqual(b.standardDeviations) { $0 == $1 }
    }

    /// Feeds the heights, the deviations and the correlation length.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(correlationLength)
        for (height, deviation) in standardDeviations {
            hasher.combine(height)
            hasher.combine(deviation)
        }
    }
}
