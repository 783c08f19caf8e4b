internal import CPROJ

/// What the coordinates of a reference system are.
enum SystemKind: Equatable {
    /// Longitude and latitude; `turn` = a full turn in the system's unit (360 for degrees, 400 for grads).
    case geographic(turn: Double)
    case geocentric
    /// Heights or times alone.
    case notHorizontal
    /// Projected or local.
    case other

    /// Looks through bound and compound systems to the horizontal one.
    init(of system: OpaquePointer, in context: borrowing ProjectionContext) {
        switch proj_get_type(system) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS:
            self = .geographic(turn: Self.turn(of: system, in: context))
        case PJ_TYPE_GEOCENTRIC_CRS:
            self = .geocentric
        case PJ_TYPE_BOUND_CRS:
            self = Self.inner(proj_get_source_crs(context.raw, system), in: context)
        case PJ_TYPE_COMPOUND_CRS:
            self = Self.inner(proj_crs_get_sub_crs(context.raw, system, 0), in: context)
        case PJ_TYPE_VERTICAL_CRS, PJ_TYPE_TEMPORAL_CRS:
            self = .notHorizontal
        default:
            self = .other
        }
    }

    private static func inner(_ part: OpaquePointer?, in context: borrowing ProjectionContext) -> SystemKind {
        guard let part else { return .other }
        defer { proj_destroy(part) }
        return SystemKind(of: part, in: context)
    }

    private static func turn(of system: OpaquePointer, in context: borrowing ProjectionContext) -> Double {
        var radians = 0.0
        // null or 0 on failure; degrees are the only sensible guess then
        guard let axes = proj_crs_get_coordinate_system(context.raw, system) else { return 360 }
        defer { proj_destroy(axes) }
        guard proj_cs_get_axis_info(context.raw, axes, 0, nil, nil, nil, &radians, nil, nil, nil) != 0, radians > 0
        else { return 360 }
        let turn = 2 * Double.pi / radians
        // The factor of a degree is rounded in the database; a turn is a whole number of degrees or grads.
        return abs(turn - turn.rounded()) < 1e-6 ? turn.rounded() : turn
    }
}
