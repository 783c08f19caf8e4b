internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// The NetCDF form of sea states.
///
/// Times are read some at a time, so that a series of many years needs no more memory than its means.
struct SeaStateArrays: ~Copyable {
    let file: NetCDFFile
    let sources: [Source]
    let frame: SeaStateFrame

    /// A variable of the file and what it stands for.
    struct Source {
        let quantity: SeaStateQuantity
        let name: String
        let unit: String
        let factor: Double
        let dimensions: [NetCDFFile.Dimension]
    }

    static func read(_ path: String, around extent: BoundingBox?) throws(IngestError) -> SeaStateGrid {
        let file: NetCDFFile
        do { file = try NetCDFFile(path) } catch { throw IngestError(error, path) }
        let sources = try sources(file)
        guard sources.first?.quantity == .height else { throw lack(of: [.height], file) }
        let frame = try frame(file, sources, SeaStateFrame.Need(extent: extent))
        return try SeaStateArrays(file: file, sources: sources, frame: frame).means()
    }

    /// The axes of the first variable, which all others must share.
    static func frame(
        _ file: borrowing NetCDFFile, _ sources: [Source], _ need: SeaStateFrame.Need
    ) throws(IngestError) -> SeaStateFrame {
        let frame = try SeaStateFrame(file, of: sources[0].name, need)
        for source in sources { try frame.check(source.dimensions, of: source.name, like: sources[0].name) }
        return frame
    }

    // MARK: - What the file has

    /// The variables that are understood, the wave height first.
    static func sources(
        _ file: borrowing NetCDFFile, of wanted: [SeaStateQuantity] = SeaStateQuantity.allCases
    ) throws(IngestError) -> [Source] {
        let there = file.variables
        var sources: [Source] = []
        for quantity in wanted {
            guard let name = try name(of: quantity, in: file, there) else { continue }
            // A peak period makes the peak frequency needless.
            if quantity == .peakFrequency, sources.contains(where: { $0.quantity == .peakPeriod }) { continue }
            sources.append(try source(quantity, name, file))
        }
        return sources
    }

    /// None of the wanted quantities is there.
    static func lack(of wanted: [SeaStateQuantity], _ file: borrowing NetCDFFile) -> IngestError {
        let what = wanted[0] == .height ? "wave height" : wanted[0] == .windEast ? "wind" : "current"
        return IngestError(
            file: file.path, problem: "no variable of \(what); there are \(list(file.variables))",
            mend: "name it one of \(wanted[0].names.joined(separator: ", "))")
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
        return Source(quantity: quantity, name: name, unit: unit, factor: factor, dimensions: dimensions)
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
                longitudes: frame.longitudes, latitudes: frame.latitudes, isSeasonal: frame.seconds != nil)
        } catch {
            throw .irregular(file.path, error)
        }
        let months = frame.months
        for times in frame.portions {
            for source in sources { try add(source, times, months, to: &means) }
        }
        return means.grid
    }

    /// Adds a run of times of one variable, or of both parts of a vector when the first of them comes.
    private borrowing func add(
        _ source: Source, _ times: Range<Int>, _ months: [Int]?, to means: inout SeaStateMeans
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
                    let place = SeaStateMeans.Place(row: row, column: column, month: months?[time] ?? 1)
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
    borrowing func values(of source: Source, _ times: Range<Int>) throws(IngestError) -> [Double] {
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
