internal import ArgumentParser
internal import SpatialEngine

/// `trocha geodesic`.
struct GeodesicCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "geodesic",
        abstract: "Distances, azimuths, positions and areas on the ellipsoid, for the rows of a CSV table.",
        discussion: "Example: trocha geodesic inverse pairs.csv -o distances.csv",
        subcommands: [GeodesicInverse.self, GeodesicDirect.self, GeodesicArea.self])
}

/// The options of all geodesic verbs.
struct GeodesicOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Geographic system whose ellipsoid is used.", valueName: "EPSG:n"))
    var crs = "EPSG:4326"

    @OptionGroup var table: TableArguments
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: table.output) }

    func ellipsoid() throws(TransformationError) -> Ellipsoid { try Ellipsoid(of: CoordinateReferenceSystem(crs)) }

    /// Prints the summary if it was asked for.
    func summarise(_ method: String, on ellipsoid: Ellipsoid, _ counts: [(String, SummaryValue)]) throws {
        guard common.json else { return }
        let members: [(String, SummaryValue)] = [
            ("method", .text(method)), ("crs", .text(crs)),
            ("semi_major_axis_m", .number(ellipsoid.semiMajorAxis.value)),
            ("flattening", .number(ellipsoid.flattening)),
        ]
        try SummaryValue.object(members + counts).write()
    }
}

/// Fails for a latitude that no globe has.
func requireLatitude(_ degrees: Double, column: String) throws(ColumnAdder.RowProblem) {
    guard abs(degrees) <= 90 else {
        throw ColumnAdder.RowProblem(
            column: column, problem: "latitude \(degrees) lies outside -90…90; are latitude and longitude swapped?")
    }
}
