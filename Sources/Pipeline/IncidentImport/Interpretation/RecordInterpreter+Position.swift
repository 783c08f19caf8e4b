extension RecordInterpreter {
    private static let field = "lon,lat"

    /// Reads the position and holds it against the country.
    mutating func readPosition(_ record: RecordText, country: Int?) {
        switch RawPosition(record, columns).kind {
        case .missing: find(.missingPosition, Self.field)
        case .null: find(.nullToken, Self.field, "set empty; was \(cells(record))")
        case .unreadable: find(.missingPosition, Self.field, "set empty; \(cells(record)) cannot be read")
        case .single(let only):
            find(only == 0 ? .zeroPosition : .missingPosition, Self.field, "set empty; was \(cells(record))")
        case .pair(let a, let b, let form): readPair(a, b, form, country, record)
        }
        if row[.longitude] != .empty { readPrecision(record) }
    }

    private mutating func readPair(
        _ a: Double, _ b: Double, _ form: RawPosition.Form, _ country: Int?, _ record: RecordText
    ) {
        if a == 0 || b == 0 {
            find(.zeroPosition, Self.field, "set empty; was \(cells(record))")
            return
        }
        let isLongitudeFirst = form == .lettered ? false : reading.survey.isLongitudeFirst(form)
        let (x, y) = isLongitudeFirst ? (a, b) : (b, a)
        let check = PositionCheck(
            survey: reading.survey, land: land, country: country, isLongitudeFirst: isLongitudeFirst)
        let verdict = check.verdict(longitude: x, latitude: y)
        guard let position = verdict.position else {
            find(verdict.problem ?? .positionOutOfRange, Self.field, "set empty; was \(cells(record))")
            return
        }
        set(.longitude, .number(position.longitude))
        set(.latitude, .number(position.latitude))
        if let problem = verdict.problem {
            find(problem, Self.field, verdict.repair)
        } else if form.isDefined && isLongitudeFirst != form.isLongitudeFirst && form != .lettered {
            find(.axesSwapped, Self.field, "longitude and latitude exchanged, as in the whole column")
        }
    }

    /// The position as the file has it.
    private func cells(_ record: RecordText) -> String {
        if let longitude = columns[.longitude], let latitude = columns[.latitude],
            !(record.isEmpty(longitude) && record.isEmpty(latitude))
        {
            return "\"\(record.text(longitude).prefix(30))\", \"\(record.text(latitude).prefix(30))\""
        }
        return columns[.coordinates].map { "\"\(record.text($0).prefix(60))\"" } ?? "\"\""
    }

    // MARK: - Precision

    /// How exact the position is, where the file says so.
    private mutating func readPrecision(_ record: RecordText) {
        if let column = columns[.precision], !record.isEmpty(column) {
            if case .degrees(let metres) = record.with(column, { AngleText($0) }), metres >= 0 {
                set(.precision, .number(metres))
            }
        }
        if let column = columns[.precisionBasis], !record.isEmpty(column) { set(.precisionBasis, record.text(column)) }
        guard let column = columns[.precisionClass], !record.isEmpty(column), row[.precision] == .empty else { return }
        let text = record.text(column)
        switch schema {
        case .acled:
            let metres = ["1": 2_000.0, "2": 15_000, "3": 50_000, "1.0": 2_000, "2.0": 15_000, "3.0": 50_000][text]
            if let metres {
                set(.precision, .number(metres))
                set(.precisionBasis, "geo_precision \(text.prefix(1))")
            }
        case .arizona:
            if let metres = Self.arizonaPrecision(text.lowercased()) { set(.precision, .number(metres)) }
            set(.precisionBasis, text)
        default: set(.precisionBasis, text)
        }
    }

    /// The radius of a class of positions in the Arizona data; nil where the body was moved or nothing was said.
    private static func arizonaPrecision(_ text: String) -> Double? {
        for (mark, metres) in [("100m", 100.0), ("300m", 300), ("2km", 2_000), ("15km", 15_000)]
        where text.replacing(" ", with: "").contains(mark) {
            return metres
        }
        for (mark, metres) in [("gps", 100.0), ("street", 300), ("vague", 15_000), ("physical description", 2_000)]
        where text.contains(mark) {
            return metres
        }
        return nil
    }
}

/// Whether a position can be right, and which change would make it so.
struct PositionCheck {
    struct Verdict {
        var position: (longitude: Double, latitude: Double)?
        var problem: Problem?
        var repair: String?
    }

    let survey: ColumnSurvey
    let land: CountryLand
    let country: Int?
    let isLongitudeFirst: Bool

    func verdict(longitude x: Double, latitude y: Double) -> Verdict {
        guard abs(x) <= 180, abs(y) <= 90 else { return outOfRange(x, y) }
        guard let country else {
            // Nobody dies beyond these latitudes; exchanged, the position lies with the others.
            if !(-60.0...84.0).contains(y) && isLikely(y, x) { return swapped(y, x) }
            return Verdict(position: (x, y))
        }
        if land.fit(longitude: x, latitude: y, country: country) != .contradicts { return Verdict(position: (x, y)) }
        return contradicted(x, y, country)
    }

    private func swapped(_ x: Double, _ y: Double, _ note: String = "") -> Verdict {
        Verdict(position: (x, y), problem: .axesSwapped, repair: "longitude and latitude exchanged\(note)")
    }

    /// Whether a position is in range and suits the country or, without one, the other records.
    private func isLikely(_ x: Double, _ y: Double) -> Bool {
        guard FileReading.mayBe(x, y, country, land) else { return false }
        return country != nil || survey.hasNeighbours(longitude: x, latitude: y, isLongitudeFirst: isLongitudeFirst)
    }

    private func outOfRange(_ x: Double, _ y: Double) -> Verdict {
        if isLikely(y, x) { return swapped(y, x) }
        if x > 180 && x <= 360 && isLikely(x - 360, y) {
            return Verdict(
                position: (x - 360, y), problem: .positionOutOfRange, repair: "longitude less 360°")
        }
        return Verdict(problem: .positionOutOfRange)
    }

    /// A position off its country: a sign, both signs or the axes may be wrong; what lands ashore goes before what lands at sea.
    private func contradicted(_ x: Double, _ y: Double, _ country: Int) -> Verdict {
        let signs = [(-x, y, "sign of the longitude changed"), (x, -y, "sign of the latitude changed")]
        let both = [(-x, -y, "signs of longitude and latitude changed")]
        let axes = [(y, x, "")] + [(-y, x, " and a sign changed"), (y, -x, " and a sign changed")]
        for least in [CountryLand.Fit.ashore, .offshore] {
            func suits(_ x: Double, _ y: Double) -> Bool {
                abs(y) <= 90 && land.fit(longitude: x, latitude: y, country: country) >= least
            }
            if let sign = signs.first(where: { suits($0.0, $0.1) }) {
                return Verdict(position: (sign.0, sign.1), problem: .countryContradictsPosition, repair: sign.2)
            }
            if suits(y, x) { return swapped(y, x) }
            if let sign = both.first(where: { suits($0.0, $0.1) }) {
                return Verdict(position: (sign.0, sign.1), problem: .countryContradictsPosition, repair: sign.2)
            }
            if let exchanged = axes.first(where: { suits($0.0, $0.1) }) {
                return swapped(exchanged.0, exchanged.1, exchanged.2)
            }
        }
        return Verdict(position: (x, y), problem: .countryContradictsPosition)
    }
}
