import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct SpaceTimeDensityEstimationTests {
    private let job: JobFolder
    private struct Event {
        var x, y, weight: Double
        var day: Int
    }

    /// Forty events from 1 to 27 March 2024.
    private static let events: [Event] = (0..<40).map { (i: Int) -> Event in
        Event(x: Double(i * 7 % 11), y: Double(i * 5 % 9), weight: Double(i % 3), day: i * 11 % 27)
    }

    init() throws { job = try JobFolder() }

    private func date(_ day: Int) -> String { day < 9 ? "2024-03-0\(day + 1)" : "2024-03-\(day + 1)" }

    private func estimation(_ rows: [String]? = nil) throws -> SpaceTimeDensityEstimation {
        let rows = rows ?? Self.events.map { "\($0.x),\($0.y),\($0.weight),\(date($0.day))" }
        return SpaceTimeDensityEstimation(
            try job.request("x,y,n,day", rows, output: "d.tif"), bandwidth: 3, cell: 0.5, timeField: "day",
            timeBandwidth: 5)
    }

    private func slices(_ outcome: HotspotOutcome) -> [JSONObject] {
        guard case .array(let slices)? = outcome.summary["slices"] else { return [] }
        return slices.compactMap { if case .object(let slice) = $0 { slice } else { nil } }
    }

    @Test func `each band is the direct sum over its days`() throws {
        var kde = try estimation()
        (kde.weightField, kde.step, kde.from, kde.to) = ("n", 10, "2024-03-01", "2024-03-25")
        kde.window = WindowSource(box: [-1, -1, 9, 9])
        let outcome = try kde.run()
        let file = try RasterFile(job.path("d.tif"))
        #expect(file.bandCount == 3 && outcome.hasCommonKeys)
        let names = ["2024-03-01/2024-03-10", "2024-03-11/2024-03-20", "2024-03-21/2024-03-25"]
        let ends = [(0.0, 10.0), (10, 20), (20, 25)]
        let taking = Self.events.filter { $0.x <= 9 && $0.day < 25 }
        /// The part of a kernel round the noon of an event's day that comes before another day, less a half.
        func share(_ day: Double, _ event: Event) -> Double {
            let u: Double = max(-1, min(1, (day - Double(event.day) - 0.5) / 5))
            return 0.75 * (u - u * u * u / 3)
        }
        for (index, name) in names.enumerated() {
            let band = try file.band(index + 1)
            let (start, end) = ends[index]
            #expect(band.description == name && band.unit == "1/(unit²·day)")
            for cell in stride(from: 0, to: 400, by: 37) {
                let place = band.raster.grid.centre(of: cell)
                let expected = taking.reduce(0.0) { (sum: Double, event: Event) -> Double in
                    let (dx, dy) = (event.x - place.x, event.y - place.y)
                    let rest: Double = max(0, 1 - (dx * dx + dy * dy) / 9)
                    let height: Double = event.weight / (3 * Double.pi) * rest * rest
                    let part: Double = share(end, event) - share(start, event)
                    return sum + height * part / (end - start)
                }
                #expect(isClose(Double(band.raster.values[cell]), expected, within: 1e-6 * (1 + expected)))
            }
        }
        #expect(outcome.number("n_outside") == Double(40 - taking.count))
        let total = taking.reduce(0) { $0 + $1.weight }
        let (mass, lost) = (outcome.number("mass") ?? .nan, outcome.number("mass_lost") ?? .nan)
        #expect(isClose(mass + lost, total, within: 1e-9) && lost > 0)
        #expect(isClose(slices(outcome).reduce(0) { $0 + ($1["mass"]?.double ?? .nan) }, mass, within: 1e-12))
        #expect(slices(outcome).map { $0["to"]?.text } == ["2024-03-10", "2024-03-20", "2024-03-25"])
    }

    @Test func `without ends no mass is lost, with corrected ends neither`() throws {
        var kde = try estimation()
        let open = try kde.run()
        #expect(isClose(open.number("mass") ?? .nan, 40, within: 1e-9) && (open.number("mass_lost") ?? 1) < 1e-9)
        #expect(slices(open).first?["from"]?.text == "2024-02-25")
        (kde.edge, kde.from, kde.to, kde.step) = (.jonesDiggle, "2024-03-01", "2024-03-27", 1)
        kde.window = WindowSource(box: [0, 0, 11, 9])
        let closed = try kde.run()
        #expect(isClose(closed.number("mass") ?? .nan, 40, within: 1e-9))
        let file = try RasterFile(job.path("d.tif"))
        var sum = 0.0
        for band in 1...27 { sum += try file.band(band).raster.values.reduce(0) { $0 + Double($1) } * 0.25 }
        #expect(isClose(sum, 40, within: 0.2))
        #expect(try file.band(1).description == "2024-03-01" && slices(closed).count == 27)
    }

    @Test func `bytes do not depend on threads; nothing stays beside`() throws {
        var kde = try estimation()
        _ = try kde.run()
        let first = try job.bytes("d.tif")
        kde.request.threads = 1
        _ = try kde.run()
        #expect(try job.bytes("d.tif") == first)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: job.folder.url.path).sorted() == ["d.tif", "in.csv"])
    }

    @Test func `numbers and times of day are taken as they are`() throws {
        var kde = try estimation((0..<12).map { "\($0),0,1,\(Double($0) / 4)" })
        (kde.from, kde.to, kde.step, kde.timeBandwidth) = ("0", "3", 1.5, 1)
        let outcome = try kde.run()
        #expect(try RasterFile(job.path("d.tif")).band(2).description == "1.5/3")
        #expect(try RasterFile(job.path("d.tif")).band(2).unit == "1/(unit²·unit)")
        #expect(slices(outcome).first?["from"]?.double == 0)
        kde = try estimation((0..<12).map { "\($0),0,1,2024-03-01T00:00" })
        (kde.from, kde.to, kde.step, kde.timeBandwidth) = ("2024-03-01", "2024-03-01", 1, 1)
        // At midnight half of each kernel lies in the day before.
        #expect(isClose(try kde.run().number("mass") ?? .nan, 6, within: 1e-9))
    }

    @Test func `wrong wishes and bad rows are told apart`() throws {
        var kde = try estimation()
        kde.edge = .uniform
        #expect(failure { try kde.run() }?.kind == .wrongUsage)
        kde.edge = .jonesDiggle
        #expect(failure { try kde.run() }?.description.contains("--window") == true)
        kde.edge = .none
        kde.step = 1.5
        #expect(failure { try kde.run() }?.description.contains("whole number of days") == true)
        (kde.step, kde.from) = (nil, "2024")
        #expect(failure { try kde.run() }?.description.contains("--from \"2024\"") == true)
        (kde.from, kde.to) = ("2024-03-10", "2024-03-09")
        #expect(failure { try kde.run() }?.kind == .wrongUsage)
        (kde.from, kde.to) = ("1900-01-01", nil)
        kde.step = 1
        #expect(failure { try kde.run() }?.description.contains("slices") == true)
        (kde.from, kde.step, kde.timeBandwidth) = (nil, nil, 1e300)
        #expect(failure { try kde.run() }?.description.contains("years") == true)
        kde.timeBandwidth = 5
        (kde.from, kde.to, kde.step) = ("1990-01-01", "1990-12-31", nil)
        #expect(try kde.run().gate("reason") == "no event lies in the window and the period")
        for date in ["", "2024-03", "soon", "2024-02-30"] {
            let fault = failure { try estimation(["0,0,1,2024-03-01", "1,1,1,\(date)"]).run() }
            let text = fault?.description ?? ""
            #expect(fault?.kind == .badData && text.contains("line 3") && text.contains("day"))
        }
        let late = try estimation((0..<12).map { _ in "0,0,1,1e18" })
        #expect(failure { try late.run() }?.kind == .badData)
        #expect(!job.exists("d.tif"))
    }
}
