import Export
import SeaAnalysis
import Surfaces

/// What the sea is like in a mean month: modelled, or given by the user.
enum MonthlySeaState: Sendable {
    case modelled(ClimatologicalSea)
    case given(SeaStateGrid)

    /// As the manifest and `sea_months` say it.
    var source: SeaStateSource {
        switch self {
        case .modelled: .modelled
        case .given: .given
        }
    }
}
