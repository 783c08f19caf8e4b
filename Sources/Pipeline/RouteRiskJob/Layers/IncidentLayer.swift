import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

extension LayerAssembly {
    /// Every record that may be shown, each as the disc in which it lies; sensitive ones together or not at all.
    func incidents(_ selection: IncidentSelection) throws(JobError) -> Layer {
        var features: [FeatureParts] = []
        for index in selection.withholding.single {
            let incident = inputs.incidents[index]
            guard let position = incident.position else { continue }
            features.append(
                (
                    "incident:\(incident.id)", .polygon(try disc(round: position, radius: incident.precision)),
                    keys(of: incident, reason: selection.reasons[index])
                ))
        }
        for group in selection.withholding.groups {
            let members = group.events.map { inputs.incidents[$0] }
            guard let feature = try coarseFeature(group, members) else { continue }
            features.append(feature)
        }
        return try layer(.incidents, features)
    }

    private func keys(of incident: Incident, reason: NotUsedReason?) -> [String: PropertyValue] {
        [
            "incident_id": .text(incident.id), "date_start": .text(incident.dateStart.description),
            "date_end": .text(incident.dateEnd.description), "date_precision": .text(incident.datePrecision.rawValue),
            "category": .text(incident.category), "mode": .text(incident.mode.rawValue),
            "direction": .text(incident.direction.rawValue),
            "corridor_id": .text(incident.corridorID ?? Self.unknownCorridor),
            "channel": .text(incident.channel.rawValue), "report_kind": .text(incident.reportKind.rawValue),
            "dead": PropertyValue(incident.dead), "missing": PropertyValue(incident.missing),
            "injured": PropertyValue(incident.injured), "survivors": PropertyValue(incident.survivors),
            "aboard": PropertyValue(incident.aboard), "precision_m": .number(incident.precision.value),
            "confidence": .text(incident.confidence.rawValue), "source_ids": .list(incident.sourceIDs),
            "used": .boolean(reason == nil), "not_used_reason": PropertyValue(reason?.rawValue),
        ]
    }

    /// The id, in `region.yaml`, that stands for a corridor nobody named.
    static let unknownCorridor = "unlocated"

    /// Ten or more sensitive records of one corridor and quarter as one area round all of them.
    private func coarseFeature(
        _ group: CoarseGroup, _ members: [Incident]
    ) throws(JobError) -> FeatureParts? {
        let positions = members.compactMap(\.position)
        guard let box = BoundingBox(around: positions) else { return nil }
        let centre = GeographicPoint(longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
        let reach = members.map { member in
            (member.position.map { Geodesic.distance(centre, $0).value } ?? 0) + member.precision.value
        }
        // Rounded up to whole tens of kilometres, so that the disc says nothing of any one position.
        let radius = Metres(((reach.max() ?? 0) / 10_000).rounded(.up) * 10_000)
        var summary = members[0]
        summary.id = "\(group.category)_\(group.corridorID)_\(group.quarter)"
        let first = YearMonth(year: group.quarter.year, month: group.quarter.number * 3 - 2)
        summary.dateStart = first.firstDay
        summary.dateEnd = YearMonth(ordinal: first.ordinal + 2).lastDay
        summary.datePrecision = .quarter
        summary.precision = radius
        (summary.dead, summary.missing, summary.injured, summary.survivors, summary.aboard) = (nil, nil, nil, nil, nil)
        summary.reportKind = .surveyTotal
        summary.channel = .survey
        summary.direction = .unknown
        summary.confidence = members.contains { $0.confidence == .low } ? .low : .medium
        summary.sourceIDs = Array(Set(members.flatMap(\.sourceIDs))).sorted()
        let area = try disc(round: centre, radius: radius)
        return ("incident:\(summary.id)", .polygon(area), keys(of: summary, reason: .surveyTotal))
    }

    func disc(round centre: GeographicPoint, radius: Metres) throws(JobError) -> Polygon {
        do {
            return try Geodesic.disc(centre: centre, radius: max(radius, Metres(1)), vertices: 48)
        } catch {
            throw .method(stage: JobStage.layers.rawValue, problem: "\(error)")
        }
    }
}
