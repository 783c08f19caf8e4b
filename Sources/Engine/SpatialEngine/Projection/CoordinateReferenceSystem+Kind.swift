internal import CPROJ

extension CoordinateReferenceSystem {
    /// Whether positions are longitudes and latitudes, whatever the ellipsoid and unit.
    ///
    /// - Throws: ``TransformationError/unknownSystem(_:reason:)``.
    public func isGeographic() throws(TransformationError) -> Bool {
        let context = try ProjectionContext()
        let system = try context.makeSystem(self)
        defer { proj_destroy(system) }
        if case .geographic = SystemKind(of: system, in: context) { return true }
        return false
    }
}
