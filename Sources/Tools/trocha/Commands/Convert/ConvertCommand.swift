internal import ArgumentParser
internal import Conversion
internal import SpatialFormats

/// `trocha convert`.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Carries a layer between GeoJSON, GeoJSON sequences, CSV, GeoPackage and FlatGeobuf.",
        discussion: """
            Example: trocha convert incidents.csv -o incidents.gpkg

            Same features, same order, same ids, property names and types; memory does not grow with the file. Formats go by \
            extension: .geojson .json, .geojsonl .geojsons .ndjson, .csv, .gpkg, .fgb; --from and --to name them for '-' and \
            other names ('-' is read by its first bytes and written as GeoJSON).

            GeoJSON is written as RFC 7946 wants it: WGS 84, at most 7 decimals, rings by the right-hand rule, cut at the \
            antimeridian, every property on every feature. CSV: the id is column id, points are lon,lat (heights geometry_z), \
            other geometry is wkt; an empty field is null and "" an empty text; types are found over the whole file, and a \
            column whose header alone stands in quotes is text. A property named like one of these columns is properties.NAME. \
            In GeoPackage and FlatGeobuf the id is column id; FlatGeobuf gets no spatial index, which would change the order, \
            and keeps days as text. Positions in another system are transformed to WGS 84 for text formats; GeoPackage and \
            FlatGeobuf keep it between them.
            """)

    @Argument(help: ArgumentHelp("The file to read; '-' is standard input.", valueName: "in"))
    var input: String

    @OptionGroup var output: OutputOption

    @Option(
        help: ArgumentHelp(
            "Layer to read, where a file has several; else the name of the layer that is written.", valueName: "name"))
    var layer: String?

    @Option(name: .customLong("from"), help: ArgumentHelp("Format of the input.", valueName: "format"))
    var source: VectorFormat?

    @Option(name: .customLong("to"), help: ArgumentHelp("Format of the output.", valueName: "format"))
    var target: VectorFormat?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if input.isEmpty { throw ValidationError("the name of the input is empty; name a file") }
        if layer == "" { throw ValidationError("the name of the layer is empty") }
    }

    func run() throws {
        var conversion = LayerConversion(input: input, output: output.output)
        conversion.overwrite = common.overwrite
        conversion.layer = layer
        conversion.inputFormat = source?.format
        conversion.outputFormat = target?.format
        let ready = conversion
        let outcome = try common.reporting { progress in
            var job = ready
            job.progress = progress
            return try job.run()
        }
        for note in outcome.survey.notes { common.warn("\(input): \(note)") }
        if common.json { try summary(outcome).write() }
    }

    private func summary(_ outcome: LayerConversion.Outcome) -> SummaryValue {
        let survey = outcome.survey
        let columns = survey.columns.map { column -> SummaryValue in
            .object([("name", .text(column.name)), ("type", .text(column.kind.rawValue))])
        }
        return .object([
            ("output", .text(output.output)), ("from", .text(outcome.inputFormat.rawValue)),
            ("to", .text(outcome.outputFormat.rawValue)), ("layer", .text(survey.name)),
            ("features", .integer(survey.features)),
            ("geometry_types", .list(survey.geometryTypes.map { .text($0) })),
            ("id_type", survey.idKind.map { .text($0.rawValue) } ?? .null), ("columns", .list(columns)),
            ("notes", .list(survey.notes.map { .text($0) })),
        ])
    }
}

/// The formats as the options name them.
enum VectorFormat: String, ExpressibleByArgument, CaseIterable {
    case geojson, geojsonl, csv, gpkg, fgb

    var format: StreamFormat {
        switch self {
        case .geojson: .geojson
        case .geojsonl: .geojsonl
        case .csv: .csv
        case .gpkg: .gpkg
        case .fgb: .fgb
        }
    }
}
