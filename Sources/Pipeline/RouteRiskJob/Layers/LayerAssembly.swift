import Export
import Incidents
import Ingest
import SpatialEngine

typealias FeatureParts = (id: String, geometry: Geometry, properties: [String: PropertyValue])

/// Turns what the stages found into the layers of the folder.
struct LayerAssembly {
    let inputs: JobInputs
    let frame: ScoreFrame
    let terrain: TerrainSource
    let slopeFunction: String

    func layer(_ schema: LayerSchema, _ features: [FeatureParts]) throws(JobError) -> Layer {
        do { return try Layer(schema: schema, features: features) } catch { throw .export(error) }
    }

    /// `From – To`, by the places' names.
    func name(from: String, to: String) -> String {
        "\(inputs.pack.place(from)?.name ?? from) – \(inputs.pack.place(to)?.name ?? to)"
    }
}
