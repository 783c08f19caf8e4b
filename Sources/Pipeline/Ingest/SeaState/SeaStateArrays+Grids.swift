internal import Foundation
internal import SpatialFormats
internal import Surfaces

extension SeaStateArrays {
    /// Reads what counts for `role` as it is.
    static func read(
        _ path: String, _ reader: MetoceanReader, _ role: MetoceanReader.Role
    ) throws(IngestError) -> MetoceanFile {
        let file: NetCDFFile
        do { file = try NetCDFFile(path) } catch { throw IngestError(error, path) }
        let wanted = SeaStateQuantity.wanted(role)
        let sources = try sources(file, of: wanted)
        let main: [SeaStateQuantity] = [.height, .windEast, .currentEast]
        guard sources.contains(where: { main.contains($0.quantity) }) else { throw lack(of: wanted, file) }
        let hasWaves = sources.contains { $0.quantity == .height }
        guard hasWaves || !sources.contains(where: \.quantity.isOfWaves) else { throw lack(of: [.height], file) }
        let need = SeaStateFrame.Need(
            extent: reader.extent, times: reader.times, isPlanar: reader.isPlanar, margin: reader.gapRadius)
        let frame = try frame(file, sources, need)
        let arrays = SeaStateArrays(file: file, sources: sources, frame: frame)
        var grids: [MetoceanGrid] = []
        for quantity: MetoceanQuantity in [.waves, .windParts, .current] {
            if let grid = try arrays.grid(quantity, reader) { grids.append(grid) }
        }
        let flat = role == .seaState && !hasWaves ? ["\(path): no wave height; the sea counts as flat"] : []
        let times = arrays.frame.seconds
        return MetoceanFile(
            path: path, grids: grids, zones: nil, variables: try arrays.variables(), warnings: flat,
            span: times.map { $0[0]...max($0[0], $0[$0.count - 1]) })
    }

    /// One quantity at every time that is read; nil when the file does not have it.
    private borrowing func grid(
        _ quantity: MetoceanQuantity, _ reader: MetoceanReader
    ) throws(IngestError) -> MetoceanGrid? {
        let lanes = SeaStateQuantity.lanes(of: quantity)
        guard sources.contains(where: { $0.quantity == lanes[0].quantity }) else { return nil }
        let level = frame.longitudes.count * frame.latitudes.count
        var values = [Double](repeating: .nan, count: frame.times.count * level * quantity.lanes)
        for source in sources {
            guard let lane = lanes.first(where: { $0.quantity == source.quantity })?.lane else { continue }
            for times in frame.portions {
                let read = try self.values(of: source, times)
                let first = (times.lowerBound - frame.times.lowerBound) * level
                for (i, value) in read.enumerated() {
                    source.quantity.store(value, in: &values, at: (first + i) * quantity.lanes + lane)
                }
            }
        }
        try MetoceanRows.checkContent(values, quantity, file.path)
        do {
            return try MetoceanGrid(
                quantity, x: frame.longitudes, y: frame.latitudes,
                times: frame.seconds.map { Array($0[frame.times]) } ?? [], isPlanar: reader.isPlanar,
                gapRadius: reader.gapRadius, values: values)
        } catch {
            throw .irregular(file.path, error)
        }
    }

    /// What was read, and how.
    private borrowing func variables() throws(IngestError) -> [SeaInputVariable] {
        var variables: [SeaInputVariable] = []
        for source in sources {
            var repairs = frame.repairs
            if source.factor != 1 {
                repairs.append("\(source.unit) to \(source.quantity.ownUnit): times \(shortText(source.factor))")
            }
            let packing: NetCDFFile.Packing
            do { packing = try file.packing(of: source.name) } catch { throw IngestError(error, file.path) }
            if packing.scale != nil || packing.offset != nil {
                repairs.append(
                    "unpacked: times \(shortText(packing.scale ?? 1)) plus \(shortText(packing.offset ?? 0))")
            }
            if let fill = packing.fill, fill.isFinite { repairs.append("fill value \(shortText(fill)) read as a gap") }
            if source.quantity == .peakFrequency { repairs.append("peak period taken as 1/\(source.name)") }
            if source.name == "mwp" { repairs.append("mean wave period mwp taken as the zero-crossing period Tz") }
            variables.append(
                SeaInputVariable(
                    file: file.path, variable: source.name, quantity: source.quantity.title, unit: source.unit,
                    repairs: repairs))
        }
        return variables
    }
}

extension SeaStateQuantity {
    /// What counts of a file, what must be there first.
    static func wanted(_ role: MetoceanReader.Role) -> [SeaStateQuantity] {
        switch role {
        case .seaState: allCases
        case .wind: [.windEast, .windNorth]
        case .currents: [.currentEast, .currentNorth]
        }
    }

    /// Height, period or direction of waves.
    var isOfWaves: Bool {
        switch self {
        case .height, .peakPeriod, .peakFrequency, .meanPeriod, .waveFrom: true
        case .windEast, .windNorth, .currentEast, .currentNorth: false
        }
    }

    /// In plain words.
    var title: String {
        switch self {
        case .height: "wave height"
        case .peakPeriod, .peakFrequency: "peak period"
        case .meanPeriod: "mean period"
        case .waveFrom: "wave direction"
        case .windEast: "wind to the east"
        case .windNorth: "wind to the north"
        case .currentEast: "current to the east"
        case .currentNorth: "current to the north"
        }
    }

    /// The project's unit.
    var ownUnit: String {
        switch self {
        case .height: "m"
        case .peakPeriod, .meanPeriod: "s"
        case .peakFrequency: "1/s"
        case .waveFrom: "degree"
        case .windEast, .windNorth, .currentEast, .currentNorth: "m/s"
        }
    }

    /// The lanes of a quantity that stand for variables; a direction fills two from its first.
    static func lanes(of quantity: MetoceanQuantity) -> [(quantity: SeaStateQuantity, lane: Int)] {
        switch quantity {
        case .waves: [(.height, 0), (.peakPeriod, 1), (.peakFrequency, 1), (.meanPeriod, 2), (.waveFrom, 3)]
        case .wind, .windParts: [(.windEast, 0), (.windNorth, 1)]
        case .current: [(.currentEast, 0), (.currentNorth, 1)]
        }
    }

    /// Puts a value in its lane, or its lanes.
    func store(_ value: Double, in values: inout [Double], at place: Int) {
        switch self {
        case .height, .windEast, .windNorth, .currentEast, .currentNorth: values[place] = value
        // A calm has no period: files write 0.
        case .peakPeriod, .meanPeriod: values[place] = value > 0 ? value : .nan
        case .peakFrequency: values[place] = value > 0 ? 1 / value : .nan
        case .waveFrom:
            values[place] = sin(value * .pi / 180)
            values[place + 1] = cos(value * .pi / 180)
        }
    }
}
