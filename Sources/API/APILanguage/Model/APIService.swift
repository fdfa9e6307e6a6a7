/// The service of an `.api` file: its blocks are groups of routes with the same options.
public struct APIService: Sendable, Equatable {
    /// The name as written, with `-api` where it is there: `order`, `usercenter-api`.
    public var name: String
    /// One group for each `service` block, in order.
    public var groups: [RouteGroup]
    /// Where the name stands first.
    public var origin: Origin

    /// Makes a service.
    public init(name: String, groups: [RouteGroup], origin: Origin) {
        self.name = name
        self.groups = groups
        self.origin = origin
    }

    /// The routes of all groups, in order.
    public var routes: [Route] { groups.flatMap(\.routes) }
}

/// The routes of one `service` block and the options of the `@server` above it.
public struct RouteGroup: Sendable, Equatable {
    /// The options of the `@server` block; all unset if there is none.
    public var options: ServerOptions
    /// The routes, in order.
    public var routes: [Route]

    /// Makes a group.
    public init(options: ServerOptions = ServerOptions(), routes: [Route]) {
        self.options = options
        self.routes = routes
    }
}
