import SpatialEngine

extension Kernel {
    /// Text to checked features; longitude, latitude and the property `risk` of each are written, NaN where missing.
    @Sendable
    static func geoJSONDecoding(_ inputs: Inputs) throws -> Measurement {
        let text = try inputs.bytes(0)
        let timed = try Timed { try GeoJSON.decoded(text) }
        return Measurement(of: timed) { collection in
            bytes(
                of: collection.features.flatMap { feature in
                    let risk = feature.properties["risk"]?.double ?? .nan
                    guard case .point(let point)? = feature.geometry else { return [Double.nan, .nan, risk] }
                    return [point.longitude, point.latitude, risk]
                })
        }
    }

    /// Features to text.
    @Sendable
    static func geoJSONEncoding(_ inputs: Inputs) throws -> Measurement {
        let collection = try GeoJSON.decoded(try inputs.bytes(0))
        let timed = try Timed { try GeoJSON.encoded(collection) }
        return Measurement(of: timed) { $0 }
    }
}
