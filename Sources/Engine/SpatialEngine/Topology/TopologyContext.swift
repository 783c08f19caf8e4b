internal import CGEOS

/// A workplace for operations on shapes (GEOS, its reentrant interface): intersection, union, validity, buffers.
///
/// Not `Sendable`: make one per task and use it for all work of that task. Lines are straight in longitude and latitude
/// (RFC 7946 section 3.1.1), so overlay and predicates work on degrees as on a plane; whatever has a length takes and
/// gives ``Metres``. Longitudes may be of any turn, but both operands must be on the same one.
public final class TopologyContext {
    let handle: GEOSContextHandle_t
    private let lastMessage: MessageBox

    /// A fresh workplace.
    public init() {
        guard let handle = GEOS_init_r() else { preconditionFailure("no memory left for a GEOS context") }
        self.handle = handle
        lastMessage = MessageBox()
        _ = GEOSContext_setErrorMessageHandler_r(
            handle,
            { text, box in
                guard let text, let box else { return }
                Unmanaged<MessageBox>.fromOpaque(box).takeUnretainedValue().text = String(cString: text)
            },
            Unmanaged.passUnretained(lastMessage).toOpaque())
    }

    deinit { GEOS_finish_r(handle) }

    /// The version of GEOS in use, such as `3.11.1`.
    public static var geosVersion: String {
        let text = String(cString: GEOSversion())
        return String(text.prefix { $0 != "-" })
    }

    /// Owns a new geometry; null means that `operation` failed and the reason is the last message.
    func adopt(_ operation: String, _ raw: OpaquePointer?) throws(TopologyError) -> OwnedGeometry {
        guard let raw else { throw failure(operation) }
        return OwnedGeometry(raw: raw, context: self)
    }

    /// Reads a predicate's answer: 0 no, 1 yes, 2 failure.
    func decide(_ operation: String, _ answer: CChar) throws(TopologyError) -> Bool {
        guard answer == 0 || answer == 1 else { throw failure(operation) }
        return answer == 1
    }

    /// The error for a failed call, with the last message, which is then forgotten.
    func failure(_ operation: String) -> TopologyError {
        defer { lastMessage.text = "" }
        return TopologyError(
            operation: operation, reason: lastMessage.text.isEmpty ? "no reason given" : lastMessage.text)
    }
}

/// Where the error handler leaves its text.
private final class MessageBox {
    var text = ""
}

/// The one owner of a GEOS geometry.
struct OwnedGeometry: ~Copyable {
    let raw: OpaquePointer
    let context: TopologyContext

    deinit { GEOSGeom_destroy_r(context.handle, raw) }
}
