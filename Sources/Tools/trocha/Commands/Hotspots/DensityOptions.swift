public import ArgumentParser
public import HotspotAnalysis

extension KernelShape: ExpressibleByArgument {}
extension TimeKernelShape: ExpressibleByArgument {}
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

/// When events were, and how their kernels spread in time.
struct TimeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The events' dates: ISO dates (times count in days) or numbers; a band for each slice of time.",
            valueName: "field"))
    var time: String?
    @Option(
        help: ArgumentHelp(
            "Half the width of the kernel in time, σ of the Gaussian; days, or the unit of the numbers.",
            valueName: "days"))
    var timeBandwidth: Double?
    @Option(
        help: ArgumentHelp("Length of a slice of time. Default: --time-bandwidth, in whole days.", valueName: "days"))
    var timeStep: Double?
    @Option(help: "epanechnikov (default), quartic or gaussian.")
    var timeKernel: TimeKernelShape?
    @Option(help: ArgumentHelp("First day on which events could be seen; others take no part.", valueName: "date"))
    var from: String?
    @Option(help: ArgumentHelp("Last day on which events could be seen.", valueName: "date"))
    var to: String?

    func validate() throws {
        guard time != nil else {
            guard timeBandwidth == nil, timeStep == nil, timeKernel == nil, from == nil, to == nil else {
                throw ValidationError("--time-bandwidth, --time-step, --time-kernel, --from and --to go with --time")
            }
            return
        }
        guard let timeBandwidth else { throw ValidationError("--time needs --time-bandwidth DAYS") }
        guard timeBandwidth > 0, timeBandwidth.isFinite else {
            throw ValidationError("--time-bandwidth must be above 0, got \(timeBandwidth)")
        }
        if let timeStep, !(timeStep > 0 && timeStep.isFinite) {
            throw ValidationError("--time-step must be above 0, got \(timeStep)")
        }
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
