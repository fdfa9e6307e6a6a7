import Foundation
import TerminalText

/// Writes the story to standard output: chapters, what happened in them, and what was checked.
///
/// Colours and a line that changes are for terminals; elsewhere the same is said in plain lines.
final class StoryTeller {
    let isTerminal: Bool
    private let style: TextStyle
    private let output = FileHandle.standardOutput
    private let startedAt = ContinuousClock.now
    private var chapters = 0
    private var checks = 0
    /// Whether the cursor stands in a line that will change.
    private var isLineOpen = false

    /// What is shown of an answer's body, in characters: an envelope is far shorter, another server's page may not be.
    private static let longestBody = 4000

    init() {
        isTerminal = isatty(STDOUT_FILENO) == 1
        style = TextStyle(onTerminal: isTerminal, environment: ProcessInfo.processInfo.environment)
    }

    func title(_ text: String, _ subtitle: String) throws {
        try write("\n\(style.bold(text))\n\(style.dim(subtitle))\n")
    }

    func chapter(_ title: String) throws {
        chapters += 1
        try write("\n\(style.bold("\(chapters)  \(title)"))\n")
    }

    func say(_ text: String) throws {
        try write("   \(text.printable)\n")
    }

    /// Says something that was checked and holds.
    func holds(_ text: String) throws {
        checks += 1
        try write("   \(style.good("✓")) \(text.printable)\n")
    }

    func table(_ table: TextTable) throws {
        for line in table.lines(style) { try write("   \(line)\n") }
    }

    /// Shows a line on a terminal that the next one replaces.
    func passing(_ text: String) throws {
        try write("   \(style.dim(text))", leavingLineOpen: true)
    }

    func end() throws {
        let summary = "\(chapters) chapters, \(checks) checks passed in \(elapsed)."
        try write("\n\(style.good("✓")) \(style.bold(summary))\n\n")
    }

    func failed(_ failure: StoryFailure) throws {
        var lines = [
            "   \(style.bad("✗")) \(style.bold("This is not as it should be:")) \(failure.request)",
            "     expected  \(failure.expected.printable)", "     came      \(failure.came.printable)",
        ]
        if let body = failure.body {
            lines.append("     body      \(body.prefix(Self.longestBody).printable)")
        }
        lines += ["", "\(style.bad("✗")) \(progress)", ""]
        try write(lines.joined(separator: "\n") + "\n")
    }

    func stopped() throws {
        try write("\n\(progress)\n")
    }

    /// How far the story came.
    private var progress: String {
        guard chapters > 0 else { return "Stopped before it began." }
        return "Stopped in chapter \(chapters) after \(elapsed); \(checks) \(checks == 1 ? "check" : "checks") passed."
    }

    private var elapsed: String { (ContinuousClock.now - startedAt).spoken }

    private func write(_ text: String, leavingLineOpen: Bool = false) throws {
        let text = isLineOpen ? "\r\u{1B}[2K" + text : text
        isLineOpen = leavingLineOpen
        do {
            try output.write(contentsOf: Data(text.utf8))
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
            throw StartError("demo: the story cannot be written: \(cause.localizedDescription)")
        }
    }
}
