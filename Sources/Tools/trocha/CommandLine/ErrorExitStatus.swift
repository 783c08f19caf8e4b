internal import Export
internal import Ingest
internal import LandAnalysis
internal import RouteRiskJob
internal import SpatialEngine
internal import SpatialFormats

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

extension IngestError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch kind {
        case .missing: .missing
        case .content: .badData
        case .mismatch: .verificationFailed
        }
    }
}

extension RegionManifestError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .unreadable, .file: .missing
        case .malformed, .unknownFormat, .badPath: .badData
        case .unwritable: .cannotWrite
        }
    }
}

extension ExportError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        if case .output(let error) = self { error.exitStatus } else { .cannotWrite }
    }
}

extension FormatError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .missing: .missing
        case .unreadable, .unsuitable: .badData
        case .unwritable: .cannotWrite
        }
    }
}

extension RequestError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch kind {
        case .wrongUsage: .wrongUsage
        case .badData: .badData
        }
    }
}

extension JobError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .badOption: .wrongUsage
        case .ingest(let error): error.exitStatus
        case .format(let error): error.exitStatus
        case .export(let error): error.exitStatus
        case .elevation, .surface, .network, .sea, .method: .badData
        }
    }
}

extension RegionBuildError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .missingPackage: .missing
        case .unreadableSource, .badExtent, .topology: .badData
        case .unwritable: .cannotWrite
        case .manifest(let error): error.exitStatus
        }
    }
}
