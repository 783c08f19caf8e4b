import Export
import Testing

/// The keys of `cli-outputs.md`, typed in by hand: `name type?` with "?" where null may stand.
private let scoreBlock = """
    method text, status text, status_reason text?, window_start date, window_end date, n_events number?,
    exposure_person_trips number?, exposure_status text, stability text, parameter_hash text, data_hash text
    """

private let contract = [
    "corridors": """
    corridor_id text, name text, name_es text, origin_id text, destination_id text, direction text, month_group text,
    months list, band_pct number, least_time_s number, area_m2 number, slope_function text, terrain text, method text,
    parameter_hash text, data_hash text
    """,
    "routes": """
    route_id text, origin_id text, destination_id text, name text, name_es text, direction text, month_group text,
    months list, alternative int, corridor_ids list, segment_ids list, modes list, share number, share_q05 number,
    share_q95 number, flow_person_trips number?, length_m number, time_s number, time_low_s number, time_high_s number,
    measure text, risk_per_1000 number?, risk_per_1000_q05 number?, risk_per_1000_q25 number?, risk_per_1000_q75 number?,
    risk_per_1000_q95 number?, \(scoreBlock)
    """,
    "segments": """
    segment_id text, leg_id text, corridor_id text, name text, name_es text, from_id text, to_id text, direction text,
    mode text, craft text?, active_from month?, active_to month?, evidence text, geometry_basis text, length_m number,
    time_s number, time_low_s number, time_high_s number, from_gap_m number, to_gap_m number, measure text,
    rate_per_100k number?, rate_per_100k_q05 number?, rate_per_100k_q25 number?, rate_per_100k_q75 number?,
    rate_per_100k_q95 number?, rate_per_1000_person_km number?, p_above_twice_mean number?, rank int?, rank_low int?,
    rank_high int?, largest_event_moves_rank bool?, \(scoreBlock)
    """,
    "hotspots": """
    unit text, unit_id text, measure text, value number?, value_unit text, z number?, p_norm number?, p_sim number?,
    q_fdr number?, bin int?, observed bool, suppressed bool, \(scoreBlock)
    """,
    "priorities": """
    area_id text, name text, name_es text, area_kind text, corridor_ids list, lever text, rank int?, rank_low int?,
    rank_high int?, direct_harm_per_year number?, displaced_harm_per_year number?, net_harm_per_year number?,
    net_harm_per_year_q05 number?, net_harm_per_year_q95 number?, zero_response_net_harm_per_year number?,
    persons_diverted_per_year number?, receiving_corridor_ids list?, displacement_ratio number?, backfire bool?,
    backfire_probability number?, selected bool?, \(scoreBlock)
    """,
    "incidents": """
    incident_id text, date_start date, date_end date, date_precision text, category text, mode text, direction text,
    corridor_id text, channel text, report_kind text, dead int?, missing int?, injured int?, survivors int?, aboard int?,
    precision_m number, confidence text, source_ids list, used bool, not_used_reason text?
    """,
]

private let enumerations = [
    "direction": ["north", "south", "unknown"], "status": ["supported", "descriptive", "refused"],
    "exposure_status": ["known", "estimated", "unknown"],
    "stability": ["stable", "moderate", "unstable", "not_assessed"],
    "band_pct": ["1", "2", "5", "10"], "terrain": ["sketch", "dem"], "measure": ["risk", "count_density"],
    "evidence": ["published", "estimated"], "geometry_basis": ["traced", "river", "sea_route", "straight"],
    "unit": ["cell", "segment"], "bin": ["-3", "-2", "-1", "0", "1", "2", "3"],
    "area_kind": ["pass", "river_crossing", "embarkation", "landing", "station", "sea_area"],
    "lever": ["enforcement", "protection"], "date_precision": ["day", "week", "month", "quarter", "year"],
    "channel": ["reported", "patrol_discovered", "forensic", "survey"],
    "report_kind": ["event", "batch_recovery", "survey_total"], "confidence": ["high", "medium", "low"],
    "not_used_reason": ["patrol_discovered", "duplicate", "unlocated", "survey_total", "outside_window"],
]

@Suite struct LayerSchemaTests {
    @Test func `the six layers come in the order of the contract`() {
        #expect(
            LayerSchema.all.map(\.name) == ["corridors", "routes", "segments", "hotspots", "priorities", "incidents"])
        #expect(
            LayerSchema.all.map { $0.geometryTypes.map(\.rawValue) } == [
                ["MultiPolygon"], ["MultiLineString"], ["LineString"], ["Polygon", "LineString"], ["MultiPolygon"],
                ["Polygon"],
            ])
        #expect(
            LayerSchema.all.map(\.idPrefix) == ["corridor", "route", "segment", "hotspot", "priority", "incident"])
    }

    @Test(arguments: LayerSchema.all) func `a layer has the keys, types and null rules of the contract`(
        _ schema: LayerSchema
    ) throws {
        let expected = try #require(contract[schema.name]).split(separator: ",").map { entry in
            entry.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let actual = schema.properties.map { "\($0.name) \($0.type.rawValue)\($0.isNullable ? "?" : "")" }
        #expect(actual == expected)
    }

    @Test(arguments: LayerSchema.all) func `enumerations are those of the contract`(_ schema: LayerSchema) {
        for property in schema.properties {
            switch (schema.name, property.name) {
            case ("incidents", "direction"): #expect(property.values == enumerations["direction"])
            case (_, "direction"): #expect(property.values == ["north", "south"])
            case ("incidents", "mode"): #expect(property.values == ["foot", "road", "river", "sea", "station"])
            case (_, "mode"), (_, "modes"): #expect(property.values == ["foot", "road", "river", "sea"])
            case (_, "months"): #expect(property.values == (1...12).map { "\($0)" })
            default: #expect(property.values == enumerations[property.name] ?? [], "\(property.name)")
            }
        }
    }

    @Test(arguments: LayerSchema.all) func `every property is described in two languages, and numbers have units`(
        _ schema: LayerSchema
    ) {
        let withoutUnit: Set = ["alternative", "rank", "rank_low", "rank_high", "bin"]
        for property in schema.properties {
            #expect(property.description.count > 5 && property.descriptionES.count > 5)
            #expect(property.description != property.descriptionES, "\(property.name)")
            let isNumeric = property.type == .int || property.type == .number
            #expect((property.unit.isEmpty) == (!isNumeric || withoutUnit.contains(property.name)), "\(property.name)")
            #expect(property.nullMeans?.isEmpty != true)
        }
    }
}
