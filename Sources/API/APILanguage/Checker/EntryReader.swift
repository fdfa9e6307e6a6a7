/// Reads the entries of a block in parentheses.
enum EntryReader {
    /// The keys and their values; a key that stands twice is an error.
    static func entries(of block: EntryBlockSyntax, in file: APIFile, _ report: CheckReport) -> [KeyValue] {
        var seen: [String: Origin] = [:]
        return block.entries.map { entry in
            let origin = file.origin(entry.keyRange)
            if let first = seen[entry.name] {
                let note = Diagnostic.Note("first set here", at: first)
                report.error("'\(entry.name)' is set twice", at: origin, notes: [note])
            } else {
                seen[entry.name] = origin
            }
            return KeyValue(key: entry.name, value: value(of: entry, in: file, report))
        }
    }

    /// A value's text: without quotes, or the words with a space where there is one.
    private static func value(of entry: EntrySyntax, in file: APIFile, _ report: CheckReport) -> String {
        guard entry.isString else { return entry.valueText }
        return text(of: entry.value[0], in: file, report) ?? ""
    }

    /// The text that a token in quotes or backticks stands for; `nil`, with an error, if it stands for nothing.
    static func text(of token: Token, in file: APIFile, _ report: CheckReport) -> String? {
        do throws(StringLiteral.Failure) {
            return try StringLiteral.value(of: token)
        } catch {
            report.error(error.message, at: file.origin(error.range))
            return nil
        }
    }
}

extension EntrySyntax {
    /// The value's words as they stand in the file, with one space where there are some.
    var valueText: String {
        var text = value[0].text
        for (previous, word) in zip(value, value.dropFirst()) {
            if previous.range.end != word.range.start { text += " " }
            text += word.text
        }
        return text
    }
}
