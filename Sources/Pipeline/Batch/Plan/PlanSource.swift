internal import Foundation
internal import Yams

/// A plan as its files say it, with what they include laid under it.
struct PlanSource {
    /// Top-level keys other than those below.
    var top: [String: PlanNode] = [:]
    /// Values for every job.
    var set: [PlanKey: PlanNode] = [:]
    /// Lists of values.
    var matrix: [PlanKey: PlanNode] = [:]

    static let topKeys = [
        "format", "name", "include", "outputs", "formats", "layout", "set", "matrix", "exclude", "extra", "max_jobs",
    ]

    /// Reads a plan and what it includes.
    ///
    /// - Parameter path: A file; `-` is standard input.
    static func read(_ path: String) throws(PlanError) -> PlanSource {
        var budget = 1000
        return try read(path, chain: [], budget: &budget)
    }

    /// - Parameters:
    ///   - chain: The plans that include this one, outermost first.
    ///   - budget: How many more files may be read: a few lines can include each other's parts 2ⁿ times.
    private static func read(
        _ path: String, chain: [(path: String, real: String)], budget: inout Int
    ) throws(PlanError) -> PlanSource {
        let real = PlanText.resolved(path)
        if let start = chain.firstIndex(where: { $0.real == real }), path != "-" {
            let names = chain[start...].map(\.path) + [path]
            throw PlanError(
                file: chain.last?.path ?? path, key: "include", problem: "a circle: \(names.joined(separator: " → "))",
                mend: "take one of them out")
        }
        budget -= 1
        guard budget >= 0 else {
            throw PlanError(
                file: path, key: "include", problem: "more than 1000 files are included", mend: "include fewer")
        }
        let root = try PlanText.root(of: path)
        var source = PlanSource()
        var own = PlanSource()
        let keys = (PlanKey.names, "matrix, or under set for every job")
        for (key, value) in try root.members(of: topKeys, elsewhere: keys) {
            switch key {
            case "include":
                for item in try value.items() {
                    let included = PlanText.path(try item.text(), besides: path)
                    try PlanText.requireFile(included, named: item)
                    source.lay(try read(included, chain: chain + [(path, real)], budget: &budget))
                }
            case "set": own.set = try parameters(of: value)
            case "matrix":
                own.matrix = try parameters(of: value)
                if own.matrix.isEmpty {
                    throw value.fault("the matrix is empty", mend: "name a key, as region: [darien]")
                }
            default: own.top[key] = value
            }
        }
        for key in PlanKey.allCases where own.set[key] != nil {
            if let value = own.matrix[key] {
                throw value.fault("\"\(key.rawValue)\" stands in set too", mend: "keep it in one of the two")
            }
        }
        source.lay(own)
        return source
    }

    private static func parameters(of node: PlanNode) throws(PlanError) -> [PlanKey: PlanNode] {
        var parameters: [PlanKey: PlanNode] = [:]
        for (key, value) in try node.members(of: PlanKey.names, elsewhere: (topKeys, "the top of the plan")) {
            if let key = PlanKey(rawValue: key) { parameters[key] = value }
        }
        return parameters
    }

    /// Lays another plan over this one: what it says wins, key by key; `set` and `matrix` rule each other out.
    private mutating func lay(_ other: PlanSource) {
        top.merge(other.top) { $1 }
        for (key, value) in other.set { (set[key], matrix[key]) = (value, nil) }
        for (key, value) in other.matrix { (matrix[key], set[key]) = (value, nil) }
    }
}

/// The text of a plan and its place.
enum PlanText {
    /// A plan beyond this is a mistake.
    private static let largest = 16 << 20

    /// The top of the document in a file, which must be a mapping.
    static func root(of path: String) throws(PlanError) -> PlanNode {
        let text = try text(of: path)
        let node: Node?
        do { node = try Yams.compose(yaml: text, .basic) } catch { throw fault(error, in: path) }
        guard let node, node.scalar?.string != "" else {
            throw PlanError(file: path, problem: "the plan is empty", mend: "begin it with format: 1")
        }
        let root = PlanNode(file: path, path: "", node: node)
        guard node.mapping != nil else { throw root.fault("is no mapping of keys", mend: "begin it with format: 1") }
        return root
    }

    private static func text(of path: String) throws(PlanError) -> String {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw PlanError(.missing, file: path, problem: "is a folder, not a plan", mend: "name a YAML file")
        }
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle else {
            throw PlanError(
                .missing, file: path, problem: "the plan does not exist or may not be read", mend: "check the path")
        }
        var bytes = Data()
        do {
            while bytes.count <= largest, let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                bytes.append(part)
            }
        } catch {
            throw PlanError(.missing, file: path, problem: "reading fails", mend: "check the disk")
        }
        guard bytes.count <= largest else {
            throw PlanError(
                file: path, problem: "is larger than 16 MiB", mend: "split it with include, or write fewer values")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PlanError(file: path, problem: "bytes that are not UTF-8", mend: "save the file as UTF-8")
        }
        return text
    }

    /// What the YAML library found, in one line.
    private static func fault(_ error: any Error, in path: String) -> PlanError {
        let mend = "check indentation (blanks, no tabs), quotes and colons"
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            return PlanError(file: path, line: mark.line, problem: "is no YAML: \(problem)", mend: mend)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return PlanError(
                file: path, line: context.mark.line, key: keys.first, problem: "the key stands twice", mend: "keep one")
        case YamlError.reader(let problem, _, _, _):
            return PlanError(file: path, problem: "is no YAML: \(problem)", mend: mend)
        default: return PlanError(file: path, problem: "is no YAML", mend: mend)
        }
    }

    /// `name` as it is meant in the plan `plan`: relative to that plan's folder.
    static func path(_ name: String, besides plan: String) -> String {
        guard !name.hasPrefix("/"), plan != "-", let slash = plan.lastIndex(of: "/") else { return name }
        return plan[...slash] + name
    }

    /// Fails unless a file lies there.
    static func requireFile(_ path: String, named node: PlanNode) throws(PlanError) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, !isFolder.boolValue else {
            throw node.fault(
                exists ? "\(path) is a folder" : "there is no file \(path)",
                mend: "name a file; a path is relative to the plan that names it", kind: .missing)
        }
    }

    /// The path with links followed.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
