internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `trocha hotspots mantel`: the correlation of distances and times between events.
public struct MantelTest: Sendable {
    /// What every verb is asked; its output is not used.
    public var request: HotspotRequest
    /// The column with the dates.
    public var dateField: String
    /// Distances take part as (d + constant)^power.
    public var space = (constant: 1.0, power: -1.0)
    /// Times take part as (d + constant)^power.
    public var time = (constant: 1.0, power: -1.0)
    /// How often dates are shuffled.
    public var permutations = 999

    /// A test with the defaults of the command line.
    public init(_ request: HotspotRequest, dateField: String) { (self.request, self.dateField) = (request, dateField) }

    /// Reads and computes.
    ///
    /// - Parameter progress: Gets what is being done, how much of it is done and how much there is; from any thread.
    /// - Throws: ``RequestError`` or ``FormatError``.
    public func run(
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        var events = try EventTable(request.source, dateField: dateField)
        func outcome(_ results: JSONObject = [:]) -> HotspotOutcome {
            let parameters = JSONObject(
                events: events.units,
                [
                    ("date", .string(dateField)), ("space_constant", .number(space.constant)),
                    ("space_power", .number(space.power)), ("time_constant", .number(time.constant)),
                    ("time_power", .number(time.power)),
                ])
            return request.outcome(
                "mantel", n: events.units.count, permutations: permutations, parameters: parameters, gate: events.gate,
                results: results)
        }
        guard !request.isStopped(by: events.gate) else { return outcome() }
        let tally = Tally { progress("Pairs", $0, Mantel.parts) }
        do throws(HotspotError) {
            let mantel = try Mantel(
                events.positions, dates: events.dates, space: .init(constant: space.constant, power: space.power),
                time: .init(constant: time.constant, power: time.power), permutations: permutations,
                random: SplitMix64(seed: request.seed), threads: request.threads
            ) { tally.add() }
            return outcome(["value": .number(mantel.value), "p": mantel.p.map { .number($0) } ?? .null])
        } catch .constantValue {
            events.refuse("\(Gate.constantValue): all transformed distances or times are alike")
            return outcome()
        } catch .invalidValue(let row) {
            throw events.units.fault(
                row, nil,
                "its distance or time to another event has no finite (d+constant)^power; choose a constant above 0")
        } catch { throw events.error(error) }
    }
}

/// `trocha hotspots jacquez`: events among the nearest both in space and in time.
public struct JacquezTest: Sendable {
    /// What every verb is asked; its output is not used.
    public var request: HotspotRequest
    /// The column with the dates.
    public var dateField: String
    /// How many nearest ones count.
    public var k: Int
    /// How often dates are shuffled.
    public var permutations = 999

    /// A test with the defaults of the command line.
    public init(_ request: HotspotRequest, dateField: String, k: Int) {
        (self.request, self.dateField, self.k) = (request, dateField, k)
    }

    /// Reads and computes.
    ///
    /// - Parameter progress: Gets what is being done, how much of it is done and how much there is; from any thread.
    /// - Throws: ``RequestError`` or ``FormatError``.
    public func run(
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let events = try EventTable(request.source, dateField: dateField)
        let parameters = JSONObject(
            events: events.units,
            [
                ("date", .string(dateField)), ("k", .integer(k)), ("ties", .string("input order")),
                ("pairs", .string("ordered")),
            ])
        func outcome(_ results: JSONObject = [:]) -> HotspotOutcome {
            request.outcome(
                "jacquez", n: events.units.count, permutations: permutations, parameters: parameters, gate: events.gate,
                results: results)
        }
        guard !request.isStopped(by: events.gate) else { return outcome() }
        let total = permutations
        let tally = Tally { progress("Permutations", $0, total) }
        do throws(HotspotError) {
            let neighbours = try SpatialWeights.nearestNeighbours(
                of: NearestUnits(events.positions), count: k, threads: request.threads)
            let test = try Jacquez(
                neighbours: neighbours, dates: events.dates, k: k, permutations: permutations,
                random: SplitMix64(seed: request.seed), threads: request.threads
            ) { tally.add() }
            return outcome(["value": .integer(test.value), "p": test.p.map { .number($0) } ?? .null])
        } catch .neighbourCount(let k, let count) {
            throw RequestError(
                .wrongUsage, "--k \(k): \(count) events have only \(count - 1) others; choose 1…\(count - 1)")
        } catch { throw events.error(error) }
    }
}
