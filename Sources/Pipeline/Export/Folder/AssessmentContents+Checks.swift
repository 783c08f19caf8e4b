extension AssessmentContents {
    /// Fails when a name may not be a file's, or is another's too.
    func check() throws(ExportError) {
        try check(names: [region], of: "region")
        try check(names: rasters.map(\.name), of: "rasters")
        try check(names: tables.map(\.name), of: "tables")
        try check(names: documents.map(\.name), of: "documents")
    }

    /// The layers of some schemas, in their order; fails when one is missing or there twice.
    ///
    /// - Parameter only: Whether another layer is a fault.
    func layers(of schemas: [LayerSchema], only: Bool) throws(ExportError) -> [Layer] {
        var checked: [Layer] = []
        for schema in schemas {
            let found = layers.filter { $0.schema == schema }
            guard let layer = found.first, found.count == 1 else {
                throw .invalidFolder(part: "layers", problem: "\(found.count) layers named \(schema.name); give one")
            }
            checked.append(layer)
        }
        guard !only || layers.count == checked.count else {
            throw .invalidFolder(
                part: "layers", problem: "\(layers.count) layers; give the \(checked.count) of the schema")
        }
        return checked
    }

    private func check(names: [String], of part: String) throws(ExportError) {
        for name in names where !name.isFileName {
            throw .invalidFolder(part: part, problem: "\"\(name)\" cannot name a file; use A–Z a–z 0–9 _ . -")
        }
        let sorted = names.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where a == b {
            throw .invalidFolder(part: part, problem: "\"\(a)\" appears twice; give each a name of its own")
        }
    }
}

extension String {
    fileprivate var isFileName: Bool {
        guard let first = utf8.first, first != UInt8(ascii: ".") else { return false }
        return utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
                || byte == 0x2E || byte == 0x2D
        }
    }
}
