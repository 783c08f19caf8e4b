internal import SpatialEngine
public import SpatialFormats

/// Who is whose neighbour: the values of `--weights`.
public enum WeightsChoice: Hashable, Sendable {
    /// The K nearest: `knn:K`.
    case nearest(Int)
    /// All within a distance: `band:D`.
    case band(Double)
    /// Polygons that share a boundary point: `queen`.
    case queen
    /// Polygons that share a piece of boundary: `rook`.
    case rook
    /// Lines whose midpoints lie within a distance along them: `network:D`.
    case network(Double)
    /// Neighbours from a file: `FILE.gal`.
    case gal(String)
    /// Neighbours with weights from a file: `FILE.gwt`.
    case gwt(String)

    /// Reads a value of `--weights`.
    ///
    /// - Throws: ``RequestError`` for anything else.
    public init(_ text: String) throws(RequestError) {
        func distance(_ name: String) throws(RequestError) -> Double? {
            guard text.hasPrefix(name + ":") else { return nil }
            guard let number = Double(text.dropFirst(name.count + 1)), number >= 0, number.isFinite else {
                throw Self.fault(text, "\(name):D needs a distance of 0 or more, such as \(name):5000")
            }
            return number
        }
        if text.hasPrefix("knn:") {
            guard let count = Int(text.dropFirst(4)), count >= 1 else {
                throw Self.fault(text, "knn:K needs a whole number of 1 or more, such as knn:8")
            }
            self = .nearest(count)
        } else if let reach = try distance("band") {
            self = .band(reach)
        } else if let reach = try distance("network") {
            self = .network(reach)
        } else if text == "queen" || text == "rook" {
            self = text == "queen" ? .queen : .rook
        } else if text.lowercased().hasSuffix(".gal") {
            self = .gal(text)
        } else if text.lowercased().hasSuffix(".gwt") {
            self = .gwt(text)
        } else {
            throw Self.fault(text, "choose knn:K, band:D, queen, rook, network:D, FILE.gal or FILE.gwt")
        }
    }

    private static func fault(_ text: String, _ problem: String) -> RequestError {
        RequestError(.wrongUsage, "--weights \"\(text)\": \(problem)")
    }

    /// As it is written on the command line.
    public var text: String {
        switch self {
        case .nearest(let count): "knn:\(count)"
        case .band(let reach): "band:\(ShortestNumber.text(reach))"
        case .queen: "queen"
        case .rook: "rook"
        case .network(let reach): "network:\(ShortestNumber.text(reach))"
        case .gal(let path), .gwt(let path): path
        }
    }
}

/// How weights are scaled: the values of `--style`.
public enum WeightsStyle: String, CaseIterable, Sendable {
    /// 1 for a neighbour, or as the file says.
    case binary
    /// Each unit's weights sum to 1.
    case row
}

/// `--weights` and `--style`.
public struct WeightsRequest: Sendable {
    /// Who is whose neighbour.
    public var choice: WeightsChoice
    /// nil for the statistic's own.
    public var style: WeightsStyle?

    /// Weights with a style.
    public init(_ choice: WeightsChoice = .nearest(8), style: WeightsStyle? = nil) {
        self.choice = choice
        self.style = style
    }
}
