import APILanguage

/// An example request as a command for a POSIX shell.
struct CurlCommand {
    let text: String

    init(_ operation: Operation, _ model: APIModel, baseURL: String) {
        var example = ExampleBuilder(model)
        let request = operation.request
        var head = ["curl"]
        switch operation.route.method {
        case .get: break
        case .head: head.append("--head")
        // curl takes a request with a body for a POST by itself.
        case .post where request.hasBody: break
        case let method: head.append("-X \(method.rawValue.uppercased())")
        }
        if operation.options.isEventStream { head.append("--no-buffer") }
        head.append((baseURL + Self.target(of: operation, &example)).shellQuoted)

        var lines = [head.joined(separator: " ")]
        if operation.options.jwt != nil { lines.append(#"-H "Authorization: Bearer $TOKEN""#) }
        if operation.options.requiresSignature { lines.append(#"-H "X-Content-Security: $SIGNATURE""#) }
        for (name, value) in Self.pairs(request.header, &example) {
            lines.append("-H \("\(name): \(value)".shellQuoted)")
        }
        for (name, value) in Self.pairs(request.formBody, &example) {
            lines.append("--data-urlencode \("\(name.percentEncoded(allowing: .query))=\(value)".shellQuoted)")
        }
        if !request.jsonBody.isEmpty || request.listBody != nil {
            if operation.route.method == .get { lines[0] = "curl -X GET" + lines[0].dropFirst("curl".count) }
            lines.append("-H 'Content-Type: application/json'")
            let value = request.listBody.map { example.value(of: $0) } ?? example.object(of: request.jsonBody)
            let body = value.text(.pretty)
            lines.append("-d \(String(body.dropLast()).shellQuoted)")
        }
        text = lines.joined(separator: " \\\n  ")
    }

    private static func target(of operation: Operation, _ example: inout ExampleBuilder) -> String {
        var path = ""
        for segment in operation.route.segments {
            switch segment {
            case .literal(let text): path += "/" + text.percentEncoded(allowing: .path)
            case .parameter(let name):
                let field = operation.request.path.first { $0.name == name }?.field
                let value = field.map { plain(example.value(of: $0)) } ?? "text"
                path += "/" + value.percentEncoded(allowing: .query)
            }
        }
        let query = pairs(operation.request.query, &example).map {
            "\($0.percentEncoded(allowing: .query))=\($1.percentEncoded(allowing: .query))"
        }
        return (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Names and values; a list's elements one by one.
    private static func pairs(_ fields: [Field], _ example: inout ExampleBuilder) -> [(String, String)] {
        fields.flatMap { field in
            guard case .array(let elements) = example.value(of: field) else {
                return [(field.wireName, plain(example.value(of: field)))]
            }
            return elements.map { (field.wireName, plain($0)) }
        }
    }

    private static func plain(_ value: JSONTree) -> String {
        if case .string(let text) = value { text } else { value.text(.compact) }
    }
}

extension String {
    /// The text as one word of a POSIX shell.
    fileprivate var shellQuoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
