internal import Foundation

/// The names of a batch's own files.
enum BatchFiles {
    static let plan = "plan.json"
    static let ledger = "manifest.jsonl"
    static let collection = "collection.json"
    static let sums = "SHA256SUMS"
    static let timings = "timings.jsonl"
    static let jobs = "jobs"
    static let lock = "run.lock"

    /// The ledger of a shard.
    static func ledger(of shard: Shard) -> String { "manifest.\(shard.name).jsonl" }
    /// The lock of a shard.
    static func lock(of shard: Shard) -> String { "run.\(shard.name).lock" }

    /// The shard whose ledger that is.
    static func shard(ofLedger name: String) -> Shard? {
        guard name.hasPrefix("manifest."), name.hasSuffix(".jsonl"), name != ledger else { return nil }
        return Shard(named: name.dropFirst("manifest.".count).dropLast(".jsonl".count))
    }

    /// Whether the file stands outside the hashed set, in the batch's folder itself.
    static func isUnhashed(_ name: String) -> Bool {
        if name == timings || name == lock || name == sums { return true }
        guard name.hasPrefix("run."), name.hasSuffix(".lock") else { return false }
        return Shard(named: name.dropFirst("run.".count).dropLast(".lock".count)) != nil
    }
}

/// A part of a plan's jobs: every *count*-th in the order of ids, from the *number*-th on.
public struct Shard: Hashable, Sendable {
    /// From 1.
    public let number: Int
    /// At least `number`.
    public let count: Int

    /// Reads `i/n`; nil for anything else.
    public init?(_ text: some StringProtocol) { self.init(text, separator: "/") }

    /// Reads `<i>of<n>`.
    init?(named text: some StringProtocol) { self.init(text, separator: "of") }

    private init?(_ text: some StringProtocol, separator: String) {
        let parts = String(text).components(separatedBy: separator).map(PlanNode.wholeNumber)
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            return nil
        }
        (self.number, self.count) = (number, count)
    }

    /// The shard in names of files: `<i>of<n>`.
    var name: String { "\(number)of\(count)" }

    /// Whether the job at that place in the order of ids, from 0, belongs to it.
    func holds(_ place: Int) -> Bool { place % count == number - 1 }
}
