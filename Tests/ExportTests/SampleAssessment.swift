import Export
import SpatialEngine

/// A small assessment of made-up places, with every layer, for the tests of the export.
enum SampleAssessment {
    static func square(_ west: Double, _ south: Double, side: Double = 0.1) -> Polygon {
        func at(_ x: Double, _ y: Double) -> GeographicPoint {
            GeographicPoint(longitude: west + x, latitude: south + y)
        }
        // Clockwise, so that the writer has to turn it.
        return Polygon(exterior: [at(0, 0), at(0, side), at(side, side), at(side, 0), at(0, 0)])
    }

    static func line(_ west: Double, _ south: Double) -> LineString {
        LineString([
            GeographicPoint(longitude: west, latitude: south),
            GeographicPoint(longitude: west + 0.123456789, latitude: south + 0.05),
        ])
    }

    static let scoreBlock: [String: PropertyValue] = [
        "method": "gammaPoisson 1", "status": "supported", "status_reason": nil, "window_start": "2021-01-01",
        "window_end": "2024-12-31", "n_events": 7.25, "exposure_person_trips": 120_000, "exposure_status": "estimated",
        "stability": "moderate", "parameter_hash": "0123456789abcdef", "data_hash": "fedcba9876543210",
    ]

    static func corridor(_ band: Int) -> [String: PropertyValue] {
        [
            "corridor_id": "C1", "name": "Acandí–Tuquesa", "name_es": "Acandí–Tuquesa", "origin_id": "acandi",
            "destination_id": "bajo_chiquito", "direction": "north", "month_group": "dry", "months": "1;2;3",
            "band_pct": .integer(band), "least_time_s": 250_000, "area_m2": 1.25e8,
            "slope_function": "irmischerClarkeOffPath",
            "terrain": "sketch", "method": "corridor 1", "parameter_hash": "0123456789abcdef",
            "data_hash": "fedcba9876543210",
        ]
    }

    static let route: [String: PropertyValue] = scoreBlock.merging([
        "route_id": "necocli.bajo_chiquito.north.all.1", "origin_id": "necocli", "destination_id": "bajo_chiquito",
        "name": "Necoclí to Bajo Chiquito, 1", "name_es": "De Necoclí a Bajo Chiquito, 1", "direction": "north",
        "month_group": "all", "months": .list((1...12).map(String.init)), "alternative": 1, "corridor_ids": "C0;C1",
        "segment_ids": "L001.north;L009.north", "modes": "sea;foot", "share": 0.6, "share_q05": 0.5, "share_q95": 0.7,
        "flow_person_trips": 72_000.5, "length_m": 150_000, "time_s": 300_000, "time_low_s": 200_000,
        "time_high_s": 400_000, "measure": "risk", "risk_per_1000": 0.5, "risk_per_1000_q05": 0.2,
        "risk_per_1000_q25": 0.4, "risk_per_1000_q75": 0.6, "risk_per_1000_q95": 0.9,
    ]) { $1 }

    static func segment(_ leg: String) -> [String: PropertyValue] {
        scoreBlock.merging([
            "segment_id": .text(leg + ".north"), "leg_id": .text(leg), "corridor_id": "C1",
            "name": "Acandí, \"the trail\"",
            "name_es": "Acandí, «la trocha»", "from_id": "acandi", "to_id": "bajo_chiquito", "direction": "north",
            "mode": "foot", "craft": nil, "active_from": "2021-06", "active_to": nil, "evidence": "published",
            "geometry_basis": "traced", "length_m": 14_500.125, "time_s": 90_000, "time_low_s": 80_000,
            "time_high_s": 120_000, "from_gap_m": 0, "to_gap_m": 12.5, "measure": "risk", "rate_per_100k": 45.5,
            "rate_per_100k_q05": 20, "rate_per_100k_q25": 35, "rate_per_100k_q75": 55, "rate_per_100k_q95": 90,
            "rate_per_1000_person_km": 0.031, "p_above_twice_mean": 0.25, "rank": 1, "rank_low": 1, "rank_high": 3,
            "largest_event_moves_rank": false,
        ]) { $1 }
    }

    static let unknownRate: [String: PropertyValue] = [
        "measure": "count_density", "exposure_person_trips": nil, "exposure_status": "unknown", "status": "descriptive",
        "status_reason": "nobody counts travellers here", "rate_per_100k": nil, "rate_per_100k_q05": nil,
        "rate_per_100k_q25": nil, "rate_per_100k_q75": nil, "rate_per_100k_q95": nil, "rate_per_1000_person_km": nil,
        "p_above_twice_mean": nil, "rank": nil, "rank_low": nil, "rank_high": nil, "largest_event_moves_rank": nil,
    ]

    static func hotspot(_ unit: String, bin: Int) -> [String: PropertyValue] {
        scoreBlock.merging([
            "unit": "cell", "unit_id": .text(unit), "measure": "risk", "value": 1.5, "value_unit": "events", "z": 2.1,
            "p_norm": 0.036, "p_sim": 0.04, "q_fdr": 0.08, "bin": .integer(bin), "observed": true, "suppressed": false,
        ]) { $1 }
    }

    static func priority(_ lever: String) -> [String: PropertyValue] {
        scoreBlock.merging([
            "area_id": "bajo_chiquito", "name": "Bajo Chiquito", "name_es": "Bajo Chiquito", "area_kind": "station",
            "corridor_ids": "C1", "lever": .text(lever), "rank": 1, "rank_low": 1, "rank_high": 2,
            "direct_harm_per_year": -2.5, "displaced_harm_per_year": 0.5, "net_harm_per_year": -2,
            "net_harm_per_year_q05": -4, "net_harm_per_year_q95": 1, "zero_response_net_harm_per_year": -2.5,
            "persons_diverted_per_year": 900, "receiving_corridor_ids": "C7", "displacement_ratio": 0.2,
            "backfire": false, "backfire_probability": 0.1, "selected": nil,
        ]) { $1 }
    }

    static let incident: [String: PropertyValue] = [
        "incident_id": "I0001", "date_start": "2023-05-01", "date_end": "2023-05-02", "date_precision": "day",
        "category": "drowning", "mode": "river", "direction": "north", "corridor_id": "C1", "channel": "reported",
        "report_kind": "event", "dead": 2, "missing": nil, "injured": nil, "survivors": 10, "aboard": 12,
        "precision_m": 5000, "confidence": "high", "source_ids": "S001;S002", "used": true, "not_used_reason": nil,
    ]

    static func layers() throws -> [Layer] {
        try [
            Layer(
                schema: .corridors,
                features: [1, 2, 5, 10].map { band in
                    (
                        "corridor:C1:north:dry:\(band)",
                        .multiPolygon(MultiPolygon([square(-77.5, 8, side: Double(band) / 20)])), corridor(band)
                    )
                }),
            Layer(
                schema: .routes,
                features: [
                    (
                        "route:necocli:bajo_chiquito:north:all:1",
                        .multiLineString([line(-76.8, 8.4), line(-77.3, 8.5)]), route
                    )
                ]),
            Layer(
                schema: .segments,
                features: [
                    ("segment:L009:north", .lineString(line(-77.3, 8.5)), segment("L009")),
                    (
                        "segment:L001:north", .lineString(line(-76.8, 8.4)),
                        segment("L001").merging(unknownRate) { $1 }
                    ),
                ]),
            Layer(
                schema: .hotspots,
                features: [
                    ("hotspot:c-2", .polygon(square(-77.6, 8.2)), hotspot("c-2", bin: 2)),
                    (
                        "hotspot:c-1", .polygon(square(-77.7, 8.2)),
                        hotspot("c-1", bin: 0).merging([
                            "suppressed": true, "n_events": nil, "value": nil, "z": nil, "p_norm": nil, "p_sim": nil,
                            "q_fdr": nil, "bin": nil,
                        ]) { $1 }
                    ),
                ]),
            Layer(
                schema: .priorities,
                features: ["enforcement", "protection"].map { lever in
                    (
                        "priority:bajo_chiquito:\(lever)", .multiPolygon(MultiPolygon([square(-77.6, 8.3)])),
                        priority(lever)
                    )
                }),
            Layer(
                schema: .incidents,
                features: [("incident:I0001", .polygon(square(-77.65, 8.35, side: 0.09)), incident)]),
        ]
    }

    static let raster = Raster(
        grid: Grid(
            shape: GridShape(rows: 20, columns: 30),
            transform: GeoTransform(originX: -78, originY: 9, cellWidth: 0.05, cellHeight: 0.05)),
        values: (0..<600).map { $0 % 17 == 0 ? .nan : Float($0) * 2.5 })

    static let manifest = ManifestModel(
        version: "0.1.0", libraries: [LibraryVersion("proj", "9.1.1"), LibraryVersion("geos", "3.11.1")],
        settings: AssessmentSettings(region: "darien", from: "2021-01", to: "2024-12", direction: "both", seed: 1),
        terrain: .sketch, seaState: .modelled,
        inputs: [
            InputRecord(
                path: "incidents.csv", role: "incidents", title: "Reported incidents", licence: "CC BY 4.0",
                sha256: String(repeating: "ab", count: 32), bytes: 1234, rows: 172)
        ],
        parameters: [
            ParameterRecord(name: "theta", value: 20, unit: "1", low: 10, high: 40, isAssumed: true),
            ParameterRecord(
                name: "slope_function", value: "irmischerClarkeOffPath", unit: "", isAssumed: false, sourceID: "S009"),
        ],
        gates: [
            GateRecord(
                method: "getisOrd", layer: "hotspots", status: .descriptive,
                reason: Bilingual("28 units; 30 needed", "28 unidades; se necesitan 30"),
                minimumDetectableRelativeRisk: 2.5)
        ],
        incidentCounts: IncidentCounts(
            read: 172, accepted: 165, repaired: 5, rejected: 2, used: 100, notUsed: 64, withheld: 6),
        caveats: [.assumedParameters, Caveat(id: "own", text: "Own.", textES: "Propio.")])

    static let timings = Timings(
        startedAt: "2026-11-21T20:04:00Z", wallSeconds: 12.5, processorSeconds: 20, peakResidentBytes: 1 << 28,
        threads: 2,
        stages: [Timings.Stage(stage: "ingest", wallSeconds: 1, processorSeconds: 1.25)])

    static func contents() throws -> AssessmentContents {
        AssessmentContents(
            region: "darien", manifest: manifest, layers: try layers(),
            rasters: [
                RasterOutput(
                    name: "corridor_C1", raster: raster, description: "Time above the least time", unit: "s",
                    theme: .timeAboveLeast)
            ],
            report: "<!doctype html><title>Report</title>\n",
            tables: [TableOutput(name: "series", text: "month,n\n2021-01,3\n")],
            dataDate: DataDate(secondsSince1970: 1_735_603_200))
    }
}
