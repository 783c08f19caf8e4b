import Export
import Foundation
import SpatialEngine
import Testing

@Suite struct BatchCatalogueTests {
    private func item(_ id: String, month: Int, in scratch: Scratch, _ formats: [JobFormat] = [.geojson]) throws
        -> [UInt8]
    {
        try FileManager.default.createDirectory(atPath: scratch.file(id), withIntermediateDirectories: false)
        let item = JobItem(
            id: id, parameters: ["direction": .string("north"), "month": .integer(month)],
            collection: "../collection.json", collectionID: "dry", firstDay: "2021-0\(month)-01", lastDay: "2024-12-31")
        _ = try JobFolder.write(
            SampleAssessment.contents(), parts: .all, formats: formats, item: item, into: scratch.file(id))
        return Array(try scratch.text("\(id)/item.json").utf8)
    }

    private func object(_ text: [UInt8]) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text)) as? [String: Any])
    }

    @Test func `an item has what STAC 1.0 asks of it, and every file of the folder with its sum`() throws {
        let scratch = try Scratch()
        let item = try object(item("a", month: 1, in: scratch, JobFormat.allCases))
        #expect(item["type"] as? String == "Feature" && item["stac_version"] as? String == "1.0.0")
        #expect(item["id"] as? String == "a" && item["collection"] as? String == "dry")
        let box = try #require(item["bbox"] as? [Double])
        // From the western edge of the raster to the end of the eastern line, from the raster's south to its north.
        #expect(box == [-78, 8, -76.5, 9])
        let geometry = try #require(item["geometry"] as? [String: Any])
        let rings = try #require(geometry["coordinates"] as? [[[Double]]])
        #expect(rings == [[[-78, 8], [-76.5, 8], [-76.5, 9], [-78, 9], [-78, 8]]])
        let properties = try #require(item["properties"] as? [String: Any])
        #expect(properties["datetime"] is NSNull)
        #expect(properties["start_datetime"] as? String == "2021-01-01T00:00:00Z")
        #expect(properties["end_datetime"] as? String == "2024-12-31T23:59:59Z")
        let parameters = try #require(properties["trocha:parameters"] as? [String: Any])
        #expect(parameters["month"] as? Int == 1 && parameters["direction"] as? String == "north")
        let links = try #require(item["links"] as? [[String: String]])
        #expect(links.map { $0["rel"] } == ["root", "parent", "collection", "describedby"])
        let assets = try #require(item["assets"] as? [String: [String: Any]])
        let tree = try scratch.tree("a")
        #expect(Set(assets.keys) == Set(tree.keys).subtracting(["item.json", "manifest.json"]))
        for (path, asset) in assets {
            let found = try #require(tree[path])
            let bytes = Array(found)
            #expect(asset["href"] as? String == "./" + path)
            #expect(asset["file:size"] as? Int == bytes.count)
            #expect(asset["file:checksum"] as? String == "1220" + SHA256.hexDigest(of: bytes))
            #expect((asset["type"] as? String)?.contains("/") == true)
            #expect((asset["roles"] as? [String])?.isEmpty == false)
        }
    }

    @Test func `a collection links every item and sums them up`() throws {
        let scratch = try Scratch()
        let items = try [
            ("jobs/a/item.json", item("a", month: 2, in: scratch)),
            ("jobs/b/item.json", item("b", month: 1, in: scratch)),
        ]
        let collection = try object(
            Array(try BatchCatalogue.collection(id: "dry", title: "Dry season", items: items).utf8))
        #expect(collection["type"] as? String == "Collection" && collection["stac_version"] as? String == "1.0.0")
        let extent = try #require(collection["extent"] as? [String: [String: Any]])
        #expect(extent["spatial"]?["bbox"] as? [[Double]] == [[-78, 8, -76.5, 9]])
        #expect(
            extent["temporal"]?["interval"] as? [[String]] == [["2021-01-01T00:00:00Z", "2024-12-31T23:59:59Z"]])
        let links = try #require(collection["links"] as? [[String: String]])
        #expect(
            links.filter { $0["rel"] == "item" }.map { $0["href"] } == ["./jobs/a/item.json", "./jobs/b/item.json"])
        let summaries = try #require(collection["summaries"] as? [String: [String: Any]])
        let parameters = try #require(summaries["trocha:parameters"]?["properties"] as? [String: [String: [Any]]])
        #expect(parameters["month"]?["enum"] as? [Int] == [2, 1])
        #expect(parameters["direction"]?["enum"] as? [String] == ["north"])
        let assets = try #require(collection["item_assets"] as? [String: [String: Any]])
        #expect(assets["segments.geojson"]?["type"] as? String == "application/geo+json")
        #expect(assets.values.allSatisfy { $0["href"] == nil && $0.count >= 2 })
    }

    @Test func `a text that is no item of the collection is named`() throws {
        let scratch = try Scratch()
        let good = try item("a", month: 1, in: scratch)
        let other = String(decoding: good, as: UTF8.self).replacing(
            "\"collection\": \"dry\"", with: "\"collection\": \"wet\"")
        for text in [Array("{}".utf8), Array(good.prefix(100)), [], Array(other.utf8)] {
            do {
                _ = try BatchCatalogue.collection(
                    id: "dry", title: "t", items: [("jobs/b/item.json", good), ("jobs/a/item.json", text)])
                Issue.record("taken over")
            } catch {
                #expect(error.description.hasPrefix("jobs/a/item.json: "))
            }
        }
    }

    @Test func `a batch without jobs has a collection too`() throws {
        let collection = try object(Array(try BatchCatalogue.collection(id: "dry", title: "t", items: []).utf8))
        #expect(collection["extent"] != nil && (collection["links"] as? [Any])?.count == 1)
    }
}
