internal import SpatialEngine
public import Surfaces

/// The connected parts of the open cells of a grid.
///
/// Steps longer than a neighbour's pass only through open cells that touch each other, so that every neighbourhood from 8
/// on has the same parts.
public struct OpenComponents: Sendable {
    /// The part of each cell, numbered from 0 in the order of their first cells; −1 where closed.
    public let labels: [Int32]
    /// Number of cells of each part.
    public let sizes: [Int]

    /// The part with the most cells, the first of equals; nil if every cell is closed.
    public var largest: Int? {
        guard let size = sizes.max() else { return nil }
        return sizes.firstIndex(of: size)
    }

    init(grid: Grid, isOpen: [Bool], corners: Bool) {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        let moves = (corners ? Neighbourhood.n8 : .n4).offsets
        var labels = [Int32](repeating: -1, count: rows * columns)
        var sizes: [Int] = []
        var waiting: [Int] = []
        for seed in isOpen.indices where isOpen[seed] && labels[seed] < 0 {
            let label = Int32(sizes.count)
            var size = 0
            labels[seed] = label
            waiting.append(seed)
            while let cell = waiting.popLast() {
                size += 1
                let (row, column) = (cell / columns, cell % columns)
                for move in moves {
                    let (toRow, toColumn) = (row + move.rows, column + move.columns)
                    guard toRow >= 0, toColumn >= 0, toRow < rows, toColumn < columns else { continue }
                    let to = toRow * columns + toColumn
                    guard isOpen[to], labels[to] < 0 else { continue }
                    labels[to] = label
                    waiting.append(to)
                }
            }
            sizes.append(size)
        }
        self.labels = labels
        self.sizes = sizes
    }
}

extension TravelSurface {
    /// Which open cells a walker can reach from each other, whatever the time it takes.
    public func components(of neighbourhood: Neighbourhood) -> OpenComponents {
        OpenComponents(grid: grid, isOpen: timeMultiplier.map { $0 < .infinity }, corners: neighbourhood != .n4)
    }
}
