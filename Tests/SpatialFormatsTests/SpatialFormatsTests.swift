import Testing

@Suite struct SpatialFormatsTests {}
