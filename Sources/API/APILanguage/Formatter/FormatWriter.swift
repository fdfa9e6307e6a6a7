/// Puts tokens and their comments into lines.
struct FormatWriter {
    /// What stands between a token and the one before it on its line.
    enum Gap {
        case nothing, space, column
    }

    /// Whether an empty line stands before a line.
    enum EmptyLine {
        case never
        /// If there is one in the source.
        case kept
        case always
    }

    private var lines: [FormatLine] = []
    private var line = FormatLine(indent: 0)
    private var indent = 0
    /// Whether nothing of the present item was written yet.
    private var isAtStart = true
    private var emptyLine = EmptyLine.never
    /// Whether a comment has ended the line, so that the item goes on in the next one.
    private var isBroken = false
    /// Whether a comment stands right before.
    private var isBehindComment = false

    /// Everything written so far.
    var text: String { FormatLine.text(of: lines + (line.cells.isEmpty ? [] : [line])) }

    /// Begins another item on a line of its own.
    mutating func startLine(_ emptyLine: EmptyLine) {
        isAtStart = true
        self.emptyLine = emptyLine
    }

    /// Writes a token and its comments.
    mutating func write(_ token: Token, after gap: Gap = .nothing) {
        if isAtStart {
            writeStart(token)
        } else {
            for comment in token.leadingComments { writeInside(comment) }
            if isBroken {
                breakLine(indent: indent + 1)
                put(token.text, after: .nothing)
            } else {
                put(token.text, after: isBehindComment && gap == .nothing ? .space : gap)
            }
        }
        isBehindComment = false
        for comment in token.trailingComments { put(comment) }
    }

    /// Writes the comments that stand before a token on lines of their own.
    mutating func writeComments(before token: Token) {
        var isGlued = false
        for comment in token.leadingComments {
            if isGlued, comment.newlinesBefore == 0 {
                put(comment)
            } else {
                begin(newlines: comment.newlinesBefore)
                put(comment.text(indent: indent), after: .nothing)
            }
            isGlued = comment.isInline
        }
    }

    /// Writes `open`, each item on a line of its own and `close`; both on one line if nothing stands between.
    mutating func writeBlock<Item>(
        _ open: Token, _ close: Token, _ items: [Item], after gap: Gap = .space, between: EmptyLine = .kept,
        _ body: (inout FormatWriter, Item) -> Void
    ) {
        write(open, after: gap)
        if items.isEmpty, open.trailingComments.isEmpty, close.leadingComments.isEmpty { return write(close) }
        indent += 1
        startLine(.never)
        for item in items {
            body(&self, item)
            startLine(between)
        }
        if !items.isEmpty { startLine(.kept) }
        writeComments(before: close)
        indent -= 1
        startLine(.never)
        var close = close
        close.leadingComments = []
        write(close)
    }

    private mutating func writeStart(_ token: Token) {
        writeComments(before: token)
        if token.newlinesBefore == 0, token.leadingComments.last?.isInline == true {
            put(token.text, after: .space)
        } else {
            begin(newlines: token.newlinesBefore)
            put(token.text, after: .nothing)
        }
        isAtStart = false
    }

    /// Begins a line of the present item, or of the comments above it.
    private mutating func begin(newlines: Int) {
        breakLine(indent: indent)
        if emptyLine == .always || (emptyLine == .kept && newlines > 1) { lines.append(FormatLine(indent: 0)) }
        emptyLine = .kept
    }

    private mutating func breakLine(indent: Int) {
        if !line.cells.isEmpty { lines.append(line) }
        line = FormatLine(indent: indent)
        isBroken = false
        isBehindComment = false
    }

    /// Writes a comment that stands before a token which is not the first of its item.
    private mutating func writeInside(_ comment: Comment) {
        if isBroken || (!comment.isInline && comment.newlinesBefore > 0) { breakLine(indent: indent + 1) }
        put(comment)
    }

    /// Writes a comment on the present line.
    private mutating func put(_ comment: Comment) {
        put(comment.text(indent: line.indent), after: line.cells.isEmpty ? .nothing : .space)
        isBehindComment = true
        if !comment.isInline { isBroken = true }
    }

    private mutating func put(_ text: String, after gap: Gap) {
        guard !line.cells.isEmpty else { return line.cells = [text] }
        switch gap {
        case .nothing: line.cells[line.cells.count - 1] += text
        case .space: line.cells[line.cells.count - 1] += " " + text
        case .column: line.cells.append(text)
        }
    }
}

extension Comment {
    /// The text for a line of this indent: the stars of a margin line up, other lines stay as they are.
    fileprivate func text(indent: Int) -> String {
        guard !isLineComment, !isInline else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.dropFirst().map { $0.trimmed() }
        guard rest.allSatisfy({ $0.hasPrefix("*") }) else { return text }
        let margin = "\n" + String(repeating: "\t", count: indent) + " "
        return lines[0] + rest.map { margin + $0 }.joined()
    }
}
