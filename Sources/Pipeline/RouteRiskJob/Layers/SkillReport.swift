import Export
import Risk
import SpatialEngine

extension SkillFindings {
    /// As the report shows it.
    var reported: SkillContent {
        SkillContent(
            first: periods[firstForecast], last: periods[periods.count - 1], segments: segments, events: events,
            unscored: unscored,
            models: models.map { model in
                SkillContent.Model(
                    name: model.model.words, logScore: model.logScore, crps: model.crps, pai: model.pai,
                    gain: model.gain, gainShare: model.gainShare, hits: model.hits, pit: model.pit)
            })
    }

    /// As the model card lists it.
    var lines: [SkillLine] {
        models.flatMap { model -> [SkillLine] in
            let log = Bilingual("log score, lower is better", "puntuación log, menor es mejor")
            return
                (model.logScore.map { [SkillLine(model: model.model.words, measure: log, value: rounded($0))] } ?? [])
                + [SkillLine(model: model.model.words, measure: Bilingual(name: "CRPS"), value: rounded(model.crps))]
        }
    }

    /// One row a model.
    var table: TableOutput {
        var text = "model,first_period,last_period,segments,events,unscored_events,imputations,log_score,crps,pai"
        text += ",log_score_gain_of_gamma_poisson,gain_share,hits_10,hits_20,hits_50\n"
        for model in models {
            var fields = [
                model.model.rawValue, periods[firstForecast], periods[periods.count - 1], String(segments),
                "\(rounded(events))", "\(rounded(unscored))", String(imputations),
            ]
            let scores: [Double?] = [
                model.logScore, model.crps, model.pai, model.gain, model.gainShare, model.hits[0], model.hits[1],
                model.hits[4],
            ]
            fields += scores.map { score in score.map { "\(rounded($0))" } ?? "" }
            text += CommaSeparatedTable.line(fields)
        }
        return TableOutput(name: "skill", text: text)
    }
}

extension ForecastModel {
    fileprivate var words: Bilingual {
        switch self {
        case .gammaPoisson: Bilingual("rates of this report", "tasas de este informe")
        case .mean: Bilingual("one mean rate", "una tasa media")
        case .last: Bilingual("last period", "último período")
        case .kernelDensity: Bilingual("plain density", "densidad simple")
        }
    }
}
