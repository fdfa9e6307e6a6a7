/// Chooses a handler by a task's type: the one registered for exactly that type or, failing that, for its longest
/// prefix.
///
///     var router = TaskRouter()
///     router.handle(CloseOrder.self) { payload, context in
///         try await orders.close(payload.sn)
///     }
///
/// A task of a type that nothing handles fails, and is retried like any other failure: a worker of a newer version
/// may know it.
public struct TaskRouter: Sendable {
    public typealias Handler = @Sendable (TaskMessage, TaskContext) async throws -> Void
    /// Wraps a handler: does something before and after it, or instead of it.
    public typealias Middleware = @Sendable (TaskMessage, TaskContext, Handler) async throws -> Void

    private var exact: [String: Handler] = [:]
    /// Longest prefix first.
    private var prefixes: [(prefix: String, handler: Handler)] = []
    private var middlewares: [Middleware] = []

    public init() {}

    /// Registers the handler for a payload's type. A payload that does not decode is archived without another attempt.
    /// - Parameter type: another type name under which tasks carry the same payload, such as an older one.
    /// - Precondition: nothing else is registered for the type.
    public mutating func handle<Payload: TaskPayload>(
        _ payload: Payload.Type,
        as type: String = Payload.taskType,
        _ handler: @escaping @Sendable (Payload, TaskContext) async throws -> Void
    ) {
        handle(type: type) { message, context in
            let value: Payload
            do {
                value = try message.decode()
            } catch {
                throw SkipRetry("the payload is not a \(Payload.self): \(error)", underlying: error)
            }
            try await handler(value, context)
        }
    }

    /// Registers the handler for one type, whose payload it reads itself.
    /// - Precondition: nothing else is registered for the type.
    public mutating func handle(type: String, _ handler: @escaping Handler) {
        precondition(exact[type] == nil, "there is a handler for the type «\(type)» already")
        exact[type] = handler
    }

    /// Registers the handler for all types with a prefix that nothing more specific is registered for.
    /// - Precondition: nothing else is registered for the prefix.
    public mutating func handle(prefix: String, _ handler: @escaping Handler) {
        precondition(
            !prefixes.contains { $0.prefix == prefix }, "there is a handler for the prefix «\(prefix)» already")
        prefixes.append((prefix, handler))
        prefixes.sort { $0.prefix.utf8.count > $1.prefix.utf8.count }
    }

    /// Wraps every handler, those registered before too. Middleware that was added first runs outermost.
    public mutating func use(_ middleware: @escaping Middleware) {
        middlewares.append(middleware)
    }

    /// One handler for the tasks of all types, as they are registered now: the middleware and, within it, the choice.
    func makeHandler() -> Handler {
        var handler: Handler = { [self] message, context in
            try await self.handler(for: message.type)(message, context)
        }
        for middleware in middlewares.reversed() {
            let next = handler
            handler = { try await middleware($0, $1, next) }
        }
        return handler
    }

    private func handler(for type: String) -> Handler {
        if let handler = exact[type] { return handler }
        if let match = prefixes.first(where: { type.hasPrefix($0.prefix) }) { return match.handler }
        return { message, _ in throw TaskFailure.handlerNotFound(message.type) }
    }
}
