internal import Batch
internal import Export

extension PlanError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch kind {
        case .bad: .badData
        case .missing: .missing
        }
    }
}

extension BatchError: ExitStatusProviding {
    var exitStatus: ExitStatus {
        switch self {
        case .otherPlan: .badData
        case .begun, .foreign: .cannotWrite
        case .noBatch: .missing
        case .output(let error): error.exitStatus
        case .catalogue(let error): error.exitStatus
        }
    }
}
