internal import Export
internal import Incidents
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

extension RateEstimate {
    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> Outcome {
        for path in [output, eventTiers].compactMap(\.self) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        try checkParameters()
        let observed = try ObservedUnits(self)
        let publication = try publication(of: observed)
        let neighbours = try method.neighbours.map {
            try NeighbourFile($0).gal(ids: observed.exposure.ids, of: observed.exposure.path)
        }
        let centre = (q.lowerBound * q.upperBound).squareRoot()
        let figures = try figures(observed, publication, neighbours, q: centre)
        var table = table(of: observed, publication, figures)
        if q.lowerBound < q.upperBound {
            // Where fewer events are reported, more have happened.
            for (name, q) in [("lo", q.upperBound), ("hi", q.lowerBound)] {
                let end = try self.figures(observed, publication, neighbours, q: q)
                table.add("\(observed.word)_q_\(name)", end.point)
            }
        }
        for column in figures.further { table.add(column.name, column.values) }
        for column in try apart(observed) { table.add(column.name, column.values) }
        if let harm {
            let weighed = try WeighedEvents(harm, observed, per: per)
            for column in weighed.columns { table.add(column.name, column.values) }
            if let eventTiers { try weighed.writeTiers(to: eventTiers, overwrite: overwrite) }
        }
        try table.write(to: output, overwrite: overwrite, isHidden: publication.isHidden)
        return outcome(observed, publication, figures)
    }

    /// Severity and views, where they are asked for.
    private func apart(_ observed: ObservedUnits) throws -> [(name: String, values: [Double])] {
        let centre = (q.lowerBound * q.upperBound).squareRoot()
        func rates(_ events: [Double]) throws -> UnitRates {
            var counts = observed.reported(q: centre)
            (counts.events, counts.imputations) = (events, [])
            return try posteriors(counts)
        }
        var columns: [(name: String, values: [Double])] = []
        if let massCasualty {
            columns += try EventSeverity(observed, massCasualty: massCasualty) { try rates($0).rates.map(\.posterior) }
                .columns
        }
        if let inflicted { columns += try EventViews(observed, inflicted: inflicted, per: per, rates: rates).columns }
        return columns.map { name, values in (name, zip(values, observed.isKnown).map { $1 ? $0 : .nan }) }
    }

    private func publication(of observed: ObservedUnits) throws -> Publication {
        let events = observed.counts.events
        if category != nil { return Publication(events: events, fewest: SensitiveCategory.fewest) }
        return isPublished
            ? try Publication(events: events, isKnown: observed.isKnown) : Publication(showingAll: observed.isKnown)
    }

    private func table(of observed: ObservedUnits, _ publication: Publication, _ figures: RateFigures) -> RateTable {
        var table = RateTable()
        table.add(unitColumn, observed.names)
        func known(_ values: [Double]) -> [Double] { zip(values, observed.isKnown).map { $1 ? $0 : .nan } }
        table.add("events", known(observed.counts.events))
        table.add("exposure", known(observed.exposure.values), isAlwaysShown: true)
        for column in figures.columns { table.add(column.name, column.values) }
        table.add("kind", observed.names.map { _ in observed.isDensity ? "count_density" : "risk" })
        table.add("suppressed", publication.isHidden.map { $0 ? "true" : "false" })
        if let quarters = observed.quarters { table.add("quarter", quarters) }
        if let months = observed.months {
            table.add("month", months.months.map(\.description))
            table.add("observed", months.observed, isAlwaysShown: true)
        }
        return table
    }

    /// Figures set among all units.
    private func figures(
        _ observed: ObservedUnits, _ publication: Publication, _ neighbours: [[Int]]?, q: Double
    ) throws -> RateFigures {
        let units = publication.entering(sumsNeighbours: neighbours != nil)
        let counts = observed.reported(q: q).restricted(to: units)
        guard counts.exposure.contains(where: { $0 > 0 }) else {
            // The columns are those of any unit.
            let one = ReportedCounts(events: [0], imputations: [], exposure: [1])
            var figures = try figures(one, neighbours: [[]], word: observed.word)
            figures = figures.spread { _ in publication.spread([], over: []) }
            figures.summary = []
            return figures
        }
        let place = Dictionary(units.enumerated().map { ($1, $0) }) { first, _ in first }
        let among = units.map { unit in (neighbours?[unit] ?? []).compactMap { place[$0] } }
        return try figures(counts, neighbours: among, word: observed.word).spread {
            publication.spread($0, over: units)
        }
    }

    /// The months of the rows; nil for a row a unit.
    ///
    /// - Throws: ``RequestError`` for anything but two months, the first not after the last.
    func period() throws(RequestError) -> ClosedRange<YearMonth>? {
        guard let months else { return nil }
        let ends = months.split(separator: "/", omittingEmptySubsequences: false).map { YearMonth($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
            throw RequestError(.wrongUsage, "--months \"\(months)\" is no period; write it like 2023-01/2024-12")
        }
        return first...last
    }

    private func checkParameters() throws(RequestError) {
        func require(_ isAllowed: Bool, _ option: String, _ value: Double, _ rule: String) throws(RequestError) {
            guard !isAllowed else { return }
            throw RequestError(.wrongUsage, "\(option) is \(ShortestNumber.text(value)); it must be \(rule)")
        }
        try require(per > 0 && per.isFinite, "--per", per, "above 0")
        try require(interval > 0 && interval < 1, "--interval", interval, "between 0 and 1")
        if let threshold { try require(threshold >= 0 && threshold.isFinite, "--threshold", threshold, "0 or more") }
        if let exposure = predictedExposure {
            try require(exposure >= 0 && exposure.isFinite, "--predict-exposure", exposure, "0 or more")
        }
        try require(poolSpread > 0 && poolSpread.isFinite, "--pool-spread", poolSpread, "above 0")
        let (large, share) = sigmaPrior
        try require(large > 0 && large.isFinite, "the first number of --sigma-prior", large, "above 0")
        try require(share > 0 && share < 1, "the second number of --sigma-prior", share, "between 0 and 1")
        try require((1...64).contains(chains), "--chains", Double(chains), "1 to 64")
        try require((100...1_000_000).contains(draws), "--draws", Double(draws), "100 to 1000000")
        _ = try period()
        try require(rankDraws >= 1, "--rank-draws", Double(rankDraws), "1 or more")
        for q in [q.lowerBound, q.upperBound] { try require(q > 0 && q <= 1, "--q", q, "above 0 and at most 1") }
        guard case .given(let shape, let rate) = prior else { return }
        try require(shape > 0 && shape.isFinite, "the first number of --prior", shape, "above 0")
        try require(rate >= 0 && rate.isFinite, "the second number of --prior", rate, "0 or more")
    }
}
