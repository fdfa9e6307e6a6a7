import APILanguage

/// Builds the parts of an OpenAPI document from a model.
struct OpenAPIBuilder: Sendable {
    let model: APIModel
    let answers: AnswerForm
    let servers: [String]
    let operations: [Operation]
    let schemas: SchemaBuilder
    let security: SecuritySchemes
    /// The schema and the shared response of a failure.
    let failureName: String

    init(_ model: APIModel, answers: AnswerForm, servers: [String]) {
        self.model = model
        self.answers = answers
        self.servers = servers
        operations = Operation.all(of: model)
        var names = UniqueNames()
        schemas = SchemaBuilder(model, names: &names)
        failureName = names.claim("Failure")
        security = SecuritySchemes(model.service?.groups.map(\.options) ?? [])
    }

    var document: JSONMembers {
        var document: JSONMembers = ["openapi": "3.1.0", "info": .object(info)]
        if !servers.isEmpty { document.append("servers", .array(servers.map { ["url": .string($0)] })) }
        let groups = operations.byGroup.compactMap(\.group)
        if !groups.isEmpty { document.append("tags", .array(groups.map { ["name": .string($0)] })) }
        document.append("paths", .object(paths))
        document.append("components", unlessEmpty: components)
        return document
    }

    private var info: JSONMembers {
        var info: JSONMembers = [
            "title": .string(model.info("title") ?? model.service?.name ?? "API"),
            "version": .string(model.info("version") ?? "1"),
        ]
        info["description"] = model.description.map(JSONTree.string)
        var contact = JSONMembers()
        contact["name"] = model.info("author").map(JSONTree.string)
        contact["email"] = model.info("email").map(JSONTree.string)
        info.append("contact", unlessEmpty: contact)
        return info
    }

    private var components: JSONMembers {
        var components = JSONMembers()
        var schemas = schemas.components
        let responses = sharedResponses
        if answers.envelope == .sojourn, !responses.isEmpty { schemas.append(failureName, .object(failureSchema)) }
        components.append("schemas", unlessEmpty: schemas)
        components.append("responses", unlessEmpty: responses)
        components.append("securitySchemes", unlessEmpty: security.components)
        return components
    }
}
