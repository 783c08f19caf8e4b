internal import SpatialEngine

/// The catalogue of a batch.
public enum BatchCatalogue {
    /// The version of STAC that is followed.
    static let version = "1.0.0"
    static let fileExtension = "https://stac-extensions.github.io/file/v2.1.0/schema.json"
    private static let assetExtension = "https://stac-extensions.github.io/item-assets/v1.0.0/schema.json"

    /// The text of `collection.json`: a STAC 1.0 Collection that links all items.
    ///
    /// Its summaries list the values that each parameter takes, in the order of their first item.
    /// - Parameters:
    ///   - id: The collection's id if there are no items; else it is their ``JobItem/collectionID``.
    ///   - title: A heading.
    ///   - items: The text of each job's `item.json` with its path relative to the collection, in the order of job ids.
    /// - Throws: ``ExportError`` for an item that is no STAC Item, or of another collection than the first.
    public static func collection(
        id: String, title: String, items: [(path: String, text: [UInt8])]
    ) throws(ExportError) -> String {
        var contents = CollectionContents()
        for item in items { try contents.add(item.text, path: item.path) }
        return JSONValue.members([
            ("type", .string("Collection")),
            ("stac_version", .string(version)),
            ("stac_extensions", .list([assetExtension])),
            ("id", .string(contents.id ?? id)),
            ("title", .string(title)),
            (
                "description",
                .string(
                    "Route-risk scenarios, an item each. The manifest of an item names its inputs with their licences, its parameters, and what the figures cannot tell."
                )
            ),
            // As many as there are inputs; each manifest names them.
            ("license", .string("various")),
            ("extent", contents.extent),
            ("summaries", contents.summaries),
            ("links", .array([link("root", "./collection.json", MediaType.json)] + contents.links)),
            ("item_assets", .members(contents.assets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
        ]).pretty
    }

    /// A link of the catalogue.
    static func link(_ relation: String, _ target: String, _ mediaType: String) -> JSONValue {
        .members([("rel", .string(relation)), ("href", .string(target)), ("type", .string(mediaType))])
    }
}

/// What a collection says of its items.
private struct CollectionContents {
    private(set) var id: String?
    private(set) var links: [JSONValue] = []
    private(set) var assets: [String: JSONValue] = [:]
    private var boxes: [BoundingBox] = []
    private var firstMoment: String?
    private var lastMoment: String?
    /// The names of parameters with their values, in order of appearance.
    private var names: [String] = []
    private var values: [String: [JSONValue]] = [:]
    private var seen: [String: Set<JSONValue>] = [:]

    /// Takes an item over.
    mutating func add(_ text: [UInt8], path: String) throws(ExportError) {
        let item = try object(text, path)
        guard item["type"]?.text == "Feature", let collection = item["collection"]?.text,
            let edges = item["bbox"]?.array?.compactMap(\.double), edges.count == 4,
            let properties = item["properties"]?.object, let first = properties["start_datetime"]?.text,
            let last = properties["end_datetime"]?.text, let parameters = properties["trocha:parameters"]?.object,
            let files = item["assets"]?.object
        else { throw fault(path, "it is no STAC Item of a job; write the job again") }
        guard collection == id ?? collection else {
            throw fault(path, "it is of the collection \(collection), not \(id ?? "")")
        }
        id = collection
        links.append(BatchCatalogue.link("item", "./" + path, MediaType.geoJSON))
        boxes.append(BoundingBox(west: edges[0], south: edges[1], east: edges[2], north: edges[3]))
        firstMoment = firstMoment.map { min($0, first) } ?? first
        lastMoment = lastMoment.map { max($0, last) } ?? last
        for parameter in parameters.members { add(parameter) }
        for asset in files.members where assets[asset.name] == nil { assets[asset.name] = definition(of: asset.value) }
    }

    private mutating func add(_ parameter: JSONObject.Member) {
        if values[parameter.name] == nil { names.append(parameter.name) }
        if seen[parameter.name, default: []].insert(parameter.value).inserted {
            values[parameter.name, default: []].append(parameter.value)
        }
    }

    /// What every asset of a name shares: all but its place, size and sum.
    private func definition(of asset: JSONValue) -> JSONValue {
        .members(["type", "title", "roles"].compactMap { name in asset.object?[name].map { (name, $0) } })
    }

    private func object(_ text: [UInt8], _ path: String) throws(ExportError) -> JSONObject {
        do throws(JSONError) {
            if let object = try JSONValue(parsing: text).object { return object }
        } catch {
            throw fault(path, "\(error)")
        }
        throw fault(path, "it is no JSON object")
    }

    private func fault(_ path: String, _ problem: String) -> ExportError {
        .invalidFolder(part: path, problem: problem)
    }

    var extent: JSONValue {
        let interval = [JSONValue(firstMoment), JSONValue(lastMoment)]
        return .members([
            ("spatial", .members([("bbox", .array([CatalogueExtent(boxes).json]))])),
            ("temporal", .members([("interval", .array([.array(interval)]))])),
        ])
    }

    /// The parameters as a JSON Schema of the items' member.
    var summaries: JSONValue {
        let schema = names.map { ($0, JSONValue.members([("enum", .array(values[$0] ?? []))])) }
        return .members([
            ("trocha:parameters", .members([("type", .string("object")), ("properties", .members(schema))]))
        ])
    }
}
