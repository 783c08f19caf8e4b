internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// What a least-cost search walks on, as a user names it.
public struct SurfaceInput: Equatable, Sendable {
    /// The raster that decides what a metre costs.
    public enum Ground: Equatable, Sendable {
        /// Cost of a metre.
        case friction(String)
        /// Heights in metres, and how slope slows.
        case elevation(String, SlopeSettings)
    }

    /// The raster that decides what a metre costs.
    public var ground: Ground
    /// Raster of factors on the cost.
    public var terrain: String?
    /// 4, 8, 16, 32 or 48.
    public var neighbours = 16
    /// Vector file of what closes cells.
    public var barriers: String?
    /// Vector file of what opens them again.
    public var fords: String?
    /// `ground`, `grid` or `cells`; nil for `ground` where the raster has a reference system, else `grid`.
    public var lengthRule: String?
    /// Double precision.
    public var isExact = false

    /// A surface without terrain and barriers.
    public init(ground: Ground) { self.ground = ground }

    /// The steps.
    ///
    /// - Throws: ``RequestError`` of wrong usage for another number.
    func neighbourhood() throws(RequestError) -> Neighbourhood {
        guard let found = Neighbourhood(rawValue: neighbours) else {
            let known = Neighbourhood.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
            throw RequestError(.wrongUsage, "--neighbours is \(neighbours); use one of \(known)")
        }
        return found
    }

    /// What lengths are on a grid.
    ///
    /// - Throws: ``RequestError`` of wrong usage for an unknown name, or for lengths on the ground without a reference system.
    func lengths(on grid: Grid) throws(RequestError) -> LengthRule {
        try LengthRule.named(lengthRule, on: grid)
    }
}

extension LengthRule {
    /// The rule of a name; without one `ground` where the grid has a reference system, else `grid`.
    ///
    /// - Throws: ``RequestError`` of wrong usage for an unknown name, or for lengths on the ground without a reference system.
    static func named(_ name: String?, on grid: Grid) throws(RequestError) -> LengthRule {
        guard let rule = try checked(name) else { return grid.isUnplaced ? .grid : .ground }
        if rule == .ground && grid.isUnplaced {
            throw RequestError(
                .wrongUsage,
                "--length ground needs a raster with a reference system; use grid or cells, or gdal_edit.py -a_srs")
        }
        return rule
    }

    /// The rule of a name, before any grid is known; nil for no name.
    @discardableResult
    static func checked(_ name: String?) throws(RequestError) -> LengthRule? {
        guard let name else { return nil }
        guard let rule = LengthRule(rawValue: name) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(.wrongUsage, "--length is \"\(name)\"; use one of \(known)")
        }
        return rule
    }
}
