public import ArgumentParser
public import HotspotAnalysis

extension KernelShape: ExpressibleByArgument {}
extension DensityEdge: ExpressibleByArgument {}
extension NetworkDensityEstimation.Method: ExpressibleByArgument {}
extension KFunctionEstimation.Edge: ExpressibleByArgument {}
extension KFunctionEstimation.Correction: ExpressibleByArgument {}

extension BandwidthChoice: ExpressibleByArgument {
    /// `cv` or a number above 0.
    public init?(argument: String) {
        if argument == "cv" {
            self = .likelihood
        } else if let number = Double(argument), number > 0, number.isFinite {
            self = .fixed(number)
        } else {
            return nil
        }
    }
}

/// Where events could have been seen.
struct WindowOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Box in which events could be seen; others take no part.", valueName: "minx,miny,maxx,maxy"))
    var window: String?
    @Option(help: ArgumentHelp("Polygons in which events could be seen, instead of a box.", valueName: "file"))
    var mask: String?

    private var box: [Double]? {
        guard let parts = window?.split(separator: ",", omittingEmptySubsequences: false) else { return nil }
        let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }

    var source: WindowSource { WindowSource(box: box, mask: mask) }
    var isGiven: Bool { window != nil || mask != nil }

    func validate() throws {
        if let window, box == nil {
            throw ValidationError("--window \"\(window)\" is not four numbers; write it minx,miny,maxx,maxy")
        }
        if window != nil && mask != nil { throw ValidationError("--window and --mask exclude each other") }
    }
}

/// Lines to measure along.
struct NetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Lines, joined where their end points coincide.", valueName: "file"))
    var network: String?
    @Option(help: ArgumentHelp("What identifies a line. Default: its number, from 1.", valueName: "field"))
    var networkID: String?

    var source: NetworkSource? { network.map { NetworkSource(path: $0, idField: networkID) } }

    func validate() throws {
        if networkID != nil && network == nil { throw ValidationError("--network-id goes with --network") }
    }
}

extension String {
    /// The finite numbers of a list with commas, each at least 0; nil for anything else.
    var distances: [Double]? {
        let parts = split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0) }.filter { $0.isFinite && $0 >= 0 }
        return numbers.count == parts.count && !numbers.isEmpty ? numbers : nil
    }
}
