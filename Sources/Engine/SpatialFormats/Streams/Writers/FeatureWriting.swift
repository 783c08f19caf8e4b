/// Where written bytes go.
public typealias ByteConsumer = (UnsafeRawBufferPointer) throws -> Void

/// Bytes on their way to a file, handed on in large pieces.
struct BufferedOutput: ~Copyable {
    var buffer = ByteBuffer(capacity: 1 << 19)
    private let consumer: ByteConsumer

    init(_ consumer: @escaping ByteConsumer) { self.consumer = consumer }

    /// Hands on what there is, if it is much.
    @inline(__always)
    mutating func flushIfFull() throws {
        if buffer.count >= 1 << 18 { try flush() }
    }

    mutating func flush() throws {
        try consumer(buffer.bytes)
        buffer.removeAll()
    }
}
