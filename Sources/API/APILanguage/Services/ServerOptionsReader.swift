/// Reads an `@server` block.
struct ServerOptionsReader {
    private static let known = [
        "prefix", "group", "jwt", "jwtTransition", "middleware", "timeout", "maxBytes", "signature", "sse",
    ]

    let file: APIFile
    let report: CheckReport
    private var options = ServerOptions()

    /// The options of a block; what is wrong is left out.
    static func read(_ block: EntryBlockSyntax?, in file: APIFile, _ report: CheckReport) -> ServerOptions {
        guard let block else { return ServerOptions() }
        var reader = ServerOptionsReader(file: file, report: report)
        for (entry, syntax) in zip(EntryReader.entries(of: block, in: file, report), block.entries) {
            reader.read(entry, syntax)
        }
        if reader.options.jwt == nil, let entry = block.entries.first(where: { $0.name == "jwtTransition" }) {
            report.error("'jwtTransition' needs 'jwt' beside it", at: file.origin(entry.keyRange))
        }
        return reader.options
    }

    private init(file: APIFile, report: CheckReport) {
        self.file = file
        self.report = report
    }

    private mutating func read(_ entry: KeyValue, _ syntax: EntrySyntax) {
        let value = entry.value
        switch entry.key {
        case "prefix": options.prefix = prefix(value, syntax)
        case "group": options.group = group(value, syntax)
        case "jwt": options.jwt = name(value, syntax)
        case "jwtTransition": options.jwtTransition = name(value, syntax)
        case "middleware": options.middleware = middleware(value, syntax)
        case "timeout": options.timeout = timeout(value, syntax)
        case "maxBytes": options.maxBytes = maxBytes(value, syntax)
        case "signature": options.requiresSignature = bool(value, syntax)
        case "sse": options.isEventStream = bool(value, syntax)
        default:
            options.others.append(entry)
            let hint = Suggestion.text(for: entry.key, among: Self.known)
            report.warning(
                "unknown key '\(entry.key)' has no effect\(hint)", at: file.origin(syntax.keyRange))
        }
    }

    private func prefix(_ value: String, _ syntax: EntrySyntax) -> String? {
        var path = value.hasPrefix("/") ? value : "/" + value
        if path.count > 1, path.hasSuffix("/") { path.removeLast() }
        switch RoutePath.segments(of: path) {
        case .success(let segments): return segments.isEmpty ? nil : path
        case .failure(let failure):
            error(failure.message, syntax)
            return nil
        }
    }

    private func group(_ value: String, _ syntax: EntrySyntax) -> String? {
        let parts = value.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy(RoutePath.isParameterName) else {
            error("'\(value)' is no group's name: it has letters, digits, '_' and '-', with '/' between parts", syntax)
            return nil
        }
        return value
    }

    private func name(_ value: String, _ syntax: EntrySyntax) -> String? {
        guard RoutePath.isParameterName(value) else {
            error("'\(value)' is no name: it has letters, digits, '_' and '-'", syntax)
            return nil
        }
        return value
    }

    private func middleware(_ value: String, _ syntax: EntrySyntax) -> [String] {
        var names: [String] = []
        for part in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let name = name(part.trimmed(), syntax) else { continue }
            if names.contains(name) {
                error("the middleware '\(name)' is named twice", syntax)
            } else {
                names.append(name)
            }
        }
        return names
    }

    private func timeout(_ value: String, _ syntax: EntrySyntax) -> Duration? {
        guard let duration = GoDuration.read(value) else {
            error("'\(value)' is no length of time: write it as 3s, 100ms or 1m30s", syntax)
            return nil
        }
        guard duration > .zero else {
            error("a time-out must be longer than zero", syntax)
            return nil
        }
        return duration
    }

    private func maxBytes(_ value: String, _ syntax: EntrySyntax) -> Int64? {
        guard let bytes = Int64(value), bytes > 0 else {
            error("'\(value)' is no number of bytes: write a whole number above zero", syntax)
            return nil
        }
        return bytes
    }

    private func bool(_ value: String, _ syntax: EntrySyntax) -> Bool {
        if value != "true" && value != "false" { error("'\(value)' is no bool: write true or false", syntax) }
        return value == "true"
    }

    private func error(_ message: String, _ syntax: EntrySyntax) {
        report.error(message, at: file.origin(syntax.valueRange))
    }
}
