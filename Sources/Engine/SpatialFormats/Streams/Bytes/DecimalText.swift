import Glibc

/// Numbers as decimal text.
enum DecimalText {
    /// What a text could be read as; a text can be of several classes.
    struct Class: OptionSet {
        let rawValue: UInt8

        static let integer = Class(rawValue: 1)
        static let number = Class(rawValue: 2)
        static let boolean = Class(rawValue: 4)
        static let date = Class(rawValue: 8)
        /// A moment in UTC as the formats with such a type write it.
        static let moment = Class(rawValue: 16)
        static let all: Class = [.integer, .number, .boolean, .date, .moment]
    }

    /// What a field of a table can be read as; empty for text.
    ///
    /// Numbers with leading zeros are text, and so is what no double holds.
    static func classes(_ start: UnsafePointer<UInt8>, _ count: Int) -> Class {
        guard count > 0 else { return [] }
        switch start[0] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            if count >= 10, start[4] == UInt8(ascii: "-") { return dateClasses(start, count) }
            return numberClasses(start, count)
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): return numberClasses(start, count)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "T"), UInt8(ascii: "F"):
            return boolean(start, count) == nil ? [] : .boolean
        default: return []
        }
    }

    private static func numberClasses(_ start: UnsafePointer<UInt8>, _ count: Int) -> Class {
        var i = start[0] == UInt8(ascii: "-") || start[0] == UInt8(ascii: "+") ? 1 : 0
        func skipDigits() -> Int {
            let first = i
            while i < count, start[i] &- 48 < 10 { i += 1 }
            return i - first
        }
        let first = i
        let whole = skipDigits()
        if whole > 1 && start[first] == 48 { return [] }
        var (isWhole, fraction) = (true, 0)
        if i < count, start[i] == UInt8(ascii: ".") {
            i += 1
            isWhole = false
            fraction = skipDigits()
        }
        guard whole + fraction > 0 else { return [] }
        if i < count, start[i] | 0x20 == UInt8(ascii: "e") {
            i += 1
            isWhole = false
            if i < count, start[i] == UInt8(ascii: "-") || start[i] == UInt8(ascii: "+") { i += 1 }
            guard skipDigits() > 0 else { return [] }
        }
        guard i == count else { return [] }
        if isWhole {
            let isMinusZero = start[0] == UInt8(ascii: "-") && start[first] == 48
            if !isMinusZero, whole <= 18 || integer(start, count) != nil { return [.integer, .number] }
        }
        return count > 300 || double(start, count).isFinite ? .number : []
    }

    private static func dateClasses(_ start: UnsafePointer<UInt8>, _ count: Int) -> Class {
        func two(_ i: Int) -> Int? {
            start[i] &- 48 < 10 && start[i + 1] &- 48 < 10 ? Int(start[i] - 48) * 10 + Int(start[i + 1] - 48) : nil
        }
        guard let century = two(0), let year = two(2), let month = two(5), start[7] == UInt8(ascii: "-"),
            let day = two(8), isDay(100 * century + year, month, day)
        else { return [] }
        if count == 10 { return .date }
        guard count == 20 || count == 24, start[10] == UInt8(ascii: "T"), start[count - 1] == UInt8(ascii: "Z"),
            let hour = two(11), hour < 24, start[13] == UInt8(ascii: ":"), let minute = two(14), minute < 60,
            start[16] == UInt8(ascii: ":"), let second = two(17), second < 60
        else { return [] }
        if count == 20 { return .moment }
        // Written without its fraction when that is zero, so that only others come back as they were.
        guard start[19] == UInt8(ascii: "."), let tenths = two(20), start[22] &- 48 < 10 else { return [] }
        return tenths * 10 + Int(start[22] - 48) > 0 ? .moment : []
    }

    private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard year > 0, (1...12).contains(month), day >= 1 else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Year, month and day of a text of class ``Class/date`` or ``Class/moment``.
    static func day(_ start: UnsafePointer<UInt8>) -> (year: Int32, month: Int32, day: Int32) {
        (Int32(digits(start, 4)), Int32(digits(start + 5, 2)), Int32(digits(start + 8, 2)))
    }

    static func digits(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 * 10 + Int(start[$1] &- 48) }
    }

    /// true, True or TRUE, and so on; nil for anything else.
    static func boolean(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
        let text = String(decoding: UnsafeBufferPointer(start: start, count: min(count, 6)), as: UTF8.self)
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The whole number, nil if it does not fit 64 bits; a plus sign is allowed.
    static func integer(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        let isNegative = start[0] == UInt8(ascii: "-")
        var number = 0
        for i in (isNegative || start[0] == UInt8(ascii: "+") ? 1 : 0)..<count {
            let (tens, overflows) = number.multipliedReportingOverflow(by: 10)
            let digit = Int(start[i] &- 48)
            let (next, overflowsToo) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            if overflows || overflowsToo { return nil }
            number = next
        }
        return number
    }

    /// The double nearest to a decimal text, which must be one; infinite when it is too large.
    static func double(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double {
        var (mantissa, decimals, i): (UInt64, Int, Int) = (0, 0, 0)
        let isNegative = start[0] == UInt8(ascii: "-")
        if isNegative || start[0] == UInt8(ascii: "+") { i = 1 }
        var seesPoint = false
        while i < count, mantissa < 900_000_000_000_000 {
            let digit = start[i] &- 48
            if digit < 10 {
                mantissa = mantissa * 10 + UInt64(digit)
                if seesPoint { decimals += 1 }
            } else if start[i] == UInt8(ascii: "."), !seesPoint {
                seesPoint = true
            } else {
                break
            }
            i += 1
        }
        // A mantissa below 2⁵³ over a power of ten up to 10²² is correctly rounded (Clinger 1990).
        if i == count, decimals <= 22 { return (isNegative ? -1 : 1) * Double(mantissa) / powerOfTen(decimals) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { copy in
            for j in 0..<count { copy[j] = CChar(bitPattern: start[j]) }
            copy[count] = 0
            return copy.baseAddress.map { strtod($0, nil) } ?? .nan
        }
    }

    @inline(__always)
    static func powerOfTen(_ exponent: Int) -> Double { powers[exponent] }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]
}
