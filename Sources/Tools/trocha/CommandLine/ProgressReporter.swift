internal import Foundation
internal import Synchronization

/// Progress on standard error: a bar with rate and remaining time on a terminal, plain lines elsewhere.
///
/// Safe from any thread. A job takes it as a closure:
/// `{ progress.update($0, done: $1, of: $2) }`.
final class ProgressReporter: Sendable {
    enum Style {
        /// A bar that redraws itself.
        case bar
        /// A line every five seconds, and none for what takes less.
        case lines
        /// Besides those a line when a stage begins.
        case stages
        /// An object a line, every second and when a stage begins.
        case json
        case none
    }

    private struct State {
        var stage = ""
        var began = ContinuousClock.now
        var shown: ContinuousClock.Instant?
        var isOpen = false
    }

    private let style: Style
    private let state = Mutex(State())

    init(style: Style) { self.style = style }

    /// Shows that `done` of `total` items of `stage` are ready; cheap enough for every few thousand items.
    func update(_ stage: String, done: Int, of total: Int) {
        if style == .none { return }
        state.withLock { state in
            let now = ContinuousClock.now
            let isNew = state.stage != stage
            if isNew { state = State(stage: stage, began: now, isOpen: state.isOpen) }
            guard isDue(state, now) || (isNew && (style == .stages || style == .json)) else { return }
            state.shown = now
            let elapsed = Double((now - state.began) / .milliseconds(1)) / 1000
            let line = Self.line(stage, done: done, of: total, after: elapsed)
            switch style {
            case .bar:
                state.isOpen = true
                StandardError.write("\r\u{1B}[K" + Self.bar(done: done, of: total) + " " + line)
            case .lines, .stages: StandardError.write(line + "\n")
            case .json: StandardError.write(Self.event(stage, done: done, of: total, after: elapsed).json + "\n")
            case .none: break
            }
        }
    }

    /// Removes the bar; call it before anything else is written to standard error.
    func finish() {
        state.withLock { state in
            if state.isOpen { StandardError.write("\r\u{1B}[K") }
            state.isOpen = false
        }
    }

    /// Writes a line of its own; the bar is drawn again at the next step.
    func note(_ line: String) {
        state.withLock { state in
            StandardError.write((state.isOpen ? "\r\u{1B}[K" : "") + line + "\n")
            state.isOpen = false
        }
    }

    /// A bar moves ten times a second, an object comes every second, a line every five.
    private func isDue(_ state: State, _ now: ContinuousClock.Instant) -> Bool {
        let pause: Duration = style == .bar ? .milliseconds(100) : style == .json ? .seconds(1) : .seconds(5)
        return now - (state.shown ?? state.began) >= pause
    }

    /// Progress as an object; rate and remaining seconds are null until something is done.
    static func event(_ stage: String, done: Int, of total: Int, after seconds: Double) -> SummaryValue {
        let rate = done > 0 && seconds > 0 ? Double(done) / seconds : nil
        func rounded(_ value: Double?) -> SummaryValue { value.map { .number(($0 * 1000).rounded() / 1000) } ?? .null }
        return .object([
            ("event", "progress"), ("stage", .text(stage)), ("done", .integer(done)), ("total", .integer(total)),
            ("rate_per_s", rounded(rate)), ("eta_s", rounded(rate.map { Double(max(0, total - done)) / $0 })),
        ])
    }

    static func bar(done: Int, of total: Int, width: Int = 24) -> String {
        let filled = total > 0 ? min(width, max(0, done * width / total)) : 0
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
    }

    /// `stage 45 % (450 of 1000), 120/s, 0:05 left`.
    static func line(_ stage: String, done: Int, of total: Int, after seconds: Double) -> String {
        let percent = total > 0 ? min(100, done * 100 / total) : 0
        var text = "\(stage) \(percent) % (\(done) of \(total))"
        guard seconds > 0, done > 0 else { return text }
        let rate = Double(done) / seconds
        text += rate < 10 ? ", \((rate * 100).rounded() / 100)/s" : ", \(Int(min(rate, 1e15)))/s"
        let left = Int(min(1e9, (Double(max(0, total - done)) / rate).rounded(.up)))
        return text + ", \(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60) left"
    }
}
