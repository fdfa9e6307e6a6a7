import APILanguage

extension OpenAPIBuilder {
    /// The parameters of path, query and header. A path's are named as its template names them.
    func parameters(of request: RequestShape, pathNames: [String]) -> [JSONTree] {
        let path = zip(request.path, pathNames).map { parameter, name in
            var members: JSONMembers = ["name": .string(name), "in": "path", "required": true]
            members["description"] = parameter.field?.documentation.paragraphs.map(JSONTree.string)
            let schema = parameter.field.map(schemas.parameterSchema) ?? ["type": "string"]
            members.append("schema", .object(schema))
            return JSONTree.object(members)
        }
        return path + request.query.map { parameter($0, in: "query") }
            + request.header.map { parameter($0, in: "header") }
    }

    private func parameter(_ field: Field, in place: String) -> JSONTree {
        var members: JSONMembers = ["name": .string(field.wireName), "in": .string(place)]
        if field.validation.isRequired { members.append("required", true) }
        members["description"] = field.documentation.paragraphs.map(JSONTree.string)
        members.append("schema", .object(schemas.parameterSchema(field)))
        return .object(members)
    }

    /// The body, or `nil` if the request has none. One without a required field may be left out as a whole.
    func requestBody(of operation: Operation) -> JSONTree? {
        let request = operation.request
        if let list = request.listBody {
            let schema = schemas.schema(list, .request)
            return ["required": true, "content": ["application/json": ["schema": .object(schema)]]]
        }
        guard request.hasBody, let name = operation.route.request else { return nil }
        let isForm = request.jsonBody.isEmpty
        let schema =
            isForm ? schemas.formSchema(request.formBody) : schemas.schema(.structure(name), .request)
        let type = isForm ? "application/x-www-form-urlencoded" : "application/json"
        let fields = isForm ? request.formBody : request.jsonBody
        return [
            "required": .bool(fields.contains(where: \.validation.isRequired)),
            "content": .object([type: ["schema": .object(schema)]]),
        ]
    }
}
