internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// The NetCDF form of sea states.
///
/// Times are read some at a time, so that a series of many years needs no more memory than its means.
struct SeaStateArrays: ~Copyable {
    private let file: NetCDFFile
    private let sources: [Source]
    private let frame: SeaStateFrame

    /// A variable of the file and what it stands for.
    private struct Source {
        let quantity: SeaStateQuantity
        let name: String
        let factor: Double
        let dimensions: [NetCDFFile.Dimension]
    }

    static func read(_ path: String, around extent: BoundingBox?) throws(IngestError) -> SeaStateGrid {
        let file: NetCDFFile
        do { file = try NetCDFFile(path) } catch { throw IngestError(error, path) }
        let sources = try sources(file)
        let frame = try SeaStateFrame(file, of: sources[0].name, around: extent)
        for source in sources { try frame.check(source.dimensions, of: source.name, like: sources[0].name) }
        return try SeaStateArrays(file: file, sources: sources, frame: frame).means()
    }

    // MARK: - What the file has

    /// The variables that are understood, the wave height first.
    private static func sources(_ file: borrowing NetCDFFile) throws(IngestError) -> [Source] {
        let there = file.variables
        var sources: [Source] = []
        for quantity in SeaStateQuantity.allCases {
            guard let name = try name(of: quantity, in: file, there) else { continue }
            // A peak period makes the peak frequency needless.
            if quantity == .peakFrequency, sources.contains(where: { $0.quantity == .peakPeriod }) { continue }
            sources.append(try source(quantity, name, file))
        }
        guard sources.first?.quantity == .height else {
            throw IngestError(
                file: file.path, problem: "no variable of wave height; there are \(list(there))",
                mend: "name it one of \(SeaStateQuantity.height.names.joined(separator: ", "))")
        }
        return sources
    }

    /// The first of a quantity's names that the file has; a vector's other part must be there too.
    private static func name(
        of quantity: SeaStateQuantity, in file: borrowing NetCDFFile, _ there: [String]
    ) throws(IngestError) -> String? {
        for (i, name) in quantity.names.enumerated() where there.contains(name) {
            // Winds at other heights are called like currents in some files.
            if name == "u" || name == "v", try attribute("standard_name", of: name, file)?.contains("wind") == true {
                continue
            }
            if let partner = quantity.partner, !there.contains(partner.names[i]) {
                throw IngestError(
                    file: file.path, field: name, problem: "the other part \(partner.names[i]) is missing",
                    mend: "add it or take \(name) out")
            }
            return name
        }
        return nil
    }

    private static func source(
        _ quantity: SeaStateQuantity, _ name: String, _ file: borrowing NetCDFFile
    ) throws(IngestError) -> Source {
        let unit: String?
        let dimensions: [NetCDFFile.Dimension]
        do {
            (unit, dimensions) = (try file.unit(of: name), try file.dimensions(of: name))
        } catch {
            throw IngestError(error, file.path)
        }
        guard let unit, let factor = quantity.factor(of: unit) else {
            throw IngestError(
                file: file.path, field: name, problem: unit.map { "the unit \"\($0)\" is not known" } ?? "has no unit",
                mend: "set its attribute units to one of \(quantity.unitNames)")
        }
        return Source(quantity: quantity, name: name, factor: factor, dimensions: dimensions)
    }

    static func attribute(
        _ wanted: String, of variable: String, _ file: borrowing NetCDFFile
    ) throws(IngestError) -> String? {
        do {
            return try file.attributes(of: variable).first { $0.name == wanted }?.text
        } catch {
            throw IngestError(error, file.path)
        }
    }

    static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.prefix(30).joined(separator: ", ") }

    // MARK: - Values

    private borrowing func means() throws(IngestError) -> SeaStateGrid {
        var means: SeaStateMeans
        do {
            means = try SeaStateMeans(
                longitudes: frame.longitudes, latitudes: frame.latitudes, isSeasonal: frame.months != nil)
        } catch {
            throw .irregular(file.path, error)
        }
        for times in frame.portions {
            for source in sources { try add(source, times, to: &means) }
        }
        return means.grid
    }

    /// Adds a run of times of one variable, or of both parts of a vector when the first of them comes.
    private borrowing func add(
        _ source: Source, _ times: Range<Int>, to means: inout SeaStateMeans
    ) throws(IngestError) {
        if source.quantity == .windNorth || source.quantity == .currentNorth { return }
        let values = try values(of: source, times)
        var others: [Double]?
        if let partner = sources.first(where: { $0.quantity == source.quantity.partner }) {
            others = try self.values(of: partner, times)
        }
        for time in times {
            for row in frame.latitudes.indices {
                for column in frame.longitudes.indices {
                    let i = ((time - times.lowerBound) * frame.latitudes.count + row) * frame.longitudes.count + column
                    let place = SeaStateMeans.Place(row: row, column: column, month: frame.months?[time] ?? 1)
                    Self.add(source.quantity, values[i], others?[i] ?? .nan, at: place, to: &means)
                }
            }
        }
    }

    private static func add(
        _ quantity: SeaStateQuantity, _ value: Double, _ other: Double, at place: SeaStateMeans.Place,
        to means: inout SeaStateMeans
    ) {
        switch quantity {
        case .height: means.add(value, of: .significantHeight, at: place)
        // A calm has no period: files write 0.
        case .peakPeriod: means.add(value > 0 ? value : .nan, of: .peakPeriod, at: place)
        case .peakFrequency: means.add(value > 0 ? 1 / value : .nan, of: .peakPeriod, at: place)
        case .meanPeriod: means.add(value > 0 ? value : .nan, of: .meanPeriod, at: place)
        case .waveFrom: means.add(value, of: .waveFrom, at: place)
        case .windEast, .windNorth: means.addWind(east: value, north: other, at: place)
        case .currentEast, .currentNorth: means.addCurrent(east: value, north: other, at: place)
        }
    }

    /// Values in the project's unit by time, latitude from the south and longitude from the west; NaN for none.
    private borrowing func values(of source: Source, _ times: Range<Int>) throws(IngestError) -> [Double] {
        let stored: [Double]
        do {
            stored = try file.doubles(source.name, frame.part(of: source.dimensions, times))
        } catch {
            throw IngestError(error, file.path)
        }
        let range = source.quantity.range
        let limits = "\(shortText(range.lowerBound))…\(shortText(range.upperBound))"
        let places = frame.order(of: source.dimensions, times: times.count)
        var values: [Double] = []
        values.reserveCapacity(places.count)
        for place in places {
            // Beyond this no number is a measurement: the fill values of files that do not declare theirs.
            let value = abs(stored[place]) < 1e30 ? stored[place] * source.factor : .nan
            guard value.isNaN || range.contains(value) else {
                throw IngestError(
                    file: file.path, field: source.name,
                    problem: "holds \(stored[place]), outside \(limits)",
                    mend: "check its units, scale_factor and _FillValue")
            }
            values.append(value)
        }
        return values
    }
}

extension IngestError {
    /// A file that cannot be opened or does not hold what was asked for.
    init(_ error: FormatError, _ path: String) {
        switch error {
        case .missing: self.init(.missing, file: path, problem: "there is no such file", mend: "check the path")
        case .unreadable(_, let reason), .unsuitable(_, let reason), .unwritable(_, let reason):
            self.init(file: path, problem: reason, mend: "check that it is a whole NetCDF file")
        }
    }
}
