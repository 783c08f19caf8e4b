import SpatialEngine
import Testing

@Suite struct JSONTests {
    func parse(_ text: String) throws(JSONError) -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test func `every kind of value is read`() throws {
        let text = #" {"a": [1, -2, 0.5, 1e3, true, false, null], "b": {"c": "x"}, "d": [], "e": {}} "#
        let expected: JSONValue = .object([
            "a": .array([
                .integer(1), .integer(-2), .number(0.5), .number(1000), .boolean(true), .boolean(false), .null,
            ]),
            "b": .object(["c": .string("x")]), "d": .array([]), "e": .object([:]),
        ])
        #expect(try parse(text) == expected)
        #expect(try parse("\u{FEFF}1") == .integer(1))
    }

    @Test(arguments: [
        (#""Chocó \u00e9 \ud83d\ude80 \n\t\r\b\f\/\\\"""#, "Chocó é 🚀 \n\t\r\u{8}\u{C}/\\\""), (#""""#, ""),
        (#""\u0000""#, "\0"),
    ])
    func `escapes are read`(_ text: String, _ expected: String) throws {
        #expect(try parse(text) == .string(expected))
    }

    @Test(arguments: [
        "0", "-77.1234567", "123456789.123456789", "1e-7", "2.5E+10", "1.7976931348623157e308", "5e-324", "0.1",
        "9007199254740993.0", "0.30000000000000004", "-0.000000000000000000001", "8.0999999999999996",
    ])
    func `numbers are the nearest doubles`(_ text: String) throws {
        #expect(try parse(text).double == Double(text))
    }

    @Test func `whole numbers of 64 bits keep every digit`() throws {
        for integer in [0, 7, -7, 900_000_000_000_001, 1 << 53 + 1, Int.max, Int.min] {
            #expect(try parse("\(integer)") == .integer(integer))
        }
        #expect(try parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
    }

    @Test(arguments: [
        ("", 0, "truncated"), ("{\"a\":1", 6, "truncated"), ("[1,2", 4, "truncated"), ("\"abc", 0, "truncated"),
        ("{\"a\":1,\"a\":2}", 7, "twice"), ("[1 2]", 3, "comma"), ("{\"a\" 1}", 5, "colon"), ("{a:1}", 1, "name"),
        ("\"\\x\"", 1, "no escape"), ("\"\\u12G4\"", 3, "hexadecimal"), ("\"\\ud800\"", 1, "surrogate"),
        ("\"\\ud800\\u0041\"", 1, "surrogate"), ("\"a\nb\"", 2, "control character"), ("01", 0, "begin with 0"),
        ("1.", 2, "digit"), ("-", 1, "digit"), ("1e", 2, "digit"), ("1e999", 0, "too large"), ("tru", 0, "true"),
        ("1 1", 2, "after the value"), ("NaN", 0, "begin with N"), ("[1,]", 3, "begin with ]"),
        ("'a'", 0, "begin with '"),
        ("+1", 0, "begin with +"), ("\"\\", 2, "truncated"), ("{\"a\":1,}", 7, "name"),
    ])
    func `a fault is named with its byte`(_ text: String, _ offset: Int, _ word: String) {
        let error = #expect(throws: JSONError.self) { try parse(text) }
        #expect(error?.offset == offset, "\(text): \(error as Any)")
        #expect(error?.problem.contains(word) == true, "\(text): \(error as Any)")
    }

    @Test func `a fault is named with its line`() {
        let error = #expect(throws: JSONError.self) { try parse("{\n  \"a\": 1,\n  \"b\": x\n}") }
        #expect(error?.line == 3)
        #expect(error.map { "\($0)" } == "line 3 (byte 19): a value cannot begin with x")
    }

    @Test func `nesting beyond the limit is refused and not a crash`() throws {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: JSONError.self) { try parse(deep) }
        #expect(error?.offset == 200)
        let allowed = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(throws: Never.self) { try parse(allowed) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0x41, 0xC3, 0x28, 0x22]) }
        #expect(error?.problem.contains("UTF-8") == true)
    }

    @Test func `what is written is read back the same`() throws {
        let value: JSONValue = .object([
            "text": .string("a\"b\\c\u{1}\u{7F}\n Chocó 🚀"), "whole": .integer(-5), "real": .number(5),
            "small": .number(1e-300),
            "third": .number(1.0 / 3), "list": .array([.null, .boolean(true), .array([]), .object([:])]),
        ])
        #expect(try JSONValue(parsing: value.encoded()) == value)
        #expect(try JSONValue(parsing: value.encoded(indent: 2)) == value)
    }

    @Test func `indented text has one member a line`() throws {
        let value: JSONValue = .object(["a": .array([.integer(1), .number(2)]), "b": .object([:])])
        #expect(
            String(decoding: try value.encoded(indent: 2), as: UTF8.self) == """
                {
                  "a": [
                    1,
                    2.0
                  ],
                  "b": {}
                }
                """)
    }

    @Test func `a number that is not finite is refused with its path`() {
        let value: JSONValue = .object(["a": .array([.integer(1), .number(.nan)])])
        #expect {
            try value.encoded()
        } throws: {
            "\($0)".hasPrefix(".a[1] is not a finite number")
        }
    }

    @Test func `an object keeps the order of its members`() {
        var object: JSONObject = ["b": .integer(1), "a": .integer(2)]
        object["c"] = .null
        object["b"] = .integer(3)
        object["a"] = nil
        #expect(object.members.map(\.name) == ["b", "c"])
        #expect(object["b"] == .integer(3) && object["a"] == nil)
    }
}
