import Glibc
import SpatialEngine
import Surfaces

/// What all particles of an ensemble share.
struct DriftRun: Sendable {
    let object: LeewayClass
    let settings: DriftSettings
    let metocean: Metocean
    let coast: DriftCoast?

    /// What one particle keeps.
    private struct Particle {
        var fix: DriftEnsemble.Fix
        /// Errors in units of the lines' deviations.
        var downwindError = 0.0
        var crosswindError = 0.0
        var generator: SplitMix64
        /// The last wind and current known.
        var sea: SeaStateSample
        var isBeyond = false
        /// Where the last wind came from, and the way it blows.
        var windFrom = Double.nan
        var downwind = Velocity(east: 0, north: 0)
    }

    /// East and north, m/s.
    private struct Velocity {
        var east, north: Double
    }

    /// Fills the hours of a particle; true if it came to where no wind or current is known.
    func follow(_ index: Int, into fixes: UnsafeMutableBufferPointer<DriftEnsemble.Fix>) -> Bool {
        var particle = start(index)
        fixes[0] = particle.fix
        let stepsAnHour = max(1, Int((3600 / settings.step.value).rounded()))
        let seconds = 3600 / Double(stepsAnHour)
        for hour in 1..<max(1, fixes.count) {
            for step in 0..<stepsAnHour where particle.fix.status != .stranded {
                let passed = Double(hour - 1) * 3600 + Double(step) * seconds
                advance(&particle, time: settings.startTime + passed, seconds: seconds)
            }
            fixes[hour] = particle.fix
        }
        return particle.isBeyond
    }

    /// Draws a start, and the errors that the particle keeps.
    private func start(_ index: Int) -> Particle {
        var generator = SplitMix64(seed: settings.seed).stream(UInt64(index))
        var position = settings.start
        if settings.radius.value > 0, !settings.isDeterministic {
            let (away, angle) = (
                settings.radius.value * generator.nextUnit().squareRoot(), 2 * Double.pi * generator.nextUnit()
            )
            let offset = Velocity(east: away * sin(angle), north: away * cos(angle))
            position = moved(position, LocalRadii(latitude: position.latitude), offset, seconds: 1)
        }
        let sample = metocean.sample(at: position, time: settings.startTime)
        var particle = Particle(
            fix: .init(position: position, status: .adrift, isRight: index % 2 == 0), generator: generator,
            sea: sample ?? SeaStateSample(significantHeight: Metres(0)), isBeyond: sample == nil)
        if !settings.isDeterministic {
            particle.downwindError = particle.generator.nextNormal()
            particle.crosswindError = particle.generator.nextNormal()
        }
        if coast?.isLand(position) ?? false { particle.fix.status = .stranded }
        return particle
    }

    /// One step by the midpoint rule, up to the shore; then wind may capsize the object, and it may change its side.
    private func advance(_ particle: inout Particle, time: Double, seconds: Double) {
        let noise = noise(&particle)
        let from = particle.fix.position
        let (first, wind) = velocity(&particle, at: from, time: time, noise)
        let radii = LocalRadii(latitude: from.latitude)
        let middle = moved(from, radii, first, seconds: seconds / 2)
        let (mean, _) = velocity(&particle, at: middle, time: time + seconds / 2, noise)
        let to = moved(from, radii, mean, seconds: seconds)
        if let shore = coast?.firstMeeting(from: from, to: to) {
            particle.fix.position = shore
            particle.fix.status = .stranded
            return
        }
        particle.fix.position = to
        if settings.isDeterministic { return }
        capsize(&particle, wind: wind, seconds: seconds)
        let changes = -expm1(-settings.jibesPerHour * seconds / 3600)
        if changes > 0, particle.generator.nextUnit() < changes { particle.fix.isRight.toggle() }
    }

    private func capsize(_ particle: inout Particle, wind: Double, seconds: Double) {
        guard let capsize = settings.capsize, particle.fix.status == .adrift else { return }
        let perHour = SeaEncounter.windCapsizePerHour(
            windMetresPerSecond: wind, middle: capsize.middle, scale: capsize.scale)
        let perStep = WaveStatistics.chanceOfAtLeastOne(chanceEach: perHour, waves: seconds / 3600)
        if particle.generator.nextUnit() < perStep { particle.fix.status = .capsized }
    }

    /// Errors of wind and current in this step.
    private func noise(_ particle: inout Particle) -> (wind: Velocity, current: Velocity) {
        func draw(_ deviation: Double) -> Velocity {
            guard deviation > 0, !settings.isDeterministic else { return Velocity(east: 0, north: 0) }
            let east = deviation * particle.generator.nextNormal()
            return Velocity(east: east, north: deviation * particle.generator.nextNormal())
        }
        let wind = draw(settings.windDeviation)
        return (wind, draw(settings.currentDeviation))
    }

    /// Over the ground, with the wind speed that drives it.
    private func velocity(
        _ particle: inout Particle, at place: GeographicPoint, time: Double,
        _ noise: (wind: Velocity, current: Velocity)
    ) -> (Velocity, wind: Double) {
        if let sample = metocean.sample(at: place, time: time) {
            particle.sea = sample
        } else {
            particle.isBeyond = true
        }
        let sea = particle.sea
        var velocity = Velocity(
            east: sea.currentEastMetresPerSecond + noise.current.east,
            north: sea.currentNorthMetresPerSecond + noise.current.north)
        guard let speed = sea.windMetresPerSecond, let from = sea.windFromDegrees else { return (velocity, 0) }
        if from != particle.windFrom {
            particle.windFrom = from
            particle.downwind = Velocity(east: -sin(from * .pi / 180), north: -cos(from * .pi / 180))
        }
        var to = particle.downwind
        var wind = speed
        if noise.wind.east != 0 || noise.wind.north != 0 {
            let sum = Velocity(east: speed * to.east + noise.wind.east, north: speed * to.north + noise.wind.north)
            wind = (sum.east * sum.east + sum.north * sum.north).squareRoot()
            to = Velocity(east: sum.east / wind, north: sum.north / wind)
        }
        let (along, across) = leeway(particle, wind: wind)
        velocity.east += along * to.east + across * to.north
        velocity.north += along * to.north - across * to.east
        return (velocity, wind)
    }

    /// Along the wind and to its right, m/s.
    private func leeway(_ particle: Particle, wind: Double) -> (along: Double, across: Double) {
        let side = particle.fix.isRight ? object.right : object.left
        let along = object.downwind.metresPerSecond(
            wind: wind, error: particle.downwindError * object.downwind.deviationCentimetres)
        let across = side.metresPerSecond(wind: wind, error: particle.crosswindError * side.deviationCentimetres)
        let factor = particle.fix.status == .capsized ? settings.capsize?.leewayFactor ?? 1 : 1
        return (along * factor, across * factor)
    }

    /// A position after some time at a velocity.
    ///
    /// On the globe along a line of constant bearing, with the ellipsoid's radii of curvature halfway: over a step of a
    /// few kilometres within a millimetre.
    private func moved(
        _ p: GeographicPoint, _ first: LocalRadii, _ velocity: Velocity, seconds: Double
    ) -> GeographicPoint {
        let (east, north) = (velocity.east * seconds, velocity.north * seconds)
        guard settings.space == .globe else {
            return GeographicPoint(longitude: p.longitude + east, latitude: p.latitude + north)
        }
        let radii = LocalRadii(latitude: p.latitude + north / first.metresPerDegreeNorth / 2)
        return GeographicPoint(
            longitude: p.longitude + east / radii.metresPerDegreeEast,
            latitude: p.latitude + north / radii.metresPerDegreeNorth)
    }
}
