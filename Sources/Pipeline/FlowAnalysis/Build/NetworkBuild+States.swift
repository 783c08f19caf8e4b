internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

extension NetworkBuild {
    /// The network over the states (place, mode).
    ///
    /// Legs join states of one mode, and whoever begins a mode at a place boards it there and bears the waiting, fee and hazard
    /// of that. Journeys begin and end at the places themselves.
    func withModes(_ links: [BuiltLink], _ table: BoardingTable) -> [BuiltLink] {
        func state(_ place: String, _ mode: String) -> String { "\(place)@\(mode)" }
        var result: [BuiltLink] = []
        var (departures, arrivals): (Set<[String]>, Set<[String]>) = ([], [])
        for var link in links {
            departures.insert([link.from, link.mode])
            arrivals.insert([link.to, link.mode])
            (link.from, link.to) = (state(link.from, link.mode), state(link.to, link.mode))
            result.append(link)
        }
        for key in departures.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let (place, mode) = (key[0], key[1])
            let boarding = table.boarding(mode, at: place)
            var link = BuiltLink(
                id: "board:\(place):\(mode)", from: place, to: state(place, mode), mode: "board", lengthMetres: 0,
                timeSeconds: 0)
            link.waitSeconds = boarding.waitSeconds
            if boarding.fee > 0 { link.fee = boarding.fee }
            if boarding.hazard > 0 { link.hazard = boarding.hazard }
            result.append(link)
        }
        for key in arrivals.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let (place, mode) = (key[0], key[1])
            result.append(
                BuiltLink(
                    id: "alight:\(place):\(mode)", from: state(place, mode), to: place, mode: "alight", lengthMetres: 0,
                    timeSeconds: 0))
        }
        return result
    }
}

/// Departures of legs and how many persons each takes.
struct Schedule {
    struct Departure {
        let seconds: Double
        let capacity: Double?
    }

    /// By leg, in order of time.
    private(set) var departures: [String: [Departure]] = [:]

    /// Reads `leg_id,depart_s[,capacity]`, seconds from the beginning of the view.
    ///
    /// - Throws: ``RequestError`` for an unknown leg, a time that is negative, a capacity that is not above 0.
    init(_ path: String, legs: LegFile) throws {
        let table = try TableInput(path)
        let columns = (leg: try table.column("leg_id"), depart: try table.column("depart_s"))
        let room = table.optionalColumn("capacity")
        let known = Set(legs.legs.map(\.id))
        for row in table.rows {
            let leg = try table.text(row, columns.leg)
            guard known.contains(leg) else { throw table.fault(row, columns.leg, "\(legs.path) has no leg \(leg)") }
            let seconds = try table.number(row, columns.depart)
            guard seconds >= 0 else { throw table.fault(row, columns.depart, "\(seconds) is negative; give 0 or more") }
            let capacity = try room.flatMap { try table.optionalNumber(row, $0) }
            if let capacity, let room, capacity <= 0 {
                throw table.fault(row, room, "\(capacity) persons; it must be above 0, or empty for no limit")
            }
            departures[leg, default: []].append(Departure(seconds: seconds, capacity: capacity))
        }
        for leg in departures.keys { departures[leg]?.sort { $0.seconds < $1.seconds } }
    }
}

extension NetworkBuild {
    /// The network over the states (place, time bin): a leg leads to the bin of its arrival, waiting to the next bin.
    ///
    /// Journeys begin at `place@0` and end at the place itself, whenever they arrive. Legs of the schedule leave at its times
    /// only, the others in every bin; what would end after the horizon is left out.
    func unrolled(
        _ links: [BuiltLink], _ bins: (width: Double, horizon: Double), _ schedule: Schedule?
    ) throws(RequestError) -> [BuiltLink] {
        let last = Int((bins.horizon / bins.width).rounded(.up))
        guard last <= 100_000, links.count * (last + 1) <= 20_000_000 else {
            throw RequestError(
                .wrongUsage,
                "\(last) time bins for \(links.count) links are too many; take wider bins or a shorter horizon")
        }
        var result: [BuiltLink] = []
        for link in links {
            let steps = Int(((link.timeSeconds + link.waitSeconds) / bins.width).rounded(.up))
            let planned = link.leg.flatMap { schedule?.departures[$0] }
            let everyBin = (0...last).map { (bin: $0, capacity: link.capacity) }
            let departures =
                planned?.map { (bin: Int(($0.seconds / bins.width).rounded(.up)), capacity: $0.capacity) } ?? everyBin
            for (n, departure) in departures.enumerated() where departure.bin + steps <= last {
                var copy = link
                copy.id = "\(link.id)#\(planned == nil ? departure.bin : n)"
                (copy.from, copy.to) = ("\(link.from)@\(departure.bin)", "\(link.to)@\(departure.bin + steps)")
                copy.capacity = departure.capacity
                result.append(copy)
            }
        }
        for place in Set(links.flatMap { [$0.from, $0.to] }).sorted() {
            for bin in 0...last {
                result.append(
                    BuiltLink(
                        id: "end:\(place)#\(bin)", from: "\(place)@\(bin)", to: place, mode: "end", lengthMetres: 0,
                        timeSeconds: 0))
                guard bin < last else { continue }
                var wait = BuiltLink(
                    id: "wait:\(place)#\(bin)", from: "\(place)@\(bin)", to: "\(place)@\(bin + 1)", mode: "wait",
                    lengthMetres: 0, timeSeconds: 0)
                wait.waitSeconds = bins.width
                result.append(wait)
            }
        }
        return result
    }
}
