internal import Incidents
internal import SpatialEngine

/// A link of a network that is made from legs.
struct BuiltLink {
    /// How its time is known.
    enum Evidence: String {
        case published, estimated
        /// From a file of crossing times.
        case modelled
        /// From the length and a speed that was assumed.
        case assumed
        /// Boarding, alighting or waiting; nothing that a source could give.
        case none = ""
    }

    var id: String
    /// The leg that it stands for; nil for boarding, alighting and waiting.
    var leg: String?
    var from: String
    var to: String
    var mode: String
    var lengthMetres: Double
    var timeSeconds: Double
    var lowSeconds: Double?
    var highSeconds: Double?
    var waitSeconds = 0.0
    var fee: Double?
    var hazard: Double?
    var capacity: Double?
    var validFrom: YearMonth?
    var validTo: YearMonth?
    var evidence = Evidence.none
    var confidence = ""
    var line: LineString?

    /// What travellers weigh: time under way and waiting, and the fee at its worth in seconds.
    func cost(secondsPerFee: Double) -> Double { timeSeconds + waitSeconds + (fee ?? 0) * secondsPerFee }
}
