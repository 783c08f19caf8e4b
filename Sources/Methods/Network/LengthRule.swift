/// What the length of a step means.
public enum LengthRule: String, CaseIterable, Sendable {
    /// Metres on the ellipsoid between cell centres.
    case ground
    /// Units of the grid's CRS, as on a plane.
    case grid
    /// Widths of a cell.
    case cells
}
