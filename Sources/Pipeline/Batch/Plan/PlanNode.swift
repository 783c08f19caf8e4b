internal import Foundation
internal import Yams

/// A node of a plan's YAML with its file and key path.
///
/// Scalars are read by their own text: YAML's habit of taking `no` for false, `010` for 8 and `1e3` for a number never applies.
struct PlanNode {
    /// The plan that holds it.
    let file: String
    /// The way from the top, as `matrix.month[2]`.
    let path: String
    let node: Node

    func fault(_ problem: String, mend: String, kind: PlanError.Kind = .bad) -> PlanError {
        PlanError(kind, file: file, line: node.mark?.line, key: path, problem: problem, mend: mend)
    }

    /// An error about a name that is not known, with the one that it most likely means.
    func unknown(_ what: String, _ name: String, known: [String]) -> PlanError {
        let nearest = NearestName.of(name, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
        return fault("unknown \(what) \"\(name)\"\(nearest)", mend: "use one of \(known.joined(separator: ", "))")
    }

    // MARK: Mappings and lists

    /// The members of a mapping, in order; only keys of `known` may stand in it.
    ///
    /// - Parameter elsewhere: Keys that belong into another mapping, with its name.
    func members(
        of known: [String], elsewhere: (keys: [String], home: String)? = nil
    ) throws(PlanError) -> [(key: String, value: PlanNode)] {
        guard let mapping = node.mapping else { throw fault("is no mapping of keys", mend: "write key: value") }
        var members: [(key: String, value: PlanNode)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                throw fault("has a key that is no text", mend: "use one of \(known.joined(separator: ", "))")
            }
            let child = PlanNode(
                file: file, path: path.isEmpty ? scalar.string : "\(path).\(scalar.string)", node: value)
            guard known.contains(scalar.string) else {
                let place = PlanNode(file: file, path: child.path, node: key)
                if let elsewhere, elsewhere.keys.contains(scalar.string) {
                    throw place.fault("unknown key \"\(scalar.string)\" here", mend: "put it under \(elsewhere.home)")
                }
                throw place.unknown("key", scalar.string, known: known)
            }
            members.append((scalar.string, child))
        }
        return members
    }

    /// The items of a list; a single value is a list of one.
    func items() throws(PlanError) -> [PlanNode] {
        guard let sequence = node.sequence else { return [self] }
        guard !sequence.isEmpty else {
            throw fault("the list is empty", mend: "name at least one value or drop the key")
        }
        return sequence.enumerated().map { PlanNode(file: file, path: "\(path)[\($0)]", node: $1) }
    }

    /// Whether the value is a list.
    var isList: Bool { node.sequence != nil }

    // MARK: Scalars

    /// The text of a scalar, as it was written.
    func text() throws(PlanError) -> String {
        guard case .scalar(let scalar) = node else {
            throw fault(isList ? "is a list" : "is a mapping", mend: "write a single value")
        }
        let isPlain = scalar.style == .plain || scalar.style == .any
        if scalar.string.isEmpty || (isPlain && ["~", "null", "Null", "NULL"].contains(scalar.string)) {
            throw fault("has no value", mend: "write a value or drop the key")
        }
        return scalar.string
    }

    /// One of some words.
    func word(of known: [String], _ what: String) throws(PlanError) -> String {
        let text = try text()
        guard known.contains(text) else { throw unknown(what, text, known: known) }
        return text
    }

    /// Digits without a sign, a point, an exponent or a leading zero.
    func wholeNumber(in range: ClosedRange<Int>) throws(PlanError) -> Int {
        let text = try text()
        guard let number = Self.wholeNumber(text) else {
            let isOctal = text.count > 1 && text.hasPrefix("0") && text.allSatisfy { "0"..."9" ~= $0 }
            throw fault(
                "\"\(text)\" is no whole number" + (isOctal ? " (a leading zero may mean octal)" : ""),
                mend: "write digits only, \(range.lowerBound)…\(range.upperBound)")
        }
        guard range.contains(number) else {
            throw fault("\(text) is out of range", mend: "write \(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    /// The number that digits without a leading zero write; what is beyond 64 bits is the largest of all.
    static func wholeNumber(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || !text.hasPrefix("0")
        else { return nil }
        return Int(text) ?? .max
    }

    /// A decimal number, 0 or more.
    func amount() throws(PlanError) -> Double {
        let text = try text()
        let digits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        guard digits, text.first != ".", text.last != ".", let number = Double(text), number.isFinite else {
            throw fault("\"\(text)\" is no number of 0 or more", mend: "write a decimal number such as 5 or 2.5")
        }
        return number
    }
}
