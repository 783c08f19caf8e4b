/// A publication or data set from which a fact was taken.
public struct Source: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// What it is.
    public let title: String
    /// Who published it.
    public let publisher: String
    /// Its address, when it has one.
    public let url: String?
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nil when not shown.
    public let date: String?
    /// Under which terms it may be used.
    public let licence: String
}

extension Source {
    static let columns = ["source_id", "title", "publisher", "url", "date", "licence"]

    init(_ row: TableRow) throws(IngestError) {
        id = try row.identifier("source_id")
        title = try row.needed("title")
        publisher = try row.needed("publisher")
        url = row.text("url")
        date = row.text("date")
        licence = try row.needed("licence")
        if let date, !isPartialDate(date) {
            throw row.fault("date", "\"\(date)\" is no date", mend: "write YYYY, YYYY-MM or YYYY-MM-DD")
        }
        if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
            throw row.fault("url", "\"\(url)\" is no address", mend: "begin it with https:// or http://")
        }
    }
}
