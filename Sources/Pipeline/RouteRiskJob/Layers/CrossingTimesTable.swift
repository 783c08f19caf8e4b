import Export
import Incidents
import Ingest
import Network
import SpatialEngine

extension RiskJob {
    /// What the land and sea engines say of each leg's time, month by month, as `network build --crossing-times` reads it.
    ///
    /// Legs on land differ by season; those at sea by the waves of the month.
    static func crossingTimesTable(_ inputs: JobInputs, _ segments: [Segment]) -> TableOutput {
        var text = "leg_id,direction,month,time_s,time_low_s,time_high_s\n"
        let groups = inputs.pack.settings.monthGroups
        for segment in segments {
            for month in 1...12 {
                let atSea = segment.seaMonths.first { $0.month == month }?.timing.time.value
                let onLand = groups.firstIndex { $0.months.contains(month) }.map { segment.seconds[$0] }
                guard let seconds = atSea ?? onLand else { continue }
                let figures = [seconds, min(seconds, segment.lowSeconds), max(seconds, segment.highSeconds)]
                text += CommaSeparatedTable.line(
                    [segment.leg.id, segment.direction.rawValue, String(month)] + figures.map { "\(rounded($0))" })
            }
        }
        return TableOutput(name: "crossing_times", text: text)
    }
}
