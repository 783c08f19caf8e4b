internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

extension SkillTables {
    /// A line of the curve: `model` stands before it where there are several.
    struct CurveRow {
        var model: String?
        var point: HotspotSkill.CurvePoint
    }

    func writeCurve(_ rows: [CurveRow], overwrite: Bool) throws {
        guard let curve else { return }
        var writer = try TableWriter(path: curve, overwrite: overwrite)
        let columns = ["k", "area_share", "length_share", "hits", "hit_rate"]
        let hasModel = rows.first?.model != nil
        try writer.append(record: (hasModel ? ["model"] : []) + columns)
        for row in rows {
            if let model = row.model { writer.append(model, isFirst: true) }
            writer.append(row.point.k, isFirst: !hasModel)
            for value in [
                row.point.areaShare, row.point.lengthShare ?? .nan, row.point.events, row.point.hitRate ?? .nan,
            ] {
                writer.append(value)
            }
            try writer.endRecord()
        }
        try writer.commit()
    }

    /// - Parameter scores: By model; a nil name where there is only one.
    func writeTransform(_ scores: [(model: String?, scores: [ForecastOutcome.Scores])], overwrite: Bool) throws {
        guard let transform else { return }
        var writer = try TableWriter(path: transform, overwrite: overwrite)
        let hasModel = scores.first?.model != nil
        try writer.append(record: (hasModel ? ["model"] : []) + ["low", "high", "share"])
        for (model, scores) in scores {
            let shares = Calibration.histogram(scores)
            for (bin, share) in shares.enumerated() {
                if let model { writer.append(model, isFirst: true) }
                writer.append(Double(bin) / Double(shares.count), isFirst: !hasModel)
                writer.append(Double(bin + 1) / Double(shares.count))
                writer.append(share)
                try writer.endRecord()
            }
        }
        try writer.commit()
    }

    /// - Parameter outcomes: By model; a nil name where there is only one.
    func writeCalibration(_ outcomes: [(model: String?, outcomes: [ForecastOutcome])], overwrite: Bool) throws {
        guard let calibration else { return }
        var writer = try TableWriter(path: calibration, overwrite: overwrite)
        let hasModel = outcomes.first?.model != nil
        try writer.append(
            record: (hasModel ? ["model"] : [])
                + ["group", "count", "forecast_low", "forecast_high", "predicted", "observed"])
        for (model, outcomes) in outcomes {
            for (index, group) in Calibration.groups(outcomes).enumerated() {
                if let model { writer.append(model, isFirst: true) }
                writer.append(index + 1, isFirst: !hasModel)
                writer.append(group.count)
                for value in [group.low, group.high, group.predicted, group.observed] { writer.append(value) }
                try writer.endRecord()
            }
        }
        try writer.commit()
    }
}
