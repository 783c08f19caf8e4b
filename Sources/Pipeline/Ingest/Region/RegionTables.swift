internal import Incidents
internal import SpatialEngine

/// The tables of a pack as they were read, with their row numbers, before their ids are compared.
struct RegionTables {
    let settings: RegionSettings
    let sources: [Row<Source>]
    let places: [Row<Place>]
    let legs: [Row<Leg>]
    let crossings: [Row<Crossing>]
    let shareStatements: [Row<ShareStatement>]
    let seaState: [Row<SeaStateRow>]
    let measures: [Row<Measure>]
    let spotHeights: [Row<SpotHeight>]
    let harmClasses: [Row<HarmClass>]
    let winds: [Row<WindCell>]

    /// Ids that are repeated or lead nowhere: first the tables that others refer to.
    func referenceFaults(in reader: RegionReader) -> [IngestError] {
        sourceTableFaults(reader.path("sources.csv")) + placeFaults(reader.path("places.csv"))
            + settingsFaults(reader.path(RegionPack.settingsFile)) + legFaults(reader.path("legs.csv"))
            + crossingFaults(reader.path("crossings.csv")) + statementFaults(reader.path("share_statements.csv"))
            + seaStateFaults(reader.path("sea_state.csv"))
            + measureFaults(reader.path("measures.csv")) + spotHeightFaults(reader.path("spot_heights.csv"))
            + harmFaults(reader.path("harm_taxonomy.csv")) + windFaults(reader.path("wind.csv"))
    }

    private var corridorIDs: Set<String> { Set(settings.corridors.map(\.id)) }
    private var placeIDs: Set<String> { Set(places.map(\.value.id)) }
    private var sourceIDs: Set<String> { Set(sources.map(\.value.id)) }

    private func sourceTableFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(sources, "source_id", \.id)
        return check.faults
    }

    private func placeFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(places, "place_id", \.id)
        checkSources(of: places, \.sourceIDs, &check)
        return check.faults
    }

    private func legFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(legs, "leg_id", \.id)
        for row in legs {
            check.known(row.value.fromID, in: placeIDs, "from_id", "places.csv", row: row.row)
            check.known(row.value.toID, in: placeIDs, "to_id", "places.csv", row: row.row)
            check.known(row.value.corridorID, in: corridorIDs, "corridor_id", "region.yaml", row: row.row)
        }
        checkSources(of: legs, \.sourceIDs, &check)
        return check.faults
    }

    private func crossingFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        let official = crossings.filter { $0.value.quality == .official && $0.value.cumulativeFrom == nil }
        check.unique(official, "period_start") { "\($0.direction.rawValue) \($0.start) to \($0.end)" }
        for row in crossings {
            if let from = row.value.cumulativeFrom, from > row.value.end {
                check.add(row.row, "cumulative_from", "\(from) is after period_end", mend: "correct one of the two")
            }
        }
        checkSources(of: crossings, \.sourceIDs, &check)
        return check.faults
    }

    private func statementFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(shareStatements, "statement_id", \.id)
        for row in shareStatements {
            for id in row.value.corridorIDs {
                check.known(id, in: corridorIDs, "corridor_ids", "region.yaml", row: row.row)
            }
        }
        checkSources(of: shareStatements, \.sourceIDs, &check)
        return check.faults
    }

    private func seaStateFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        let zones = Set(settings.seaZones.map(\.id))
        for row in seaState { check.known(row.value.zoneID, in: zones, "zone_id", "region.yaml", row: row.row) }
        checkSources(of: seaState, \.sourceIDs, &check)
        return check.faults
    }

    private func measureFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(measures, "measure_id", \.id)
        for row in measures {
            for id in row.value.corridorIDs {
                check.known(id, in: corridorIDs, "corridor_ids", "region.yaml", row: row.row)
            }
        }
        checkSources(of: measures, \.sourceIDs, &check)
        return check.faults
    }

    private func spotHeightFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(spotHeights, "name", \.name)
        checkSources(of: spotHeights, \.sourceIDs, &check)
        return check.faults
    }

    private func harmFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(harmClasses, "harm_id", \.id)
        checkSources(of: harmClasses, \.sourceIDs, &check)
        return check.faults
    }

    private func windFaults(_ file: String) -> [IngestError] {
        var check = ReferenceCheck(file: file)
        check.unique(winds, "lon") { "\($0.position.longitude), \($0.position.latitude), month \($0.month)" }
        return check.faults
    }

    /// The ids of `region.yaml` that lead to places and sources.
    private func settingsFaults(_ file: String) -> [IngestError] {
        var faults: [IngestError] = []
        func check(_ id: String?, in known: Set<String>, _ field: String, _ table: String) {
            guard let id, !known.contains(id) else { return }
            faults.append(
                IngestError(
                    file: file, field: field, problem: "\"\(id)\" is not in \(table)",
                    mend: "correct the id or add it to \(table)"))
        }
        for corridor in settings.corridors {
            check(corridor.originID, in: placeIDs, "corridors \(corridor.id) origin_id", "places.csv")
            check(corridor.destinationID, in: placeIDs, "corridors \(corridor.id) destination_id", "places.csv")
        }
        for pair in settings.odPairs {
            check(pair.originID, in: placeIDs, "od_pairs \(pair.id) origin_id", "places.csv")
            check(pair.destinationID, in: placeIDs, "od_pairs \(pair.id) destination_id", "places.csv")
        }
        for parameter in settings.parameters {
            check(parameter.sourceID, in: sourceIDs, "parameters \(parameter.name) source_id", "sources.csv")
        }
        return faults
    }

    private func checkSources<Value>(
        of rows: [Row<Value>], _ ids: (Value) -> [String], _ check: inout ReferenceCheck
    ) {
        let known = sourceIDs
        for row in rows {
            for id in ids(row.value) { check.known(id, in: known, "source_ids", "sources.csv", row: row.row) }
        }
    }
}
