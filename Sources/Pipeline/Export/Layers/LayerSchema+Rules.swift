/// The rules that tie one property of a feature to another.
extension LayerSchema {
    /// The first rule that the values break, in words, or nil.
    func contradiction(in values: [PropertyValue]) -> String? {
        let row = Row(schema: self, values: values)
        return row.quantileFault ?? row.statusFault ?? row.exposureFault ?? row.kindFault(of: name)
    }
}

/// One feature's values by name.
private struct Row {
    let schema: LayerSchema
    let values: [PropertyValue]

    subscript(_ name: String) -> PropertyValue { schema.index(of: name).map { values[$0] } ?? .null }

    /// `q05 ≤ q25 ≤ figure ≤ q75 ≤ q95`, and null together.
    var quantileFault: String? {
        for property in schema.properties where schema.index(of: property.name + "_q95") != nil {
            let figure = property.name
            let family = ["_q05", "_q25", "", "_q75", "_q95"].map { figure + $0 }
                .filter { schema.index(of: $0) != nil }
            let numbers = family.compactMap { self[$0].asNumber }
            guard numbers.isEmpty || numbers.count == family.count else {
                return "\(family.joined(separator: ", ")) must be null together"
            }
            for (name, (a, b)) in zip(family, zip(numbers, numbers.dropFirst())) where a > b {
                return "\(name) = \(a) is above the next quantile, \(b)"
            }
        }
        return nil
    }

    /// A reason unless supported; no figures when refused.
    var statusFault: String? {
        guard let status = self["status"].asText else { return nil }
        if (status == "supported") != (self["status_reason"] == .null) {
            return "status_reason must be null when status is supported, and only then"
        }
        let figures = schema.properties.map(\.name).filter(Self.refusedFigures.contains)
        if status == "refused", let figure = figures.first(where: { self[$0] != .null }) {
            return "\(figure) = \(self[figure]) beside status refused; a refused method has no figures"
        }
        return nil
    }

    /// Unknown exposure is null, and without exposure nothing is called risk.
    var exposureFault: String? {
        guard let exposure = self["exposure_status"].asText else { return nil }
        if (exposure == "unknown") != (self["exposure_person_trips"] == .null) {
            return "exposure_person_trips must be null when exposure_status is unknown, and only then"
        }
        if let measure = self["measure"].asText, (exposure == "unknown") != (measure == "count_density") {
            return "measure must be count_density when exposure_status is unknown, and only then"
        }
        return nil
    }

    func kindFault(of layer: String) -> String? {
        switch layer {
        case "hotspots": suppressionFault
        case "priorities": harmFault
        case "incidents":
            self["used"] == .boolean(true) && self["not_used_reason"] != .null
                || self["used"] == .boolean(false) && self["not_used_reason"] == .null
                ? "not_used_reason must be null when used is true, and only then" : nil
        default: nil
        }
    }

    private var suppressionFault: String? {
        guard self["suppressed"] == .boolean(true) else { return nil }
        return self["n_events"] == .null && self["value"] == .null
            ? nil : "n_events and value must be null in a suppressed cell"
    }

    private var harmFault: String? {
        let harms = ["direct_harm_per_year", "displaced_harm_per_year", "net_harm_per_year"].map { self[$0].asNumber }
        guard let direct = harms[0], let displaced = harms[1], let net = harms[2] else {
            return harms.allSatisfy { $0 == nil } ? nil : "direct, displaced and net harm must be null together"
        }
        let tolerance = 1e-9 * max(1, abs(direct) + abs(displaced))
        if abs(direct + displaced - net) > tolerance {
            return "direct \(direct) + displaced \(displaced) is not net \(net)"
        }
        return self["backfire"] == .boolean(net > 0)
            ? nil : "backfire must be true when net harm is above 0, and only then"
    }

    /// The figures that a refused method does not give.
    private static let refusedFigures: Set<String> = [
        "risk_per_1000", "rate_per_100k", "rate_per_1000_person_km", "p_above_twice_mean", "rank", "rank_low",
        "rank_high", "largest_event_moves_rank", "z", "p_norm", "p_sim", "q_fdr", "bin", "direct_harm_per_year",
        "displaced_harm_per_year", "net_harm_per_year", "zero_response_net_harm_per_year", "persons_diverted_per_year",
        "displacement_ratio", "backfire", "backfire_probability",
    ]
}
