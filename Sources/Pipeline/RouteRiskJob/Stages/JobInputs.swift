import Export
import Incidents
import Ingest
import SpatialEngine
import Surfaces

typealias RegionCorridor = Ingest.Corridor

/// Everything that was read and checked before any model runs.
struct JobInputs: Sendable {
    private(set) var settings: JobSettings
    let pack: RegionPack
    /// The incidents of the pack, or those of the user's files.
    let incidents: [Incident]
    /// What became of the rows of the incident tables.
    let incidentRows: IncidentTable.Counts
    /// The months of the analysis, in order.
    var months: [YearMonth]
    /// Crossings by month for each direction.
    let crossings: [TravelDirection: MonthlyFlow]
    /// The user's sea states; nil models them.
    let seaState: SeaStateGrid?
    /// Every file that was read, with its sum.
    let files: [InputRecord]
    /// What a user should know of the inputs before the results, one line each.
    let warnings: [String]

    /// The value of a parameter of `region.yaml`, in the unit that it names.
    func parameter(_ name: String) throws(JobError) -> Double {
        do { return try pack.parameter(name).value } catch { throw .ingest(error) }
    }

    /// The value of a parameter that a region need not have.
    func optionalParameter(_ name: String) -> Double? {
        pack.settings.parameters.first { $0.name == name }?.value
    }

    /// A parameter with the range that the sensitivity of results is tried over.
    func parameterRange(_ name: String) throws(JobError) -> (low: Double, typical: Double, high: Double) {
        do {
            let found = try pack.parameter(name)
            return (found.low ?? found.value, found.value, found.high ?? found.value)
        } catch {
            throw .ingest(error)
        }
    }

    /// The place of an id that the pack's checks have found.
    func place(_ id: String) throws(JobError) -> Place {
        guard let place = pack.place(id) else {
            throw .method(stage: JobStage.ingest.rawValue, problem: "place \(id) is not in places.csv; add it there")
        }
        return place
    }

    /// Each draw of chance has a stream of its own, so that one more draw in one stage changes no other.
    enum Chance: UInt64 {
        case ensemble = 1
        case location, rates, hotspots, priorities, monthlyFlows, diagnostics, closures
    }

    /// The generator of a stage.
    func random(_ chance: Chance) -> SplitMix64 { SplitMix64(seed: settings.seed).stream(chance.rawValue) }

    /// The same inputs for another run.
    func with(_ settings: JobSettings) -> JobInputs {
        var inputs = self
        inputs.settings = settings
        return inputs
    }

    /// The months of a group that the run speaks of: all, or those of its scenario.
    func months(ofGroup group: Int) -> [Int] {
        let months = pack.settings.monthGroups[group].months
        guard let wanted = settings.scenario?.months else { return months }
        return months.filter(wanted.contains)
    }

    /// Month groups that the run speaks of, as indices.
    var wantedGroups: [Int] { pack.settings.monthGroups.indices.filter { !months(ofGroup: $0).isEmpty } }

    /// The group whose rasters are drawn: the first that the run speaks of.
    var shownGroup: Int { wantedGroups.first ?? 0 }

    /// Months of each group that the run speaks of, for means over them.
    var seasonWeights: [Double] { pack.settings.monthGroups.indices.map { Double(months(ofGroup: $0).count) } }

    /// First and last day of the analysis.
    var firstDay: CalendarDate { months[0].firstDay }
    var lastDay: CalendarDate { months[months.count - 1].lastDay }
}
