/// What is wrong with a record, before the file is named.
struct StreamFault: Error {
    /// Where in the file.
    let offset: Int
    /// Such as `feature 3 (id a)` or `column lon`; empty for nothing to add.
    var place: String
    let problem: String
}
