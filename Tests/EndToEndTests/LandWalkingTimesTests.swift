import Foundation
import SpatialEngine
import TestSupport
import Testing

/// The default function on the real 30″ DEM against the durations of the foot legs in `legs.csv`.
@Suite struct LandWalkingTimesTests {
    /// `foot_hours_per_day` and `mud_multiplier_dry`…`_wet` of region.yaml: their lowest and highest values.
    private static let hoursPerDay = (fewest: 6.0, most: 12.0)
    private static let mud = (least: 1.0, most: 2.0)

    /// Walking stops for the night.
    private func elapsedHours(walking hours: Double, perDay: Double) -> Double {
        let days = (hours / perDay).rounded(.down)
        return days * 24 + hours - days * perDay
    }

    /// Sum of the shortest and of the longest durations of a corridor's northward foot legs, in hours.
    private func reportedHours(_ corridor: String) throws -> (low: Double, high: Double) {
        let table = try CommaSeparatedTable(bytes: try Data(contentsOf: URL(filePath: Repository.pack + "/legs.csv")))
        let names = ["corridor_id", "mode", "direction", "duration_low_h", "duration_high_h"]
        let columns = try names.map { try #require(table.column($0)) }
        var sum = (low: 0.0, high: 0.0)
        for row in table.rows.map(\.fields) where row[columns[0]] == corridor {
            guard row[columns[1]] == "foot", row[columns[2]] == "north" else { continue }
            sum.low += try #require(Double(row[columns[3]]))
            sum.high += try #require(Double(row[columns[4]]))
        }
        return sum
    }

    /// The ends of the foot legs, from places.csv.
    @Test(
        .enabled(if: SharedData.isPresent),
        arguments: [
            ("C1", "-77.3500,8.5000", "-77.6790,8.4570"), ("C3", "-77.5793,8.7822", "-77.7960,8.6480"),
            ("C6", "-77.2150,7.7450", "-77.3900,7.9200"),
        ])
    func `walking times with rest and mud bracket what is reported`(corridor: String, from: String, to: String) throws {
        let folder = try TemporaryFolder()
        let run = try TrochaCommand.run(
            "land", "path", "--dem", SharedData.path("data/dem/srtm30_panama_full_30s.tif"), "--from", from, "--to", to,
            "--json", "-o", folder.file("p.geojson"))
        #expect(run.status == 0, "\(run.errors)")
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(summary["slope_function"] as? String == "irmischerClarkeOffPath")
        let hours = try #require(summary["cost"] as? Double) / 3600
        let reported = try reportedHours(corridor)
        let quickest = elapsedHours(walking: hours * Self.mud.least, perDay: Self.hoursPerDay.most)
        let slowest = elapsedHours(walking: hours * Self.mud.most, perDay: Self.hoursPerDay.fewest)
        #expect(quickest <= reported.low && reported.high <= slowest, "\(quickest)…\(slowest) h and \(reported) h")
        // Without rest, mud, rivers, loads and children the model must be quicker than the slowest report.
        #expect(hours > 5 && hours < reported.high)
    }
}
