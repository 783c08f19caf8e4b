/// Why coordinates cannot be carried from one reference system to another.
public enum TransformationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// PROJ does not know the system; `reason` is its own sentence.
    case unknownSystem(CoordinateReferenceSystem, reason: String)
    /// The system is known but its coordinates are not longitude and latitude.
    case notGeographic(CoordinateReferenceSystem)
    /// Both systems are known but nothing leads from one to the other.
    case noOperation(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem, reason: String)
    case outOfMemory

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .unknownSystem(let system, let reason):
            "unknown coordinate reference system \"\(system)\" (\(reason)); name one as EPSG:n"
        case .notGeographic(let system):
            "\(system) is not a geographic system; name one in longitude and latitude, such as EPSG:4326"
        case .noOperation(let source, let target, let reason):
            "no operation leads from \(source) to \(target) (\(reason)); choose systems that share a datum or the Earth"
        case .outOfMemory:
            "PROJ cannot start; free memory and try again"
        }
    }
}
