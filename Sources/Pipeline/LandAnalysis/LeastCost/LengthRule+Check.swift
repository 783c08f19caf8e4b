internal import Network

extension LengthRule {
    /// Fails for an unknown name, before any file is read.
    static func check(_ name: String?) throws(LandError) {
        guard let name, LengthRule(rawValue: name) == nil else { return }
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw LandError(.wrongUsage, "--length is \"\(name)\"; use one of \(known)")
    }
}
