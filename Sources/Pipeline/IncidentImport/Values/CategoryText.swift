/// Categories that share a cell.
enum CategoryText {
    /// Appends the categories of a text to `output`, each once, `;` between them.
    ///
    /// They are parted by `;`, `|` and line breaks, and by commas that stand neither in brackets nor in the one category of
    /// the Missing Migrants Project that has commas of its own.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8], from begin: Int) {
        var (depth, start, at) = (0, 0, 0)
        while at <= text.count {
            let byte = at < text.count ? text[at] : 0x3B
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth = max(0, depth - 1) }
            let isCut =
                at == text.count || (depth == 0 && (byte == 0x3B || byte == 0x7C || byte == 0x0A || byte == 0x0D))
                || (depth == 0 && byte == 0x2C && !isInside(text, at))
            if isCut {
                append(part: text.extracting(start..<at), to: &output, from: begin)
                start = at + 1
            }
            at += 1
        }
    }

    private static func append(part: Span<UInt8>, to output: inout [UInt8], from begin: Int) {
        var (low, high) = (0, part.count)
        while low < high, part[low] <= 0x20 { low += 1 }
        while high > low, part[high - 1] <= 0x20 { high -= 1 }
        guard low < high, !holds(output, begin, part.extracting(low..<high)) else { return }
        if output.count > begin { output.append(0x3B) }
        for i in low..<high { output.append(part[i]) }
    }

    /// Whether the list that begins at `begin` has the item already.
    private static func holds(_ list: [UInt8], _ begin: Int, _ item: Span<UInt8>) -> Bool {
        var start = begin
        while start < list.count {
            var end = start
            while end < list.count, list[end] != 0x3B { end += 1 }
            if end - start == item.count, item.indices.allSatisfy({ list[start + $0] == item[$0] }) { return true }
            start = end + 1
        }
        return false
    }

    private static let undivided = Array("adequate shelter, food, water".utf8)

    /// Whether a comma belongs to "lack of adequate shelter, food, water".
    private static func isInside(_ text: Span<UInt8>, _ comma: Int) -> Bool {
        for (offset, byte) in undivided.enumerated() where byte == 0x2C {
            let start = comma - offset
            guard start >= 0, start + undivided.count <= text.count else { continue }
            if undivided.indices.allSatisfy({ text[start + $0] | 0x20 == undivided[$0] | 0x20 }) { return true }
        }
        return false
    }
}
