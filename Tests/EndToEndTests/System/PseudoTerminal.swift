import Foundation
import Synchronization
import TestSupport

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A terminal, as far as a program can tell that is started in it.
final class PseudoTerminal: Sendable {
    /// Where the person sits: what is written here is typed, what is read here is shown.
    private let person: Int32
    /// Where the program is connected. Kept open, so that what it wrote last can still be read when it has ended.
    private let program: Int32
    private let shown = Mutex<[UInt8]>([])

    init(columns: UInt16, rows: UInt16) throws {
        var (person, program): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&person, &program, nil, nil, &size) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        _ = fcntl(person, F_SETFL, fcntl(person, F_GETFL) | O_NONBLOCK)
        (self.person, self.program) = (person, program)
    }

    deinit {
        close(person)
        close(program)
    }

    /// Starts a program with the terminal as its standard input and output.
    func start(_ executable: URL, _ arguments: [String], environment: [String: String]) throws -> ChildProcess {
        try ChildProcess(
            executable, arguments, environment: environment.merging(["TERM": "xterm"]) { $1 }, terminal: program)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(person, bytes, bytes.count)
    }

    /// All that was shown so far, escape sequences included.
    var output: String {
        shown.withLock { shown in
            var bytes = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(person, &bytes, bytes.count)
                guard count > 0 else { break }
                shown += bytes[..<count]
            }
            return String(decoding: shown, as: UTF8.self)
        }
    }

    /// Whether typed characters are shown and lines are edited before a program gets them, as a shell leaves a terminal.
    var isCooked: Bool {
        var settings = termios()
        guard tcgetattr(program, &settings) == 0 else { return false }
        let cooked = tcflag_t(ECHO | ICANON | ISIG)
        return settings.c_lflag & cooked == cooked
    }
}
