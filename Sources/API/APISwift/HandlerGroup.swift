import APILanguage

/// The routes of all blocks of the same group.
struct HandlerGroup {
    /// What the protocol is called after, in upper camel case.
    let name: String
    var routes: [(route: Route, options: ServerOptions)] = []

    var protocolName: String { "\(name)Handlers" }
    /// The label under which the handlers are registered.
    var label: String { SwiftName.member(name) }
    /// Whether a handler needs to know who calls.
    var hasSignIn: Bool { routes.contains { $0.options.jwt != nil } }

    /// The groups of a model in the order in which they begin. What has no group is called after the service.
    static func groups(of model: APIModel) -> [HandlerGroup] {
        guard let service = model.service else { return [] }
        let serviceName = service.name.hasSuffix("-api") ? String(service.name.dropLast(4)) : service.name
        var groups: [HandlerGroup] = []
        for block in service.groups {
            let name = SwiftName.group(block.options.group ?? serviceName)
            let routes = block.routes.map { ($0, block.options) }
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].routes += routes
            } else {
                groups.append(HandlerGroup(name: name, routes: routes))
            }
        }
        return groups
    }
}
