import Foundation
import QueueConsole

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The terminal while a command has all of it: its alternate screen, repainted in place.
struct Screen {
    /// What the keyboard was set to; `nil` where standard input is no terminal.
    private let savedInput: termios?

    /// Whether standard output is a terminal on which this works.
    static var isAvailable: Bool {
        StandardOutput.isTerminal && ProcessInfo.processInfo.environment["TERM"].map { $0 != "dumb" } == true
    }

    /// Takes the terminal over: ``restore()`` gives it back.
    init() throws {
        var settings = termios()
        if tcgetattr(STDIN_FILENO, &settings) == 0 {
            savedInput = settings
            // Keys come at once, unseen, and Ctrl-C is one of them: no signal ends us before the terminal is restored.
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        } else {
            savedInput = nil
        }
        do {
            // The alternate screen, no cursor, and no line that runs on into the next.
            try Self.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l")
        } catch {
            restore()
            throw error
        }
    }

    /// Shows the screen that was there before, with its cursor, and gives the keyboard back.
    func restore() {
        // Keys that nobody read were meant for us, not for whoever reads the keyboard next.
        if var savedInput { tcsetattr(STDIN_FILENO, TCSAFLUSH, &savedInput) }
        // A terminal that has gone away needs nothing restored.
        try? Self.write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    }

    /// The size now; 80 by 24 where the terminal does not tell.
    var size: Dashboard.Size {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return Dashboard.Size(columns: 80, rows: 24)
        }
        return Dashboard.Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Replaces what is shown, line by line, so that nothing flickers.
    func paint(_ lines: [String]) throws {
        try Self.write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
    }

    /// The bytes that keys send, until the keyboard has gone or the consumer is cancelled.
    var keys: AsyncStream<UInt8> {
        guard savedInput != nil else { return AsyncStream { $0.finish() } }
        return AsyncStream(bufferingPolicy: .bufferingOldest(64)) { continuation in
            // A source may be cancelled from any thread.
            nonisolated(unsafe) let source = DispatchSource.makeReadSource(
                fileDescriptor: STDIN_FILENO, queue: .global())
            source.setEventHandler {
                var bytes = [UInt8](repeating: 0, count: 64)
                let count = read(STDIN_FILENO, &bytes, bytes.count)
                guard count > 0 || (count < 0 && [EINTR, EAGAIN].contains(errno)) else {
                    return continuation.finish()
                }
                for byte in bytes.prefix(max(0, count)) { continuation.yield(byte) }
            }
            continuation.onTermination = { _ in source.cancel() }
            source.resume()
        }
    }

    private static func write(_ text: String) throws {
        try StandardOutput.write(Array(text.utf8))
    }
}
