internal import Foundation

/// The words of a column's name in the one form in which rules know them.
///
/// Case, accents, punctuation, `camelCase` and `snake_case`, plurals, other languages' words and small misspellings fall away:
/// `Migrantion route`, `migration_route` and `Ruta migratoria` all hold `migration route`.
struct HeaderWords {
    let words: Set<String>

    init(_ header: String) {
        let all = Self.split(header)
        // A lone y is an ordinate, not an "and".
        words = Set(all.filter { all.count == 1 || !Self.fillers.contains($0) }.compactMap(Self.canonical))
    }

    private static let fillers: Set<String> = [
        "of", "the", "de", "del", "la", "el", "los", "las", "in", "on", "at", "and", "or", "y", "o", "et", "du", "des",
        "le", "l", "d", "a", "by", "for", "to", "where", "occurred", "happened", "meta", "affected",
        // What is left of `Cause(s)`.
        "s",
    ]

    private static func split(_ header: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        let letters = Array(header.folding(options: .diacriticInsensitive, locale: nil))
        for (i, letter) in letters.enumerated() {
            let isWord = letter.isASCII && (letter.isLetter || letter.isNumber)
            let next = i + 1 < letters.count ? letters[i + 1] : " "
            // aB begins a word, and so does the last capital of ABc.
            let isHump = letter.isUppercase && (previous.isLowercase || (previous.isUppercase && next.isLowercase))
            if !word.isEmpty && (!isWord || isHump) {
                words.append(word.lowercased())
                word = ""
            }
            if isWord { word.append(letter) }
            previous = letter
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    private static func canonical(_ word: String) -> String? {
        if let known = vocabulary[word] { return known }
        if word.count > 3, word.hasSuffix("s"), let known = vocabulary[String(word.dropLast())] { return known }
        guard word.count >= 5 else { return word }
        let letters = Array(word.utf8)
        let allowed = letters.count >= 9 ? 2 : 1
        let near = spellable.filter { abs($0.letters.count - letters.count) <= allowed }
            .map { (distance: editDistance($0.letters, letters), word: $0.word) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let near, near.distance <= allowed else { return word }
        return vocabulary[near.word]
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }

    private static let spellable: [(word: String, letters: [UInt8])] =
        vocabulary.keys.filter { $0.utf8.count >= 5 }.sorted().map { ($0, Array($0.utf8)) }

    /// Every word that rules know, with the form that they know it by.
    private static let vocabulary: [String: String] = {
        var vocabulary: [String: String] = [:]
        for line in vocabularyLines {
            let words = line.split(separator: " ").map(String.init)
            for word in words { vocabulary[word] = words[0] }
        }
        return vocabulary
    }()

    /// On each line the form that rules know, then its other forms.
    private static let vocabularyLines = [
        "incident incidents event events evento eventos incidente incidentes",
        "date dates fecha fechas datetime datum", "year years yr ano anio annee", "month months mes mois",
        "day days dia jour",
        "time timestamp hora", "start begin from inicio desde", "end until fin hasta", "reported reporting report",
        "website", "found discovery discovered recovery recovered",
        "number num no nr numero nombre count cantidad n qty", "total totals tot",
        "dead death deaths deceased fatality fatalities killed casualties muerto muertos muertes muerte fallecido fallecidos "
            + "fallecimientos morts mort decedes deces bodies body",
        "missing disappeared disappearance disappearances desaparecido desaparecidos desaparecida disparu disparus",
        "minimum min minimo",
        "estimated estimate est estimado estimada estime estimes", "confirmed", "known",
        "person persons people personas migrant migrants "
            + "migrantes victim victims victimas",
        "injured injuries wounded hurt herido heridos lesionados blesses",
        "survivor survivors surv survived sobreviviente sobrevivientes superviviente supervivientes survivants rescued",
        "aboard onboard board passengers passenger pax bordo abordo occupants",
        "lat latitude latitud latitudes", "lon long lng longitude longitud longitudes",
        "latlon latlong latlng lonlat longlat",
        "coordinate coordinates coord coords coordenada coordenadas coordonnees "
            + "geocoordinates geolocation",
        "geometry geom", "wkt", "point punto", "gps", "geo geographic geographical", "centroid", "decimal",
        "degree degrees dd",
        "location locations loc ubicacion localizacion", "place places lugar lieu site sitio", "locality localidad",
        "description desc descripcion details detail text", "name nombres", "municipality municipio",
        "city town ciudad",
        "country countries pais pays nation", "iso", "iso3 alpha3", "iso2 alpha2", "code codigo", "adm0 admin0",
        "adm1 admin1",
        "region regions region1", "state estado", "province provincia", "department departamento", "county",
        "unsd", "grouping group", "route routes ruta rutas", "migration migratory migratoria", "corridor corredor",
        "cause causes causa causas", "category categories categoria categorias", "type types tipo", "sub",
        "manner mode",
        "information info", "source sources fuente fuentes", "url urls link links enlace hyperlink href", "web",
        "quality calidad", "reliability reliable", "verification", "confidence", "channel", "observation",
        "precision accuracy", "m meter meters metre metres metros", "radius", "basis",
        "id ids identifier identifiant identificador",
        "main principal", "record case caso registro", "unique", "ref reference", "ml", "data", "cnty",
        "objectid fid globalid uid uuid",
        // Words that make a column something else.
        "origin origen", "nationality nationalities nat nacionalidad", "citizenship", "birth", "residence",
        "destination",
        "female females woman women mujeres", "male males man men hombres", "child children minors minor ninos",
        "sex gender",
        "age edad", "updated update created modified published publication entered edited accessed upload uploaded",
        "title",
        "article", "scale", "actor", "notes note",
    ]
}
