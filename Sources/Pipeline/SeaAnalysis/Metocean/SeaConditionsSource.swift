public import Ingest
public import SpatialEngine
internal import SpatialFormats
public import Surfaces

/// What the sea, the wind and the current are, as the options of a verb say: from files, from the region's climatology, or
/// none.
public struct SeaConditionsSource: Sendable {
    /// The files and how they are read.
    public struct Options: Sendable {
        /// Waves, and wind and current where it has them.
        public var seaState: String?
        /// Wind, in place of any other.
        public var wind: String?
        /// Current, in place of any other.
        public var currents: String?
        /// The polygons of tables of zones.
        public var zones: String?
        /// How far off a value may stand in for a missing one.
        public var gapRadius = SeaStateGrid.defaultGapRadius
        /// Times of tables without zone are universal ones.
        public var assumesUTC = false
        /// Positions are metres on a plane; nothing built-in is used.
        public var isPlanar = false

        /// No file.
        public init() {}
    }

    /// When a boat leaves.
    public enum Moment: Hashable, Sendable {
        /// Not said: only what files say without time counts.
        case none
        /// A mean month, 1…12.
        case month(Int)
        /// At a time.
        case departure(UniversalTime)

        /// 1…12; nil when nothing is said.
        var month: Int? {
            switch self {
            case .none: nil
            case .month(let month): month
            case .departure(let time): time.month
            }
        }
    }

    /// What was read of the files, variable by variable.
    public let inputs: [SeaInputVariable]
    /// What the user should know, one line each.
    public let warnings: [String]
    /// How much of the files' values at sea and within the extent is known, filled or missing.
    ///
    /// A value is one quantity at one point of a grid and one of its times. Zones do not count.
    public let coverage: MetoceanCoverage

    /// Shares of all values that ``coverage`` counts; 0 without a grid.
    public var gaps: (filledShare: Double, missingShare: Double) { (coverage.filledShare, coverage.missingShare) }

    private let files: [MetoceanFile]
    private let givesSeaState: Bool
    private let pack: RegionPack?
    private let extent: BoundingBox?
    private let threads: Int

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - pack: The region whose climatology stands in for waves that no file gives; nil for none, as on a plane.
    ///   - land: What is no sea, for ``coverage``; nil counts every point.
    ///   - extent: Where a boat may go; more is not read.
    ///   - times: Seconds since 1970 that will be asked for; more is not read. Nil is all of a series.
    /// - Throws: ``Ingest/IngestError`` for a file that is missing or at fault.
    public init(
        _ options: Options, pack: RegionPack?, land: MultiPolygon?, extent: BoundingBox?,
        times: ClosedRange<Double>? = nil, threads: Int
    ) throws {
        var reader = MetoceanReader()
        reader.gapRadius = options.gapRadius
        reader.assumesUTC = options.assumesUTC
        reader.isPlanar = options.isPlanar
        (reader.extent, reader.times) = (extent, times)
        reader.zones = try options.zones.map { path throws(IngestError) in try SeaZoneAreas(path) }
        let roles: [(String?, MetoceanReader.Role)] = [
            (options.seaState, .seaState), (options.wind, .wind), (options.currents, .currents),
        ]
        var files: [MetoceanFile] = []
        for (path, role) in roles {
            if let path { files.append(try reader.read(path, as: role)) }
        }
        var warnings = files.flatMap(\.warnings)
        if let zones = options.zones, !files.contains(where: \.isMonthly) {
            warnings.append("\(zones): no table with zone_id uses these zones")
        }
        (self.files, self.warnings, inputs) = (files, warnings, files.flatMap(\.variables))
        givesSeaState = options.seaState != nil
        self.pack = options.isPlanar ? nil : pack
        (self.extent, self.threads) = (extent, threads)
        coverage = SeaCoverage.of(files, land: options.isPlanar ? nil : land, within: extent)
    }

    /// What holds for boats that leave at each of the moments, in their order.
    ///
    /// The region's climatology is that of the month of departure, also where a passage lasts into the next one, and so are
    /// zones; a mean month of a series is the mean of its values of that month.
    /// - Throws: ``SpatialFormats/RequestError`` of bad data for a departure outside the times of a series, of wrong usage for a
    ///   series or zones without any moment; ``Ingest/IngestError`` for a month that a series does not have.
    public func conditions(_ moments: [Moment]) throws -> [SeaConditions] {
        for moment in moments { try check(moment) }
        let usesModel = pack != nil && !givesSeaState && moments.contains { $0 != .none }
        var model: (sea: ClimatologicalSea, error: SeaModelError)?
        if let pack, usesModel {
            let sea = try ClimatologicalSea(pack)
            model = (sea, try SeaModelError(sea, pack))
        }
        var bases: [Int: Metocean] = [:]
        var all: [SeaConditions] = []
        for moment in moments {
            var base = Metocean.calm
            if let model, let month = moment.month {
                base = try bases[month] ?? model.sea.metocean(month: month, within: extent, threads: threads)
                bases[month] = base
            }
            let isModelled = usesModel && moment != .none
            all.append(
                SeaConditions(
                    metocean: try metocean(over: base, moment),
                    seaState: givesSeaState ? .given : isModelled ? .modelled : .none,
                    modelError: isModelled ? model?.error : nil))
        }
        return all
    }

    private func metocean(over base: Metocean, _ moment: Moment) throws -> Metocean {
        var result = base
        for file in files {
            if case .month(let month) = moment {
                result = try file.means(over: result, month: month)
            } else {
                result = file.metocean(over: result, month: moment.month ?? 1)
            }
        }
        return result
    }

    /// Why boats cannot leave at a moment; nil if they can.
    func fault(of moment: Moment) -> String? {
        do { try check(moment) } catch { return "\(error)" }
        return nil
    }

    private func check(_ moment: Moment) throws {
        for file in files {
            switch moment {
            case .none:
                guard file.span == nil, !file.isMonthly else {
                    throw RequestError(
                        .wrongUsage, "\(file.path) changes with time; say when with --depart or --month")
                }
            case .month: break
            case .departure(let time):
                guard let span = file.span, !span.contains(time.seconds) else { continue }
                let ends = [span.lowerBound, span.upperBound].map { UniversalTime(seconds: $0).description }
                throw RequestError(
                    .badData,
                    "\(file.path), field time: the departure \(time) lies outside its times \(ends[0])…\(ends[1]); "
                        + "give a longer series or another departure")
            }
        }
    }
}

/// What a boat meets, and where that comes from.
public struct SeaConditions: Sendable {
    /// Where the waves come from.
    public enum SeaState: String, Sendable {
        /// Modelled from the region's mean winds and fetch.
        case modelled
        /// Read from a file.
        case given
        /// No waves at all.
        case none
    }

    /// Waves, wind and current by place and time.
    public let metocean: Metocean
    /// Where the waves come from.
    public let seaState: SeaState
    /// How far modelled waves lie from bulletins; nil unless they are modelled.
    public let modelError: SeaModelError?
}

/// How much files know of the sea.
enum SeaCoverage {
    /// The grain of the coast: a point whose whole cell is land does not count.
    private static let cellDegrees = 0.02

    static func of(_ files: [MetoceanFile], land: MultiPolygon?, within extent: BoundingBox?) -> MetoceanCoverage {
        guard files.contains(where: { !$0.grids.isEmpty }) else { return MetoceanCoverage() }
        let box = extent ?? land.flatMap { BoundingBox(around: $0.polygons.flatMap(\.exterior)) }
        let frame = land == nil ? nil : box.map { Grid(covering: $0, cellDegrees: cellDegrees) }
        let cover = if let land, let frame { frame.cover(of: land) } else { [CellCover]() }
        return files.flatMap(\.grids).reduce(MetoceanCoverage()) { sum, grid in
            sum
                + grid.coverage { point in
                    var point = point
                    if land != nil && point.longitude > 180 { point.longitude -= 360 }
                    guard extent?.contains(point) ?? true else { return false }
                    return frame?.cell(containing: point).map { cover[$0] != .inside } ?? true
                }
        }
    }
}
