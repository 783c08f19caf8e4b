internal import Incidents
internal import SpatialEngine

/// Compares stated positions with the coast: what happens at sea must be able to lie at sea, and the other way round.
struct CoastCheck: ~Copyable {
    private let land: PreparedRegion

    init(_ coast: MultiPolygon) throws(TopologyError) {
        land = try PreparedRegion(coast, in: TopologyContext())
    }

    /// Faults of incidents whose whole disc lies on the wrong side of the coast.
    func faults(_ incidents: [Row<Incident>], file: String) throws(TopologyError) -> [IngestError] {
        var faults: [IngestError] = []
        for row in incidents {
            guard let position = row.value.position else { continue }
            let isAtSea = row.value.mode == .sea
            guard let gap = try gap(from: position, toWater: isAtSea), gap > row.value.precision else { continue }
            let side = isAtSea ? "at sea lies \(metres(gap)) inland" : "on land lies \(metres(gap)) off the coast"
            faults.append(fault(file, row.row, "an incident \(side)", row.value.precision))
        }
        return faults
    }

    /// Faults of places that lie off the coast, or of ports and the like that lie inland, beyond their precision.
    ///
    /// A place with a stated doubt is taken as it is.
    func faults(_ places: [Row<Place>], file: String) throws(TopologyError) -> [IngestError] {
        let coastal: Set<String> = ["embarkation", "port", "island", "headland", "river_mouth"]
        var faults: [IngestError] = []
        for row in places where row.value.doubt == nil {
            let (position, precision) = (row.value.position, row.value.precision)
            if let gap = try gap(from: position, toWater: false), gap > precision {
                faults.append(fault(file, row.row, "\(row.value.id) lies \(metres(gap)) off the coast", precision))
            } else if coastal.contains(row.value.kind), let gap = try gap(from: position, toWater: true),
                gap > precision
            {
                faults.append(fault(file, row.row, "\(row.value.id) lies \(metres(gap)) inland", precision))
            }
        }
        return faults
    }

    /// How far the coast is when `point` lies on the wrong side of it; nil on the right side.
    private func gap(from point: GeographicPoint, toWater wantsWater: Bool) throws(TopologyError) -> Metres? {
        guard try land.covers(point) == wantsWater else { return nil }
        return land.sides.nearest(to: point)?.distance
    }

    private func metres(_ length: Metres) -> String { "\(Int(length.value.rounded())) m" }

    private func fault(_ file: String, _ row: Int, _ problem: String, _ precision: Metres) -> IngestError {
        IngestError(
            file: file, row: row, field: "precision_m",
            problem: "\(problem), more than its precision of \(metres(precision))",
            mend: "correct the position or widen the precision")
    }
}
