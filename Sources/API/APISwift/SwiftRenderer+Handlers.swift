import APILanguage

extension SwiftRenderer {
    /// The protocol of a group's handlers, and what puts their routes on a router.
    func render(_ group: HandlerGroup, to source: inout SourceText) {
        source.line()
        source.line("/// Handles the routes of \(group.label).")
        let identity = group.hasSignIn ? "<Identity>" : ""
        source.block("\(source.access)protocol \(group.protocolName)\(identity): Sendable") { source in
            if group.hasSignIn {
                source.line("/// Whom a signed-in request speaks for.")
                source.line("associatedtype Identity: Sendable")
            }
            for (index, (route, options)) in group.routes.enumerated() {
                if index > 0 || group.hasSignIn { source.line() }
                source.documentation(documentation(of: route))
                source.line(signature(of: route, options))
            }
        }
        source.line()
        source.block("extension APIRouter") { source in
            source.line("/// Puts the routes of \(group.label) on the router.")
            source.line("/// - Throws: what of them the router cannot do.")
            let handlers = "some \(group.protocolName)\(identity)"
            source.block("\(source.access)func register(\(group.label) handlers: \(handlers)) throws") { source in
                for (route, options) in group.routes { render(registrationOf: route, options, to: &source) }
            }
        }
    }

    private func documentation(of route: Route) -> [String] {
        var lines =
            route.summary.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? []
        let description = route.doc("description").map { [$0] } ?? []
        let more = description + route.documentation
        if !lines.isEmpty, !more.isEmpty { lines.append("") }
        lines += more
        if !lines.isEmpty { lines.append("") }
        return lines + ["`\(route.method.rawValue.uppercased()) \(route.path)`"]
    }

    private func signature(of route: Route, _ options: ServerOptions) -> String {
        var parameters: [String] = []
        if let request = self.request(of: route) { parameters.append("_ input: \(request)") }
        if options.jwt != nil { parameters.append("by user: Identity") }
        parameters.append("in call: APIRequest")
        let result = route.response.map { response in
            " -> " + (options.isEventStream ? "APIEvents<\(types.spelling(response))>" : types.spelling(response))
        }
        return """
            func \(SwiftName.member(route.handler))(\(parameters.joined(separator: ", "))) async throws\(result ?? "")
            """
    }

    /// The type of a route's request; `nil` if it has none.
    private func request(of route: Route) -> String? {
        route.request.map(SwiftName.type) ?? route.requestList.map(types.spelling)
    }

    private func render(registrationOf route: Route, _ options: ServerOptions, to source: inout SourceText) {
        let label = options.jwt == nil ? "" : "signedIn: "
        let parameters = options.jwt == nil ? "call in" : "call, user in"
        var arguments: [String] = []
        if let request = self.request(of: route) { arguments.append("\(request)(call)") }
        if options.jwt != nil { arguments.append("by: user") }
        arguments.append("in: call")
        let call = "try await handlers.\(SwiftName.member(route.handler))(\(arguments.joined(separator: ", ")))"
        source.line("try add(\(label)\(description(of: route, options))) { \(parameters)")
        if route.response == nil {
            source.line("    \(call)")
            source.line("    return .empty")
        } else if options.isEventStream {
            source.line("    .events(\(call).stream)")
        } else {
            source.line("    .json(\(call))")
        }
        source.line("}")
    }

    /// The route as an `APIRoute`.
    private func description(of route: Route, _ options: ServerOptions) -> String {
        var arguments = [".\(route.method.rawValue)", SwiftName.literal(route.path)]
        if let group = options.group { arguments.append("group: \(SwiftName.literal(group))") }
        arguments.append("handler: \(SwiftName.literal(route.handler))")
        if let jwt = options.jwt {
            let transition = options.jwtTransition.map { ", transition: \(SwiftName.literal($0))" } ?? ""
            arguments.append("signIn: APISignIn(section: \(SwiftName.literal(jwt))\(transition))")
        }
        if !options.middleware.isEmpty {
            arguments.append("middleware: [\(options.middleware.map(SwiftName.literal).joined(separator: ", "))]")
        }
        if let timeout = options.timeout { arguments.append("timeout: \(expression(timeout))") }
        if let maxBytes = options.maxBytes { arguments.append("maximumBody: \(maxBytes)") }
        if options.requiresSignature { arguments.append("checksSignature: true") }
        if options.isEventStream { arguments.append("isEventStream: true") }
        return "APIRoute(\(arguments.joined(separator: ", ")))"
    }

    private func expression(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if attoseconds == 0 { return ".seconds(\(seconds))" }
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        return nanoseconds % 1_000_000 == 0
            ? ".milliseconds(\(nanoseconds / 1_000_000))" : ".nanoseconds(\(nanoseconds))"
    }
}
