/// What an import did, in numbers.
public struct ImportOutcome: Sendable {
    /// What became of a number of records.
    public struct Tally: Equatable, Sendable {
        /// Records as they stood; a problem may have been noted.
        public internal(set) var accepted = 0
        /// Records with a field changed or set empty.
        public internal(set) var repaired = 0
        /// Records that are not in the output.
        public internal(set) var rejected = 0

        /// All of them.
        public var recordsIn: Int { accepted + repaired + rejected }

        mutating func add(_ status: RecordStatus) {
            switch status {
            case .accepted: accepted += 1
            case .repaired: repaired += 1
            case .rejected: rejected += 1
            }
        }
    }

    /// One file.
    public struct File: Sendable {
        /// Its name as in the output.
        public let name: String
        /// The schema that it was read by.
        public let schema: ImportSchema
        /// What became of its records.
        public internal(set) var tally = Tally()
        /// The column that each field was read from, in the order of the output.
        public let columns: [(field: String, header: String)]
        /// `day first`, `month first` or `undecided`; nil if no date depends on it.
        public let dateOrder: String?
    }

    /// What became of all records.
    public internal(set) var tally = Tally()
    /// How many records each problem has, those with none left out; in the order of the contract.
    public internal(set) var problems: [(name: String, records: Int)] = []
    /// The files, in the order given.
    public internal(set) var files: [File] = []
}
