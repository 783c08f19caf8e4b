import SpatialEngine
import Testing

/// Readers of foreign bytes never trap: whatever is changed in a good file, they read it or say what is wrong.
@Suite struct MutationTests {
    @Test func `GeoJSON with bytes changed, cut or doubled is read or refused`() throws {
        let holed = Polygon(exterior: box(0, 0, 4, 4), holes: [box(1, 1, 2, 2).reversed()])
        let good = try GeoJSON.encoded(
            FeatureCollection(
                name: "Chocó",
                features: [
                    Feature(
                        id: .text("a"), geometry: .polygon(holed),
                        properties: ["x": .number(-1.5e-7), "é": .string("\u{1}\"")]),
                    Feature(id: .number(2), geometry: .multiPoint([spot(1, 2), spot(3, 4)]), properties: ["x": .null]),
                ]))
        var random = SplitMix64(seed: 41)
        var refused = 0
        for _ in 0..<4000 {
            var bytes = good
            for _ in 0...Int(random.next() % 3) { mutate(&bytes, with: &random) }
            do {
                // What is read can be written, or is refused with a reason.
                let collection = try GeoJSON.decoded(bytes)
                do { _ = try GeoJSON.encoded(collection) } catch { #expect(!"\(error)".isEmpty) }
            } catch {
                refused += 1
                #expect(!"\(error)".isEmpty)
            }
        }
        #expect(refused > 1000 && refused < 4000)
    }

    @Test func `well-known binary with bytes changed, cut or doubled is read or refused`() {
        let good = WellKnownBinary.encoded(
            .multiPolygon(MultiPolygon([Polygon(exterior: box(0, 0, 4, 4), holes: [box(1, 1, 2, 2)])])))
        var random = SplitMix64(seed: 43)
        var refused = 0
        for _ in 0..<4000 {
            var bytes = good
            for _ in 0...Int(random.next() % 3) { mutate(&bytes, with: &random) }
            do throws(WellKnownBinaryError) {
                let geometry = try WellKnownBinary.decoded(bytes)
                #expect(geometry.points.count < good.count)
            } catch {
                refused += 1
                #expect(error.offset <= bytes.count)
            }
        }
        #expect(refused > 500 && refused < 4000)
    }

    private let marks = Array("{}[]\",:0.-e\\ntf1".utf8)

    private func mutate(_ bytes: inout [UInt8], with random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 5 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes[place] = marks[Int(random.next() % UInt64(marks.count))]
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
        }
    }
}
