import Testing

@Suite struct HotspotsTests {}
