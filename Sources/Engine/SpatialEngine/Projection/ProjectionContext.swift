internal import CPROJ

/// The owner of a PROJ context: one per task, with the network off and the last sentence of the log kept.
struct ProjectionContext: ~Copyable {
    /// Where the log callback leaves its text; a class, so that its address stays.
    private final class Log {
        var lastMessage = ""
    }

    let raw: OpaquePointer
    private let log = Log()

    init() throws(TransformationError) {
        // null only when memory is short
        guard let raw = proj_context_create() else { throw .outOfMemory }
        self.raw = raw
        proj_context_set_enable_network(raw, 0)
        proj_log_level(raw, PJ_LOG_ERROR)
        proj_log_func(raw, Unmanaged.passUnretained(log).toOpaque()) { log, _, message in
            guard let log, let message else { return }
            Unmanaged<Log>.fromOpaque(log).takeUnretainedValue().lastMessage = String(cString: message)
        }
    }

    deinit { proj_context_destroy(raw) }

    /// PROJ's own words on what failed last, without its function's name and line breaks.
    var reason: String {
        let number = proj_context_errno(raw)
        if !log.lastMessage.isEmpty {
            let sentence = log.lastMessage.split(separator: ": ", maxSplits: 1).last ?? ""
            return sentence.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        guard number != 0, let text = proj_context_errno_string(raw, number) else { return "no reason given" }
        return String(cString: text)
    }

    /// The system as PROJ's object; the caller destroys it.
    ///
    /// Plain PROJ strings (`+proj=utm +zone=18`) count as systems, as everywhere in PROJ's own tools.
    func makeSystem(_ system: CoordinateReferenceSystem) throws(TransformationError) -> OpaquePointer {
        var text = system.identifier
        let isProjString = text.contains("proj=") || text.contains("init=")
        if isProjString && !text.contains("type=crs") { text += " +type=crs" }
        log.lastMessage = ""
        // null for what PROJ cannot read or find
        guard let object = proj_create(raw, text) else {
            throw .unknownSystem(system, reason: reason)
        }
        guard proj_is_crs(object) != 0 else {
            proj_destroy(object)
            throw .unknownSystem(system, reason: "not a coordinate reference system")
        }
        guard Self.means(system.identifier, object) else {
            proj_destroy(object)
            throw .unknownSystem(system, reason: "no system has exactly this name")
        }
        return object
    }

    /// False for a bare name that PROJ resolved to a system of another name: it takes the nearest it can find.
    private static func means(_ text: String, _ object: OpaquePointer) -> Bool {
        if text.contains(where: { ":=[{".contains($0) }) { return true }
        guard let name = proj_get_name(object) else { return false }
        func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        return letters(String(cString: name)) == letters(text)
    }
}
