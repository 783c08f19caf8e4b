internal import Yams

/// A node of a YAML document with its key path; its children are read by key and checked as they are read.
struct YAMLReader {
    let file: String
    /// The way from the top, as `corridors[2].kind`.
    let path: String
    let node: Node

    /// Reads a whole document, whose top must be a mapping.
    init(file: String, bytes: [UInt8]) throws(IngestError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw IngestError(file: file, problem: "bytes that are not UTF-8", mend: "save the file as UTF-8")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            let line = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw IngestError(file: file, problem: "is no YAML (\(line))", mend: "check indentation, quotes and colons")
        }
        guard let node, node.mapping != nil else {
            throw IngestError(file: file, problem: "is no mapping of keys", mend: "begin it with format: 1")
        }
        self.init(file: file, path: "", node: node)
    }

    private init(file: String, path: String, node: Node) {
        self.file = file
        self.path = path
        self.node = node
    }

    /// An error about this node.
    func fault(_ problem: String, mend: String) -> IngestError {
        IngestError(file: file, row: node.mark?.line, field: path.isEmpty ? nil : path, problem: problem, mend: mend)
    }

    // MARK: Mappings and sequences

    /// Refuses a node that is no mapping, and keys that are not in `known`.
    func checkKeys(_ known: [String]) throws(IngestError) {
        guard let mapping = node.mapping else { throw fault("is no mapping of keys", mend: "write {key: value, …}") }
        for (key, value) in mapping {
            let name = key.string ?? "?"
            guard known.contains(name) else {
                throw child(name, value).fault(
                    "unknown key \"\(name)\"", mend: "take it out or use one of \(known.joined(separator: ", "))")
            }
        }
    }

    /// The value of a key, or nil when the key is absent or null.
    func optional(_ key: String) -> YAMLReader? {
        guard let value = node.mapping?[key], value.null == nil else { return nil }
        return child(key, value)
    }

    /// The value of a key, which must be there and not null.
    func needed(_ key: String) throws(IngestError) -> YAMLReader {
        guard let value = optional(key) else {
            throw fault("key \"\(key)\" is missing", mend: "add \(key)")
        }
        return value
    }

    /// The items of a sequence.
    func items() throws(IngestError) -> [YAMLReader] {
        guard let sequence = node.sequence else { throw fault("is no list", mend: "write [a, b, …]") }
        return sequence.enumerated().map { YAMLReader(file: file, path: "\(path)[\($0)]", node: $1) }
    }

    private func child(_ key: String, _ value: Node) -> YAMLReader {
        YAMLReader(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: value)
    }

    // MARK: Scalars

    func text() throws(IngestError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw fault("is no text", mend: "write a text") }
        return text
    }

    func identifier() throws(IngestError) -> String {
        let text = try text()
        guard text.utf8.allSatisfy(isIdentifierByte) else {
            throw fault("\"\(text)\" is no identifier", mend: "use letters, digits, _ . and - only")
        }
        return text
    }

    func number() throws(IngestError) -> Double {
        guard let value = node.float, value.isFinite else {
            throw fault("\"\(node.scalar?.string ?? "…")\" is not a finite number", mend: "write a decimal number")
        }
        return value
    }

    func integer() throws(IngestError) -> Int {
        guard let value = node.int else {
            throw fault("\"\(node.scalar?.string ?? "…")\" is not a whole number", mend: "write a whole number")
        }
        return value
    }

    func flag() throws(IngestError) -> Bool {
        guard let value = node.bool else {
            throw fault("\"\(node.scalar?.string ?? "…")\" is neither true nor false", mend: "write true or false")
        }
        return value
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        of type: Value.Type = Value.self
    ) throws(IngestError) -> Value where Value.RawValue == String {
        let text = try text()
        guard let value = Value(rawValue: text) else {
            throw fault(
                "\"\(text)\" is not allowed",
                mend: "use one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }
}
