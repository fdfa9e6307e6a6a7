/// Reads an `@server` block.
struct ServerOptionsReader {
    let file: APIFile
    var report: CheckReport

    private static let known = [
        "group", "jwt", "jwtTransition", "maxBytes", "middleware", "prefix", "signature", "sse", "timeout",
    ]
    /// Keys that goctl's other tools read, and that ask nothing of a server.
    private static let harmless: Set<String> = ["authType", "summary", "tags"]

    /// The options, and the segments that their prefix stands for.
    mutating func read(_ block: EntryBlockSyntax?) -> (ServerOptions, prefix: [PathSegment]) {
        var options = ServerOptions()
        var prefix: [PathSegment] = []
        guard let block else { return (options, prefix) }
        let values = EntryReader.entries(of: block, in: file, &report)
        for (entry, value) in zip(block.entries, values) {
            let (key, text) = (value.key, value.value)
            let range = entry.valueRange
            switch key {
            case "prefix":
                prefix = self.prefix(text, at: range)
                options.prefix = prefix.isEmpty ? nil : prefix.map { "/\($0)" }.joined()
            case "group": options.group = group(text, at: range)
            case "jwt": options.jwt = name(text, "jwt", at: range)
            case "jwtTransition": options.jwtTransition = name(text, "jwtTransition", at: range)
            case "middleware": options.middleware = middleware(text, at: range)
            case "timeout": options.timeout = timeout(text, at: range)
            case "maxBytes": options.maxBytes = maxBytes(text, at: range)
            case "signature": options.requiresSignature = flag(text, "signature", at: range)
            case "sse": options.isEventStream = flag(text, "sse", at: range)
            default:
                options.others.append(value)
                guard !Self.harmless.contains(key) else { continue }
                let hint = Suggestion.text(for: key, among: Self.known)
                report.warning("'\(key)' means nothing here\(hint)", at: file.origin(entry.keyRange))
            }
        }
        if options.jwtTransition != nil, options.jwt == nil {
            error("'jwtTransition' needs 'jwt': it is the secret before that one", at: block.keyword.range)
        }
        return (options, prefix)
    }

    private mutating func error(_ message: String, at range: SourceRange) {
        report.error(message, at: file.origin(range))
    }

    private mutating func prefix(_ text: String, at range: SourceRange) -> [PathSegment] {
        var path = text.hasPrefix("/") ? text : "/" + text
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        do throws(RoutePath.Failure) {
            return try RoutePath.segments(of: path)
        } catch {
            self.error(error.message, at: range)
            return []
        }
    }

    private mutating func group(_ text: String, at range: SourceRange) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isFine = parts.allSatisfy { part in
            part.first?.isLetter == true && part.utf8.allSatisfy(FieldTagReader.isNameByte)
        }
        guard isFine else {
            error("a group is called by a word, or by words with '/' between them", at: range)
            return nil
        }
        return text
    }

    private mutating func name(_ text: String, _ key: String, at range: SourceRange) -> String? {
        guard !text.isEmpty, text.utf8.allSatisfy(FieldTagReader.isNameByte) else {
            error("'\(key)' is the name of a part of the settings", at: range)
            return nil
        }
        return text
    }

    private mutating func middleware(_ text: String, at range: SourceRange) -> [String] {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed() }
        guard names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(FieldTagReader.isNameByte) }) else {
            error("'middleware' is a name, or names with commas between them", at: range)
            return []
        }
        if Set(names).count < names.count { error("a middleware is named twice", at: range) }
        return names
    }

    private mutating func timeout(_ text: String, at range: SourceRange) -> Duration? {
        guard let timeout = Duration(go: text), timeout > .zero else {
            error("a time-out is written as 3s, 500ms or 1m30s, and is more than nothing", at: range)
            return nil
        }
        return timeout
    }

    private mutating func maxBytes(_ text: String, at range: SourceRange) -> Int64? {
        guard let count = Int64(text), count > 0, !text.hasPrefix("+") else {
            error("'maxBytes' is a number of bytes, 1 or more", at: range)
            return nil
        }
        return count
    }

    private mutating func flag(_ text: String, _ key: String, at range: SourceRange) -> Bool {
        if text != "true", text != "false" { error("'\(key)' is true or false", at: range) }
        return text == "true"
    }
}
