internal import Connectivity
internal import Export
internal import SpatialFormats

extension CircuitAnalysis {
    var isNetwork: Bool {
        if case .network = ground { true } else { false }
    }

    /// Fails for options that do not go together, and for outputs that could not be put in place.
    func checkOptions() throws {
        guard neighbours == 4 || neighbours == 8 else {
            throw RequestError(.wrongUsage, "--neighbours is \(neighbours); a circuit has 4 or 8")
        }
        if isNetwork {
            try refuse(
                [("--mask", mask != nil), ("--regions", regions != nil), ("--from", ends != nil)], "--network")
        }
        if mode == .advanced {
            guard sources != nil, grounds != nil else {
                throw RequestError(.wrongUsage, "--mode advanced needs --sources and --grounds")
            }
            try refuse(
                [
                    ("--focal", focal != nil), ("--from", ends != nil), ("--pairs", pairs != nil),
                    ("--strengths", strengths != nil), ("--resistances", resistances != nil),
                ], "--mode advanced")
        } else {
            guard (focal != nil) != (ends != nil) else {
                throw RequestError(
                    .wrongUsage, "--mode \(mode.rawValue) needs either --focal F or --from X,Y with --to X,Y")
            }
            try refuse([("--sources", sources != nil), ("--grounds", grounds != nil)], "--mode \(mode.rawValue)")
            if mode == .pairwise { try refuse([("--strengths", strengths != nil)], "--mode pairwise") }
            if mode == .allToOne { try refuse([("--resistances", resistances != nil)], "--mode all-to-one") }
        }
        try checkOutputs()
    }

    private func refuse(_ options: [(name: String, isGiven: Bool)], _ setting: String) throws(RequestError) {
        guard let given = options.first(where: \.isGiven) else { return }
        throw RequestError(.wrongUsage, "\(given.name) does not go with \(setting); leave one of them out")
    }

    private func checkOutputs() throws {
        let named = [output, greatest, resistances].compactMap { $0 }
        guard Set(named).count == named.count else { throw RequestError(.wrongUsage, "two outputs have the same name") }
        for path in [output, greatest].compactMap({ $0 }) {
            _ = try OutputFormat(of: path, allowed: [isNetwork ? .csv : .tif])
            if isNetwork {
                try OutputFormat.requirePlace(path, overwrite: packing.overwrite)
            } else {
                try packing.at(path).check()
            }
        }
        if let resistances {
            _ = try OutputFormat(of: resistances, allowed: [.csv])
            try OutputFormat.requirePlace(resistances, overwrite: packing.overwrite)
        }
        if let maps { try CircuitFolder.check(maps) }
    }
}
