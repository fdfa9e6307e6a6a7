extension ServiceChecker {
    /// Checks that the fields of a route's request can come in: the path's parameters and the method allow them.
    mutating func checkRequest(of route: Route, _ syntax: RouteSyntax, in file: APIFile) {
        let parameters = route.pathParameters
        let pathOrigin = file.origin(syntax.pathRange)
        guard let model, let type = syntax.request?.type, let name = route.request,
            let request = model.structure(named: name)
        else {
            guard route.request == nil, route.requestList != nil || syntax.request?.type == nil else { return }
            let reason = route.requestList == nil ? "the route has no request" : "the request is a list"
            for parameter in parameters { warnOfUnread(parameter, at: pathOrigin, reason) }
            if route.requestList != nil, !route.method.hasRequestBody, let type = syntax.request?.type {
                let message = "a '\(route.method.rawValue)' request has no body for a list"
                report.error(message, at: file.origin(type.range))
            }
            return
        }
        let typeOrigin = file.origin(type.range)
        for field in request.fields(in: .path) where !parameters.contains(field.wireName) {
            let note = Diagnostic.Note("the field is declared here", at: field.origin)
            let hint = Suggestion.text(for: field.wireName, among: parameters)
            let message = "'\(name)' needs the path parameter ':\(field.wireName)', which the path does not have\(hint)"
            report.error(message, at: pathOrigin, notes: [note])
        }
        let read = Set(request.fields(in: .path).map(\.wireName))
        for parameter in parameters where !read.contains(parameter) {
            warnOfUnread(parameter, at: pathOrigin, "'\(name)' has no field tagged `path:\"\(parameter)\"`")
        }
        if !route.method.hasRequestBody, let field = request.fields(in: .json).first {
            let hint = "the field is declared here; tag it `form:\"\(field.wireName)\"`"
            let note = Diagnostic.Note(hint, at: field.origin)
            let message = "a '\(route.method.rawValue)' request has no body for the json field '\(field.wireName)'"
            report.error(message, at: typeOrigin, notes: [note])
        }
        for field in request.fields(in: .json) { bodies?.visit(field.type, at: typeOrigin) }
    }

    private func warnOfUnread(_ parameter: String, at origin: Origin, _ reason: String) {
        report.warning("nothing reads the path parameter ':\(parameter)': \(reason)", at: origin)
    }
}

extension HTTPMethod {
    /// Whether a client may send content with it that has a meaning (RFC 9110, section 9.3). Of `delete` many
    /// interfaces expect it.
    fileprivate var hasRequestBody: Bool {
        switch self {
        case .post, .put, .patch, .delete, .options: true
        case .get, .head, .connect, .trace: false
        }
    }
}
