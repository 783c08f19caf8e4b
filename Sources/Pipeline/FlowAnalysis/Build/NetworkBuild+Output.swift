internal import Export
internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

extension NetworkBuild {
    /// Name and value of each column of a link.
    private func figures(_ link: BuiltLink) -> [(name: String, value: JSONValue)] {
        func number(_ value: Double?) -> JSONValue { value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return [
            ("link_id", .string(link.id)), ("from", .string(link.from)), ("to", .string(link.to)),
            ("mode", .string(link.mode)), ("length_m", number(link.lengthMetres)),
            ("time_s", number(link.timeSeconds)), ("cost", number(link.cost(secondsPerFee: secondsPerFee))),
            ("capacity", number(link.capacity)), ("b", .number(0)), ("power", .number(1)), ("fee", number(link.fee)),
            ("wait_s", number(link.waitSeconds)), ("hazard", number(link.hazard)),
            ("valid_from", text(link.validFrom?.description)), ("valid_to", text(link.validTo?.description)),
            ("leg_id", text(link.leg)), ("time_low_s", number(link.lowSeconds)),
            ("time_high_s", number(link.highSeconds)),
            ("evidence", text(link.evidence == .none ? nil : link.evidence.rawValue)),
            ("confidence", text(link.confidence.isEmpty ? nil : link.confidence)),
        ]
    }

    func writeTable(_ links: [BuiltLink]) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        let header = figures(BuiltLink(id: "", from: "", to: "", mode: "", lengthMetres: 0, timeSeconds: 0))
        try writer.append(record: header.map(\.name))
        for link in links {
            for (i, figure) in figures(link).enumerated() { writer.append(figure.value, isFirst: i == 0) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    func writeFeatures(_ links: [BuiltLink]) throws {
        if let bare = links.first(where: { $0.leg != nil && $0.line == nil }) {
            throw RequestError(
                .badData,
                "\(places): a place of link \(bare.id) has no lon,lat, so that it cannot be drawn; write a .csv")
        }
        let features = links.map { link in
            Feature(
                id: .text(link.id), geometry: link.line.map { .lineString($0) },
                properties: JSONObject(figures(link).map { JSONObject.Member($0.name, $0.value) }))
        }
        try GeoJSONOutput(path: output, overwrite: overwrite).write(features, name: "links", isPlanar: false)
    }
}
