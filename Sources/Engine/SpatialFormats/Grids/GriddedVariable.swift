/// A variable on axes, such as wind by month, latitude and longitude.
public struct GriddedVariable: Sendable {
    /// One dimension with the position of each of its places.
    public struct Axis: Hashable, Sendable {
        /// The dimension's name.
        public let name: String
        /// The unit of the coordinates, such as `degrees_east` or `hours since …`, or nil.
        public let unit: String?
        /// A position for each place; 0, 1, 2 … where the file has none.
        public let coordinates: [Double]
    }

    /// The variable's name.
    public let name: String
    /// The unit of the values, or nil.
    public let unit: String?
    /// The axes, slowest first.
    public let axes: [Axis]
    /// The values, last axis fastest; NaN where there is none.
    public let values: [Double]

    /// Reads a whole variable with its axes, scale and offset applied.
    /// - Throws: ``FormatError`` if the file is missing or damaged, or has no such numeric variable.
    public static func read(_ path: String, _ variable: String) throws(FormatError) -> GriddedVariable {
        let file = try NetCDFFile(path)
        let known = Set(file.variables)
        var axes: [Axis] = []
        for dimension in try file.dimensions(of: variable) {
            let isKnown = known.contains(dimension.name)
            let coordinates = isKnown ? try file.doubles(dimension.name) : (0..<dimension.size).map(Double.init)
            axes.append(
                Axis(
                    name: dimension.name, unit: isKnown ? try file.unit(of: dimension.name) : nil,
                    coordinates: coordinates))
        }
        return GriddedVariable(
            name: variable, unit: try file.unit(of: variable), axes: axes, values: try file.doubles(variable))
    }

    /// The value at a place on each axis, in the order of ``axes``.
    public subscript(_ places: Int...) -> Double {
        precondition(places.count == axes.count, "\(places.count) places for \(axes.count) axes")
        var index = 0
        for (place, axis) in zip(places, axes) {
            precondition(axis.coordinates.indices.contains(place), "\(axis.name) has no place \(place)")
            index = index * axis.coordinates.count + place
        }
        return values[index]
    }
}
