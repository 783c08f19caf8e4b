import Glibc

/// The shape of the hill that stands for one event in time.
public enum TimeKernel: String, CaseIterable, Sendable {
    /// 3/4 (1 − u²) within the bandwidth, u being the time over it (Nakaya & Yano 2010,
    /// doi:10.1111/j.1467-9671.2010.01194.x).
    case epanechnikov
    /// 15/16 (1 − u²)² within the bandwidth.
    case quartic
    /// The normal density, the bandwidth being its standard deviation.
    case gaussian

    /// Beyond so many bandwidths nothing of the kernel is left.
    var reach: Double { self == .gaussian ? SmoothingKernel.gaussian.reach : 1 }

    /// How many bandwidths a picture of all kernels should reach beyond the events.
    public var pictureReach: Double { min(reach, 4) }

    /// The share of the kernel's mass before a time, in bandwidths after the event.
    public func share(before u: Double) -> Double {
        switch self {
        case .epanechnikov:
            let inside = max(-1, min(1, u))
            return (2 + inside * (3 - inside * inside)) / 4
        case .quartic:
            let tail = SmoothingKernel.quartic.linearTail(from: abs(u), bandwidth: 1)
            return u < 0 ? tail : 1 - tail
        case .gaussian: return erfc(-u / 2.0.squareRoot()) / 2
        }
    }
}
