import APILanguage

extension OpenAPIBuilder {
    /// The success and the failures that can be told from the route.
    func responses(to operation: Operation) -> JSONMembers {
        var responses: JSONMembers = ["200": .object(success(of: operation))]
        guard !answers.isBare(operation) else {
            responses.append("default", ["description": "A failure, in a form of this route's own."])
            return responses
        }
        for failure in Failure.all(of: operation) {
            responses.append(failure.status, ["$ref": .string("#/components/responses/\(failure.name)")])
        }
        return responses
    }

    private func success(of operation: Operation) -> JSONMembers {
        var response: JSONMembers = ["description": "OK"]
        guard operation.route.method != .head else { return response }
        let value = operation.route.response.map { JSONTree.object(schemas.schema($0, .response)) }
        if operation.options.isEventStream {
            var stream: JSONMembers = ["schema": ["type": "string"]]
            stream["x-item-schema"] = value.map(Self.event)
            response.append("content", ["text/event-stream": .object(stream)])
        } else if let body = body(of: value, in: answers.envelope(of: operation)) {
            response.append("content", ["application/json": ["schema": body]])
        }
        return response
    }

    private static func event(of value: JSONTree) -> JSONTree {
        [
            "type": "object",
            "properties": [
                "data": ["type": "string", "contentMediaType": "application/json", "contentSchema": value]
            ],
            "required": ["data"],
        ]
    }

    private func body(of value: JSONTree?, in envelope: ResponseEnvelope) -> JSONTree? {
        guard envelope == .sojourn else { return value }
        var properties: JSONMembers = ["code": ["type": "integer", "const": 200], "msg": ["type": "string"]]
        properties["data"] = value
        return [
            "type": "object", "properties": .object(properties),
            "required": .strings(properties.members.map(\.name)),
        ]
    }

    /// The failures' responses, each of them once.
    var sharedResponses: JSONMembers {
        let used = Set(operations.filter { !answers.isBare($0) }.flatMap(Failure.all))
        var responses = JSONMembers()
        for failure in Failure.allCases where used.contains(failure) {
            let content: JSONTree =
                switch answers.envelope {
                case .none: ["text/plain": ["schema": ["type": "string"]]]
                case .sojourn:
                    ["application/json": ["schema": ["$ref": .string("#/components/schemas/\(failureName)")]]]
                }
            responses.append(
                failure.name, ["description": .string(failure.description), "content": content])
        }
        return responses
    }

    var failureSchema: JSONMembers {
        [
            "type": "object",
            "description": "Why a request was not served.",
            "properties": [
                "code": [
                    "type": "integer",
                    "description":
                        "The case, for programs: three digits for the area and three for the case. It does not change.",
                ],
                "msg": ["type": "string", "description": "The reason, for people. It may change."],
            ],
            "required": ["code", "msg"],
        ]
    }
}
