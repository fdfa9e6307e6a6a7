extension APIParser {
    /// Adds an error, unless there is one at this place already.
    mutating func report(_ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []) {
        guard lastErrorOffset != range.start.offset else { return }
        lastErrorOffset = range.start.offset
        bag.error(message, at: range, notes: notes)
    }

    /// Reports an error and makes the failure to throw.
    mutating func fail(_ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []) -> SyntaxFailure {
        report(message, at: range, notes: notes)
        return SyntaxFailure()
    }

    /// Reports that the current token is not what is expected.
    ///
    /// What is missing at the end of a line is reported there, not at the start of the next; but where an item should
    /// begin, nothing is missing on the line before.
    mutating func unexpected(_ expected: String, startsItem: Bool = false, notes: [Diagnostic.Note] = [])
        -> SyntaxFailure
    {
        if let problem = current.problems.first, current.kind != .endOfFile {
            return fail(problem.message, at: problem.range)
        }
        let isMissing = current.kind == .endOfFile || (!startsItem && isAtLineStart && lastEnd.offset > 0)
        let range = isMissing ? SourceRange(at: lastEnd) : current.range
        return fail(
            "expected \(expected), found \(Self.describe(current, isMissing: isMissing))", at: range, notes: notes)
    }

    /// Reports that the mark that closes `open` is missing.
    mutating func unclosed(_ open: Token, _ closing: String, expected: String) -> SyntaxFailure {
        let note = Diagnostic.Note("to match this '\(open.text)'", file: bag.file, range: open.range)
        return unexpected("\(expected) or '\(closing)'", notes: [note])
    }

    private static func describe(_ token: Token, isMissing: Bool) -> String {
        switch token.kind {
        case .endOfFile: "the end of the file"
        case .string, .rawString: isMissing ? "text on the next line" : "text in quotes"
        case .unknown: "'\(token.text.unicodeScalars.map(describe).joined())'"
        default: "'\(token.text.prefix(40))'" + (isMissing ? " on the next line" : "")
        }
    }

    private static func describe(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator:
            "U+" + String(scalar.value, radix: 16, uppercase: true)
        default: String(scalar)
        }
    }
}

extension APIScanner {
    /// The range of some bytes, found from the start of the file.
    func range(of offsets: Range<Int>) -> SourceRange {
        var reader = APIScanner(source)
        while reader.offset < offsets.lowerBound { reader.advance() }
        let start = reader.location
        while reader.offset < offsets.upperBound { reader.advance() }
        return SourceRange(start: start, end: reader.location)
    }
}
