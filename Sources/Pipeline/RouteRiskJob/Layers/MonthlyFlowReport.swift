import Export
import Incidents
import Ingest
import SpatialEngine

extension RiskJob {
    /// Months before this are not drawn: nobody says which corridor people took.
    private static let firstDrawn = YearMonth(year: 2021, month: 1)

    /// Flow by month as the report shows it; nil where the run has no month to draw.
    static func monthlyFlows(
        _ flows: MonthlyFlowFindings, _ segments: [Segment], _ inputs: JobInputs
    ) -> MonthlyFlowContent? {
        let drawn = flows.months.indices.filter { flows.months[$0] >= firstDrawn }
        guard !drawn.isEmpty else { return nil }
        let shown = flows.directions.flatMap { flow in
            flow.segments.keys.sorted().map { (segment: $0, flow: flow) }
        }
        return MonthlyFlowContent(
            extent: inputs.pack.settings.terrainExtent.expanded(byDegrees: 0.3),
            lines: shown.map { item in
                MonthlyFlowContent.Line(
                    line: segments[item.segment].line, isSouth: item.flow.direction == .south)
            },
            quarters: periods(drawn, flows.months, length: 3).map { name, months in
                quarter("Q", name, months, flows, shown)
            },
            mixes: drawn.compactMap { mix($0, flows, inputs) },
            corridors: periods(drawn, flows.months, length: 6).flatMap { name, months in
                corridors("H", name, months, flows, inputs)
            })
    }

    /// Runs of months that share a part of a year of so many months.
    private static func periods(
        _ drawn: [Int], _ months: [YearMonth], length: Int
    ) -> [(ordinal: Int, months: [Int])] {
        var periods: [(ordinal: Int, months: [Int])] = []
        for index in drawn {
            let ordinal = months[index].ordinal / length
            if periods.last?.ordinal == ordinal {
                periods[periods.count - 1].months.append(index)
            } else {
                periods.append((ordinal, [index]))
            }
        }
        return periods
    }

    private static func name(_ letter: String, _ ordinal: Int) -> String {
        let parts = letter == "Q" ? 4 : 2
        return "\(ordinal / parts)-\(letter)\(ordinal % parts + 1)"
    }

    private static func quarter(
        _ letter: String, _ ordinal: Int, _ months: [Int], _ flows: MonthlyFlowFindings,
        _ shown: [(segment: Int, flow: DirectionFlow)]
    ) -> MonthlyFlowContent.Quarter {
        func counted(_ direction: TravelDirection) -> Double? {
            guard let flow = flows.directions.first(where: { $0.direction == direction }) else { return nil }
            let known = months.compactMap { flow.counts[$0].persons }
            return known.isEmpty ? nil : known.reduce(0, +)
        }
        return MonthlyFlowContent.Quarter(
            name: name(letter, ordinal),
            flows: shown.map { item in
                let stated = months.compactMap { item.flow.segments[item.segment]?[$0] }
                guard !stated.isEmpty else { return nil }
                return MonthlyFlowContent.Flow(
                    persons: stated.reduce(0) { $0 + $1.interval.median },
                    isUnknown: !stated.contains { $0.status == .estimated })
            }, north: counted(.north), south: counted(.south))
    }

    private static func mix(
        _ month: Int, _ flows: MonthlyFlowFindings, _ inputs: JobInputs
    ) -> MonthlyFlowContent.Mix? {
        let mix = FlowMix(flows.directions, month: month, kinds: inputs.kindsOfCorridors)
        guard let sea = mix.parts.first(where: { $0.measure == "persons" && $0.mode == "sea" }) else { return nil }
        return MonthlyFlowContent.Mix(
            month: flows.months[month].description, sea: FlowInterval(sea.shares).reported,
            isUnknown: mix.status == .unknown)
    }

    private static func corridors(
        _ letter: String, _ ordinal: Int, _ months: [Int], _ flows: MonthlyFlowFindings, _ inputs: JobInputs
    ) -> [MonthlyFlowContent.CorridorPeriod] {
        flows.directions.flatMap { flow in
            flow.ways.compactMap { way in
                let open = months.filter { way.persons[$0] != nil }
                guard let first = open.first, let draws = way.persons[first]?.indices,
                    way.corridorID != unlistedWay
                else { return nil }
                let persons = draws.map { draw in open.reduce(0) { $0 + (way.persons[$1]?[draw] ?? 0) } }
                let totals = draws.map { draw in months.reduce(0) { $0 + flow.totals[$1][draw] } }
                let corridor = inputs.pack.corridor(way.corridorID)
                return MonthlyFlowContent.CorridorPeriod(
                    period: name(letter, ordinal), isSouth: flow.direction == .south,
                    corridor: Bilingual(
                        "\(way.corridorID) \(corridor?.name ?? "")", "\(way.corridorID) \(corridor?.nameSpanish ?? "")"),
                    share: way.isCounted
                        ? FlowInterval(draws.map { totals[$0] > 0 ? persons[$0] / totals[$0] : 0 }).reported : nil,
                    persons: FlowInterval(persons).reported,
                    isUnknown: !open.contains { way.status[$0] == .estimated })
            }
        }
    }
}

extension FlowInterval {
    /// As the report shows it.
    var reported: MonthlyFlowContent.Interval {
        MonthlyFlowContent.Interval(median: median, low50: low50, high50: high50, low90: low90, high90: high90)
    }
}
