internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots knox`.
struct KnoxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knox",
        abstract: "Whether events near each other in space follow each other in time; near repeats by bands.",
        discussion: """
            Example:
              trocha hotspots knox events.csv --date day --space 0,100,200,400,inf --time 0,7,14,28,inf -o knox.csv

            Each row holds a band of distance and one of time: pairs of events in both, pairs expected (the product of \
            the margins over all pairs), their ratio, and p by shuffling the dates among the events.

            To try it on a hundred events without order:
              awk 'BEGIN { print "x,y,day"; for (i = 0; i < 100; i++) \\
                print i*37%100 "," i*61%100 "," i*29%365 }' > field.csv
              trocha hotspots knox field.csv --crs planar --date day --space 0,10,inf --time 0,7,inf -o -
            """)

    @OptionGroup var units: UnitOptions

    @Option(help: ArgumentHelp("The events' dates: ISO dates (times count in days) or numbers.", valueName: "field"))
    var date: String

    @Option(help: ArgumentHelp("Edges of the bands of distance, rising; the last may be inf.", valueName: "a,b,…"))
    var space: String

    @Option(help: ArgumentHelp("Edges of the bands of time, rising; the last may be inf.", valueName: "a,b,…"))
    var time: String

    @Flag(help: "Bands hold their upper edges (the first one both), not the lower ones.")
    var rightClosed = false

    @Option(
        help: ArgumentHelp(
            "For each event, its partners in the first bands: id,n_st,p_hypergeom.", valueName: "csv"))
    var local: String?

    @Option(help: ArgumentHelp("How often dates are shuffled; 0 leaves p empty.", valueName: "n"))
    var permutations = 999

    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if permutations < 0 { throw ValidationError("--permutations must be 0 or more, got \(permutations)") }
        _ = try Self.edges(space, "--space")
        _ = try Self.edges(time, "--time")
        for path in [output.output, local].compactMap({ $0 }) { try common.requireFreeStandardOutput(for: path) }
        if output.output == local { throw ValidationError("-o and --local name the same file") }
    }

    func run() throws {
        var test = KnoxTest(
            units.request(output: output.output, common), dateField: date, space: try Self.edges(space, "--space"),
            time: try Self.edges(time, "--time"))
        test.isRightClosed = rightClosed
        test.permutations = permutations
        test.localOutput = local
        try common.report(try common.reporting { try test.run($0) })
    }

    private static func edges(_ text: String, _ option: String) throws -> [Double] {
        let edges = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            part == "inf" ? Double.infinity : Double(part) ?? .nan
        }
        let rises = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
        guard edges.count >= 2, rises, edges[0] >= 0 else {
            throw ValidationError(
                "\(option) \"\(text)\" needs two or more edges that rise from 0 or above; write it like 0,100,200,inf")
        }
        return edges
    }
}
