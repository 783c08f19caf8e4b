import Export
import Testing

@Suite struct DataDateTests {
    @Test func `a day is its midnight in UTC`() throws {
        // date -u -d 2024-12-31 +%s, coreutils 9.1.
        let cases: [(year: Int, month: Int, day: Int, seconds: Int)] = [
            (1970, 1, 1, 0), (2024, 12, 31, 1_735_603_200), (2000, 2, 29, 951_782_400), (1900, 3, 1, -2_203_891_200),
            (2100, 2, 28, 4_107_456_000),
        ]
        for (year, month, day, seconds) in cases {
            let date = try DataDate(newestYear: year, month: month, day: day)
            #expect(date.secondsSince1970 == seconds)
            let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            #expect(date.description == "\(year)-\(padded(month))-\(padded(day))T00:00:00.000Z")
        }
    }

    @Test func `the environment's date wins, and one that is no number is an error`() throws {
        let date = try DataDate(newestYear: 2024, month: 1, day: 1, sourceDateEpoch: "1700000000")
        #expect(date.description == "2023-11-14T22:13:20.000Z")
        #expect(try DataDate(newestYear: 1970, month: 1, day: 2, sourceDateEpoch: "").secondsSince1970 == 86_400)
        for text in ["yesterday", "-1", "1e9", "253402300800"] {
            #expect(throws: ExportError.self) {
                try DataDate(newestYear: 2024, month: 1, day: 1, sourceDateEpoch: text)
            }
        }
    }
}
