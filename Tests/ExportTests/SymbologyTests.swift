import Testing

@testable import Export

extension StyleFilter {
    /// Whether a feature with these values is drawn by the rule: a plain reading of the condition, apart from any style language.
    func accepts(_ values: [String: PropertyValue]) -> Bool {
        switch self {
        case .equal(let name, let value): values[name] == value
        case .isNull(let name): values[name] == .null
        case .isPresent(let name): values[name] != .null
        case .isTrue(let name): values[name] == true
        case .isFalse(let name): values[name] == false
        case .atLeast(let name, let number): values[name]?.asNumber.map { $0 >= number } ?? false
        case .below(let name, let number): values[name]?.asNumber.map { $0 < number } ?? false
        case .all(let filters): filters.allSatisfy { $0.accepts(values) }
        }
    }

    var properties: [String] {
        switch self {
        case .equal(let name, _), .isNull(let name), .isPresent(let name), .isTrue(let name), .isFalse(let name),
            .atLeast(let name, _), .below(let name, _):
            [name]
        case .all(let filters): filters.flatMap(\.properties)
        }
    }
}

/// Every layer with the geometry types that it may have.
let drawnLayers = LayerSchema.all.flatMap { schema in schema.geometryTypes.map { (schema.name, $0) } }

@Suite struct SymbologyTests {
    @Test(arguments: drawnLayers) func `conditions name properties of the layer`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let schema = try #require(LayerSchema.all.first { $0.name == layer })
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        let names = symbology.rules.flatMap(\.filter.properties) + [symbology.drawnDescendingBy].compactMap(\.self)
        #expect(!names.isEmpty)
        for name in names { #expect(schema.index(of: name) != nil, "\(name)") }
    }

    /// How many rules draw each of the feature variants.
    private func counts(_ symbology: Symbology, _ variants: [[String: PropertyValue]]) -> [Int] {
        variants.map { values in symbology.rules.count { $0.filter.accepts(values) } }
    }

    @Test func `every feature is drawn by exactly one rule`() {
        let corridors = [1, 2, 5, 10].map { ["band_pct": PropertyValue.number($0)] }
        #expect(counts(.corridors, corridors) == [1, 1, 1, 1])

        let shares = [0, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 1].map { ["share": PropertyValue.number($0)] }
        #expect(counts(.routes, shares) == Array(repeating: 1, count: shares.count))

        let rates: [[String: PropertyValue]] =
            [0, 9.99, 10, 30, 99, 100, 299, 300, 1e5].map {
                ["rate_per_100k": .number($0), "exposure_status": "estimated", "exposure_person_trips": 5]
            } + [
                ["rate_per_100k": nil, "exposure_status": "unknown", "exposure_person_trips": nil],
                ["rate_per_100k": nil, "exposure_status": "known", "exposure_person_trips": 5],
            ]
        #expect(counts(.segments, rates) == Array(repeating: 1, count: rates.count))

        let bins: [PropertyValue] = [nil, -3, -2, -1, 0, 1, 2, 3]
        let cells: [[String: PropertyValue]] = bins.flatMap { bin in
            [(true, true), (true, false), (false, true), (false, false)].map {
                ["bin": bin, "observed": .boolean($0.0), "suppressed": .boolean($0.1)]
            }
        }
        #expect(counts(.hotspotCells, cells) == Array(repeating: 1, count: cells.count))
        #expect(counts(.hotspotSegments, cells) == Array(repeating: 1, count: cells.count))

        let harms: [Double?] = [nil, -5, -1, -0.5, -0.1, -0.01, 0, 0.01, 4]
        let areas: [[String: PropertyValue]] = harms.flatMap { net in
            ["enforcement", "protection"].map { lever in
                [
                    "lever": .text(lever), "net_harm_per_year": PropertyValue(net),
                    "backfire": PropertyValue(net.map { $0 > 0 }),
                ]
            }
        }
        #expect(counts(.priorities, areas) == Array(repeating: 1, count: areas.count))

        let incidents: [[String: PropertyValue]] = ["foot", "road", "river", "sea", "station"].flatMap { mode in
            [true, false].map { ["mode": .text(mode), "used": .boolean($0)] }
        }
        #expect(counts(.incidents, incidents) == Array(repeating: 1, count: incidents.count))
    }

    @Test(arguments: drawnLayers) func `no two rules differ in colour alone`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        let shapes = symbology.rules.map { rule in
            rule.symbol.strokes.map { "\($0.width) \($0.dash)" }.joined(separator: "+")
                + (rule.symbol.fill == nil ? " empty" : " filled")
                + rule.symbol.hatches.map { " \($0.angle) \($0.spacing)" }.joined()
        }
        #expect(Set(shapes).count == shapes.count, "\(shapes)")
    }

    @Test func `cells where nobody reports and withheld ones are hatched, and differently`() {
        let hatched = Symbology.hotspotCells.rules.filter { !$0.symbol.hatches.isEmpty }
        #expect(hatched.map { $0.symbol.hatches.map(\.angle) } == [[45], [45, 135]])
        #expect(hatched[0].filter.accepts(["observed": false, "suppressed": false, "bin": 0]))
        #expect(hatched[1].filter.accepts(["observed": true, "suppressed": true, "bin": nil]))
    }

    @Test(arguments: drawnLayers) func `legends come in two languages`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        #expect(Set(symbology.rules.map(\.label)).count == symbology.rules.count)
        for rule in symbology.rules { #expect(rule.label != rule.labelES && !rule.labelES.isEmpty) }
    }
}
