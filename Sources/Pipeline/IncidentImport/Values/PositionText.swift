/// One angle of a position: `-77.25`, `8,983`, `77.25 W`, `8°30'15"N`.
enum AngleText: Equatable {
    case blank
    case null
    case unreadable
    case degrees(Double)

    init(_ text: Span<UInt8>) {
        guard !text.isEmpty else {
            self = .blank
            return
        }
        var at = 0
        if let value = DecimalText.scan(text, &at, comma: true), at == text.count, value.isFinite {
            self = .degrees(value)
        } else if NullToken.matches(text) {
            self = .null
        } else {
            let angles = SexagesimalText.angles(text)
            self = angles.count == 1 ? .degrees(angles[0].degrees) : .unreadable
        }
    }
}

/// A position in one cell, before the order of its column's axes is known.
enum PositionText: Equatable {
    enum Form: Equatable {
        /// Two numbers, by custom latitude first.
        case pair
        /// Well-known text or GeoJSON, by definition longitude first.
        case geometry
        /// Letters say which is which; given as latitude and longitude.
        case lettered
    }

    case blank
    case null
    case unreadable
    /// One number alone.
    case single(Double)
    case pair(Double, Double, Form)

    init(_ text: Span<UInt8>) {
        guard !text.isEmpty else {
            self = .blank
            return
        }
        let isGeometry = Self.isGeometry(text)
        let numbers = Self.numbers(text, isGeometry: isGeometry)
        if let numbers, numbers.count == 2 || (isGeometry && numbers.count > 2) {
            self = .pair(numbers[0], numbers[1], isGeometry ? .geometry : .pair)
        } else if let numbers, numbers.count == 1, !isGeometry {
            self = .single(numbers[0])
        } else if NullToken.matches(text) || (isGeometry && Self.contains(text, "EMPTY")) {
            self = .null
        } else {
            let angles = SexagesimalText.angles(text)
            if angles.count == 2, let a = angles.first(where: { $0.isLatitude == true }),
                let b = angles.first(where: { $0.isLatitude == false })
            {
                self = .pair(a.degrees, b.degrees, .lettered)
            } else if angles.count == 2, angles.allSatisfy({ $0.isLatitude == nil }) {
                self = .pair(angles[0].degrees, angles[1].degrees, .pair)
            } else {
                self = .unreadable
            }
        }
    }

    private static func isGeometry(_ text: Span<UInt8>) -> Bool {
        contains(text, "POINT") || contains(text, "\"COORDINATES\"")
    }

    /// Whether the upper-case `word` occurs in the text, in whatever case.
    private static func contains(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard text.count >= length else { return false }
        let letters = word.utf8Start
        for start in 0...(text.count - length) {
            var i = 0
            while i < length {
                let byte = text[start + i]
                guard ((0x61...0x7A).contains(byte) ? byte & 0xDF : byte) == letters[i] else { break }
                i += 1
            }
            if i == length { return true }
        }
        return false
    }

    /// The numbers of a text that holds nothing else but marks round them; nil if it does.
    private static func numbers(_ text: Span<UInt8>, isGeometry: Bool) -> [Double]? {
        let hasDecimalComma = !isGeometry && decimalCommas(text)
        var (numbers, at): ([Double], Int) = ([], isGeometry ? coordinateStart(text) : 0)
        while at < text.count {
            switch text[at] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3B, 0x28, 0x29, 0x5B, 0x5D, 0x7C, 0x2F, 0xC2, 0xA0: at += 1
            case 0x22, 0x7B, 0x7D: if isGeometry { at += 1 } else { return nil }
            default:
                guard let number = DecimalText.scan(text, &at, comma: hasDecimalComma), number.isFinite else {
                    return isGeometry && !numbers.isEmpty ? numbers : nil
                }
                numbers.append(number)
            }
        }
        return numbers
    }

    /// Where the first parenthesis or bracket of a geometry opens.
    private static func coordinateStart(_ text: Span<UInt8>) -> Int {
        var at = 0
        while at < text.count, text[at] != 0x28, text[at] != 0x5B { at += 1 }
        return at
    }

    /// Whether commas are decimal marks: `8,98; -77,12` and `8,98, -77,12`, but not `8,-77`.
    private static func decimalCommas(_ text: Span<UInt8>) -> Bool {
        var (tight, others) = (0, 0)
        for i in text.indices {
            let byte = text[i]
            if byte == 0x2E { return false }
            let isTight =
                byte == 0x2C && i > 0 && i + 1 < text.count && (0x30...0x39).contains(text[i - 1])
                && (0x30...0x39).contains(text[i + 1])
            if isTight {
                tight += 1
            } else if byte == 0x2C || byte == 0x3B || byte == 0x20 || byte == 0x2F {
                others += 1
            }
        }
        return tight >= 1 && others >= 1
    }
}

/// Degrees, minutes and seconds, with or without a letter for the hemisphere.
enum SexagesimalText {
    struct Angle {
        var degrees: Double
        /// What the letter says; nil without one.
        var isLatitude: Bool?
    }

    /// The angles of a text; none if it holds anything else.
    static func angles(_ text: Span<UInt8>) -> [Angle] {
        var angles: [Angle] = []
        var parts: [Double] = []
        var letter: UInt8?
        var at = 0
        func close() -> Bool {
            guard let angle = angle(parts, letter) else { return parts.isEmpty && letter == nil }
            angles.append(angle)
            (parts, letter) = ([], nil)
            return true
        }
        while at < text.count {
            let byte = text[at]
            if let number = DecimalText.scan(text, &at, comma: false) {
                // A new angle begins where degrees follow a letter behind the last one.
                parts.append(number)
            } else if isHemisphere(byte) {
                at += 1
                if parts.isEmpty && letter == nil {
                    letter = byte & 0xDF
                } else if letter == nil {
                    letter = byte & 0xDF
                    guard close() else { return [] }
                } else {
                    guard close() else { return [] }
                    letter = byte & 0xDF
                }
            } else if byte == 0x2C || byte == 0x3B {
                at += 1
                guard close() else { return [] }
            } else if isMark(text, &at) {
                continue
            } else {
                return []
            }
        }
        return close() ? angles : []
    }

    private static func angle(_ parts: [Double], _ letter: UInt8?) -> Angle? {
        guard (1...3).contains(parts.count), parts.dropFirst().allSatisfy({ (0..<60).contains($0) }) else { return nil }
        let size = abs(parts[0]) + (parts.count > 1 ? parts[1] / 60 : 0) + (parts.count > 2 ? parts[2] / 3600 : 0)
        let isNegative = parts[0].sign == .minus || letter == 0x53 || letter == 0x57 || letter == 0x4F
        let isLatitude = letter.map { $0 == 0x4E || $0 == 0x53 }
        return Angle(degrees: isNegative ? -size : size, isLatitude: isLatitude)
    }

    /// N, S, E, W, and O for oeste and ouest.
    private static func isHemisphere(_ byte: UInt8) -> Bool {
        [0x4E, 0x53, 0x45, 0x57, 0x4F].contains(byte & 0xDF) && byte >= 0x41
    }

    /// Steps over a blank or a mark of degrees, minutes or seconds.
    private static func isMark(_ text: Span<UInt8>, _ at: inout Int) -> Bool {
        let byte = text[at]
        if [0x20, 0x27, 0x22, 0x3A, 0x09].contains(byte) {
            at += 1
            return true
        }
        // ° º ´ non-breaking space; ′ ″ ’ ” ‘ “.
        if byte == 0xC2, at + 1 < text.count, [0xB0, 0xBA, 0xB4, 0xA0].contains(text[at + 1]) {
            at += 2
            return true
        }
        if byte == 0xE2, at + 2 < text.count, text[at + 1] == 0x80, (0x98...0xB3).contains(text[at + 2]) {
            at += 3
            return true
        }
        return false
    }
}
