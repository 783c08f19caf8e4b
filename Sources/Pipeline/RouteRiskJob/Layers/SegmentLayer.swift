import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

extension LayerAssembly {
    /// Every leg in each of its directions, with its rate.
    func segments(_ segments: [Segment], _ flows: NetworkFlows, _ rates: SegmentRates) throws(JobError) -> Layer {
        let status = inputs.rateStatus(rates)
        return try layer(
            .segments,
            segments.indices.map { index in
                let segment = segments[index]
                let score = ScoreBlock(
                    method: "Gamma–Poisson rate of fatal events × resampled size", status: status.status,
                    reason: status.reason.en, events: rates.isSuppressed[index] ? nil : rates.events[index],
                    exposure: exposure(index, flows), stability: rates.risks.segments[index].stability.rawValue)
                return (
                    "segment:\(segment.id)", .lineString(segment.line),
                    line(of: segment) + rate(rates.risks.segments[index], isRefused: status.status == .refused)
                        + score.properties(frame)
                )
            })
    }

    func exposure(_ index: Int, _ flows: NetworkFlows) -> Double? {
        flows.exposure[index]?.personTrips
    }

    private func line(of segment: Segment) -> [String: PropertyValue] {
        let leg = segment.leg
        let name = name(from: segment.fromID, to: segment.toID)
        let isPublished = leg.durationBasis == .published || leg.distanceBasis == .published
        return [
            "segment_id": .text(segment.id), "leg_id": .text(leg.id), "corridor_id": .text(leg.corridorID),
            "name": .text(name), "name_es": .text(name), "from_id": .text(segment.fromID),
            "to_id": .text(segment.toID), "direction": .text(segment.direction.rawValue),
            "mode": .text(leg.mode.rawValue), "craft": PropertyValue(leg.craft),
            "active_from": PropertyValue(leg.activeFrom?.description),
            "active_to": PropertyValue(leg.activeTo?.description),
            "evidence": .text(isPublished ? "published" : "estimated"),
            "geometry_basis": .text(segment.basis.rawValue), "length_m": .number(rounded(segment.length.value)),
            "time_s": .number(rounded(segment.meanSeconds(weights: inputs.seasonWeights))),
            "time_low_s": .number(rounded(segment.lowSeconds)), "time_high_s": .number(rounded(segment.highSeconds)),
            "from_gap_m": .number(rounded(segment.fromGap.value)), "to_gap_m": .number(rounded(segment.toGap.value)),
        ]
    }

    private func rate(_ risk: SegmentRisk, isRefused: Bool) -> [String: PropertyValue] {
        let rank = isRefused ? nil : risk.rank
        return
            [
                "measure": .text(risk.measure.rawValue),
                "rate_per_1000_person_km": PropertyValue(isRefused ? nil : risk.ratePer1000PersonKm.map(rounded)),
                "p_above_twice_mean": PropertyValue(isRefused ? nil : risk.probabilityAboveTwiceMean.map(rounded)),
                "rank": PropertyValue(rank?.place), "rank_low": PropertyValue(rank?.low),
                "rank_high": PropertyValue(rank?.high),
                "largest_event_moves_rank": PropertyValue(isRefused ? nil : risk.largestEventMovesRank),
            ] + quantiles(isRefused ? nil : risk.ratePer100k, of: "rate_per_100k")
    }

    /// The median and its four companions, all null together.
    func quantiles(_ quantiles: PosteriorQuantiles?, of figure: String) -> [String: PropertyValue] {
        [
            figure: PropertyValue(quantiles.map { rounded($0.median) }),
            figure + "_q05": PropertyValue(quantiles.map { rounded($0.q05) }),
            figure + "_q25": PropertyValue(quantiles.map { rounded($0.q25) }),
            figure + "_q75": PropertyValue(quantiles.map { rounded($0.q75) }),
            figure + "_q95": PropertyValue(quantiles.map { rounded($0.q95) }),
        ]
    }
}

extension JobInputs {
    /// Rates from a sample of public reports describe the records; they are no measurement of risk.
    func rateStatus(_ rates: SegmentRates) -> (status: GateStatus, reason: Bilingual) {
        let fatal = rates.used.count { (incidents[$0].deadOrMissing ?? 0) >= 1 }
        let source =
            settings.incidentFiles.isEmpty
            ? Bilingual("a sample of public reports", "una muestra de informes públicos")
            : Bilingual("the incident files given", "los ficheros de incidentes dados")
        let reason = Bilingual(
            "\(fatal) fatal events from \(source.en); exposure and reporting are estimated",
            "\(fatal) sucesos mortales de \(source.es); la exposición y el registro son estimados")
        guard fatal >= Int(optionalParameter("rates_minimum_events") ?? 0) else { return (.refused, reason) }
        return (.descriptive, reason)
    }
}
