internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// What boats meet at each moment that some leg leaves at.
struct RouteSeas: Sendable {
    /// A moment of departure with its sea.
    struct Moment: Sendable {
        let departure: UniversalTime?
        let month: Int?
        let conditions: SeaConditions
        let isCalm: Bool
        let night: VoyageConditions.Night
    }

    /// The share of a passage made at night when only the month is known; an assumption.
    static let nightShare = 0.5

    let source: SeaConditionsSource
    private let common: [Moment]
    private let own: [UniversalTime: Moment]

    /// - Throws: As ``SeaConditionsSource``.
    init(
        _ job: SeaRouting, _ floating: [SeaRouting.FloatingLeg], _ water: SeaWaters, _ region: RegionPack?
    ) throws {
        let legs = floating.map(\.leg)
        let ownTimes = Array(Set(legs.compactMap(\.departure))).sorted()
        var times = ownTimes
        var asked: [SeaConditionsSource.Moment]
        switch job.departures {
        case .none: asked = legs.contains { $0.departure == nil } ? [.none] : []
        case .month(let month): asked = [.month(month)]
        case .moments(let moments):
            asked = moments.map { .departure($0) }
            times += moments
        }
        var options = job.sea
        options.isPlanar = water.space == .plane
        let span = times.min().flatMap { low in times.max().map { low.seconds...($0.seconds + Self.longestPassage) } }
        source = try SeaConditionsSource(
            options, pack: region, land: region?.coast, extent: Self.reach(of: floating, in: water),
            times: span, threads: job.threads)
        // A row with a departure that no series covers is told with its row.
        let reached = source
        let covered = ownTimes.filter { reached.fault(of: .departure($0)) == nil }
        let seas = try source.conditions(asked + covered.map { .departure($0) })
        let hasFiles = [options.seaState, options.wind, options.currents].contains { $0 != nil }
        func moment(_ asked: SeaConditionsSource.Moment, _ sea: SeaConditions) -> Moment {
            var (departure, month): (UniversalTime?, Int?) = (nil, nil)
            var night = VoyageConditions.Night.share(0)
            switch asked {
            case .none: break
            case .month(let number): (month, night) = (number, .share(Self.nightShare))
            case .departure(let time):
                departure = time
                if water.space == .globe { night = .sun }
            }
            return Moment(
                departure: departure, month: month, conditions: sea, isCalm: sea.seaState == .none && !hasFiles,
                night: night)
        }
        common = zip(asked, seas).map { moment($0, $1) }
        own = Dictionary(
            uniqueKeysWithValues: zip(covered, seas.dropFirst(asked.count)).map { ($0, moment(.departure($0), $1)) })
    }

    /// A box round all that a search may enter: the sea beyond it is not read.
    private static func reach(of legs: [SeaRouting.FloatingLeg], in water: SeaWaters) -> BoundingBox {
        // On a plane all of the extent is searched.
        guard water.space == .globe else { return water.extent }
        let metresPerDegree = 100_000.0
        var box: BoundingBox?
        for passage in legs.compactMap(\.passage) {
            let margin = passage.length.value * VoyagePlanner.searchedStretch / 2 / metresPerDegree
            for p in passage.line.points {
                let reach = BoundingBox(
                    west: p.longitude - margin, south: p.latitude - margin, east: p.longitude + margin,
                    north: p.latitude + margin)
                box = box.map { $0.joined(with: reach) } ?? reach
            }
        }
        return box?.common(with: water.extent) ?? water.extent
    }

    /// A series is read this long past the last departure, seconds.
    private static let longestPassage = 10 * 86_400.0

    /// No wave, current or night shapes any way.
    var areCalm: Bool { (common + own.values).allSatisfy { $0.isCalm && $0.night != .sun } }

    /// What the first leg meets.
    var first: SeaConditions? { common.first?.conditions ?? own.min { $0.key < $1.key }?.value.conditions }

    /// Why a leg cannot leave when its row says; nil if it can.
    func fault(of leg: RouteLeg) -> String? {
        leg.departure.flatMap { source.fault(of: .departure($0)) }.map { "pair \(leg.id): \($0)" }
    }

    /// The moments at which a leg leaves.
    func moments(of leg: RouteLeg) -> [Moment] {
        if let time = leg.departure, let moment = own[time] { return [moment] }
        return common
    }
}

extension RouteSeas.Moment {
    /// The share of the way's vertices at which a near value stands in for a missing one.
    func gapShare(along voyage: Voyage) -> Double {
        let times = voyage.timing.vertexTimes
        guard !times.isEmpty else { return 0 }
        let filled = zip(voyage.line.points, times).count { point, time in
            conditions.metocean.gap(at: point, time: voyage.departure + time.value) != .known
        }
        return Double(filled) / Double(times.count)
    }
}

extension BoundingBox {
    fileprivate func joined(with other: BoundingBox) -> BoundingBox {
        BoundingBox(
            west: min(west, other.west), south: min(south, other.south), east: max(east, other.east),
            north: max(north, other.north))
    }

    /// What both boxes hold; nil where they do not meet.
    fileprivate func common(with other: BoundingBox) -> BoundingBox? {
        let box = BoundingBox(
            west: max(west, other.west), south: max(south, other.south), east: min(east, other.east),
            north: min(north, other.north))
        return box.west < box.east && box.south < box.north ? box : nil
    }
}
