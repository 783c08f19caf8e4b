internal import SpatialEngine
internal import SpatialFormats

/// What it takes to begin a mode at a place: waiting, a fee, a hazard.
struct BoardingTable {
    struct Boarding {
        var waitSeconds = 0.0
        /// In any currency; it only enters the cost.
        var fee = 0.0
        /// Per person, above 0 and below 1.
        var hazard = 0.0
    }

    private var rows: [[String]: Boarding] = [:]

    /// Reads `place_id,mode,wait_s[,fee][,hazard]`; `*` stands for every place or every mode.
    ///
    /// - Throws: ``RequestError`` for an unknown place, a repeated row, and numbers that are negative or not finite.
    init(_ path: String, places: PlaceFile) throws {
        let table = try TableInput(path)
        let columns = (
            place: try table.column("place_id"), mode: try table.column("mode"), wait: try table.column("wait_s")
        )
        let known = Set(places.ids + ["*"])
        for row in table.rows {
            let place = try table.text(row, columns.place)
            guard known.contains(place) else {
                throw table.fault(row, columns.place, "\(places.path) has no place \(place)")
            }
            func amount(_ column: Int?) throws -> Double {
                guard let column, let number = try table.optionalNumber(row, column) else { return 0 }
                guard number >= 0 else { throw table.fault(row, column, "\(number) is negative; give 0 or more") }
                return number
            }
            let boarding = Boarding(
                waitSeconds: try amount(columns.wait), fee: try amount(table.optionalColumn("fee")),
                hazard: try amount(table.optionalColumn("hazard")))
            guard boarding.hazard < 1 else {
                throw RequestError(.badData, "\(path), line \(row.line), column hazard: a probability lies below 1")
            }
            let mode = try table.text(row, columns.mode)
            guard rows.updateValue(boarding, forKey: [place, mode]) == nil else {
                throw table.fault(row, columns.mode, "\(place) has a row for \(mode) already")
            }
        }
    }

    /// The row of the place before those of all places, the row of the mode before those of all modes.
    func boarding(_ mode: String, at place: String) -> Boarding {
        for key in [[place, mode], [place, "*"], ["*", mode], ["*", "*"]] {
            if let row = rows[key] { return row }
        }
        return Boarding()
    }
}
