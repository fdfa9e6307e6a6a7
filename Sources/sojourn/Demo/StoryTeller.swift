import Foundation

/// Writes the story to standard output: chapters, what happened in them, and what was checked.
///
/// Colours and a line that changes are for terminals; elsewhere the same is said in plain lines.
final class StoryTeller {
    let isTerminal: Bool
    private let style: StoryStyle
    private let output = FileHandle.standardOutput
    private let startedAt = ContinuousClock.now
    private var chapters = 0
    private var checks = 0
    /// Whether the cursor stands in a line that will change.
    private var isLineOpen = false

    init() {
        isTerminal = isatty(STDOUT_FILENO) == 1
        style = isTerminal && StoryStyle.isWanted ? .coloured : .plain
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

    func table(_ table: StoryTable) throws {
        for (index, line) in table.lines.enumerated() {
            try write("   \(index == 0 ? style.dim(line) : line)\n")
        }
    }

    /// Shows a line on a terminal that the next one replaces.
    func passing(_ text: String) throws {
        try write("   \(style.dim(text))", leavingLineOpen: true)
    }

    func end() throws {
        let time = (ContinuousClock.now - startedAt).spoken
        try write("\n\(style.good("✓")) \(style.bold("\(chapters) chapters, \(checks) checks passed in \(time)."))\n\n")
    }

    func failed(_ failure: StoryFailure) throws {
        var lines = [
            "   \(style.bad("✗")) \(style.bold("This is not as it should be:")) \(failure.request)",
            "     expected  \(failure.expected.printable)", "     came      \(failure.came.printable)",
        ]
        if let body = failure.body { lines.append("     body      \(body.printable)") }
        let time = (ContinuousClock.now - startedAt).spoken
        lines += ["", "\(style.bad("✗")) Stopped in chapter \(chapters), after \(checks) checks and \(time).", ""]
        try write(lines.joined(separator: "\n") + "\n")
    }

    func stopped() throws {
        try write("\nStopped in chapter \(chapters), after \(checks) checks.\n")
    }

    private func write(_ text: String, leavingLineOpen: Bool = false) throws {
        let text = isLineOpen ? "\r\u{1B}[2K" + text : text
        isLineOpen = leavingLineOpen
        do {
            try output.write(contentsOf: Data(text.utf8))
        } catch {
            throw StartError("demo: the story cannot be written: \(error.localizedDescription)")
        }
    }
}
