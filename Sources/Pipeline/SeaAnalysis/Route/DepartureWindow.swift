public import Ingest
internal import SpatialFormats

/// Departures at even steps, `START/END/STEP` with an ISO 8601 duration.
public struct DepartureWindow: Sendable {
    /// From the start to the last one not after the end; the end is one of them where the steps meet it.
    public let moments: [UniversalTime]

    private static let most = 10_000

    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage that says what is missing.
    public init(_ text: String, assumesUTC: Bool) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let step = Self.seconds(parts[2]), step > 0 else {
            throw RequestError(
                .wrongUsage, "--depart-window \"\(text)\" is no window; write START/END/PT1H with times in ISO 8601")
        }
        let start = try UniversalTime(parts[0], option: "--depart-window", assumesUTC: assumesUTC)
        let end = try UniversalTime(parts[1], option: "--depart-window", assumesUTC: assumesUTC)
        guard start <= end else {
            throw RequestError(.wrongUsage, "--depart-window ends at \(end), before it starts at \(start)")
        }
        let count = Int(((end.seconds - start.seconds) / step + 1e-9).rounded(.down))
        guard count < Self.most else {
            throw RequestError(
                .wrongUsage, "--depart-window has \(count + 1) departures; give \(Self.most) at most")
        }
        moments = (0...count).map { UniversalTime(seconds: start.seconds + Double($0) * step) }
    }

    /// The seconds of `P[nD][T[nH][nM][nS]]`; nil for anything else.
    private static func seconds(_ text: String) -> Double? {
        guard text.hasPrefix("P") else { return nil }
        var (total, number, isTime, hasPart) = (0.0, "", false, false)
        for character in text.dropFirst() {
            if character == "T" && !isTime && number.isEmpty {
                isTime = true
                continue
            }
            if character.isNumber || character == "." {
                number.append(character)
                continue
            }
            let units: [Character: Double] = isTime ? ["H": 3600, "M": 60, "S": 1] : ["D": 86_400, "W": 604_800]
            guard let unit = units[character], let value = Double(number) else { return nil }
            total += value * unit
            (number, hasPart) = ("", true)
        }
        return hasPart && number.isEmpty ? total : nil
    }
}
