public import Incidents

/// A table of incidents in the columns of the region pack, read row by row.
public struct IncidentTable: Sendable {
    /// What became of a row.
    public enum Status: String, Sendable {
        case accepted, repaired, rejected
    }

    /// A row that was repaired or rejected, and why.
    public struct Note: Hashable, Sendable {
        /// The line of the file; the header is row 1.
        public let row: Int
        /// `repaired` or `rejected`.
        public let status: Status
        /// The column concerned.
        public let field: String
        /// What was wrong.
        public let problem: String
        /// What was written instead; nil for a rejected row.
        public let repair: String?
    }

    /// How many rows came to what; `read = accepted + repaired + rejected`.
    public struct Counts: Hashable, Sendable {
        /// Rows below the header.
        public var read = 0
        /// Rows that were taken as they are.
        public var accepted = 0
        /// Rows that were taken after a repair.
        public var repaired = 0
        /// Rows that were not taken.
        public var rejected = 0

        /// No rows yet.
        public init() {}

        init(read: Int, accepted: Int, repaired: Int, rejected: Int) {
            (self.read, self.accepted, self.repaired, self.rejected) = (read, accepted, repaired, rejected)
        }
    }

    /// The rows that can be used, in the order of the file.
    public let incidents: [Incident]
    /// How many rows came to what.
    public let counts: Counts
    /// Repaired and rejected rows, in the order of the file.
    public let notes: [Note]
}
