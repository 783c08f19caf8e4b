internal import Export
internal import SpatialEngine

// Which exit code each module's errors mean; the only place that decides it.

extension OutputError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        if case .brokenPipe = self { .brokenPipe } else { .cannotWrite }
    }
}

extension TransformationError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .unknownSystem, .notGeographic, .noOperation: .wrongUsage
        case .outOfMemory: .cannotWrite
        }
    }
}

extension CommaSeparatedError: ExitStatusProviding {
    var exitStatus: ExitStatus { .badData }
}
