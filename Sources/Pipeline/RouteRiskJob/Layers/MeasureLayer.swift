import Export
import Incidents
import Ingest
import SpatialEngine

extension LayerAssembly {
    /// Measures on the corridors that they concern; those of the world outside have no place and are told in the report.
    func measures(_ segments: [Segment]) throws(JobError) -> Layer {
        var lines: [String: [LineString]] = [:]
        var drawn: Set<String> = []
        for segment in segments where !segment.line.points.isEmpty && drawn.insert(segment.leg.id).inserted {
            lines[segment.leg.corridorID, default: []].append(segment.line)
        }
        var features: [FeatureParts] = []
        for measure in inputs.pack.measures {
            let parts = measure.corridorIDs.sorted().flatMap { lines[$0] ?? [] }
            guard !parts.isEmpty else { continue }
            let isInWindow = measure.start <= inputs.lastDay && (measure.end ?? inputs.lastDay) >= inputs.firstDay
            features.append(
                (
                    "measure:\(measure.id)", .multiLineString(parts),
                    [
                        "measure_id": .text(measure.id),
                        "measure_type": .text(measure.type), "group": .text(group(of: measure)),
                        "date_start": .text(measure.start.description),
                        "date_end": PropertyValue(measure.end?.description),
                        "date_precision": .text(measure.datePrecision.rawValue),
                        "corridor_ids": .list(measure.corridorIDs.sorted()), "in_window": .boolean(isInWindow),
                        "verified": .text(measure.verified.rawValue), "source_ids": .list(measure.sourceIDs),
                    ]
                ))
        }
        return try layer(.measures, features)
    }

    private func group(of measure: Measure) -> String {
        switch measure.type {
        case "trail_closure", "border_closure": "closure"
        case "observation_loss": "observation_loss"
        default: "other"
        }
    }
}
