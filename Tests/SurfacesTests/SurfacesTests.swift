import Testing

@Suite struct SurfacesTests {}
