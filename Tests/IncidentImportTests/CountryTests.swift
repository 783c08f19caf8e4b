import Testing

@testable import IncidentImport

@Suite struct CountryTests {
    @Test func `a country is known by its names and codes`() {
        var countries = Countries()
        for (text, code) in [
            ("Panama", "PAN"), ("Panamá", "PAN"), ("PA", "PAN"), ("pan", "PAN"), ("591", "PAN"), ("170", "COL"),
            ("United States of America", "USA"), ("Estados Unidos", "USA"), ("Türkiye", "TUR"), ("Turkey", "TUR"),
            ("Bolivia (Plurinational State of)", "BOL"), ("Venezuela, Bolivarian Republic of", "VEN"),
            ("Democratic Republic of Congo", "COD"), ("Republic of Congo", "COG"), ("Côte d'Ivoire", "CIV"),
            ("Ivory Coast", "CIV"), ("México", "MEX"), ("Haïti", "HTI"), ("Kosovo", "XKX"),
            ("State of Palestine", "PSE"),
            ("Syrian Arab Republic", "SYR"), ("South Korea", "KOR"), ("North Macedonia", "MKD"), ("the Bahamas", "BHS"),
        ] {
            let found = countries.country(Array(text.utf8).span, hasCodes: true)
            #expect(found.map { String(decoding: countries.alpha3[$0], as: UTF8.self) } == code, "\(text)")
        }
    }
}
