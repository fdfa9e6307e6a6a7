import TerminalText

/// A line of the dashboard. It is cut before it is coloured, so that no escape sequence is.
struct DashboardLine {
    enum Emphasis {
        case plain, bold, dim, bad, notable
    }

    private var content: String
    private var emphasis: Emphasis

    init(_ content: String, _ emphasis: Emphasis = .plain) {
        self.content = content.printable
        self.emphasis = emphasis
    }

    func cut(to columns: Int) -> DashboardLine {
        guard content.columns > columns else { return self }
        var line = self
        line.content = content.fitted(to: max(0, columns))
        return line
    }

    func text(_ style: TextStyle) -> String {
        switch emphasis {
        case .plain: content
        case .bold: style.bold(content)
        case .dim: style.dim(content)
        case .bad: style.bad(content)
        case .notable: style.notable(content)
        }
    }
}
