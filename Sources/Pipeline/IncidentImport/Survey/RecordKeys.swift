/// What tells records of all files apart: their contents and ids, as numbers.
struct RecordKeys {
    private struct Key {
        let content: UInt64
        /// Of the record's own id; 0 for none.
        let id: UInt64
    }

    private struct Parts {
        let main: UInt64
        let id: UInt64
    }

    private var keys: [Key] = []
    private var parts: [Parts] = []
    /// Contents that more than one record has.
    private var repeatedContents: Set<UInt64> = []
    /// Ids that more than one record has, with the smallest of their contents.
    private var repeatedIDs: [UInt64: (least: UInt64, isSame: Bool)] = [:]
    /// Main ids that stand for several incidents.
    private var splitMains: Set<UInt64> = []
    /// How often an id or a content was given out.
    private var given: [UInt64: Int] = [:]

    mutating func add(content: UInt64, id: UInt64, main: UInt64) {
        keys.append(Key(content: content, id: id))
        if main != 0 && id != 0 { parts.append(Parts(main: main, id: id)) }
    }

    /// Finds what is repeated; call it once, when all records are known.
    mutating func settle() {
        var contents = keys.map(\.content)
        contents.sort()
        for i in contents.indices.dropFirst() where contents[i] == contents[i - 1] {
            repeatedContents.insert(contents[i])
        }
        contents = []
        keys.sort { ($0.id, $0.content) < ($1.id, $1.content) }
        for i in keys.indices.dropFirst() where keys[i].id == keys[i - 1].id && keys[i].id != 0 {
            let isSame = keys[i].content == keys[i - 1].content
            let before = repeatedIDs[keys[i].id] ?? (least: keys[i - 1].content, isSame: true)
            repeatedIDs[keys[i].id] = (before.least, before.isSame && isSame)
        }
        keys = []
        parts.sort { ($0.main, $0.id) < ($1.main, $1.id) }
        for i in parts.indices.dropFirst() where parts[i].main == parts[i - 1].main && parts[i].id != parts[i - 1].id {
            splitMains.insert(parts[i].main)
        }
        parts = []
    }

    /// Whether other records are the same to the letter.
    func isDuplicate(content: UInt64) -> Bool { repeatedContents.contains(content) }

    /// Whether records of other content have the same id.
    func isRepeated(id: UInt64) -> Bool { repeatedIDs[id].map { !$0.isSame } ?? false }

    /// Whether several incidents have the same main id.
    func isSplit(main: UInt64) -> Bool { splitMains.contains(main) }

    /// What must follow an id so that it is unique: nothing for most; of those that share an id, for all but the one whose
    /// content comes first by its number, so that neither paths nor the order of files matter.
    mutating func suffix(id: UInt64, content: UInt64) -> String {
        guard let group = repeatedIDs[id] else { return "" }
        let text = group.least == content ? "" : "~" + Self.hexadecimal(content, digits: 8)
        let count = count(RecordKeys.mixed(id, content))
        return count == 1 ? text : "~" + Self.hexadecimal(content, digits: 8) + "-\(count)"
    }

    /// The id of a record that brings none.
    mutating func ownID(content: UInt64) -> String {
        let count = repeatedContents.contains(content) ? count(content) : 1
        return "x" + Self.hexadecimal(content, digits: 16) + (count == 1 ? "" : "-\(count)")
    }

    private mutating func count(_ key: UInt64) -> Int {
        let count = (given[key] ?? 0) + 1
        given[key] = count
        return count
    }

    private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 { a &* 0x9E37_79B9_7F4A_7C15 ^ b }

    static func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String((String(repeating: "0", count: 16 - text.count) + text).prefix(digits))
    }
}
