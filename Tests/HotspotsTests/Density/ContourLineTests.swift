import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct ContourLineTests {
    private func grid(_ rows: Int, _ columns: Int) -> Grid {
        Grid(
            shape: GridShape(rows: rows, columns: columns),
            transform: GeoTransform(originX: -0.5, originY: 0.5, cellWidth: 1, cellHeight: 1), crs: .unnamedPlane)
    }

    private func lines(_ rows: [[Double]], at level: Double) throws -> [ContourLine] {
        try ContourLine.lines(of: rows.flatMap(\.self), on: grid(rows.count, rows[0].count), at: level)
    }

    private func length(_ line: ContourLine) -> Double {
        zip(line.points, line.points.dropFirst()).reduce(0) { $0 + Metric.euclidean.distance($1.0, $1.1) }
    }

    /// A cone is linear along rays, and between centres off by 1/8r at most.
    @Test(arguments: [3.2, 7.5, 15.25]) func `round a centre the contour is a circle, what is low on its left`(
        _ radius: Double
    ) throws {
        let cells = (0..<41 * 41).map { (cell: Int) -> Double in
            let (x, y) = (Double(cell % 41) - 20, Double(cell / 41) - 20)
            return hypot(x, y)
        }
        let found = try ContourLine.lines(of: cells, on: grid(41, 41), at: radius)
        let line = try #require(found.first)
        #expect(found.count == 1 && line.isClosed)
        for point in line.points { #expect(abs(hypot(point.x - 20, point.y + 20) - radius) < 0.13 / radius) }
        #expect(abs(StudyWindow.area(of: line.points) / (Double.pi * radius * radius) - 1) < 0.1 / radius)
        #expect(abs(length(line) / (2 * Double.pi * radius) - 1) < 0.1 / radius)
        // Seen from above instead, the same line turns the other way.
        let hill = try ContourLine.lines(of: cells.map { -$0 }, on: grid(41, 41), at: -radius)
        #expect(hill.count == 1 && StudyWindow.area(of: hill[0].points) < 0)
    }

    /// skimage 0.26, `measure.find_contours(a, 1.05)`: row and column of each vertex.
    @Test func `lines are those of skimage, also where a cell has no value`() throws {
        let surface = [
            [1.1, 2.8, 0.0, 0.8, 0.7, 0.1], [2.5, 2.6, 1.5, .nan, 0.9, 2.0], [1.3, 0.5, 2.3, 1.6, 1.8, 1.7],
            [2.4, 0.2, 0.6, 1.9, 2.9, 2.2], [0.4, 0.3, 1.2, 2.1, 2.7, 1.4],
        ]
        let expected = [
            [(0.0, 1.625), (0.7, 2.0)], [(1.166667, 4.0), (1.0, 4.136364), (0.5, 5.0)],
            [
                (4.0, 1.833333), (3.75, 2.0), (3.0, 2.346154), (2.735294, 2.0), (2.0, 1.305556), (1.738095, 1.0),
                (2.0, 0.3125), (3.0, 0.613636), (3.675, 0.0),
            ],
        ]
        let found = try lines(surface, at: 1.05)
        #expect(found.count == 3)
        for line in expected {
            let points = line.map { PlanarPoint(x: $0.1, y: -$0.0) }
            let same = found.contains { other in
                [other.points, other.points.reversed()].contains { way in
                    way.count == points.count
                        && zip(way, points).allSatisfy { abs($0.x - $1.x) < 1e-6 && abs($0.y - $1.y) < 1e-6 }
                }
            }
            #expect(same, "\(points) in \(found)")
        }
    }

    @Test func `a saddle is joined where the mean of its cells is low`() throws {
        let joined = try lines([[1, 1, 1, 1], [1, 0, 0.9, 1], [1, 0.9, 0, 1], [1, 1, 1, 1]], at: 0.5)
        #expect(joined.count == 1 && joined[0].isClosed)
        let apart = try lines([[1, 1, 1, 1], [1, 0, 1.2, 1], [1, 1.2, 0, 1], [1, 1, 1, 1]], at: 0.5)
        #expect(apart.count == 2 && apart.allSatisfy { $0.isClosed && StudyWindow.area(of: $0.points) > 0 })
        #expect(StudyWindow.area(of: joined[0].points) > apart.reduce(0) { $0 + StudyWindow.area(of: $1.points) })
    }

    @Test func `lines end at the outermost centres and beside cells without a value`() throws {
        let across = try lines([[0, 1, 2], [0, 1, 2], [0, 1, 2]], at: 0.5)
        #expect(across.map(\.points) == [[-2.0, -1, 0].map { PlanarPoint(x: 0.5, y: $0) }])
        #expect(!across[0].isClosed)
        let broken = try lines([[0, 1, 2], [0, 1, 2], [.nan, 1, 2], [0, 1, 2], [0, 1, 2]], at: 0.5)
        #expect(broken.count == 2 && broken.allSatisfy { $0.points.count == 2 && !$0.isClosed })
        #expect(try lines([[.nan, .nan], [0, 1]], at: 0.5).isEmpty)
        #expect(try lines([[0, 1, 0]], at: 0.5).isEmpty)
    }

    /// p-values by permutation are often exactly a level.
    @Test func `values at the level are low, and passed through`() throws {
        let found = try lines([[1, 1, 1, 1], [1, 0.5, 0.5, 1], [1, 0.5, 0.2, 1], [1, 1, 1, 1]], at: 0.5)
        #expect(found.count == 1 && found[0].isClosed)
        #expect(
            found[0].points.contains(PlanarPoint(x: 1, y: -1)) && found[0].points.contains(PlanarPoint(x: 2, y: -1)))
        #expect(zip(found[0].points, found[0].points.dropFirst()).allSatisfy { $0 != $1 })
        #expect(try lines([[1, 1, 1], [1, 0.5, 1], [1, 1, 1]], at: 0.5).isEmpty)
        #expect(try lines([[0.5, 0.5], [0.5, 0.5]], at: 0.5).isEmpty)
    }

    /// Each side between a low and a high cell is crossed once, where a square with values touches it.
    @Test func `on any surface every crossing belongs to one line`() throws {
        var random = SplitMix64(seed: 9)
        let (rows, columns) = (23, 31)
        let values = (0..<rows * columns).map { _ in
            random.nextUnit() < 0.04 ? Double.nan : random.nextUnit()
        }
        func low(_ row: Int, _ column: Int) -> Bool { values[row * columns + column] <= 0.4 }
        func isWhole(_ row: Int, _ column: Int) -> Bool {
            guard row >= 0, column >= 0, row < rows - 1, column < columns - 1 else { return false }
            return [0, 1, columns, columns + 1].allSatisfy { !values[row * columns + column + $0].isNaN }
        }
        var expected = 0
        for row in 0..<rows {
            for column in 0..<columns {
                if column + 1 < columns, low(row, column) != low(row, column + 1),
                    isWhole(row, column) || isWhole(row - 1, column)
                {
                    expected += 1
                }
                if row + 1 < rows, low(row, column) != low(row + 1, column),
                    isWhole(row, column) || isWhole(row, column - 1)
                {
                    expected += 1
                }
            }
        }
        let found = try ContourLine.lines(of: values, on: grid(rows, columns), at: 0.4)
        let vertices = found.flatMap { $0.isClosed ? Array($0.points.dropLast()) : $0.points }
        #expect(vertices.count == expected && Set(vertices).count == expected)
    }

    @Test func `a surface that does not fit the grid is refused`() {
        #expect(throws: HotspotError.countMismatch(expected: 4, found: 3)) {
            _ = try ContourLine.lines(of: [0, 1, 2], on: grid(2, 2), at: 1)
        }
    }
}

extension CoordinateReferenceSystem {
    fileprivate static let unnamedPlane = CoordinateReferenceSystem("")
}
