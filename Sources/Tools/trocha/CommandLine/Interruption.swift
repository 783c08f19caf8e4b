internal import Export
internal import Foundation

/// What happens on Ctrl-C, `kill`, a closed terminal, a closed pipe and a file-size limit.
enum Interruption {
    /// Must be called before any other thread exists, because threads inherit the blocked signals.
    ///
    /// One thread waits for the signals, so that the clean-up runs as ordinary code and not inside a handler.
    static func install() {
        // A write to a closed pipe or beyond the limit then fails with EPIPE or EFBIG, which become errors.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        if !isIgnored(SIGHUP) { sigaddset(&signals, SIGHUP) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let waited = signals
        Thread.detachNewThread {
            var set = waited
            var number: Int32 = 0
            while sigwait(&set, &number) != 0 {}
            StandardError.write(
                (StandardError.isTerminal ? "\r\u{1B}[K" : "") + "error: interrupted; no half-written output stays\n")
            TemporaryFiles.removeAll(thenExit: ExitStatus.interrupted.rawValue)
        }
    }

    /// Whether the caller wants us to outlive the signal, as `nohup` does.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
