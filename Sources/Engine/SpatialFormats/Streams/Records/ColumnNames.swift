import Glibc

/// The names of a file's columns by their bytes, in order of first appearance.
struct ColumnNames: ~Copyable {
    private(set) var names: [String] = []
    /// Every name's bytes, kept for comparison.
    private var kept: [(start: UnsafeMutablePointer<UInt8>, count: Int)] = []
    private var places: [String: Int] = [:]
    /// In which record each column was last seen.
    private var seen: [Int] = []

    init() {}

    deinit { for name in kept { name.start.deallocate() } }

    /// The column of a name, a new one if it has none yet; `hint` is where it is looked for first.
    ///
    /// nil if the column was named in this record already.
    @inline(__always)
    mutating func place(
        _ start: UnsafePointer<UInt8>, _ count: Int, hint: Int, record: Int
    ) -> Int? {
        if hint < kept.count, kept[hint].count == count, memcmp(kept[hint].start, start, count) == 0 {
            guard seen[hint] != record else { return nil }
            seen[hint] = record
            return hint
        }
        return searched(start, count, record)
    }

    private mutating func searched(_ start: UnsafePointer<UInt8>, _ count: Int, _ record: Int) -> Int? {
        let name = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        if let place = places[name] {
            guard seen[place] != record else { return nil }
            seen[place] = record
            return place
        }
        places[name] = names.count
        names.append(name)
        seen.append(record)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, count))
        copy.initialize(from: start, count: count)
        kept.append((copy, count))
        return names.count - 1
    }
}
