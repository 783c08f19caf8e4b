internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// How often persons die apart from how many die at once, and events that nobody died of.
struct EventSeverity {
    /// For each unit.
    private(set) var columns: [(name: String, values: [Double])] = []

    /// - Parameter rates: Gamma–Poisson posteriors of the fatal events of all units, per unit of exposure.
    /// - Throws: ``RequestError`` for a table without single events or without the column `dead`.
    init(_ observed: ObservedUnits, massCasualty size: Int, rates: ([Double]) throws -> [GammaMixture?]) throws {
        let table = observed.records.table
        guard observed.records.kind == .single, table.optionalColumn("dead") != nil else {
            throw RequestError(
                .badData, "\(table.path) holds no single events with a column dead, which --mass-casualty needs")
        }
        let count = observed.names.count
        let pools = observed.pools?.group ?? [Int](repeating: 0, count: count)
        var sizes = [[Int]](repeating: [], count: (pools.max() ?? 0) + 1)
        var (fatal, near) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        var dead = fatal
        for event in observed.single {
            guard let lost = event.dead else { continue }
            dead[event.unit] += lost * event.events
            if lost == 0 {
                near[event.unit] += event.events
            } else {
                fatal[event.unit] += event.events
                sizes[pools[event.unit]] += [Int](repeating: Int(lost), count: Int(event.events.rounded(.up)))
            }
        }
        let severity = Severity(sizes: sizes, massCasualtySize: size)
        let posteriors = try rates(fatal)
        var (expected, large) = ([Double](repeating: .nan, count: count), [Double](repeating: .nan, count: count))
        for (unit, posterior) in posteriors.enumerated() {
            guard let posterior else { continue }
            let exposure = observed.exposure.values[unit]
            expected[unit] = posterior.mean * exposure * severity.meanSize(group: pools[unit])
            large[unit] =
                1
                - posterior.probabilityOfNone(
                    over: exposure * severity.massCasualtyShare(group: pools[unit]))
        }
        columns = [
            ("near_misses", near), ("fatal_events", fatal), ("dead", dead),
            ("size_mean", pools.map { severity.meanSize(group: $0) }), ("expected_deaths", expected),
            ("p_mass_casualty", large),
        ]
    }
}
