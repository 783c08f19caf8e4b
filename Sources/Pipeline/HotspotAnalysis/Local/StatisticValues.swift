internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// How cases and exposure become the value of a statistic: the values of `--rates`.
public enum RatesChoice: String, CaseIterable, Sendable {
    /// Cases over exposure.
    case raw
    /// The empirical-Bayes standardised deviate.
    case eb
}

/// Which numbers of the units a statistic looks at.
public struct StatisticSubject: Sendable {
    /// `--value`: the number itself, or the cases where there is an exposure.
    public var value: String
    /// What the value is divided by, if anything.
    public var exposure: String?
    /// `--rates`; nil where the option was not given.
    public var rates: RatesChoice?
    /// `--weights` and `--style`.
    public var weights = WeightsRequest()
    /// Random draws; 0 for none.
    public var permutations = 999

    /// A field by itself.
    public init(value: String) { self.value = value }

    var parameters: JSONObject {
        var parameters: JSONObject = ["value": .string(value)]
        if let exposure {
            parameters["exposure"] = .string(exposure)
            parameters["rates"] = .string((rates ?? .raw).rawValue)
        }
        return parameters
    }
}

/// The values of a statistic, and the counts that they were made of.
struct StatisticValues {
    let values: [Double]
    /// Events of each unit; nil where the values are no counts.
    let events: [Double]?

    /// - Throws: ``RequestError`` for a field or value that cannot be used.
    init(_ subject: StatisticSubject, of units: UnitTable) throws {
        guard let exposure = subject.exposure else {
            if subject.rates != nil {
                throw RequestError(.wrongUsage, "--rates needs --exposure FIELD, over which --value is divided")
            }
            let values = try units.numbers(subject.value)
            self.values = Self.inRange(values)
            events = values.allSatisfy { $0 >= 0 && $0 == $0.rounded() } ? values : nil
            return
        }
        let cases = try units.numbers(
            subject.value, above: 0, orEqual: true,
            needs: "cases are not negative; with --exposure the value is a count")
        let exposures = try units.numbers(
            exposure, above: 0, orEqual: false, needs: "an exposure is above 0; mend or leave out that unit")
        let rates = (subject.rates == .eb ? Rates.eb : .raw).values(cases: cases, exposure: exposures)
        if let row = rates.firstIndex(where: { !$0.isFinite }) {
            throw units.fault(row, exposure, "so small an exposure that the rate is not a finite number")
        }
        values = Self.inRange(rates)
        events = cases
    }

    /// Values whose fourth powers neither overflow nor vanish; no statistic depends on the unit in which they are given.
    private static func inRange(_ values: [Double]) -> [Double] {
        let greatest = values.reduce(0) { max($0, abs($1)) }
        guard greatest > 0, !(1e-60...1e60).contains(greatest) else { return values }
        return values.map { $0 / greatest }
    }
}

extension UnitTable {
    /// Reads units of which no two may have one id.
    init(distinct source: UnitSource) throws {
        try self.init(source)
        if source.idField != nil { _ = try rowsByID() }
    }
}

extension HotspotRequest {
    /// The gate of a statistic of units before anything is computed; the weights come in when they are known.
    func gate(_ values: StatisticValues, _ weights: SpatialWeights?) -> Gate {
        var gate = Gate.localStatistic(values: values.values, weights: weights)
        let expected = values.events.map { events in
            Gate.expectedEvents(events, weights)
        }
        gate.detectableRelativeRisk = expected.flatMap(Gate.detectableRelativeRisk)
        return gate
    }
}
