internal import SpatialEngine
internal import Surfaces

/// The time and hazard of a boat on straight pieces of a drawn line, by place and time.
struct VoyageLine {
    let conditions: VoyageConditions
    let offset: LocalOffset
    /// The sea counts as constant over pieces of at most this many metres.
    let pieceMetres: Double

    struct Share {
        var seconds = 0.0
        /// ∫ hazard per hour dt, hours.
        var hazard = 0.0
        var heightSeconds = 0.0
        var highest = 0.0
    }

    /// Follows the straight segment from `a`, left at `time`, to `b`: midpoints of equal pieces; an obstruction where the
    /// boat cannot go on.
    func share(
        from a: GeographicPoint, to b: GeographicPoint, metres: Double, time: Double
    ) -> Result<Share, VoyageConditions.Obstruction> {
        var share = Share()
        guard metres > 0 else { return .success(share) }
        let way = offset(from: a, to: b)
        let norm = (way.east * way.east + way.north * way.north).squareRoot()
        let (east, north) = (way.east / norm, way.north / norm)
        let pieces = max(1, Int((metres / pieceMetres).rounded(.up)))
        let length = metres / Double(pieces)
        // The sea in the middle of a piece is met half a piece later; the speed of the piece before tells when.
        var last: Double?
        for i in 0..<pieces {
            let t = (Double(i) + 0.5) / Double(pieces)
            let place = GeographicPoint(
                longitude: a.longitude + t * (b.longitude - a.longitude),
                latitude: a.latitude + t * (b.latitude - a.latitude))
            let ahead = 0.5 * length / (last ?? max(0.1, conditions.calmSpeed))
            let meeting: VoyageConditions.Meeting
            switch conditions.meeting(at: place, time: time + share.seconds + ahead) {
            case .failure(let obstruction): return .failure(obstruction)
            case .success(let met): meeting = met
            }
            guard let speed = conditions.groundSpeed(east: east, north: north, in: meeting.sea) else {
                return .failure(VoyageConditions.Obstruction(.current))
            }
            let seconds = length / speed
            share.seconds += seconds
            share.hazard += meeting.hazardPerHour * seconds / 3600
            share.heightSeconds += meeting.sea.significantHeight.value * seconds
            share.highest = max(share.highest, meeting.sea.significantHeight.value)
            last = speed
        }
        if conditions.heightLimit != nil,
            case .failure(let obstruction) = conditions.meeting(at: b, time: time + share.seconds)
        {
            return .failure(obstruction)
        }
        return .success(share)
    }

    /// Metres of a short segment.
    func metres(from a: GeographicPoint, to b: GeographicPoint) -> Double {
        let way = offset(from: a, to: b)
        return (way.east * way.east + way.north * way.north).squareRoot()
    }
}
