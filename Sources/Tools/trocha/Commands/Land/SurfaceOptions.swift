internal import ArgumentParser
internal import LandAnalysis

/// What a least-cost search walks on.
struct SurfaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Cost of a metre in each cell; no-data and infinity are barriers.", valueName: "tif"))
    var friction: String?

    @Option(help: ArgumentHelp("Heights in metres, priced by --slope-function.", valueName: "tif"))
    var dem: String?

    @Option(
        help: ArgumentHelp(
            "How slope slows; names: trocha land slope-table --help. Default: \(SlopeOptions.standard).",
            valueName: "name"))
    var slopeFunction: String?

    @OptionGroup(title: "Slope function options") var slope: SlopeOptions
    @OptionGroup var steps: StepOptions

    /// The surface that the options describe.
    func input() throws -> SurfaceInput {
        let ground: SurfaceInput.Ground
        switch (friction, dem, slopeFunction) {
        case (let friction?, nil, nil): ground = .friction(friction)
        case (nil, let dem?, let name): ground = .elevation(dem, try slope.settings(name ?? SlopeOptions.standard))
        case (.some, nil, .some): throw ValidationError("--slope-function goes with --dem, not with --friction")
        default: throw ValidationError("name either --friction TIF, or --dem TIF (and perhaps --slope-function NAME)")
        }
        return steps.input(ground)
    }
}

/// Terrain, barriers and steps of a search.
struct StepOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Factors on the cost of each cell.", valueName: "tif"))
    var terrain: String?

    @Option(help: ArgumentHelp("Steps of a cell: 4, 8, 16, 32 or 48.", valueName: "n"))
    var neighbours = 16

    @Option(help: ArgumentHelp("Vector file whose geometries close every cell that they touch.", valueName: "file"))
    var barriers: String?

    @Option(help: ArgumentHelp("Vector file that opens the cells of barriers again.", valueName: "file"))
    var fords: String?

    @Option(help: ArgumentHelp("ground (metres on the ellipsoid), grid (map units) or cells.", valueName: "rule"))
    var length: String?

    @Flag(help: "Work and write in double precision.")
    var exact = false

    func validate() throws {
        if fords != nil && barriers == nil { throw ValidationError("--fords reopens cells of --barriers; name both") }
    }

    /// A surface with these options.
    func input(_ ground: SurfaceInput.Ground) -> SurfaceInput {
        var input = SurfaceInput(ground: ground)
        input.terrain = terrain
        input.neighbours = neighbours
        input.barriers = barriers
        input.fords = fords
        input.lengthRule = length
        input.isExact = exact
        return input
    }
}
