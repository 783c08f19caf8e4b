import Export
import Incidents
import Ingest
import SpatialEngine

extension LayerAssembly {
    /// Bands of every traced corridor, direction and season.
    func corridors(_ traced: [TracedCorridor]) throws(JobError) -> Layer {
        var features: [FeatureParts] = []
        for item in traced {
            let group = inputs.pack.settings.monthGroups[item.monthGroup]
            for (percent, band) in zip(TracedCorridor.percents, item.bands) {
                let id = "corridor:\(item.corridor.id):\(item.direction.rawValue):\(group.id):\(Int(percent))"
                let properties: [String: PropertyValue] = [
                    "corridor_id": .text(item.corridor.id), "name": .text(item.corridor.name),
                    "name_es": .text(item.corridor.nameSpanish), "origin_id": .text(item.originID),
                    "destination_id": .text(item.destinationID), "direction": .text(item.direction.rawValue),
                    "month_group": .text(group.id),
                    "months": .list(inputs.months(ofGroup: item.monthGroup).map(String.init)),
                    "band_pct": .number(percent), "least_time_s": .number(rounded(item.leastSeconds)),
                    "area_m2": .number(rounded(Geodesic.area(of: band).value)),
                    "slope_function": .text(slopeFunction), "terrain": .text(terrain.rawValue),
                    "method": .text("least-cost corridor, 16 neighbours"),
                    "parameter_hash": .text(frame.parameterHash), "data_hash": .text(frame.dataHash),
                ]
                features.append((id, .multiPolygon(band), properties))
            }
        }
        return try layer(.corridors, features)
    }
}
