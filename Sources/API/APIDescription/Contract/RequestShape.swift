import APILanguage

/// Where the fields of a route's request travel.
struct RequestShape: Sendable {
    /// A parameter of the path and the field that takes it, if there is one.
    struct PathParameter: Sendable {
        var name: String
        var field: Field?
    }

    /// The parameters in the order of the path.
    var path: [PathParameter]
    var query: [Field]
    var header: [Field]
    /// The fields of an `application/x-www-form-urlencoded` body.
    var formBody: [Field]
    /// The fields of a JSON body.
    var jsonBody: [Field]

    /// The list that is the whole of a JSON body, where that is no struct.
    var listBody: ValueType?

    /// Form fields are a form body where the method has one and no JSON body takes its place; else they stand behind
    /// the path's question mark.
    init(_ route: Route, in model: APIModel) {
        let structure = route.request.flatMap(model.structure(named:))
        let pathFields = structure?.fields(in: .path) ?? []
        path = route.pathParameters.map { name in
            PathParameter(name: name, field: pathFields.first { $0.wireName == name })
        }
        header = structure?.fields(in: .header) ?? []
        listBody = route.requestList
        jsonBody = structure?.fields(in: .json) ?? []
        let form = structure?.fields(in: .form) ?? []
        let isFormBody = route.method.usuallyHasBody && jsonBody.isEmpty
        query = isFormBody ? [] : form
        formBody = isFormBody ? form : []
    }

    /// Whether there is anything that could be missing or wrong.
    var hasInput: Bool { !path.isEmpty || !query.isEmpty || !header.isEmpty || hasBody }

    var hasBody: Bool { !formBody.isEmpty || !jsonBody.isEmpty || listBody != nil }
}

extension HTTPMethod {
    /// Whether a request of this method has a meaning for its body.
    var usuallyHasBody: Bool {
        switch self {
        case .post, .put, .patch, .options: true
        case .get, .head, .delete, .connect, .trace: false
        }
    }
}
