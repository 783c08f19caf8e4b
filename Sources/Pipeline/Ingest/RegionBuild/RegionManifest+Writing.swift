internal import Foundation

extension RegionManifest {
    /// The text of `manifest.json`: files sorted by path, keys in their documented order, two-space indent, final newline.
    public func text() -> String {
        let blocks = files.sorted { $0.path < $1.path }.map(Self.block)
        let list = blocks.isEmpty ? "[]" : "[\n" + blocks.joined(separator: ",\n") + "\n  ]"
        return "{\n  \"format\": \(format),\n  \"region\": \(Self.quoted(region)),\n  \"files\": \(list)\n}\n"
    }

    /// Writes ``text()`` to `manifest.json` in `folder`, in one step: a reader sees the old file or the new one.
    public func write(to folder: String) throws(RegionManifestError) {
        let url = URL(filePath: folder).appending(path: Self.fileName)
        do {
            try Data(text().utf8).write(to: url, options: .atomic)
        } catch {
            throw .unwritable(path: url.path, reason: error.localizedDescription)
        }
    }

    private static func block(_ entry: Entry) -> String {
        var lines = [
            "\"path\": \(quoted(entry.path))", "\"title\": \(quoted(entry.title))",
            "\"publisher\": \(quoted(entry.publisher))", "\"licence\": \(quoted(entry.licence))",
            "\"source\": \(quoted(entry.source))", "\"date\": \(quoted(entry.date))",
            "\"sha256\": \(quoted(entry.sha256))", "\"bytes\": \(entry.bytes)",
        ]
        if let crs = entry.crs { lines.append("\"crs\": \(quoted(crs))") }
        if let units = entry.units { lines.append("\"units\": \(quoted(units))") }
        if let extent = entry.extent {
            lines.append("\"extent\": [\(extent.map(number).joined(separator: ", "))]")
        }
        lines.append("\"rebuild\": \(quoted(entry.rebuild))")
        return "    {\n" + lines.map { "      " + $0 }.joined(separator: ",\n") + "\n    }"
    }

    /// The shortest text that reads back as `value`, without a fraction of nought.
    private static func number(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A JSON string: quotes, backslashes and control characters escaped (RFC 8259, section 7), all else as it is.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
