/// Which words make a column which field.
enum FieldRules {
    /// A field with its rank: of several columns for one field the lowest rank is taken.
    struct Match {
        let field: Field
        let rank: Int
    }

    /// What a column's name says that it holds; nil for nothing that is imported.
    static func match(_ header: String) -> Match? {
        let words = HeaderWords(header).words
        guard !words.isEmpty, words.isDisjoint(with: personal) else { return nil }
        return count(words) ?? whole[key(words)] ?? position(words) ?? date(words)
    }

    /// Origin, sex, age and the like are of persons, not of the incident.
    private static let personal: Set<String> = [
        "origin", "nationality", "citizenship", "birth", "residence", "destination", "female", "male", "child", "sex",
        "age",
        "actor",
    ]

    private static func key(_ words: Set<String>) -> String { words.sorted().joined(separator: " ") }

    /// Rules by a name's words as a whole.
    private static let whole: [String: Match] = {
        var rules: [String: Match] = [:]
        for (field, names) in names {
            for (rank, group) in names.enumerated() {
                for name in group.split(separator: ",") {
                    rules[key(Set(name.split(separator: " ").map(String.init)))] = Match(field: field, rank: rank)
                }
            }
        }
        return rules
    }()

    /// For each field its names in the words of ``HeaderWords``, the surest first.
    private static let names: [(Field, [String])] = [
        (
            .sourceID,
            [
                "incident id,incident id cnty,incident number", "web id,source id",
                "id,record id,ml number,record number,unique id,ref,ref number,ref id,record ref",
                "incident id no cnty", "data id",
                "objectid,incident id number cnty",
            ]
        ),
        (.mainID, ["main id,incident main id"]),
        (.incidentType, ["incident type", "incident category", "type"]),
        (.subType, ["sub incident type", "sub type"]),
        (
            .date,
            [
                "incident date,date start,start date", "date,dead date", "website date,date time",
                "found date,date location", "reported date", "t,when",
            ]
        ),
        (.dateEnd, ["date end,end date"]),
        (.year, ["incident year", "year,dead year", "reported year,website year"]),
        (.month, ["incident month", "month,dead month", "reported month,website month"]),
        (.day, ["incident day", "day,dead day"]),
        (
            .coordinates,
            [
                "location coordinate,coordinate,incident coordinate", "latlon,lat lon,location lat lon",
                "wkt,geometry,wkt geometry",
                "point,gps,gps coordinate,geo coordinate,coordinate lat lon,location point",
                "position,geo,geo location,gps location",
            ]
        ),
        (
            .country,
            [
                "country incident,country dead,country dead missing", "country location,country",
                "country name,name country",
                "adm0,adm0 name",
            ]
        ),
        (.countryCode, ["iso3,country iso3,country code,iso code,iso3 code", "iso2,country iso2", "iso,country iso"]),
        (
            .region,
            [
                "region incident,region dead,region dead missing", "region,region name", "adm1,adm1 name",
                "state,province,department",
                "county",
                "unsd geo grouping,unsd grouping",
            ]
        ),
        (.route, ["migration route", "route,route name", "corridor,corridor name"]),
        (.categories, ["cause dead,cause dead missing", "cause,cause incident", "category", "manner dead,dead type"]),
        (
            .placeText,
            [
                "location dead,location incident,location dead missing", "location description,place description",
                "place description,place dead,place incident,place dead missing",
                "location,place,place name,location name", "locality", "municipality", "city",
            ]
        ),
        (.source, ["information source", "source,source name", "data source"]),
        (.url, ["url,source url", "web url,url source information"]),
        (.quality, ["source quality", "quality,reliability", "source reliability,verification,confidence"]),
        (.precisionClass, ["geo precision,location precision"]),
        (.precision, ["precision m", "radius m,precision radius"]),
        (.precisionBasis, ["basis precision"]),
        (.channel, ["channel", "channel observation"]),
    ]

    /// Counts, whatever is said round them: `Minimum Estimated Number of Missing`.
    private static func count(_ words: Set<String>) -> Match? {
        let core = words.subtracting([
            "number", "total", "minimum", "estimated", "confirmed", "known", "person", "reported", "incident",
        ])
        let extra = words.count - core.count
        let fields: [Set<String>: Field] = [
            ["dead", "missing"]: .total, ["dead"]: .dead, ["missing"]: .missing, ["injured"]: .injured,
            ["survivor"]: .survivors, ["aboard"]: .aboard,
        ]
        guard let field = fields[core] else { return nil }
        return Match(field: field, rank: words.contains("total") && field != .total ? 5 : extra > 3 ? 1 : 0)
    }

    /// Latitude and longitude, whatever is said round them: `Location Latitude (WGS84, decimal degrees)`.
    ///
    /// North and east are the signs of all sources; degrees west would change them, so such a column is left to `--map`.
    private static func position(_ words: Set<String>) -> Match? {
        // A lone N is read as "number" elsewhere.
        let core = words.subtracting(words.contains("lat") ? ["north", "number"] : ["east", "e"]).subtracting([
            "decimal", "degree", "wgs84", "wgs", "84", "gps", "location", "incident", "coordinate", "geo", "centroid",
            "point",
            "place", "site",
        ])
        switch core {
        case ["lat"]: return Match(field: .latitude, rank: words.count - 1)
        case ["lon"]: return Match(field: .longitude, rank: words.count - 1)
        case ["lat", "lon"]: return Match(field: .coordinates, rank: 1)
        case ["y"] where words == core: return Match(field: .latitude, rank: 9)
        case ["x"] where words == core: return Match(field: .longitude, rank: 9)
        default: return nil
        }
    }

    /// Any other date but those of the record's own making.
    private static func date(_ words: Set<String>) -> Match? {
        guard words.contains("date"), words.isDisjoint(with: ["updated", "precision", "article"]) else { return nil }
        return Match(field: .date, rank: 9)
    }
}
