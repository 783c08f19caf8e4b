internal import SpatialEngine
internal import SpatialFormats

extension Grid {
    /// Which cells the geometries of a vector file touch, borders and corners included, areas with all that is inside.
    ///
    /// Positions are transformed to the grid's system, in which the sides between them are straight; a grid without a
    /// system takes them as they are.
    /// - Throws: ``SpatialFormats/FormatError`` for a file that cannot be read or transformed.
    func cells(touchedBy path: String) throws -> [CellCover] {
        let layer = try VectorFile.read(path, idColumn: nil, in: crs == .unnamed ? nil : crs)
        var cover = [CellCover](repeating: .outside, count: shape.count)
        for feature in layer.features {
            if let geometry = feature.geometry { markCells(touchedBy: geometry, in: &cover) }
        }
        return cover
    }
}
