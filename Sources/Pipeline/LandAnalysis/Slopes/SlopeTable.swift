internal import Export
internal import SpatialEngine
public import SpatialFormats
internal import Surfaces

/// `land slope-table`: the values of a slope function.
public struct SlopeTable: Sendable {
    /// The function.
    public var function: SlopeSettings
    /// Rise over run, signed, as ``slopes(_:)`` reads them.
    public var slopes: [Double]
    /// A `.csv` path, or `-`.
    public var output: String
    /// Replace what is there.
    public var overwrite = false

    /// A job for given slopes.
    public init(function: SlopeSettings, slopes: [Double], output: String) {
        self.function = function
        self.slopes = slopes
        self.output = output
    }

    /// The slopes of `A:B:STEP` or `S,S,…`.
    ///
    /// - Throws: ``RequestError`` of wrong usage for another text, a step of 0 or less, or more than a million slopes.
    public static func slopes(_ text: String) throws(RequestError) -> [Double] {
        let usage = RequestError(.wrongUsage, "--slopes \"\(text)\" is neither A:B:STEP (STEP above 0) nor S,S,…")
        if !text.contains(":") {
            let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
            guard numbers.allSatisfy(\.isFinite) else { throw usage }
            return numbers
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
        guard parts.count == 3, parts.allSatisfy(\.isFinite), parts[2] > 0, parts[1] >= parts[0],
            (parts[1] - parts[0]) / parts[2] < 1e6
        else { throw usage }
        let count = Int((parts[1] - parts[0]) / parts[2] + 1e-9)
        // Twelve digits take away what adding up binary fractions leaves behind.
        return (0...count).map { ((parts[0] + Double($0) * parts[2]) * 1e12).rounded() / 1e12 }
    }

    /// Writes a row for each slope.
    ///
    /// - Returns: The unit of the values.
    /// - Throws: ``RequestError`` of wrong usage for an unknown name or a parameter out of range; ``Export/OutputError``.
    public func run() throws -> String {
        let slope = try function.function()
        _ = try OutputFormat(of: output, allowed: [.csv])
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: ["slope", "value", "unit", "valid"])
        for s in slopes {
            writer.append(s, isFirst: true)
            writer.append(slope.value(at: s))
            writer.append(slope.unit.rawValue)
            writer.append(slope.isValid(at: s) ? "true" : "false")
            try writer.endRecord()
        }
        try writer.commit()
        return slope.unit.rawValue
    }
}
