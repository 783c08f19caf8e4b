public import SpatialEngine

/// The cheapest way between two cells.
public struct LeastCostPath: Sendable {
    /// Cells in the order of travel.
    public let cells: [Int]
    /// Cost from the first cell to each cell, in the unit of the search.
    public let costSoFar: [Double]
    /// Sum of the steps' lengths.
    public let length: Metres

    /// Cost of the whole way.
    public var cost: Double { costSoFar[costSoFar.count - 1] }

    /// The cell centres of a geographic grid; a way of one cell gives its centre twice.
    public func line(on grid: Grid) -> LineString {
        let points = cells.map { grid.geographicCentre(of: $0) }
        return LineString(points.count == 1 ? points + points : points)
    }
}

extension CostField {
    /// The cheapest way from the nearest source to `cell` (toward: from `cell` to the nearest source); nil if nothing leads.
    ///
    /// - Complexity: O(cells of the way).
    public func path(to cell: Int) -> LeastCostPath? {
        guard cost[cell] < .infinity else { return nil }
        var cells = [cell]
        var length = 0.0
        var here = cell
        while let before = predecessor(of: here) {
            precondition(cells.count < cost.count, "the way to cell \(cell) runs in a circle")
            let step = Int(steps[here])
            length += geometry.length(from: before, step: step)
            cells.append(before)
            here = before
        }
        if isToward {
            let total = cost[cell]
            return LeastCostPath(
                cells: cells, costSoFar: cells.map { Double(total - cost[$0]) }, length: Metres(length))
        }
        cells.reverse()
        return LeastCostPath(cells: cells, costSoFar: cells.map { Double(cost[$0]) }, length: Metres(length))
    }
}
