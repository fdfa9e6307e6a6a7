extension ServiceChecker {
    /// Checks that a request's fields and the route's path and method fit each other.
    mutating func checkFields(of route: Route, _ syntax: RouteSyntax, in file: APIFile) {
        let origin = file.origin(syntax.pathRange)
        let structure = route.request.flatMap { model?.structure(named: $0) }
        guard route.request == nil || structure != nil else { return }
        let fields = structure?.effectiveFields.map(\.field) ?? []
        let parameters = Set(route.pathParameters)
        for field in fields where field.place == .path && !parameters.contains(field.wireName) {
            let note = Diagnostic.Note("the field", at: field.origin)
            error("the path has no parameter ':\(field.wireName)' for '\(field.name)'", at: origin, notes: [note])
        }
        let read = Set(fields.lazy.filter { $0.place == .path }.map(\.wireName))
        for name in route.pathParameters where !read.contains(name) {
            let message = "no field of the request reads the path's parameter ':\(name)' (tag path:\"\(name)\")"
            resolver.report.warning(message, at: origin)
        }
        let hasBody = fields.contains { $0.place == .json }
        if hasBody, route.method == .get || route.method == .head {
            let method = route.method.rawValue.uppercased()
            let message = "\(method) requests have no body: give the fields of '\(route.request ?? "")' form tags"
            resolver.report.warning(message, at: file.origin(syntax.method.range))
        }
    }
}
