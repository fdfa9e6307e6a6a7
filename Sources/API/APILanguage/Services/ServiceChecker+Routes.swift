extension ServiceChecker {
    /// The route that the syntax stands for; `nil` if its method or path makes no sense.
    mutating func route(_ syntax: RouteSyntax, _ options: ServerOptions, in file: APIFile) -> Route? {
        let handler = syntax.handler.text
        let origin = file.origin(syntax.handler.range)
        let place = options.group.map { " in the group '\($0)'" } ?? ""
        Self.claim(
            Key(scope: options.group ?? "", name: handler), in: &handlers, at: origin, report,
            "handler '\(handler)' is declared twice\(place)")
        let doc = doc(of: syntax, in: file)
        let request = request(of: syntax, in: file)
        let response = response(of: syntax, in: file)
        let method = method(of: syntax, in: file)
        guard let segments = segments(of: syntax, options, in: file), let method else { return nil }
        let route = Route(
            method: method, segments: segments, handler: handler, doc: doc, request: request.structure,
            requestList: request.list, response: response, documentation: syntax.documentation, origin: origin)
        let shape = segments.map { if case .literal(let text) = $0 { "/\(text)" } else { "/:" } }.joined()
        Self.claim(
            Key(scope: method.rawValue, name: shape), in: &shapes, at: file.origin(syntax.pathRange), report,
            "another route answers '\(method.rawValue) \(route.path)' already")
        checkRequest(of: route, syntax, in: file)
        return route
    }

    private func doc(of syntax: RouteSyntax, in file: APIFile) -> [KeyValue] {
        switch syntax.doc {
        case .text(_, let token):
            EntryReader.text(of: token, in: file, report).map { [KeyValue(key: "summary", value: $0)] } ?? []
        case .entries(let block): EntryReader.entries(of: block, in: file, report)
        case nil: []
        }
    }

    private func method(of syntax: RouteSyntax, in file: APIFile) -> HTTPMethod? {
        if let method = HTTPMethod(rawValue: syntax.method.text) { return method }
        let known = HTTPMethod.allCases.map(\.rawValue)
        let hint = Suggestion.text(for: syntax.method.text, among: known)
        report.error("unknown method '\(syntax.method.text)'\(hint)", at: file.origin(syntax.method.range))
        return nil
    }

    private func segments(of syntax: RouteSyntax, _ options: ServerOptions, in file: APIFile) -> [PathSegment]? {
        let origin = file.origin(syntax.pathRange)
        let own: [PathSegment]
        switch RoutePath.segments(of: syntax.pathText) {
        case .success(let segments): own = segments
        case .failure(let failure):
            report.error(failure.message, at: origin)
            return nil
        }
        guard let prefix = options.prefix, case .success(let prefixed) = RoutePath.segments(of: prefix) else {
            return unique(own, at: origin)
        }
        return unique(prefixed + own, at: origin)
    }

    private func unique(_ segments: [PathSegment], at origin: Origin) -> [PathSegment] {
        var seen: Set<String> = []
        for case .parameter(let name) in segments where !seen.insert(name).inserted {
            report.error("the path has two parameters ':\(name)'", at: origin)
        }
        return segments
    }

    private mutating func response(of syntax: RouteSyntax, in file: APIFile) -> ValueType? {
        guard let type = syntax.response?.type, let value = body(type, in: file) else { return nil }
        if resolver.table.isComplex(type) {
            report.error("a complex number has no form in JSON", at: file.origin(type.range))
        }
        bodies?.visit(value, at: file.origin(type.range))
        return value
    }

    private mutating func request(of syntax: RouteSyntax, in file: APIFile) -> (structure: String?, list: ValueType?) {
        guard let type = syntax.request?.type, let value = body(type, in: file) else { return (nil, nil) }
        let table = resolver.table
        if let name = table.structName(type) { return (name, nil) }
        switch table.underlying(type, followingPointers: false) {
        case .array(_, nil, _, _):
            bodies?.visit(value, at: file.origin(type.range))
            return (nil, value)
        // An unknown type has its error already.
        case .name(let token) where Primitive(rawValue: token.text) == nil && token.text != "any": return (nil, nil)
        default:
            report.error("a request must be a struct, or a list of any length", at: file.origin(type.range))
            return (nil, nil)
        }
    }

    private mutating func body(_ type: TypeSyntax, in file: APIFile) -> ValueType? {
        if let structure = type.inlineStruct {
            let message = "give this struct a name: a request or a response refers to a declared type"
            report.error(message, at: file.origin(structure.open.range))
            return nil
        }
        return resolver.resolve(type, name: "", in: file)
    }
}
