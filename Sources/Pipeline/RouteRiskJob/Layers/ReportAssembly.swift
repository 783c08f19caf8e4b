import Export
import Incidents
import Ingest
import Network
import SeaAnalysis
import SpatialEngine

extension RiskJob {
    /// The text of `report.html`.
    static func report(
        _ layers: [Layer], _ manifest: ManifestModel, _ found: Findings, _ passages: [SeaCorridorPassage],
        _ inputs: JobInputs
    ) -> String {
        let pack = inputs.pack
        let used = Set(
            pack.settings.parameters.compactMap(\.sourceID) + inputs.incidents.flatMap(\.sourceIDs)
                + pack.legs.flatMap(\.sourceIDs) + pack.places.flatMap(\.sourceIDs)
                + pack.crossings.flatMap(\.sourceIDs) + pack.shareStatements.flatMap(\.sourceIDs))
        let content = ReportContent(
            title: Bilingual(pack.settings.name, pack.settings.nameSpanish), layers: layers, manifest: manifest,
            basemap: Basemap(
                land: pack.coast, borders: pack.borders.filter { $0.level == 1 }.map(\.line),
                rivers: pack.rivers.filter { $0.level <= 3 }.map(\.line), places: namedPlaces(found, inputs)),
            maps: [
                MapFrame(
                    id: "map-land",
                    title: Bilingual("Land corridors and coastal lanes", "Corredores terrestres y rutas costeras"),
                    extent: pack.settings.terrainExtent.expanded(byDegrees: 0.3)),
                MapFrame(
                    id: "map-region", title: Bilingual("The whole region", "Toda la región"),
                    extent: pack.settings.extent),
            ],
            seasons: pack.settings.monthGroups.map { ($0.id, Bilingual($0.name, $0.nameSpanish)) },
            crossings: crossingMonths(inputs), quarters: quarterCounts(found, inputs),
            passages: passages.map { passage in
                SeaPassageSeries(
                    corridorID: passage.corridor.id,
                    name: Bilingual(passage.corridor.name, passage.corridor.nameSpanish),
                    lines: passage.segments.map(\.line), months: passage.months,
                    hazardsPerHour: (0..<12).map { month in
                        passage.segments.map { $0.seaMonths[month].timing.vertexHazardsPerHour }
                    })
            },
            bulletins: bulletins(found, inputs), monthlyFlows: monthlyFlows(found.monthlyFlows, found.segments, inputs),
            diagnostics: found.hotspots?.diagnostics,
            priorities: inputs.rateStatus(found.rates).status == .refused
                ? nil : found.priorities.map { priorities($0, found.segments, inputs) },
            skill: found.skill?.reported, closures: closures(found.closures, inputs), activities: activities(inputs),
            measures: pack.measures.filter { $0.start >= inputs.firstDay && $0.start <= inputs.lastDay }.map {
                DatedMeasure(date: $0.start.description, name: $0.name)
            },
            sources: pack.sources.filter { used.contains($0.id) }.map {
                SourceLine(id: $0.id, text: "\($0.title) – \($0.publisher)", url: $0.url, licence: $0.licence)
            })
        return ReportPage(content).html
    }

    /// The modelled waves against the bulletins of the pack; none where waves are given.
    private static func bulletins(_ found: Findings, _ inputs: JobInputs) -> [SeaBulletinCheck] {
        guard case .modelled(let sea) = found.sea.state,
            let error = try? SeaModelError(sea, inputs.pack)
        else { return [] }
        return error.rows.map { row in
            let zone = inputs.pack.settings.seaZones.first { $0.id == row.zoneID }
            let name = zone?.name ?? row.zoneID
            return SeaBulletinCheck(
                zone: Bilingual(name, zone?.nameSpanish ?? name), month: row.month, lowMetres: row.lowMetres,
                highMetres: row.highMetres, windMetresPerSecond: row.windMetresPerSecond,
                modelledMetres: row.modelledMetres, relativeError: row.relativeError)
        }
    }

    /// Places by the number of segments that begin or end there.
    private static func namedPlaces(_ found: Findings, _ inputs: JobInputs) -> [NamedPlace] {
        var uses: [String: Int] = [:]
        for segment in found.segments { for id in [segment.fromID, segment.toID] { uses[id, default: 0] += 1 } }
        return inputs.pack.places.filter { uses[$0.id] != nil }
            .sorted { (uses[$1.id] ?? 0, $0.id) < (uses[$0.id] ?? 0, $1.id) }
            .map { NamedPlace(name: $0.name, position: $0.position) }
    }

    private static func crossingMonths(_ inputs: JobInputs) -> [CrossingMonth] {
        inputs.months.map { month in
            let counts = [TravelDirection.north, .south].map { inputs.crossings[$0]?[month] }
            return CrossingMonth(
                month: month.description, north: counts[0]?.persons, south: counts[1]?.persons,
                isEstimated: counts.contains { $0?.basis == .estimated })
        }
    }

    /// Used harm events by the quarter in which they began; 1 to 4 stay hidden.
    private static func quarterCounts(_ found: Findings, _ inputs: JobInputs) -> [QuarterCount] {
        var events: [Int: (count: Int, dead: Int)] = [:]
        for index in found.selection.used {
            let incident = inputs.incidents[index]
            let month = max(incident.dateStart.yearMonth, inputs.months[0])
            events[month.ordinal / 3, default: (0, 0)].count += 1
            events[month.ordinal / 3, default: (0, 0)].dead += incident.deadOrMissing ?? 0
        }
        let (first, last) = (inputs.months[0].ordinal / 3, inputs.months[inputs.months.count - 1].ordinal / 3)
        return (first...last).map { quarter in
            let found = events[quarter] ?? (0, 0)
            let isHidden = (1...4).contains(found.count)
            return QuarterCount(
                quarter: "\(quarter / 4)-Q\(quarter % 4 + 1)", events: isHidden ? nil : found.count,
                deadOrMissing: isHidden ? nil : found.dead)
        }
    }
}
