import SpatialEngine

/// The keys, types and ids of the layers, as scripts rely on them.
struct OutputSchema: Sendable {
    struct Key: Sendable {
        enum Kind: Equatable, Sendable {
            case text, number, int, bool, date, month, list, digits
            case word([String])
        }
        let name: String
        let kind: Kind
        let isOptional: Bool
    }

    let name: String
    /// The geometry types of which a file holds one.
    let geometries: [String]
    /// The keys whose values, joined by colons after the kind, are a feature's id.
    let id: [String]
    let keys: [Key]

    /// A table of `key:type` words; `?` allows null, `|` separates the words that a key may hold.
    init(_ name: String, _ geometries: [String], id: [String], _ table: String) {
        (self.name, self.geometries, self.id) = (name, geometries, id)
        keys = table.split(whereSeparator: \.isWhitespace).map { word in
            let parts = word.split(separator: ":").map(String.init)
            let isOptional = parts[1].hasSuffix("?")
            return Key(
                name: parts[0], kind: Key.Kind(String(parts[1].prefix { $0 != "?" })), isOptional: isOptional)
        }
    }

    private static let score = """

        method:text status:supported|descriptive|refused status_reason:text? window_start:date window_end:date
        n_events:number? exposure_person_trips:number? exposure_status:known|estimated|unknown
        stability:stable|moderate|unstable|not_assessed parameter_hash:digits data_hash:digits
        """

    static let layers = [
        OutputSchema(
            "corridors", ["MultiPolygon"], id: ["corridor_id", "direction", "month_group", "band_pct"],
            """
            corridor_id:text name:text name_es:text origin_id:text destination_id:text direction:north|south
            month_group:text months:list band_pct:number least_time_s:number area_m2:number slope_function:text
            terrain:sketch|dem method:text parameter_hash:digits data_hash:digits
            """),
        OutputSchema(
            "routes", ["MultiLineString"],
            id: ["origin_id", "destination_id", "direction", "month_group", "alternative"],
            """
            route_id:text origin_id:text destination_id:text name:text name_es:text direction:north|south
            month_group:text months:list alternative:int corridor_ids:list segment_ids:list modes:list share:number
            share_q05:number share_q95:number flow_person_trips:number? length_m:number time_s:number time_low_s:number
            time_high_s:number measure:risk|count_density risk_per_1000:number? risk_per_1000_q05:number?
            risk_per_1000_q25:number? risk_per_1000_q75:number? risk_per_1000_q95:number?
            """ + score),
        OutputSchema(
            "segments", ["LineString"], id: ["leg_id", "direction"],
            """
            segment_id:text leg_id:text corridor_id:text name:text name_es:text from_id:text to_id:text
            direction:north|south mode:foot|road|river|sea craft:text? active_from:month? active_to:month?
            evidence:published|estimated geometry_basis:traced|river|sea_route|straight length_m:number time_s:number
            time_low_s:number time_high_s:number from_gap_m:number to_gap_m:number measure:risk|count_density
            rate_per_100k:number? rate_per_100k_q05:number? rate_per_100k_q25:number? rate_per_100k_q75:number?
            rate_per_100k_q95:number? rate_per_1000_person_km:number? p_above_twice_mean:number? rank:int?
            rank_low:int? rank_high:int? largest_event_moves_rank:bool?
            """ + score),
        OutputSchema(
            "hotspots", ["Polygon", "LineString"], id: ["unit_id"],
            """
            unit:cell|segment unit_id:text measure:risk|count_density value:number? value_unit:text z:number?
            p_norm:number? p_sim:number? q_fdr:number? bin:int? observed:bool suppressed:bool
            """ + score),
        OutputSchema(
            "priorities", ["MultiPolygon"], id: ["area_id", "lever"],
            """
            area_id:text name:text name_es:text
            area_kind:pass|river_crossing|embarkation|landing|station|sea_area corridor_ids:list
            lever:enforcement|protection rank:int? rank_low:int? rank_high:int? direct_harm_per_year:number?
            displaced_harm_per_year:number? net_harm_per_year:number? net_harm_per_year_q05:number?
            net_harm_per_year_q95:number? zero_response_net_harm_per_year:number? persons_diverted_per_year:number?
            receiving_corridor_ids:list? displacement_ratio:number? backfire:bool? backfire_probability:number?
            selected:bool?
            """ + score),
        OutputSchema(
            "incidents", ["Polygon"], id: ["incident_id"],
            """
            incident_id:text date_start:date date_end:date date_precision:day|week|month|quarter|year category:text
            mode:foot|road|river|sea|station direction:north|south|unknown corridor_id:text
            channel:reported|patrol_discovered|forensic|survey report_kind:event|batch_recovery|survey_total dead:int?
            missing:int? injured:int? survivors:int? aboard:int? precision_m:number confidence:high|medium|low
            source_ids:list used:bool
            not_used_reason:patrol_discovered|duplicate|unlocated|survey_total|outside_window?
            """),
    ]

    /// The id that a feature of this layer must have.
    func id(of feature: Feature) -> String {
        let parts = id.map { key in
            feature.number(key).map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? feature.text(key)
        }
        let kind = ["priorities": "priority"][name] ?? String(name.dropLast())
        return ([kind] + parts).joined(separator: ":")
    }
}

extension OutputSchema.Key.Kind {
    fileprivate init(_ word: String) {
        switch word {
        case "text": self = .text
        case "number": self = .number
        case "int": self = .int
        case "bool": self = .bool
        case "date": self = .date
        case "month": self = .month
        case "list": self = .list
        case "digits": self = .digits
        default: self = .word(word.split(separator: "|").map(String.init))
        }
    }

    /// The name of the type in the data dictionary.
    var dictionaryName: String {
        switch self {
        case .number: "number"
        case .int: "int"
        case .bool: "bool"
        case .date: "date"
        case .month: "month"
        case .list: "list"
        case .text, .digits, .word: "text"
        }
    }
}

extension OutputSchema.Key {
    /// Whether a value may stand at this key.
    func admits(_ value: JSONValue) -> Bool {
        if value == .null { return isOptional }
        switch kind {
        case .number: return value.double?.isFinite == true
        case .int: if case .integer = value { return true } else { return false }
        case .bool: if case .boolean = value { return true } else { return false }
        case .text: return value.text?.isEmpty == false
        case .date: return value.text?.wholeMatch(of: #/\d{4}-\d\d-\d\d/#) != nil
        case .month: return value.text?.wholeMatch(of: #/\d{4}-\d\d/#) != nil
        case .list: return value.text?.wholeMatch(of: #/([^ ;]+(;[^ ;]+)*)?/#) != nil
        case .digits: return value.text?.wholeMatch(of: #/[0-9a-f]{16}/#) != nil
        case .word(let words): return value.text.map(words.contains) ?? false
        }
    }
}
