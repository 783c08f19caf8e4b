internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// What a validation found, as it is written.
struct ValidationReport {
    let table: PanelTable
    let rolling: RollingOrigin
    let blocks: [Int]?
    let training: Int
    let selected: Int
    let topShare: Double
    let givenBandwidth: Double?

    private var schemes: [RollingOrigin.Scheme] { blocks == nil ? [.rolling] : [.rolling, .blocks] }
    private var models: [ForecastModel] { ForecastModel.all(for: table.panel) }

    private func results(_ model: ForecastModel, _ scheme: RollingOrigin.Scheme) -> [RollingOrigin.Result] {
        rolling.results.filter { $0.model == model && $0.scheme == scheme }
    }

    /// The model's name, with the scheme where it is not the rolling origin.
    private func name(_ model: ForecastModel, _ scheme: RollingOrigin.Scheme) -> String {
        scheme == .rolling ? model.rawValue : "\(model.rawValue)@\(scheme.rawValue)"
    }

    // MARK: - Files

    func write(_ path: String, overwrite: Bool) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        let hasLength = table.panel.length != nil
        try writer.append(
            record: ["origin", "model", "events", "log_score", "crps", "pai", "pei", "rri"]
                + (hasLength ? ["pai_length"] : []) + (blocks == nil ? [] : ["scheme"]))
        for result in rolling.results {
            writer.append(table.periods[result.origin], isFirst: true)
            writer.append(result.model.rawValue)
            let top = result.top
            let figures = [result.events, result.logScore, result.crps, top.pai, top.pei, top.rri]
            for value in figures + (hasLength ? [top.paiLength] : []) { writer.append(value ?? .nan) }
            if blocks != nil { writer.append(result.scheme.rawValue) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    func write(_ tables: SkillTables, overwrite: Bool) throws {
        let kinds = schemes.flatMap { scheme in models.map { (name($0, scheme), results($0, scheme)) } }
        if tables.curve != nil {
            let rows = kinds.flatMap { kind in
                HotspotSkill.pooled(kind.1.map(\.curve)).map { SkillTables.CurveRow(model: kind.0, point: $0) }
            }
            try tables.writeCurve(rows, overwrite: overwrite)
        }
        if tables.transform != nil {
            try tables.writeTransform(kinds.map { ($0.0, $0.1.flatMap(\.scores)) }, overwrite: overwrite)
        }
        if tables.calibration != nil {
            try tables.writeCalibration(kinds.map { ($0.0, $0.1.flatMap(\.outcomes)) }, overwrite: overwrite)
        }
    }

    // MARK: - Summary

    var summary: JSONObject {
        let origins = table.periods.count - training
        var summary: JSONObject = [
            "method": .string("risk validate"), "n": .integer(table.ids.count),
            "periods": .integer(table.periods.count), "train": .integer(training), "origins": .integer(origins),
            "events": .number(results(.mean, .rolling).reduce(0) { $0 + $1.events }), "k": .integer(selected),
            "models": models(.rolling), "skill": skill(.rolling),
        ]
        if let blocks {
            summary["blocks"] = .object([
                "count": .integer(Set(blocks).count), "models": models(.blocks), "skill": skill(.blocks),
            ])
        }
        summary["assumptions"] = .object(assumptions)
        return summary
    }

    private func models(_ scheme: RollingOrigin.Scheme) -> JSONValue {
        .object(
            JSONObject(models.map { .init($0.rawValue, .object(figures(results($0, scheme)))) }))
    }

    /// Means over all units and periods; indices of the hits of all periods together.
    private func figures(_ results: [RollingOrigin.Result]) -> JSONObject {
        let count = Double(results.count)
        let events = results.reduce(0) { $0 + $1.events }
        let hits = results.reduce(0) { $0 + $1.top.events }
        let share = results.reduce(0) { $0 + $1.top.areaShare } / count
        func mean(_ values: [Double?]) -> JSONValue {
            let known = values.compactMap { $0 }
            return known.isEmpty ? .null : .known(known.reduce(0, +) / Double(known.count))
        }
        return [
            "log_score": .known(results.reduce(0) { $0 + $1.logScore } / count),
            "crps": .known(results.reduce(0) { $0 + $1.crps } / count),
            "hit_rate": .known(events > 0 ? hits / events : nil),
            "pai": .known(events > 0 ? hits / events / share : nil),
            "pei": mean(results.map(\.top.pei)), "rri": mean(results.map(\.top.rri)),
            "impossible": .integer(results.reduce(0) { $0 + $1.scores.count { $0.logScore == .infinity } }),
        ]
    }

    private func skill(_ scheme: RollingOrigin.Scheme) -> JSONValue {
        .object(
            JSONObject(
                models.map { model in
                    let others = models.filter { $0 != model }.map { other -> JSONObject.Member in
                        let gain = ForecastGain(of: results(model, scheme), against: results(other, scheme))
                        return .init(
                            other.rawValue,
                            .object([
                                "log_score": .known(gain.logScore), "log_score_se": .known(gain.logScoreError),
                                "crps": .known(gain.crps),
                            ]))
                    }
                    return .init(model.rawValue, .object(JSONObject(others)))
                }))
    }

    private var assumptions: JSONObject {
        var assumptions: JSONObject = [
            "top_share": .number(topShare),
            "area": .string(table.panel.area == nil ? "equal for all units" : "area_km2"),
            "rri_past": .string("all earlier periods"), "prior": .string("ml"), "last_added": .number(0.5),
            "skill": .string("log_score: gain in nats a unit and period; crps: 1 - own/other"),
        ]
        if let bandwidth = rolling.bandwidth {
            assumptions["kde_bandwidth"] = .number(bandwidth)
            assumptions["kde_bandwidth_from"] = .string(
                givenBandwidth == nil ? "leave-one-out likelihood of the first \(training) periods" : "given")
            assumptions["kde_kernel"] = .string("gaussian")
            assumptions["kde_level"] = .string("overall rate x exposure of all units; half an event spread evenly")
        }
        if blocks != nil {
            assumptions["blocks"] = .string("a block is forecast from earlier periods of the units outside it")
        }
        return assumptions
    }

    // MARK: - Remarks

    var remarks: [String] {
        let none = results(.mean, .rolling).count { $0.events == 0 }
        let impossible = models.filter { model in
            schemes.contains { results(model, $0).contains { $0.logScore == .infinity } }
        }
        return [
            none > 0 ? "\(none) of the periods have no event; their indices are empty" : nil,
            impossible.isEmpty
                ? nil
                : "\(impossible.map(\.rawValue).joined(separator: ", ")): events came where the forecast was 0; such log scores are "
                    + "infinite and left empty",
        ].compactMap { $0 }
    }
}
