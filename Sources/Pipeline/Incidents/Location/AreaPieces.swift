import Glibc
import SpatialEngine

/// Areas whose parts under a precision kernel can be measured by their sides near the event alone.
///
/// Round each event the plane is equal-area, the kernel a function of the distance from the origin, and its integral over an area a
/// sum over the area's directed sides. A side out of the kernel's reach counts only by the angle under which it is seen; all
/// angles of an area together are its winding number times 2π, so that the far ones need not be looked at.
struct AreaPieces: KernelGround {
    private struct Side {
        let unit: Int
        let start: SIMD3<Double>
        let end: SIMD3<Double>
    }

    /// Sides this long, straight in degrees, are straight on the plane to some centimetres.
    private static let longestSide = 2_000.0
    /// Metres from a border within which the position is too near for the winding number in degrees to be that of the plane.
    private static let borderWidth = 5.0
    /// Share of the whole kernel below which a mass is rounding.
    private static let rounding = 1e-12

    /// In the order of the tree.
    private let sides: [Side]
    /// Places in ``sides``, rising.
    private let sidesOfUnit: [[Int]]
    private let tree: GeocentricTree
    private let windings: WindingNumbers
    /// Area of each unit in square metres, measured round its own first vertex.
    let unitSizes: [Double]

    init(_ units: [MultiPolygon]) {
        let rings = units.map { $0.polygons.flatMap(Self.orientedRings) }
        var sides: [Side] = []
        for (unit, rings) in rings.enumerated() {
            for ring in rings {
                for (a, b) in Self.densified(ring) { sides.append(Side(unit: unit, start: a, end: b)) }
            }
        }
        let tree = GeocentricTree(ends: sides.map { ($0.start, $0.end) })
        self.sides = tree.order.map { sides[$0] }
        var sidesOfUnit = [[Int]](repeating: [], count: units.count)
        for (place, number) in tree.order.enumerated() { sidesOfUnit[sides[number].unit].append(place) }
        (self.sidesOfUnit, self.tree) = (sidesOfUnit, tree)
        windings = WindingNumbers(ofRings: rings)
        unitSizes = rings.map { rings in
            guard let origin = rings.first?.first else { return 0 }
            return rings.reduce(0) { $0 + Self.signedArea(of: $1, round: EventFrame(origin)) }
        }
    }

    func masses(of kernel: PrecisionKernel, _ sums: inout UnitSums) -> [UnitWeight] {
        let frame = EventFrame(kernel.centre)
        let around = windings.units(round: kernel.centre).filter { kernel.allows?($0.unit) ?? true }
        var met: [UnitWeight] = []
        if kernel.radius > 0, kernel.shape == .disc {
            let disc = DiscIntegral(radius: frame.chord(ofDistance: kernel.radius))
            met = masses(disc, within: kernel.radius, kernel, frame, around, &sums)
        } else if kernel.radius > 0 {
            let gaussian = GaussianIntegral(deviation: kernel.radius)
            // Beyond five deviations lies a 4-millionth: enough unless most of the kernel is off the units.
            met = masses(gaussian, within: 5 * kernel.radius, kernel, frame, around, &sums)
            if met.reduce(0, { $0 + $1.weight }) < gaussian.whole / 10 {
                met = masses(gaussian, within: kernel.horizon, kernel, frame, around, &sums)
            }
        }
        return met.isEmpty ? nearest(to: kernel, frame, around, &sums) : met
    }

    private func masses(
        _ integral: some PlaneIntegral, within horizon: Double, _ kernel: PrecisionKernel, _ frame: EventFrame,
        _ around: [(unit: Int, turns: Int)], _ sums: inout UnitSums
    ) -> [UnitWeight] {
        for (unit, turns) in around { sums.add(Double(turns) * integral.whole, to: unit) }
        tree.find(near: frame.centre, within: horizon, into: &sums.found)
        var atBorder: [Int] = []
        for place in sums.found {
            let side = sides[Int(place)]
            if let allows = kernel.allows, !allows(side.unit) { continue }
            let chord = PlaneSide(frame.plane(side.start), frame.plane(side.end))
            if chord.distance < Self.borderWidth, !atBorder.contains(side.unit) { atBorder.append(side.unit) }
            sums.add(-integral.complement(of: chord), to: side.unit)
        }
        let least = integral.whole * (integral.keepsSmallParts ? 0 : Self.rounding)
        var met = sums.take().filter { $0.weight > least && !atBorder.contains($0.unit) }
        for unit in atBorder {
            let mass = sidesOfUnit[unit].reduce(0) { sum, place in
                sum + integral.part(of: PlaneSide(frame.plane(sides[place].start), frame.plane(sides[place].end)))
            }
            if mass > Self.rounding * integral.whole { met.append(UnitWeight(unit: unit, weight: mass)) }
        }
        if !atBorder.isEmpty { met.sort { $0.unit < $1.unit } }
        return met
    }

    /// The nearest allowed unit within reach, with mass 1; 0 away from one that the position lies in.
    private func nearest(
        to kernel: PrecisionKernel, _ frame: EventFrame, _ around: [(unit: Int, turns: Int)], _ sums: inout UnitSums
    ) -> [UnitWeight] {
        let reach = kernel.reach + PrecisionKernel.touching
        var nearest: (distance: Double, unit: Int)? = around.first.map { (0, $0.unit) }
        if nearest == nil {
            tree.find(near: frame.centre, within: reach, into: &sums.found)
            for place in sums.found {
                let side = sides[Int(place)]
                if let allows = kernel.allows, !allows(side.unit) { continue }
                let chord = PlaneSide(frame.plane(side.start), frame.plane(side.end)).distance
                let distance = frame.distance(ofChord: chord)
                guard unitSizes[side.unit] > 0, distance <= reach else { continue }
                if (distance, side.unit) < nearest ?? (.infinity, 0) { nearest = (distance, side.unit) }
            }
        }
        return nearest.map { [UnitWeight(unit: $0.unit, weight: 1)] } ?? []
    }

    // MARK: - Rings

    /// Exterior rings counter-clockwise and holes clockwise, so that signed areas add up.
    private static func orientedRings(of polygon: Polygon) -> [[GeographicPoint]] {
        polygon.rings.enumerated().compactMap { index, ring in
            guard let origin = ring.first else { return nil }
            let isCounterClockwise = signedArea(of: ring, round: EventFrame(origin)) > 0
            return isCounterClockwise == (index == 0) ? ring : ring.reversed()
        }
    }

    private static func signedArea(of ring: [GeographicPoint], round frame: EventFrame) -> Double {
        densified(ring).reduce(0) { sum, side in
            let (a, b) = (frame.plane(side.0), frame.plane(side.1))
            return sum + (a.x * b.y - a.y * b.x) / 2
        }
    }

    /// The ring's sides, cut so that none is longer than ``longestSide``.
    private static func densified(_ ring: [GeographicPoint]) -> [(SIMD3<Double>, SIMD3<Double>)] {
        var sides: [(SIMD3<Double>, SIMD3<Double>)] = []
        for (a, b) in zip(ring, ring.dropFirst()) where a != b {
            let width = (b.longitude - a.longitude) * cos((a.latitude + b.latitude) / 2 * .pi / 180)
            let steps = max(1, (111_700 * hypot(width, b.latitude - a.latitude) / longestSide).rounded(.up))
            var start = SIMD3(a)
            for step in 1...Int(steps) {
                let end = SIMD3(a.between(b, Double(step) / steps))
                sides.append((start, end))
                start = end
            }
        }
        return sides
    }
}
