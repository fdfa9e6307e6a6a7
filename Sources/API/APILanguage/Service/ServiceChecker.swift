/// Checks the `service` blocks of all files and joins them.
struct ServiceChecker {
    var resolver: TypeResolver
    /// The types with all their fields; `nil` if they are not sound, so that requests cannot be looked into.
    let model: APIModel?

    /// Where each handler, by group and name, and each method and shape of path was declared first.
    private var handlers: [[String]: Origin] = [:]
    private var shapes: [String: Origin] = [:]

    init(resolver: TypeResolver, model: APIModel?) {
        self.resolver = resolver
        self.model = model
    }

    /// The service of all files together; `nil` if there is none.
    mutating func check(_ files: [APIFile]) -> APIService? {
        var service: APIService?
        for file in files {
            for case .service(let syntax) in file.declarations {
                let origin = file.origin(syntax.nameRange)
                if let service, service.name != syntax.nameText {
                    let note = Diagnostic.Note("the other one", at: service.origin)
                    let message = "a contract has one service: '\(syntax.nameText)' is another than '\(service.name)'"
                    error(message, at: origin, notes: [note])
                }
                if service == nil { service = APIService(name: syntax.nameText, groups: [], origin: origin) }
                let group = group(syntax, in: file)
                service?.groups.append(group)
            }
        }
        return service
    }

    private mutating func group(_ syntax: ServiceSyntax, in file: APIFile) -> RouteGroup {
        var reader = ServerOptionsReader(file: file, report: resolver.report)
        let (options, prefix) = reader.read(syntax.server)
        resolver.report = reader.report
        var group = RouteGroup(options: options, routes: [])
        for route in syntax.routes {
            if let route = self.route(route, prefix: prefix, options, in: file) { group.routes.append(route) }
        }
        return group
    }

    private mutating func route(
        _ syntax: RouteSyntax, prefix: [PathSegment], _ options: ServerOptions, in file: APIFile
    ) -> Route? {
        let origin = file.origin(syntax.handler.range)
        let doc = documentation(syntax.doc, in: file)
        let key = [options.group ?? "", syntax.handler.text]
        if let first = handlers[key] {
            let note = Diagnostic.Note("first declared here", at: first)
            error("handler '\(syntax.handler.text)' is declared twice", at: origin, notes: [note])
        } else {
            handlers[key] = origin
        }
        guard let method = HTTPMethod(rawValue: syntax.method.text) else {
            let known = HTTPMethod.allCases.map(\.rawValue)
            let hint = Suggestion.text(for: syntax.method.text, among: known)
            error("unknown method '\(syntax.method.text)'\(hint)", at: file.origin(syntax.method.range))
            return nil
        }
        guard let segments = path(syntax, prefix: prefix, method, in: file) else { return nil }
        let request = self.request(syntax, handler: syntax.handler.text, in: file)
        let response = syntax.response?.type.map { type in
            resolver.resolve(type, name: syntax.handler.text.capitalizedFirst, suffix: "Response", in: file)
        }
        if options.isEventStream, response == nil {
            error("a route with 'sse: true' needs a response: the type of an event", at: origin)
        }
        let route = Route(
            method: method, segments: segments, handler: syntax.handler.text, doc: doc, request: request,
            response: response, documentation: syntax.documentation, origin: origin)
        checkFields(of: route, syntax, in: file)
        return route
    }

    private mutating func documentation(_ doc: DocSyntax?, in file: APIFile) -> [KeyValue] {
        switch doc {
        case .text(_, let token):
            [KeyValue(key: "summary", value: EntryReader.text(of: token, in: file, &resolver.report))]
        case .entries(let block): EntryReader.entries(of: block, in: file, &resolver.report)
        case nil: []
        }
    }

    private mutating func request(_ syntax: RouteSyntax, handler: String, in file: APIFile) -> String? {
        guard let type = syntax.request?.type else { return nil }
        if case .structure = type {
            let name = resolver.resolve(type, name: handler.capitalizedFirst, suffix: "Request", in: file)
            guard case .structure(let structure) = name else { return nil }
            return structure
        }
        if let name = resolver.table.structName(type) { return name }
        // Reports a name that is not known.
        _ = resolver.resolve(type, name: handler.capitalizedFirst, suffix: "Request", in: file)
        if case .name(let token) = type, resolver.table[token.text] == nil, Primitive(rawValue: token.text) == nil {
            return nil
        }
        error("a request must be a struct: its fields say where they travel", at: file.origin(type.range))
        return nil
    }

    mutating func error(_ message: String, at origin: Origin, notes: [Diagnostic.Note] = []) {
        resolver.report.error(message, at: origin, notes: notes)
    }

    /// The whole path; `nil`, with an error, if it is none or another route has it.
    private mutating func path(
        _ syntax: RouteSyntax, prefix: [PathSegment], _ method: HTTPMethod, in file: APIFile
    ) -> [PathSegment]? {
        let origin = file.origin(syntax.pathRange)
        do throws(RoutePath.Failure) {
            let segments = prefix + (try RoutePath.segments(of: syntax.pathText))
            try RoutePath.refuseDuplicates(in: segments)
            let shape = "\(method.rawValue) \(RoutePath.shape(of: segments))"
            if let first = shapes[shape] {
                let note = Diagnostic.Note("first declared here", at: first)
                error("the route '\(shape)' is declared twice", at: origin, notes: [note])
            } else {
                shapes[shape] = origin
            }
            return segments
        } catch {
            self.error(error.message, at: origin)
            return nil
        }
    }
}
