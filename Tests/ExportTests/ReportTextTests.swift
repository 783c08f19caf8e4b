import SpatialEngine
import Testing

@testable import Export

@Suite struct ReportTextTests {
    @Test(arguments: [
        (1_319_854.0, "1\u{2009}320\u{2009}000"), (23_800, "23\u{2009}800"), (100, "100"), (23.0242, "23.0"),
        (4.58296, "4.58"), (0.148, "0.15"), (0.0419, "0.042"), (0.00172, "0.0017"), (0, "0"), (-3.66, "−3.66"),
        (0.00001, "<\u{2009}0.0001"),
    ]) func `figures are short and thousands are parted by thin spaces`(value: Double, text: String) {
        #expect(HTML.figure(value) == text)
    }

    @Test func `an unknown figure is a dash`() { #expect(HTML.figure(nil) == "–") }

    @Test func `text that could be markup is not`() {
        #expect(HTML.escaped("<b a=\"1\">&") == "&lt;b a=&quot;1&quot;&gt;&amp;")
        #expect(!Bilingual("<script>", "x").html.contains("<script>"))
    }

    @Test func `equal texts stand once, different ones once a language`() {
        #expect(Bilingual(name: "Acandí").html == "Acandí")
        #expect(Bilingual("sea", "mar").html == "<span lang=\"en\">sea</span><span lang=\"es\">mar</span>")
    }

    @Test(arguments: [(81_946.0, 50_000.0), (5, 2), (12, 5), (400, 100), (3, 1)])
    func `axis steps are round and four or five reach the largest value`(most: Double, step: Double) {
        #expect(SeriesPlot.niceStep(most) == step)
        #expect(step * 5 >= most)
    }

    @Test func `thinning keeps the ends and whatever stands out`() {
        let line = [(0.0, 0.0), (1, 0.01), (2, 0), (3, 5), (4, 0), (10, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let kept = MapProjection.thinned(line, tolerance: 0.35)
        #expect(kept.first == line.first && kept.last == line.last)
        #expect(kept.contains(line[3]))
        #expect(!kept.contains(line[1]))
    }

    @Test func `a map is true to shape at its middle latitude`() {
        let extent = BoundingBox(west: -78, south: 7.5, east: -77, north: 8.5)
        let projection = MapProjection(extent: extent, width: 1000)
        let east = Geodesic.destination(
            from: GeographicPoint(longitude: -77.5, latitude: 8), azimuthDegrees: 90, distance: Metres(20_000))
        let north = Geodesic.destination(
            from: GeographicPoint(longitude: -77.5, latitude: 8), azimuthDegrees: 0, distance: Metres(20_000))
        let centre = projection.place(GeographicPoint(longitude: -77.5, latitude: 8))
        let across = projection.place(east).x - centre.x
        let up = centre.y - projection.place(north).y
        // A degree of latitude is 0.67 % shorter than one of a sphere here.
        #expect(abs(across / up - 1) < 0.01)
        #expect(abs(projection.pixels(Metres(20_000)) / up - 1) < 0.005)
    }
}
