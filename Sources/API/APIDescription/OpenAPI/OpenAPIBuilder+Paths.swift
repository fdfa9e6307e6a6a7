import APILanguage

extension OpenAPIBuilder {
    /// The operations by path. OpenAPI takes `/a/{x}` and `/a/{y}` for the same path: the first one's names are used.
    var paths: JSONMembers {
        var order: [[PathSegment]] = []
        var items: [[PathSegment]: JSONMembers] = [:]
        var parameters: [[PathSegment]: [String]] = [:]
        for operation in operations {
            let shape = operation.route.segments.withoutNames
            if items[shape] == nil {
                order.append(shape)
                parameters[shape] = operation.route.pathParameters
            }
            let members = self.members(of: operation, pathParameters: parameters[shape, default: []])
            items[shape, default: [:]].append(operation.route.method.pathItemKey, .object(members))
        }
        var paths = JSONMembers()
        for shape in order {
            paths.append(
                shape.template(with: parameters[shape, default: []]), .object(items[shape, default: [:]]))
        }
        return paths
    }

    private func members(of operation: Operation, pathParameters: [String]) -> JSONMembers {
        var members: JSONMembers = ["operationId": .string(operation.id)]
        if let group = operation.options.group { members.append("tags", .strings([group])) }
        if let summary = operation.route.summary { members.append("summary", .string(summary)) }
        if let description = operation.description { members.append("description", .string(description)) }
        let parameters = self.parameters(of: operation.request, pathNames: pathParameters)
        if !parameters.isEmpty { members.append("parameters", .array(parameters)) }
        if let body = requestBody(of: operation) { members.append("requestBody", body) }
        members.append("responses", .object(responses(to: operation)))
        if let requirement = security.requirement(of: operation.options) { members.append("security", requirement) }
        if let timeout = operation.options.timeout { members.append("x-timeout", .string(timeout.notation)) }
        if let bytes = operation.options.maxBytes { members.append("x-max-bytes", .number(ExactDecimal(bytes))) }
        return members
    }
}

extension HTTPMethod {
    fileprivate var pathItemKey: String { self == .connect ? "x-connect" : rawValue }
}

extension [PathSegment] {
    /// The same path whatever its parameters are called.
    fileprivate var withoutNames: [PathSegment] {
        map { if case .parameter = $0 { .parameter("") } else { $0 } }
    }

    /// `/users/{id}`; braces that belong to the path itself are percent-encoded.
    fileprivate func template(with names: [String]) -> String {
        guard !isEmpty else { return "/" }
        var names = names[...]
        return map { segment in
            switch segment {
            case .literal(let text): "/" + text.percentEncoded(allowing: .path)
            case .parameter: "/{\(names.popFirst() ?? "")}"
            }
        }.joined()
    }
}
