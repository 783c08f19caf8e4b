internal import SpatialEngine

/// A layer of a job, rounded when a file needs it that was not made before.
final class JobLayer {
    /// What the layer's files are made from.
    let source: FileSource
    private let layer: Layer
    private var roundedOnce: RoundedLayer?

    init(_ layer: Layer) { (self.layer, source) = (layer, FileSource(layer)) }

    var schema: LayerSchema { layer.schema }
    var geometryType: LayerGeometry { layer.geometryType }
    /// Number of features.
    var count: Int { layer.features.count }

    /// The layer as files hold it.
    func rounded() throws(ExportError) -> RoundedLayer {
        if let roundedOnce { return roundedOnce }
        let rounded = try RoundedLayer(layer)
        roundedOnce = rounded
        return rounded
    }

    /// The longitudes and latitudes between which the features lie; nil without any.
    var box: BoundingBox? {
        var points: [GeographicPoint] = []
        for feature in layer.features { points.append(contentsOf: feature.geometry.points) }
        return BoundingBox(around: points)
    }
}
