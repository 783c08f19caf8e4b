internal import SpatialFormats
internal import Surfaces

/// b0…b5 of the hazard with where each comes from.
public struct HazardCoefficients: Sendable {
    /// One of them.
    public struct Item: Sendable {
        /// `b0` … `b5`.
        public let name: String
        /// What is used.
        public let value: Double
        /// Who says so.
        public let source: String
        /// Between what it may well lie; nil where the file does not say.
        public let interval: ClosedRange<Double>?
    }

    /// b0…b5 in their order.
    public let items: [Item]

    /// The model with these coefficients.
    var hazard: SeaHazard {
        var hazard = SeaHazard.assumed
        hazard.coefficients = items.map(\.value)
        return hazard
    }

    /// The built-in coefficients, or those of a file `name,value`, which may leave some out.
    ///
    /// Columns `q05` and `q95`, as a calibration writes them, or `low` and `high` become intervals.
    /// - Throws: ``SpatialFormats/RequestError`` for an unknown or repeated name or a value that is no number;
    ///   ``SpatialFormats/FormatError`` for a file that is missing.
    public init(_ path: String?) throws {
        let builtIn = zip(SeaHazard.names, zip(SeaHazard.assumed.coefficients, SeaHazard.assumedRanges))
        var items = builtIn.map { Item(name: $0, value: $1.0, source: "built-in assumption", interval: $1.1) }
        guard let path else {
            self.items = items
            return
        }
        let table = try TableInput(path)
        let (name, value) = (try table.column("name"), try table.column("value"))
        let ends = [("q05", "q95"), ("low", "high")].lazy.compactMap { low, high in
            table.optionalColumn(low).flatMap { low in table.optionalColumn(high).map { (low, $0) } }
        }.first
        var seen = Set<String>()
        for row in table.rows {
            let label = try table.text(row, name)
            guard let index = SeaHazard.names.firstIndex(of: label) else {
                throw table.fault(row, name, "there is no coefficient \"\(label)\"; name b0 to b5")
            }
            guard seen.insert(label).inserted else { throw table.fault(row, name, "\(label) appears twice") }
            var interval: ClosedRange<Double>?
            if let (low, high) = ends {
                let (low, high) = (try table.number(row, low), try table.number(row, high))
                if low <= high { interval = low...high }
            }
            items[index] = Item(name: label, value: try table.number(row, value), source: path, interval: interval)
        }
        if seen.isEmpty { throw RequestError(.badData, "\(path) holds no coefficient; add rows below the header") }
        self.items = items
    }
}
