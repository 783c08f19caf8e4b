import Glibc
internal import SpatialEngine

extension StudyWindow {
    /// The part of a kernel's mass that lies in the window: exact in the plane, 1 far inside, 0 far outside.
    ///
    /// By the divergence theorem each side cuts off the mass beyond it, which has a closed form for the quartic kernel and
    /// is a Gauss–Legendre sum for the Gaussian (of a box: products of error functions). On longitudes and latitudes sides
    /// are put into a plane round the position, with distances of chords: good for about (bandwidth/Earth's radius)².
    func kernelMass(at position: PlanarPoint, kernel: SmoothingKernel, bandwidth: Double) -> Double {
        let point = aligned(position)
        if isBox, kernel == .gaussian, !metric.isGeographic { return boxMass(at: point, sigma: bandwidth) }
        let isInside = contains(point)
        let near = sides(within: kernel.reach * bandwidth, of: point)
        guard !near.isEmpty else { return isInside ? 1 : 0 }
        let plane = TangentPlane(at: point, metric)
        var beyond = 0.0
        for id in near {
            guard let part = beyondSide(sides[id], in: plane, kernel, bandwidth) else {
                return massOnBorder(in: plane, kernel, bandwidth)
            }
            beyond += part
        }
        return min(1, max(0, (isInside ? 1 : 0) - beyond))
    }

    /// For a position on the border, where inside and outside do not differ: ∮ (share within the radius) dθ / 2π.
    private func massOnBorder(in plane: TangentPlane, _ kernel: SmoothingKernel, _ bandwidth: Double) -> Double {
        var mass = 0.0
        for side in sides {
            guard let beyond = beyondSide(side, in: plane, kernel, bandwidth) else { continue }
            for (a, b) in plane.pieces(of: side, length: .infinity) {
                mass += atan2(a.x * b.y - b.x * a.y, a.x * b.x + a.y * b.y) / (2 * .pi)
            }
            mass -= beyond
        }
        return min(1, max(0, mass))
    }

    /// The signed mass that a side cuts off; nil when the position lies on it.
    private func beyondSide(
        _ side: Side, in plane: TangentPlane, _ kernel: SmoothingKernel, _ bandwidth: Double
    ) -> Double? {
        var sum = 0.0
        for (a, b) in plane.pieces(of: side, length: bandwidth / 4) {
            let (dx, dy) = (b.x - a.x, b.y - a.y)
            let length = (dx * dx + dy * dy).squareRoot()
            guard length > 0 else { continue }
            let cross = a.x * b.y - b.x * a.y
            let start = (a.x * dx + a.y * dy) / length
            let end = start + length
            let offset = abs(cross) / length
            if offset <= 1e-12 * bandwidth {
                let slack = 1e-12 * bandwidth
                if start <= slack, end >= -slack { return nil }
                continue
            }
            let mass = kernel.massBeyond(offset: offset, from: start, to: end, bandwidth: bandwidth)
            sum += cross > 0 ? mass : -mass
        }
        return sum
    }

    private func boxMass(at point: PlanarPoint, sigma: Double) -> Double {
        let root = sigma * 2.0.squareRoot()
        let x = (erf((high.x - point.x) / root) - erf((low.x - point.x) / root)) / 2
        let y = (erf((high.y - point.y) / root) - erf((low.y - point.y) / root)) / 2
        return x * y
    }
}

/// A plane that touches the ground at a position, in its metres or units, the position at (0, 0).
private struct TangentPlane {
    let origin: PlanarPoint
    let ground: GroundDistance
    private let place, east, north: SIMD3<Double>

    init(at origin: PlanarPoint, _ metric: Metric) {
        self.origin = origin
        ground = GroundDistance(metric, scale: 0)
        place = ground.metric.place(origin)
        let (latitude, longitude) = (origin.y * .pi / 180, origin.x * .pi / 180)
        east = SIMD3(-sin(longitude), cos(longitude), 0)
        north = SIMD3(-sin(latitude) * cos(longitude), -sin(latitude) * sin(longitude), cos(latitude))
    }

    func project(_ point: PlanarPoint) -> PlanarPoint {
        guard ground.metric.isGeographic else { return PlanarPoint(x: point.x - origin.x, y: point.y - origin.y) }
        let step = ground.metric.place(point) - place
        let (x, y) = ((step * east).sum(), (step * north).sum())
        let flat = (x * x + y * y).squareRoot()
        guard flat > 0 else { return PlanarPoint(x: 0, y: 0) }
        let scale = GroundDistance.arcSquared((step * step).sum()).squareRoot() / flat
        return PlanarPoint(x: x * scale, y: y * scale)
    }

    /// A side in the plane; on the globe in pieces of about `length`, since it is no straight line there.
    func pieces(of side: StudyWindow.Side, length: Double) -> [(PlanarPoint, PlanarPoint)] {
        let (first, last) = (project(side.from), project(side.to))
        guard ground.metric.isGeographic else { return [(first, last)] }
        let (dx, dy) = (last.x - first.x, last.y - first.y)
        let count = max(8, min(4096, Int(((dx * dx + dy * dy).squareRoot() / length).rounded(.up))))
        var pieces: [(PlanarPoint, PlanarPoint)] = []
        pieces.reserveCapacity(count)
        var before = first
        for i in 1...count {
            let t = Double(i) / Double(count)
            let next = project(
                PlanarPoint(
                    x: side.from.x + t * (side.to.x - side.from.x), y: side.from.y + t * (side.to.y - side.from.y)))
            pieces.append((before, next))
            before = next
        }
        return pieces
    }
}
