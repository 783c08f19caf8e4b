internal import Incidents

/// The scenarios of a plan, before they are jobs: a value for every key, in the order of ``PlanKey``.
struct PlanCombinations {
    /// The values of each key; a key that no matrix names has one.
    let lists: [[PlanValue]]
    /// Combinations to take out: each key that is named, with its values.
    let excluded: [[PlanKey: [PlanValue]]]
    /// Combinations to add, by the keys that are named.
    let extra: [[PlanKey: PlanValue]]
    /// A larger plan is refused.
    let largest: Int
    /// For messages.
    let plan: PlanNode

    /// Every combination once.
    ///
    /// - Throws: ``PlanError`` for more than ``largest``, found without expanding them; for none; and for a month group, a leg or
    ///   a month that a combination's region does not have.
    func expanded() throws(PlanError) -> [[PlanValue]] {
        var product = 1
        for list in lists {
            let (result, overflows) = product.multipliedReportingOverflow(by: list.count)
            if overflows { throw tooMany("more than \(Int.max)") }
            product = result
        }
        // Exclusions may bring a plan of moderate size below its limit.
        if product > max(largest, 1_000_000) { throw tooMany("\(product)") }
        var seen = Set<[PlanValue]>()
        var checks = RegionChecks(plan: plan)
        for number in 0..<product {
            let combination = combination(number)
            if !isExcluded(combination) { seen.insert(try checks.resolved(combination)) }
        }
        for entry in extra {
            var combination = lists.map { $0[0] }
            for (key, value) in entry { combination[key.place] = value }
            seen.insert(try checks.resolved(combination))
        }
        if seen.count > largest { throw tooMany("\(seen.count)") }
        guard !seen.isEmpty else {
            throw plan.fault("no job is left: exclude takes out every combination", mend: "exclude less")
        }
        return Array(seen)
    }

    private func tooMany(_ count: String) -> PlanError {
        PlanError(
            file: plan.file, key: "max_jobs", problem: "the plan has \(count) jobs and max_jobs is \(largest)",
            mend: "shorten the matrix or raise max_jobs")
    }

    /// The combination of a number, the last key counting fastest.
    private func combination(_ number: Int) -> [PlanValue] {
        var rest = number
        var combination: [PlanValue] = []
        combination.reserveCapacity(lists.count)
        for list in lists.reversed() {
            combination.append(list[rest % list.count])
            rest /= list.count
        }
        return combination.reversed()
    }

    private func isExcluded(_ combination: [PlanValue]) -> Bool {
        excluded.contains { entry in
            entry.allSatisfy { key, values in values.contains(combination[key.place]) }
        }
    }
}

/// What a region must have for a combination; every pair of region and value is looked at once.
private struct RegionChecks {
    let plan: PlanNode
    private var checked = Set<[PlanValue]>()

    init(plan: PlanNode) { self.plan = plan }

    /// The combination with the region's window in place of months that are not given.
    mutating func resolved(_ combination: [PlanValue]) throws(PlanError) -> [PlanValue] {
        guard case .region(let region) = combination[PlanKey.region.place] else { return combination }
        var combination = combination
        if combination[PlanKey.from.place] == .none { combination[PlanKey.from.place] = .text(region.firstMonth) }
        if combination[PlanKey.to.place] == .none { combination[PlanKey.to.place] = .text(region.lastMonth) }
        let part = [PlanKey.region, .month, .closure, .from, .to].map { combination[$0.place] }
        guard checked.insert(part).inserted else { return combination }
        try checkMonth(part[1], in: region)
        try checkLegs(part[2], in: region)
        try checkWindow(part[3], part[4], in: region)
        return combination
    }

    private func fault(_ key: PlanKey, _ problem: String, _ mend: String) -> PlanError {
        PlanError(file: plan.file, key: key.rawValue, problem: problem, mend: mend)
    }

    private func checkMonth(_ month: PlanValue, in region: PlanRegion) throws(PlanError) {
        guard case .text(let group) = month, group != "all", region.monthGroups[group] == nil else { return }
        let known = region.monthGroups.keys.sorted() + ["all"]
        let nearest = NearestName.of(group, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
        throw fault(
            .month, "unknown month group \"\(group)\" of region \(region.id)\(nearest)",
            "use 1…12 or one of \(known.joined(separator: ", "))")
    }

    private func checkLegs(_ closure: PlanValue, in region: PlanRegion) throws(PlanError) {
        guard case .legs(let ids) = closure, let id = ids.first(where: { !region.legs.contains($0) }) else { return }
        let nearest = NearestName.of(id, in: region.legs.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
        throw fault(
            .closure, "unknown leg \"\(id)\" of region \(region.id)\(nearest)", "use ids of the region's legs.csv")
    }

    private func checkWindow(_ from: PlanValue, _ to: PlanValue, in region: PlanRegion) throws(PlanError) {
        let window = "choose a month from \(region.firstMonth) to \(region.lastMonth)"
        for (key, value) in [(PlanKey.from, from), (.to, to)] {
            guard case .text(let month) = value, region.firstMonth...region.lastMonth ~= month else {
                throw fault(key, "\(value.field) lies outside the data of region \(region.id)", window)
            }
        }
        guard from.field <= to.field else {
            throw fault(.from, "\(from.field) is after to, \(to.field)", "exchange the two")
        }
    }
}
