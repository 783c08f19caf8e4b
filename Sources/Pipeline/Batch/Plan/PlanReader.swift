internal import Foundation
internal import Incidents
internal import SpatialEngine
internal import Surfaces

/// Reads the values of a plan; each file is hashed and each region read once.
final class PlanReader {
    /// Finds the region of a name in a plan.
    typealias RegionFinder = (_ name: String, _ plan: String) throws(RegionFault) -> PlanRegion

    private let findRegion: RegionFinder
    private var regions: [String: PlanRegion] = [:]
    private var files: [String: PlanFile] = [:]

    init(_ findRegion: @escaping RegionFinder) { self.findRegion = findRegion }

    /// The values of a key of the matrix: a list entry that is a list is one value; repeated values count once.
    func values(_ key: PlanKey, _ node: PlanNode) throws(PlanError) -> [PlanValue] {
        var values: [PlanValue] = []
        var seen = Set<PlanValue>()
        for item in try node.items() {
            let value = try value(key, item)
            if seen.insert(value).inserted { values.append(value) }
        }
        return values
    }

    /// The values of a key of an exclusion: a list of closed legs or of incident tables is one value, unless lists stand in it.
    func excluded(_ key: PlanKey, _ node: PlanNode) throws(PlanError) -> [PlanValue] {
        let takesLists = key == .closure || key == .incidents
        if takesLists, try !node.items().contains(where: \.isList) { return [try value(key, node)] }
        return try values(key, node)
    }

    /// One value of a key.
    func value(_ key: PlanKey, _ node: PlanNode) throws(PlanError) -> PlanValue {
        switch key {
        case .closure: return try closure(node)
        case .incidents: return try incidents(node)
        default: break
        }
        var node = node
        if node.isList {
            let items = try node.items()
            guard items.count == 1 else { throw node.fault("is a list", mend: "write a single value") }
            node = items[0]
        }
        switch key {
        case .region: return .region(try region(try node.text(), at: node))
        case .month: return try month(node)
        case .direction: return .text(try node.word(of: ["north", "south", "both"], "direction"))
        case .slopeFunction: return try slopeFunction(node)
        case .seaState: return try file(node, otherwise: "modelled")
        case .dem: return try file(node, otherwise: "none")
        case .lever: return .text(try node.word(of: ["none", "enforcement", "protection", "both"], "lever"))
        case .budget: return try node.text() == "none" ? .none : .number(try node.amount())
        case .seed: return .integer(try node.wholeNumber(in: 0...(.max - 1)))
        case .from, .to: return try yearMonth(node)
        case .closure, .incidents: return .none
        }
    }

    /// The value of a key that no plan names.
    func standard(_ key: PlanKey, plan: PlanNode) throws(PlanError) -> PlanValue {
        switch key {
        case .region: .region(try region("darien", at: plan))
        case .month: .text("all")
        case .direction, .lever: .text("both")
        case .slopeFunction: .text(SlopeFunction.irmischerClarkeOffPath.name)
        case .seaState: .text("modelled")
        case .seed: .integer(1)
        case .closure, .dem, .budget, .from, .to, .incidents: .none
        }
    }

    // MARK: Kinds of values

    private func region(_ name: String, at node: PlanNode) throws(PlanError) -> PlanRegion {
        let id = PlanText.path(name, besides: node.file)
        if let known = regions[id] { return known }
        do throws(RegionFault) {
            let found = try findRegion(name, node.file)
            regions[id] = found
            return found
        } catch {
            let parts = error.problem.split(separator: "; ", maxSplits: 1).map(String.init)
            throw node.fault(
                parts.first ?? "the region cannot be read",
                mend: parts.count > 1 ? parts[1] : "check the pack with region check",
                kind: error.isMissing ? .missing : .bad)
        }
    }

    /// A month of the year, a group of months or `all`; a group is looked up when the region is known.
    private func month(_ node: PlanNode) throws(PlanError) -> PlanValue {
        let text = try node.text()
        let startsAsNumber = text.first.map { "0"..."9" ~= $0 || $0 == "-" || $0 == "+" || $0 == "." } ?? false
        return startsAsNumber ? .integer(try node.wholeNumber(in: 1...12)) : .text(text)
    }

    private func slopeFunction(_ node: PlanNode) throws(PlanError) -> PlanValue {
        let name = try node.word(of: SlopeFunction.names, "slope function")
        guard let function = try? SlopeFunction.named(name), function.accumulatedUnit == "s" else {
            throw node.fault(
                "\"\(name)\" gives energy or cost, and routes are compared by time",
                mend: "use one in seconds, such as irmischerClarkeOffPath or toblerOffPath")
        }
        return .text(name)
    }

    private func yearMonth(_ node: PlanNode) throws(PlanError) -> PlanValue {
        let text = try node.text()
        if text == "none" { return .none }
        guard let month = YearMonth(text) else {
            throw node.fault("\"\(text)\" is no month", mend: "write YYYY-MM, such as 2023-08")
        }
        return .text(month.description)
    }

    private func closure(_ node: PlanNode) throws(PlanError) -> PlanValue {
        var ids = Set<String>()
        let items = try node.items()
        for item in items {
            let id = try item.text()
            if id == "none" && items.count == 1 { return .none }
            if id == "none" { throw item.fault("\"none\" stands beside legs", mend: "name the legs or none") }
            ids.insert(id)
        }
        return .legs(ids.sorted())
    }

    private func incidents(_ node: PlanNode) throws(PlanError) -> PlanValue {
        var tables: [PlanFile] = []
        let items = try node.items()
        for item in items {
            if try item.text() == "none" {
                guard items.count == 1 else { throw item.fault("\"none\" stands beside files", mend: "drop it") }
                return .none
            }
            let table = try file(item)
            guard !tables.contains(table) else { throw item.fault("the file stands twice", mend: "name it once") }
            tables.append(table)
        }
        return .files(tables)
    }

    private func file(_ node: PlanNode, otherwise word: String) throws(PlanError) -> PlanValue {
        let text = try node.text()
        if text == word { return .text(word) }
        if ["no", "off", "false", "none"].contains(text.lowercased()) {
            throw node.fault("\"\(text)\" is no file", mend: "write \(word), or name a file")
        }
        return .files([try file(node)])
    }

    private func file(_ node: PlanNode) throws(PlanError) -> PlanFile {
        let path = PlanText.path(try node.text(), besides: node.file)
        if let known = files[path] { return known }
        try PlanText.requireFile(path, named: node)
        do {
            let name = String(path.split(separator: "/").last ?? "")
            let file = PlanFile(path: path, name: name, sha256: try SHA256.hexDigest(ofFile: path))
            files[path] = file
            return file
        } catch {
            throw node.fault(
                "\(path) cannot be read (\(error.reason))", mend: "check the path and its permissions", kind: .missing)
        }
    }
}
