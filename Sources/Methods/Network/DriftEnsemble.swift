public import SpatialEngine
public import Surfaces

/// Where a drifting object may be, hour by hour: particles that each keep their own leeway.
///
/// Each particle draws its error of the fitted lines once (Breivik and Allen 2008, doi:10.1016/j.jmarsys.2007.02.010).
public struct DriftEnsemble: Sendable {
    /// What has become of a particle.
    public enum Status: UInt8, Sendable {
        case adrift, capsized, stranded
    }

    /// A particle at a whole hour.
    public struct Fix: Hashable, Sendable {
        /// Where it is.
        public var position: GeographicPoint
        /// What has become of it.
        public var status: Status
        /// Whether it goes to the right of the wind.
        public var isRight: Bool
    }

    /// How many particles there are.
    public let particles: Int
    /// The last hour.
    public let hours: Int
    /// Particle by particle, each with hours 0…``hours``.
    public let fixes: [Fix]
    /// Particles that came to where no wind or current is known; they keep the last that was.
    public let beyondKnown: Int

    /// Follows every particle.
    ///
    /// - Parameter coast: What particles strand on; nil for open sea everywhere.
    /// - Complexity: O(particles · steps).
    public init(
        _ object: LeewayClass, _ settings: DriftSettings, in metocean: Metocean, coast: DriftCoast?, threads: Int
    ) {
        let particles = settings.isDeterministic ? 2 : settings.particles
        let fixesEach = settings.hours + 1
        let run = DriftRun(object: object, settings: settings, metocean: metocean, coast: coast)
        let blank = Fix(position: settings.start, status: .adrift, isRight: true)
        var fixes = [Fix](repeating: blank, count: particles * fixesEach)
        let block = 32
        let blocks = (particles + block - 1) / block
        var beyond = [Int](repeating: 0, count: blocks)
        fixes.withUnsafeMutableBufferPointer { fixes in
            beyond.withUnsafeMutableBufferPointer { beyond in
                let (fixes, beyond) = (SharedBuffer(fixes), SharedBuffer(beyond))
                inParallel(blocks, threads: threads) { index in
                    for particle in (index * block)..<min(particles, (index + 1) * block) {
                        let rows = UnsafeMutableBufferPointer(
                            rebasing: fixes.buffer[particle * fixesEach..<(particle + 1) * fixesEach])
                        if run.follow(particle, into: rows) { beyond.buffer[index] += 1 }
                    }
                }
            }
        }
        self.particles = particles
        hours = settings.hours
        self.fixes = fixes
        beyondKnown = beyond.reduce(0, +)
    }

    /// A particle at an hour.
    public func fix(_ particle: Int, hour: Int) -> Fix { fixes[particle * (hours + 1) + hour] }

    /// How many particles end with a status.
    public func count(_ status: Status) -> Int {
        (0..<particles).count { fix($0, hour: hours).status == status }
    }
}
