import Testing

@Suite struct SpatialEngineTests {}
