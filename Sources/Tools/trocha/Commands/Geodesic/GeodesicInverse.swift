internal import ArgumentParser
internal import SpatialEngine

/// `trocha geodesic inverse`.
struct GeodesicInverse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inverse",
        abstract: "Distance and azimuths between two points.",
        discussion: """
            Needs lat1_deg, lon1_deg, lat2_deg, lon2_deg; adds s12_m, azi1_deg, azi2_deg, and with --full a12_deg, m12_m, \
            M12, M21, S12_m2.

            Example: trocha geodesic inverse pairs.csv -o distances.csv
            """)

    @Flag(help: "Add arc length, reduced length, geodesic scales and the area under the path.")
    var full = false

    @OptionGroup var options: GeodesicOptions

    func run() throws {
        let ellipsoid = try options.ellipsoid()
        let adder = ColumnAdder(
            needs: ["lat1_deg", "lon1_deg", "lat2_deg", "lon2_deg"],
            adds: ["s12_m", "azi1_deg", "azi2_deg"] + (full ? GeodesicSegment.fullColumns : []),
            input: options.table.input, output: options.table.output, options: options.common)
        let rows = try adder.run { (values, results) throws(ColumnAdder.RowProblem) in
            try requireLatitude(values[0], column: "lat1_deg")
            try requireLatitude(values[2], column: "lat2_deg")
            let segment = ellipsoid.inverse(
                from: GeographicPoint(longitude: values[1], latitude: values[0]),
                to: GeographicPoint(longitude: values[3], latitude: values[2]))
            results[0] = segment.distance.value
            results[1] = segment.startAzimuthDegrees
            results[2] = segment.endAzimuthDegrees
            if full { segment.fill(&results, from: 3) }
        }
        try options.summarise("geodesic inverse", on: ellipsoid, [("rows", .integer(rows))])
    }
}

extension GeodesicSegment {
    static var fullColumns: [String] { ["a12_deg", "m12_m", "M12", "M21", "S12_m2"] }

    /// Writes the values of ``fullColumns``.
    func fill(_ results: inout [Double], from index: Int) {
        results[index] = arcLengthDegrees
        results[index + 1] = reducedLength.value
        results[index + 2] = forwardScale
        results[index + 3] = reverseScale
        results[index + 4] = squareMetresToEquator
    }
}
