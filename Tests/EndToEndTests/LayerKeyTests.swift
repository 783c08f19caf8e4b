import Foundation
import SpatialEngine
import Testing

/// Names, types and order of what stands in the layers.
@Suite struct LayerKeyTests {
    @Test(arguments: Assessed.Scenario.allCases)
    func `a layer holds its members, its own name and a bbox of all positions`(_ scenario: Assessed.Scenario) throws {
        for layer in try scenario.assessed.layers {
            #expect(layer.object.members.map(\.name) == ["type", "name", "bbox", "features"], "\(layer.name)")
            #expect(layer.object["name"] == .string(layer.name))
            let box = BoundingBox(around: layer.features.flatMap { $0.geometry?.points ?? [] })
            let written = layer.object["bbox"]?.array?.compactMap(\.double)
            #expect(written == box.map { [$0.west, $0.south, $0.east, $0.north] }, "\(layer.name)")
            #expect(!layer.features.isEmpty)
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `ids are made of the keys, unique and in order`(_ scenario: Assessed.Scenario) throws {
        for (schema, layer) in zip(OutputSchema.layers, try scenario.assessed.layers) {
            let ids = layer.features.map(\.name)
            #expect(ids == layer.features.map(schema.id), "\(schema.name)")
            #expect(Set(ids).count == ids.count)
            // The order of bytes.
            #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            for id in ids { #expect(id.wholeMatch(of: #/[a-z]+(:[A-Za-z0-9_.\-]+)+/#) != nil, "\(id)") }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `every feature has all keys of its layer in order, with values of their type`(
        _ scenario: Assessed.Scenario
    ) throws {
        for (schema, layer) in zip(OutputSchema.layers, try scenario.assessed.layers) {
            for feature in layer.features {
                let names = feature.properties.members.map(\.name)
                #expect(Array(names.prefix(schema.keys.count)) == schema.keys.map(\.name), "\(feature.name)")
                for key in schema.keys {
                    let value = feature.properties[key.name] ?? .null
                    #expect(key.admits(value), "\(feature.name) \(key.name): \(value)")
                }
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `a file has one geometry type and positions of seven decimals at most`(
        _ scenario: Assessed.Scenario
    ) throws {
        for (schema, layer) in zip(OutputSchema.layers, try scenario.assessed.layers) {
            let types = Set(layer.features.compactMap { $0.geometry?.typeName })
            #expect(types.count == 1 && types.isSubset(of: schema.geometries), "\(schema.name): \(types)")
            let ragged = layer.features.flatMap { $0.geometry?.points ?? [] }.filter { point in
                [point.longitude, point.latitude].contains { abs($0 * 1e7 - ($0 * 1e7).rounded()) > 1e-4 }
            }
            #expect(ragged.isEmpty, "\(schema.name)")
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `places, corridors, month groups and sources are those of the pack`(_ scenario: Assessed.Scenario) throws {
        let places = Set(try Pack.rows("places.csv").compactMap { $0["place_id"] })
        let settings = String(decoding: try Assessed.bytes(Repository.pack + "/region.yaml"), as: UTF8.self)
        let months = ["dry": "1;2;3;4", "wet": "5;6;7;8;9;10;11;12", "all": "1;2;3;4;5;6;7;8;9;10;11;12"]
        for feature in try scenario.assessed.layers.flatMap(\.features) {
            for key in ["origin_id", "destination_id", "from_id", "to_id"] where feature.properties[key] != nil {
                #expect(places.contains(feature.text(key)), "\(feature.name) \(key)")
            }
            let corridors = ["corridor_id", "corridor_ids", "receiving_corridor_ids"].flatMap(feature.list)
            for corridor in corridors { #expect(settings.contains("{id: \(corridor), name:"), "\(feature.name)") }
            if feature.properties["months"] != nil {
                #expect(feature.text("months") == months[feature.text("month_group")], "\(feature.name)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the data dictionary has a row in two languages for every key and no other`(
        _ scenario: Assessed.Scenario
    ) throws {
        let table = try CommaSeparatedTable(bytes: try scenario.assessed.bytes("dictionary.csv"))
        #expect(
            table.header == [
                "layer", "property", "type", "unit", "null_means", "values", "description", "description_es",
            ])
        #expect(
            table.rows.map { $0.fields[0] + "." + $0.fields[1] }
                == OutputSchema.layers.flatMap { layer in layer.keys.map { layer.name + "." + $0.name } })
        for (row, key) in zip(table.rows, OutputSchema.layers.flatMap(\.keys)) {
            #expect(row.fields[2] == key.kind.dictionaryName, "\(row.fields)")
            #expect(row.fields[4].isEmpty != key.isOptional, "\(row.fields)")
            #expect(!row.fields[6].isEmpty && !row.fields[7].isEmpty, "\(row.fields)")
            if case .word(let words) = key.kind {
                #expect(Set(row.fields[5].split(whereSeparator: { ";|".contains($0) }).map(String.init)) == Set(words))
            }
        }
    }
}
